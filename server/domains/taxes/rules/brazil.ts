/*
 * Numbers of the Brazilian tax register, told apart by their length. Points, dashes, slashes and blanks do not count.
 * The two check digits are weighted sums modulo 11, as the register (Receita Federal) publishes them; numbers of
 * companies may have letters from July 2026 on, which count by their place in ASCII from the zero on.
 */

const compact = (code: string): string => code.toUpperCase().replace(/[\s./-]/g, '');

/** A CPF, the number of a person: eleven digits. Numbers of one digit alone pass the sums and are nobody's. */
export function isCpf(code: string): boolean {
  const digits = compact(code);
  if (!/^\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  return endsWithCheckDigits(digits, (place) => place + 2);
}

/** A CNPJ, the number of a company: twelve digits or letters and two check digits. */
export function isCnpj(code: string): boolean {
  const signs = compact(code);
  if (!/^[0-9A-Z]{12}\d{2}$/.test(signs) || /^(.)\1+$/.test(signs)) return false;
  return endsWithCheckDigits(signs, (place) => (place % 8) + 2);
}

/** `weight` is that of a sign by its place from the right, without the check digit that is looked at. */
function endsWithCheckDigits(signs: string, weight: (place: number) => number): boolean {
  return [signs.length - 2, signs.length - 1].every((at) => {
    const sum = [...signs.slice(0, at)].reduceRight(
      (total, sign, index) => total + (sign.charCodeAt(0) - 48) * weight(at - 1 - index),
      0,
    );
    const rest = sum % 11;
    return signs.charCodeAt(at) - 48 === (rest < 2 ? 0 : 11 - rest);
  });
}
