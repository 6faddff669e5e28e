import { type Refusal, refusal } from '../../api/errors.ts';

const invalid = (code: string, number: number, sentence: string): Refusal => refusal(code, number, 'invalid', sentence);

export const ORDER_NOT_FOUND = refusal('ORDER_NOT_FOUND', 24001, 'not-found', 'No order has this reference.');
export const ORDER_PRODUCTS_EMPTY = invalid('ORDER_PRODUCTS_EMPTY', 24002, 'The order has no products.');
export const ORDER_ITEMS_INVALID = invalid('ORDER_ITEMS_INVALID', 24003, 'The items of the order are not acceptable.');
export const ORDER_ITEMS_QUANTITY_INVALID = invalid(
  'ORDER_ITEMS_QUANTITY_INVALID',
  24004,
  'A quantity must be a whole number from 1 to 99999.',
);
export const ORDER_PRODUCT_CODE_INVALID = invalid('ORDER_PRODUCT_CODE_INVALID', 24005, 'There is no such product.');
export const ORDER_PRODUCT_INVALID = invalid('ORDER_PRODUCT_INVALID', 24006, 'The product cannot be bought.');
export const ORDER_PRODUCT_PRICE_STRUCTURE_INVALID = invalid(
  'ORDER_PRODUCT_PRICE_STRUCTURE_INVALID',
  24007,
  'The price of an item must be an object.',
);
export const ORDER_PRODUCT_PRICE_AMOUNT_INVALID = invalid(
  'ORDER_PRODUCT_PRICE_AMOUNT_INVALID',
  24008,
  'The price of an item is not a valid amount.',
);
export const ORDER_PRODUCT_PRICE_TYPE_INVALID = invalid(
  'ORDER_PRODUCT_PRICE_TYPE_INVALID',
  24009,
  'The price type of an item is not one that can be asked for.',
);
export const ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID = invalid(
  'ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID',
  24028,
  'An item at its base price must not name an amount.',
);
export const ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID = invalid(
  'ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID',
  24029,
  'An item at its default price must not name an amount.',
);
export const ORDER_PRODUCT_IS_DYNAMIC_INVALID = invalid(
  'ORDER_PRODUCT_IS_DYNAMIC_INVALID',
  24010,
  'IsDynamic must be true or false.',
);
export const ORDER_PRODUCT_NO_PRICE = invalid(
  'ORDER_PRODUCT_NO_PRICE',
  24011,
  'The product has no price for this quantity and currency.',
);
export const ORDER_CURRENCY_INVALID = invalid('ORDER_CURRENCY_INVALID', 24013, 'The currency is not valid.');
export const ORDER_COUNTRY_INVALID = invalid('ORDER_COUNTRY_INVALID', 24014, 'The country is not valid.');
export const ORDER_BILLING_DETAILS_EMPTY = invalid('ORDER_BILLING_DETAILS_EMPTY', 24015, 'Billing details are needed.');
export const ORDER_PAYMENT_DETAILS_EMPTY = invalid('ORDER_PAYMENT_DETAILS_EMPTY', 24021, 'Payment details are needed.');
export const ORDER_PAYMENT_TYPE_INVALID = invalid(
  'ORDER_PAYMENT_TYPE_INVALID',
  24022,
  'The payment type is not one that this server takes.',
);
export const ORDER_PAYMENT_METHOD_EMPTY = invalid('ORDER_PAYMENT_METHOD_EMPTY', 24023, 'The card data is missing.');
export const ORDER_PAYMENT_NOT_FREE = invalid(
  'ORDER_PAYMENT_NOT_FREE',
  24024,
  'An order of payment type FREE must cost nothing.',
);
export const ORDER_PAYMENT_FREE_RECURRING_INVALID = invalid(
  'ORDER_PAYMENT_FREE_RECURRING_INVALID',
  24030,
  'An order of payment type FREE cannot be renewed automatically.',
);
export const ORDER_TEST_DISABLED = invalid('ORDER_TEST_DISABLED', 24025, 'This account takes no test orders.');
export const ORDER_STATUS_INVALID = invalid('ORDER_STATUS_INVALID', 24026, 'The order is not waiting for a payment.');
export const ORDER_PAYMENT_IN_PROGRESS = refusal(
  'ORDER_PAYMENT_IN_PROGRESS',
  24027,
  'conflict',
  'A payment of this order is under way; try again in a moment.',
);
export const ORDER_PROMOTION_INVALID = invalid('ORDER_PROMOTION_INVALID', 24033, 'The coupon cannot be used.');
export const ORDER_PRODUCT_SKU_INVALID = invalid('ORDER_PRODUCT_SKU_INVALID', 24034, 'The SKU is not valid here.');
export const ORDER_PRODUCT_CROSS_SELL_INVALID = invalid(
  'ORDER_PRODUCT_CROSS_SELL_INVALID',
  24035,
  'The cross-sell campaign does not count for this item.',
);
export const ORDER_SHIPPING_METHOD_INVALID = invalid(
  'ORDER_SHIPPING_METHOD_INVALID',
  24036,
  'The shipping method cannot be had for this order.',
);
export const ORDER_PRODUCTS_NOT_TANGIBLE = invalid(
  'ORDER_PRODUCTS_NOT_TANGIBLE',
  24037,
  'Nothing in the cart is sent by parcel.',
);
export const INVALID_PRODUCT = invalid('INVALID_PRODUCT', 24038, 'The product cannot be sold on trial.');
export const ORDER_PRODUCT_TRIAL_PRICE_INVALID = invalid(
  'ORDER_PRODUCT_TRIAL_PRICE_INVALID',
  24039,
  'The price of a trial is not a valid amount.',
);
export const ORDER_PRODUCT_OPTIONS_INVALID = invalid(
  'ORDER_PRODUCT_OPTIONS_INVALID',
  24032,
  'The price options of an item cannot be chosen like this.',
);

