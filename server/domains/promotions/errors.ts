import { refusal } from '../../api/errors.ts';

export const PROMOTION_NOT_FOUND = refusal('PROMOTION_NOT_FOUND', 27001, 'not-found', 'There is no such promotion.');
export const PROMOTION_TYPE_FIXED = refusal(
  'PROMOTION_TYPE_FIXED',
  27002,
  'invalid',
  'The type of a promotion cannot be changed.',
);
export const PROMOTION_DATES_INVALID = refusal(
  'PROMOTION_DATES_INVALID',
  27003,
  'invalid',
  'A promotion cannot end before it starts.',
);
export const PROMOTION_COUPON_INVALID = refusal(
  'PROMOTION_COUPON_INVALID',
  27004,
  'invalid',
  'The coupon of the promotion cannot be.',
);
export const PROMOTION_COUPON_TAKEN = refusal(
  'PROMOTION_COUPON_TAKEN',
  27005,
  'conflict',
  'Another enabled promotion has this coupon code.',
);
export const PROMOTION_COUPON_NOT_FOUND = refusal(
  'PROMOTION_COUPON_NOT_FOUND',
  27006,
  'not-found',
  'The promotion has no such coupon code.',
);
export const PROMOTION_COUPON_REQUIRED = refusal(
  'PROMOTION_COUPON_REQUIRED',
  27007,
  'invalid',
  'A promotion must keep a coupon.',
);
export const PROMOTION_DISCOUNT_INVALID = refusal(
  'PROMOTION_DISCOUNT_INVALID',
  27008,
  'invalid',
  'The discount of the promotion cannot be.',
);
export const PROMOTION_PRICE_MATRIX_INVALID = refusal(
  'PROMOTION_PRICE_MATRIX_INVALID',
  27009,
  'invalid',
  'The special prices of the promotion cannot be.',
);
export const PROMOTION_THRESHOLD_INVALID = refusal(
  'PROMOTION_THRESHOLD_INVALID',
  27010,
  'invalid',
  'The order value from which the promotion counts cannot be.',
);
export const PROMOTION_PRODUCT_INVALID = refusal(
  'PROMOTION_PRODUCT_INVALID',
  27011,
  'invalid',
  'There is no such product, or it has no such price list.',
);
