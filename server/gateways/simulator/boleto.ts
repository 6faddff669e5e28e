import { createHash } from 'node:crypto';

/** A slip of Brazilian banks: 44 digits in the bars, and the same as a line of 47 digits with check digits to type. */
export type Boleto = { readonly bars: string; readonly line: string };

/** A bank code that is not given out, and the real as currency. */
const ISSUER = '0009';
/** Instead of a date: to be paid whenever it is shown. */
const NO_DUE_DATE = '0000';
const LARGEST = 9_999_999_999n;

/** The slip for an amount in centavos; amounts that the ten digits cannot hold are left open (zeros). */
export function boletoOf(paymentReference: string, amountMinor: bigint): Boleto {
  const amount = String(amountMinor > LARGEST ? 0n : amountMinor).padStart(10, '0');
  const free = digitsFrom(paymentReference, 25);
  const check = barsCheck(`${ISSUER}${NO_DUE_DATE}${amount}${free}`);
  const fields = [ISSUER + free.slice(0, 5), free.slice(5, 15), free.slice(15)];
  const [one, two, three] = fields.map((field) => withDot(field + fieldCheck(field)));
  return {
    bars: `${ISSUER}${check}${NO_DUE_DATE}${amount}${free}`,
    line: `${one} ${two} ${three} ${check} ${NO_DUE_DATE}${amount}`,
  };
}

function withDot(field: string): string {
  return `${field.slice(0, 5)}.${field.slice(5)}`;
}

/** Digits that belong to a text, always the same ones. */
function digitsFrom(text: string, count: number): string {
  const bytes = createHash('sha256').update(text).digest();
  return Array.from(bytes.subarray(0, count), (byte) => String(byte % 10)).join('');
}

/** Check digit of the bars: weights 2 to 9 from the right, modulo 11; a result that is no single digit is 1. */
function barsCheck(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => total + Number(digit) * (2 + (place % 8)), 0);
  const check = 11 - (sum % 11);
  return check >= 10 ? '1' : String(check);
}

/** Check digit of a field of the line: weights 2 and 1 from the right, digits of products added, modulo 10. */
function fieldCheck(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const product = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (product > 9 ? product - 9 : product);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
