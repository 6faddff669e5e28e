export { isCnpj, isCpf } from './rules/brazil.ts';
export { euCountries, isFiscalCodeSyntaxValid } from './rules/fiscal-codes.ts';
export { parsePercent, percentNumber } from './rules/percent.ts';
export { generalRatePpm, type Place, placeOf } from './rules/rates.ts';
export { type Tax, type TaxQuestion, type TaxReason, taxFor } from './rules/tax.ts';
