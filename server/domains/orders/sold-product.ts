import type { Merchant } from '../../api/call.ts';
import { parseWallClock } from '../../kit/dates.ts';
import { settingsOf } from '../accounts/index.ts';
import type { AgreedContract, AgreedTerms, SoldLine } from '../subscriptions/index.ts';
import type { ItemDetails, ItemRow } from './rows.ts';

type Sold = Pick<
  SoldLine,
  'product' | 'quantity' | 'priceOptionCodes' | 'sku' | 'trialDays' | 'optionMonths' | 'startsAt' | 'terms'
>;

/** What a line of a paid order says of the subscription that it makes. */
export const soldProductOf = (item: ItemRow, merchant: Merchant): Sold => {
  const { details } = item;
  return {
    product: {
      productId: item.product_id,
      code: item.product_code,
      name: item.product_name,
      version: details.version,
      generatesSubscription: details.generatesSubscription,
      cycle: details.cycle,
      gracePeriodDays:
        details.gracePeriodDays === undefined ? settingsOf(merchant).gracePeriodDays : details.gracePeriodDays,
    },
    quantity: item.quantity,
    priceOptionCodes: (details.priceOptions ?? []).flatMap(({ options }) => options),
    sku: details.sku ?? '',
    trialDays: details.trial?.days ?? null,
    optionMonths: details.optionMonths ?? 0,
    startsAt: details.startDate === undefined ? null : (parseWallClock(details.startDate, merchant.timeZone) ?? null),
    terms: { renewalPrice: renewalPriceOf(item), contract: contractOf(details) },
  };
};

/** The surcharges of a dynamic line belong to its renewals as well. */
const renewalPriceOf = ({ details, price_type }: ItemRow): AgreedTerms['renewalPrice'] => {
  const { recurring, customSettings, dynamic } = details;
  if (recurring !== undefined) {
    const amountMinor = BigInt(recurring.amountMinor) + BigInt(dynamic?.surchargeMinor ?? 0);
    return { amountMinor: amountMinor < 0n ? 0n : amountMinor, priceType: price_type };
  }
  if (customSettings === undefined) return null;
  return { amountMinor: BigInt(customSettings.amountMinor), priceType: customSettings.amountType };
};

const contractOf = ({ recurring, customSettings, contract, cycle }: ItemDetails): AgreedContract | null => {
  if (recurring !== undefined) {
    const { contractLength: length, contractUnit: unit } = recurring;
    return unit === 'FOREVER' ? null : { ...NOT_AGREED, length, unit, atEnd: 'CANCEL' };
  }
  if (customSettings?.contractLength != null && cycle !== null) {
    const { contractLength: length, merchantAutoRenewal, clientAutoRenewal } = customSettings;
    return { length, unit: cycle.unit, atEnd: null, merchantAutoRenewal, clientAutoRenewal };
  }
  return contract === undefined ? null : { ...NOT_AGREED, ...contract };
};

const NOT_AGREED = { merchantAutoRenewal: null, clientAutoRenewal: null } as const;
