/** What stands for a character that cannot be printed. */
const STAND_IN = '?';

/** Scripts that are written from right to left, which the layout cannot do although the font has their letters. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** What is not to be seen: control characters, soft hyphens, joiners, marks of direction, variation selectors. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;

export type Printable = { readonly text: string; readonly isWhole: boolean };

/**
 * Text as it can be printed, on one line. A character without a sign is replaced by what it is made of ('２' by '2'), else
 * by a question mark; the text is not whole then.
 */
export const printable = (text: string, hasSign: (codePoint: number) => boolean): Printable => {
  const isPrintable = (sign: string): boolean => hasSign(sign.codePointAt(0) ?? 0) && !RIGHT_TO_LEFT.test(sign);
  const simpler = (sign: string): string | undefined => {
    const parts = [...sign.normalize('NFKC')];
    return parts.every(isPrintable) ? parts.join('') : undefined;
  };
  let isWhole = true;
  const printed = [...onOneLine(text)].map((sign) => {
    if (isPrintable(sign)) return sign;
    const parts = simpler(sign);
    if (parts === undefined) isWhole = false;
    return parts ?? STAND_IN;
  });
  return { text: printed.join(''), isWhole };
};

const onOneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\t\n\v\f\r\u2028\u2029]+/g, ' ')
    .replace(INVISIBLE, '')
    .trim();
