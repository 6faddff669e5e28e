import type { Merchant } from '../../../api/call.ts';
import { settingsOf } from '../../accounts/index.ts';
import type { Buyer, Seller } from '../document.ts';
import type { SoldTo } from '../sold.ts';

/** The seller as the account describes it today. */
export const sellerOf = (merchant: Merchant): Seller => {
  const { invoiceSeller, name, countryCode } = settingsOf(merchant);
  return { ...invoiceSeller, name: invoiceSeller.name || name || merchant.code, countryCode };
};

/** Countries that write the town before its postal code, with the state between them. */
const TOWN_FIRST: ReadonlySet<string> = new Set(['US', 'CA', 'AU']);

export const buyerOf = (billing: SoldTo): Buyer => {
  const countryCode = billing.CountryCode.toUpperCase();
  return {
    company: textOf(billing.Company),
    person: textOf([billing.FirstName, billing.LastName].filter(Boolean).join(' ')),
    addressLines: [billing.Address1, billing.Address2, ...townLines(billing, countryCode)].flatMap(
      (line) => textOf(line) ?? [],
    ),
    countryCode,
    taxId: textOf(billing.FiscalCode),
    email: textOf(billing.Email),
  };
};

const townLines = ({ Zip, City, State }: SoldTo, countryCode: string): readonly string[] => {
  const joined = (parts: readonly (string | null)[], separator: string): string =>
    parts.flatMap((part) => textOf(part) ?? []).join(separator);
  if (TOWN_FIRST.has(countryCode)) return [joined([joined([City, State], ', '), Zip], ' ')];
  return [joined([Zip, City], ' '), State === City ? '' : (State ?? '')];
};

const textOf = (value: string | null): string | null => value?.trim() || null;
