import { euCountries } from '../../taxes/index.ts';
import type { Sheet } from './sheet.ts';

/** Countries beyond the European Union whose businesses have a number for a value added tax. */
const OTHER_VAT_COUNTRIES: ReadonlySet<string> = new Set(['GB', 'XI', 'CH', 'LI', 'NO', 'IS']);

export const hasVat = (countryCode: string): boolean =>
  euCountries.has(countryCode) || OTHER_VAT_COUNTRIES.has(countryCode);

/** The word for the tax where the buyer lives. */
export const taxWord = ({ words, invoice }: Pick<Sheet, 'words' | 'invoice'>): string =>
  hasVat(invoice.document.buyer.countryCode) ? words.vat : words.tax;
