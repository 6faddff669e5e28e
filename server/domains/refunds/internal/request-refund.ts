import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { amount, flag, list, on, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { apiActor, parseRefNo, worksOf } from '../../orders/index.ts';
import * as errors from '../errors.ts';
import { RefundItem } from '../objects.ts';
import { refundDetail } from '../present.ts';
import { requestRefund as request } from '../requesting.ts';
import { RefundDetail } from './objects.ts';

export const requestRefund = method({
  name: 'internalRequestRefund',
  summary: 'Asks for a refund on behalf of a person; it waits for an approval.',
  params: {
    RefNo: text({ required: true, refusal: errors.ORDER_REF_MISSING }),
    Amount: amount({ refusal: errors.ORDER_AMOUNT_MISSING, about: 'All that is left when absent' }),
    Items: list(on(RefundItem, { refusal: errors.PRODUCTS_CODES_MISSING }), {
      max: 500,
      refusal: errors.PRODUCTS_CODES_MISSING,
    }),
    Comment: text({ max: 2000 }),
    Reason: text({ required: true, refusal: errors.REFUND_REASON_INVALID }),
    EndSubscriptions: flag({ about: 'With a total refund, where the account wants it, when absent' }),
    ReuseKeys: flag({ about: 'Of an order that is refunded in full; as the account wants it when absent' }),
    ByShopper: flag({ about: 'A shopper asked for it' }),
  },
  result: RefundDetail,
  rest: POST('/refunds/', {
    body: ['RefNo', 'Amount', 'Items', 'Comment', 'Reason', 'EndSubscriptions', 'ReuseKeys', 'ByShopper'],
  }),
  refusals: [
    errors.ORDER_REF_MISSING,
    errors.ORDER_REF_INVALID,
    errors.ORDER_ALREADY_CANCELED,
    errors.REFUND_TOTAL_EXISTS,
    errors.REFUND_ORDER_STATUS,
    errors.ORDER_AMOUNT_INVALID,
    errors.PRODUCTS_CODES_MISSING,
    errors.PRODUCTS_QTY_INVALID,
    errors.REFUND_REASON_INVALID,
    errors.REFUND_PAYMENT_DETAILS,
    errors.REFUND_MAXIMUM_EXCEEDED,
    errors.REFUND_PERIOD_EXPIRED,
    errors.REFUND_PENDING,
  ],
  examples: [],
  effect: 'own',
  run: async (call, { RefNo, ByShopper, ...sent }) => {
    const refNo = parseRefNo(RefNo) ?? refuse(errors.ORDER_REF_MISSING);
    const asked =
      ByShopper === true
        ? ({ origin: 'SHOPPER', by: { kind: 'SHOPPER', name: '' } } as const)
        : ({ origin: 'PANEL', by: { ...apiActor(call), kind: 'PANEL' } } as const);
    return refundDetail(call.merchant, await request(worksOf(call), call.merchant, refNo, sent, asked));
  },
});