// ---- what stands around the items; refusals of single fields are in errors-by-field.ts ----

export const ORDER_COUNTRY_NOT_OFFERED = invalid(
  'ORDER_COUNTRY_NOT_OFFERED',
  24180,
  'This account does not sell to this country.',
);
export const ORDER_CURRENCY_NOT_OFFERED = invalid(
  'ORDER_CURRENCY_NOT_OFFERED',
  24181,
  'This account does not sell in this currency.',
);
export const ORDER_ADDITIONAL_FIELD_CODE_INVALID = invalid(
  'ORDER_ADDITIONAL_FIELD_CODE_INVALID',
  24182,
  'There is no such additional field here.',
);
export const ORDER_ADDITIONAL_FIELD_VALUE_INVALID = invalid(
  'ORDER_ADDITIONAL_FIELD_VALUE_INVALID',
  24183,
  'The value of an additional field is not one that it takes.',
);
export const ORDER_ADDITIONAL_FIELD_EMPTY = invalid(
  'ORDER_ADDITIONAL_FIELD_EMPTY',
  24184,
  'An additional field that has to be answered is missing.',
);
export const ORDER_INSTALLMENTS_INVALID = invalid(
  'ORDER_INSTALLMENTS_INVALID',
  24185,
  'The order cannot be paid in so many installments.',
);
export const ORDER_EXTERNAL_REFERENCE_TAKEN = refusal(
  'ORDER_EXTERNAL_REFERENCE_TAKEN',
  24186,
  'reused',
  'Another order has this external reference.',
);

// ---- what items ask for beside a product at its price ----

