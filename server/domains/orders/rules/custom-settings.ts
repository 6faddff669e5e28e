import { refuse } from '../../../api/errors.ts';
import { parseAmount } from '../../../kit/money.ts';
import type { Cycle, SaleProduct } from '../../catalog/index.ts';
import type { PriceType } from '../../pricing/index.ts';
import { ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID } from '../errors.ts';
import type { RequestedItem } from './requested-items.ts';

/** Terms of a subscription that were agreed on with a customer, in place of those of its product. */
export type CustomSettings = {
  readonly cycle: Cycle;
  /** Price of one unit at every renewal, decimal text, and whether tax is in it. */
  readonly amount: string;
  readonly amountType: PriceType;
  /** In units of the cycle; null: without a contract of its own. */
  readonly contractLength: number | null;
  readonly merchantAutoRenewal: boolean | null;
  readonly clientAutoRenewal: boolean | null;
};

type Sent = NonNullable<RequestedItem['SubscriptionCustomSettings']>;
type Product = Pick<SaleProduct, 'code' | 'generatesSubscription' | 'cycle'>;

/** As long as the cycles and contracts of products may be. */
const LONGEST = { DAY: 3660, MONTH: 1200 } as const;

const invalid = (sentence: string): never => refuse(ORDER_PRODUCT_SUBSCRIPTION_SETTINGS_INVALID, sentence);

/** Reads SubscriptionCustomSettings; null without. Refuses those of what makes no subscription. */
export const customSettingsOf = (
  { SubscriptionCustomSettings: sent }: RequestedItem,
  product: Product,
): CustomSettings | null => {
  if (sent == null) return null;
  if (!product.generatesSubscription) invalid(`The product ${product.code} makes no subscription.`);
  const amountType = (sent.CycleAmountType ?? '').trim().toUpperCase();
  if (amountType !== 'NET' && amountType !== 'GROSS') return invalid('CycleAmountType must be NET or GROSS.');
  const amount = sent.CycleAmount;
  if (amount == null || amount.startsWith('-')) return invalid('CycleAmount must be an amount of zero or more.');
  const cycle = cycleOf(sent, product);
  return {
    cycle,
    amount,
    amountType,
    contractLength: contractLength(sent, cycle),
    merchantAutoRenewal: sent.MerchantDealAutoRenewal ?? null,
    clientAutoRenewal: sent.ClientDealAutoRenewal ?? null,
  };
};

/** Unit and length are sent both, or neither: then the product's cycle stays. */
const cycleOf = ({ CycleUnit: unitSent, CycleLength: length }: Sent, product: Product): Cycle => {
  const unit = (unitSent ?? '').trim().toUpperCase();
  if (unit === '' && length == null) {
    return product.cycle ?? invalid(`The product ${product.code} has no cycle; CycleUnit and CycleLength are needed.`);
  }
  if (unit !== 'DAY' && unit !== 'MONTH') return invalid('CycleUnit must be DAY or MONTH.');
  if (length == null || length < 1 || length > LONGEST[unit]) {
    return invalid(`CycleLength must be 1 to ${LONGEST[unit]} with the unit ${unit}.`);
  }
  return { length, unit };
};

const contractLength = ({ ContractLength: length }: Sent, { length: cycle, unit }: Cycle) => {
  if (length == null) return null;
  return length < cycle || length > LONGEST[unit] || length % cycle !== 0
    ? invalid('ContractLength must be a multiple of CycleLength.')
    : length;
};

/** Such terms are the word of a salesperson: an order that says nothing of one cannot have them. */
export const demandAssistedSale = (items: readonly RequestedItem[], assistedSale: boolean): void => {
  if (!assistedSale && items.some(({ SubscriptionCustomSettings: sent }) => sent != null)) {
    invalid('Custom subscription settings need ExtraInformation.AssistedSale.');
  }
};

/** The price of a renewal in minor units. */
export const customCycleMinor = ({ amount }: CustomSettings, currency: string): bigint =>
  parseAmount(amount, currency) ?? invalid(`CycleAmount ${amount} is no amount in ${currency}.`);
