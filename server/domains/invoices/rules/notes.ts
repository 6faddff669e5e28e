import type { Merchant } from '../../../api/call.ts';
import { settingsOf } from '../../accounts/index.ts';
import { type TaxReason, taxFor } from '../../taxes/index.ts';
import type { DocumentNote } from '../document.ts';
import type { SoldOrder } from '../sold.ts';

const NOTES: Readonly<Partial<Record<TaxReason, DocumentNote>>> = {
  REVERSE_CHARGE: 'REVERSE_CHARGE',
  EXEMPT: 'EXEMPT',
};

/** Why an order bears no tax, where the law wants to have it said. `on` is the day of the sale. */
export const notesOf = (merchant: Merchant, order: SoldOrder, on: string): readonly DocumentNote[] => {
  if (order.vat_discounted_minor !== 0n) return [];
  const { billing } = order;
  const { reason } = taxFor({
    country: billing.CountryCode,
    state: billing.State,
    company: billing.Company,
    fiscalCode: billing.FiscalCode,
    taxExemptionId: billing.TaxExemptionId,
    sellerCountry: settingsOf(merchant).countryCode,
    on,
  });
  const note = NOTES[reason];
  return note === undefined ? [] : [note];
};