export const ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY = invalid(
  'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY',
  24060,
  'A renewal needs the reference of its subscription.',
);
export const ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID = invalid(
  'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID',
  24061,
  'This is not how the reference of a subscription looks.',
);
export const ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED = invalid(
  'ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED',
  24062,
  'A renewal is the only item of its order.',
);
export const ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND = invalid(
  'ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND',
  24071,
  'There is no subscription with this reference.',
);
export const ORDER_PRODUCT_RENEWAL_PERIOD_INVALID = invalid(
  'ORDER_PRODUCT_RENEWAL_PERIOD_INVALID',
  24072,
  'The subscription cannot be renewed for this period.',
);
export const ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID = invalid(
  'ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID',
  24063,
  'An item at a custom price must name the amount.',
);
export const ORDER_PRODUCT_NAME_INVALID = invalid(
  'ORDER_PRODUCT_NAME_INVALID',
  24064,
  'A dynamic item needs a name of at most 256 characters.',
);
export const ORDER_PRODUCT_PURCHASE_TYPE_INVALID = invalid(
  'ORDER_PRODUCT_PURCHASE_TYPE_INVALID',
  24065,
  'A dynamic item is a PRODUCT, SHIPPING, a COUPON or a TAX.',
);
export const ORDER_PRODUCT_TANGIBLE_INVALID = invalid(
  'ORDER_PRODUCT_TANGIBLE_INVALID',
  24066,
  'Tangible must be true or false.',
);
export const ORDER_PRODUCT_RECURRING_OPTIONS_INVALID = invalid(
  'ORDER_PRODUCT_RECURRING_OPTIONS_INVALID',
  24067,
  'The recurring options of an item are not acceptable.',
);
export const ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID = invalid(
  'ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID',
  24068,
  'The custom subscription settings of an item are not acceptable.',
);
export const ORDER_PRODUCT_START_DATE_INVALID = invalid(
  'ORDER_PRODUCT_START_DATE_INVALID',
  24069,
  'The start date of a subscription is not acceptable.',
);
export const ORDER_PRODUCT_UP_SELL_INVALID = invalid(
  'ORDER_PRODUCT_UP_SELL_INVALID',
  24070,
  'The upsell campaign does not count for this item.',
);

/** What is checked of items on their own, in this order. */
export const ITEM_REFUSALS: readonly Refusal[] = [
  ORDER_PRODUCTS_EMPTY,
  ORDER_PRODUCT_CODE_INVALID,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_EMPTY,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_INVALID,
  ORDER_PRODUCTS_RENEWAL_NOT_ALLOWED,
  ORDER_PRODUCT_PRICE_STRUCTURE_INVALID,
  ORDER_PRODUCT_PRICE_AMOUNT_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_BASE_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_DEFAULT_INVALID,
  ORDER_PRODUCT_PRICE_TYPE_CUSTOM_INVALID,
  ORDER_PRODUCT_NAME_INVALID,
  ORDER_PRODUCT_IS_DYNAMIC_INVALID,
  ORDER_PRODUCT_PURCHASE_TYPE_INVALID,
  ORDER_PRODUCT_TANGIBLE_INVALID,
  ORDER_ITEMS_INVALID,
  ORDER_PRODUCT_RENEWAL_SUBSCRIPTION_REFERENCE_NOT_FOUND,
  ORDER_PRODUCT_RENEWAL_PERIOD_INVALID,
  ORDER_PRODUCT_RECURRING_OPTIONS_INVALID,
  ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID,
  ORDER_PRODUCT_START_DATE_INVALID,
  ORDER_PRODUCT_INVALID,
  ORDER_PRODUCT_SKU_INVALID,
  ORDER_ITEMS_QUANTITY_INVALID,
  INVALID_PRODUCT,
];

/** What is found out when items are priced, in this order. */
export const PRICE_REFUSALS: readonly Refusal[] = [
  ORDER_CURRENCY_INVALID,
  ORDER_PRODUCT_OPTIONS_INVALID,
  ORDER_PRODUCT_TRIAL_PRICE_INVALID,
  ORDER_PRODUCT_NO_PRICE,
  ORDER_PRODUCT_CROSS_SELL_INVALID,
  ORDER_PRODUCT_UP_SELL_INVALID,
];

/** What the methods that only look at a cart refuse, in the order of the checks. */
export const CART_REFUSALS: readonly Refusal[] = [...ITEM_REFUSALS, ORDER_COUNTRY_INVALID, ...PRICE_REFUSALS];

/** Keys of the Errors member of an order: payment problems never refuse the call. */
export const CARD_PAYMENT_ERROR = 'CARD_PAYMENT_ERROR';
export const PAYMENT_ERROR = 'PAYMENT_ERROR';
