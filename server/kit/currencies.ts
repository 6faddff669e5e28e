/**
 * Currency codes and their number of decimals, from ISO 4217 List One as known in 2025.
 * Metals, funds and test codes are left out: nothing is sold in them. Codes that were replaced in recent years are
 * kept, because imported orders still carry them.
 */

const NO_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF';

const THREE_DECIMALS = 'BHD IQD JOD KWD LYD OMR TND';

const TWO_DECIMALS = `
  AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC CUP CVE
  CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR
  KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB
  PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY
  TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG`;

const REPLACED = 'ANG BGN HRK SLL ZWL';

const decimalsByCode: ReadonlyMap<string, number> = new Map([
  ...codes(NO_DECIMALS).map((code) => [code, 0] as const),
  ...codes(THREE_DECIMALS).map((code) => [code, 3] as const),
  ...codes(`${TWO_DECIMALS} ${REPLACED}`).map((code) => [code, 2] as const),
]);

function codes(list: string): string[] {
  return list.trim().split(/\s+/);
}

/** All known currency codes in alphabetical order. */
export const currencyCodes: readonly string[] = [...decimalsByCode.keys()].sort();

/** True for an upper-case ISO 4217 code of money that can be charged. */
export function isCurrency(code: string): boolean {
  return decimalsByCode.has(code);
}

/** Number of decimals of a currency (0, 2 or 3). Throws RangeError for an unknown code: check input by isCurrency. */
export function currencyExponent(currency: string): number {
  const exponent = decimalsByCode.get(currency);
  if (exponent === undefined) throw new RangeError(`unknown currency ${JSON.stringify(currency)}`);
  return exponent;
}
