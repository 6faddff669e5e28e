/** Banks that take part in iDEAL: the code of the bank (BIC), and its name. */
export const IDEAL_BANKS: readonly (readonly [string, string])[] = [
  ['ABNANL2A', 'ABN AMRO'],
  ['ASNBNL21', 'ASN Bank'],
  ['BUNQNL2A', 'bunq'],
  ['INGBNL2A', 'ING'],
  ['KNABNL2H', 'Knab'],
  ['NTSBDEB1', 'N26'],
  ['RABONL2U', 'Rabobank'],
  ['RBRBNL21', 'RegioBank'],
  ['REVOLT21', 'Revolut'],
  ['SNSBNL2A', 'SNS'],
  ['TRIONL2U', 'Triodos Bank'],
  ['FVLBNL22', 'Van Lanschot'],
];

/** The bank of a code as orders give it ("INGBNL2A+ING"): what stands before the plus sign counts. */
export function bankNameOf(bankCode: string): string | null {
  const bic = bankCode.split('+')[0]?.trim().toUpperCase();
  return IDEAL_BANKS.find(([code]) => code === bic)?.[1] ?? null;
}
