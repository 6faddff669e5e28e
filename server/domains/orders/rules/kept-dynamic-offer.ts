import { refuse } from '../../../api/errors.ts';
import type { ExchangeRates } from '../../pricing/index.ts';
import type { RenewingSubscription } from '../../subscriptions/index.ts';
import { ORDER_PRODUCT_NO_PRICE } from '../errors.ts';
import type { ItemDetails } from '../rows.ts';
import type { DynamicItem, DynamicOffer } from './dynamic-items.ts';
import { agreedPrice, type RenewedSubscription } from './renewed-subscription.ts';

/** The line of the first order, as far as it tells what is sold again. */
type Sold = { readonly product_name: string; readonly details: ItemDetails };

/**
 * The offer of a renewal of what the catalogue does not know: what its first order told of it, at the price that was
 * agreed on then. Refuses ORDER_PRODUCT_NO_PRICE when none was.
 */
export const keptDynamicOffer = (
  state: RenewingSubscription,
  sold: Sold | undefined,
  renewal: RenewedSubscription,
  { currency, rates }: { readonly currency: string; readonly rates: ExchangeRates },
): DynamicOffer => {
  const price = agreedPrice(renewal, currency, rates);
  if (price === null || price === 'NO_PRICE') {
    return refuse(ORDER_PRODUCT_NO_PRICE, `No price of a renewal in ${currency} was agreed on.`);
  }
  const recurring = sold?.details.recurring;
  return {
    kind: 'DYNAMIC',
    item: keptItem(state, sold, renewal),
    priceType: price.priceType ?? 'GROSS',
    unitMinor: price.amountMinor,
    surchargeMinor: BigInt(sold?.details.dynamic?.surchargeMinor ?? 0),
    trialMinor: null,
    cycleAmountMinor: recurring === undefined ? null : BigInt(recurring.amountMinor),
    ...(price.isWhole ? { isWhole: true } : {}),
  };
};

const keptItem = (state: RenewingSubscription, sold: Sold | undefined, renewal: RenewedSubscription): DynamicItem => {
  const details = sold?.details;
  const terms = details?.recurring;
  const cycle = details?.cycle;
  return {
    purchaseType: details?.dynamic?.purchaseType ?? 'PRODUCT',
    name: state.product_name,
    description: details?.shortDescription ?? '',
    tangible: details?.tangible ?? false,
    priceType: 'GROSS',
    price: { amount: '0', currency: null },
    options: (details?.priceOptions ?? []).flatMap(({ code, options }) =>
      options.map((value) => ({ group: code, value, surcharge: null })),
    ),
    recurring:
      terms === undefined || cycle == null
        ? null
        : { cycle, amount: '0', contractLength: terms.contractLength, contractUnit: terms.contractUnit },
    taxCategory: details?.dynamic?.taxCategory ?? null,
    trial: null,
    renewal,
    quantity: renewal.quantity,
    startDate: null,
    externalReference: details?.externalReference ?? '',
    additionalFields: null,
  };
};
