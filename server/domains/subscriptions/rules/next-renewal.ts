import type { SubscriptionState } from '../state-store.ts';

/** What the next renewal of a subscription sells, and at which price where one was agreed on. */
export type NextRenewal = {
  readonly reference: string;
  readonly customerId: bigint;
  /** Empty: it is none of the catalogue. */
  readonly productCode: string;
  readonly quantity: number;
  readonly priceOptionCodes: readonly string[];
  /** Of its charges, unless another one is asked for. */
  readonly currency: string;
  /** It is the first full price. */
  readonly isTrial: boolean;
  /** The price of all units together; null: none was set. */
  readonly customPrice: { readonly amountMinor: bigint; readonly currency: string } | null;
  /** The price of one unit in the subscription's own currency, agreed on at its sale; null: that of the product. */
  readonly ownPrice: {
    readonly amountMinor: bigint;
    readonly priceType: 'NET' | 'GROSS';
    readonly currency: string;
  } | null;
};

type Known = Pick<
  SubscriptionState,
  | 'reference'
  | 'customer_id'
  | 'product_code'
  | 'quantity'
  | 'price_option_codes'
  | 'currency'
  | 'is_trial'
  | 'scheduled'
  | 'own_price_minor'
  | 'own_price_type'
  | 'next_price_minor'
  | 'next_price_currency'
>;

/** A change that was put off until the next renewal is a part of it. */
export const nextRenewalOf = (state: Known): NextRenewal => {
  const { scheduled, currency } = state;
  const productCode = scheduled?.productCode ?? state.product_code;
  const isOther = productCode !== state.product_code;
  const { own_price_minor: own, own_price_type: priceType } = state;
  const { next_price_minor: custom, next_price_currency: customCurrency } = state;
  return {
    reference: state.reference,
    customerId: state.customer_id,
    productCode,
    quantity: scheduled?.quantity ?? state.quantity,
    // Options belong to a product.
    priceOptionCodes: scheduled?.priceOptionCodes ?? (isOther ? [] : state.price_option_codes),
    currency: customCurrency ?? currency,
    isTrial: state.is_trial,
    customPrice: custom === null || customCurrency === null ? null : { amountMinor: custom, currency: customCurrency },
    ownPrice: own === null || priceType === null || isOther ? null : { amountMinor: own, priceType, currency },
  };
};
