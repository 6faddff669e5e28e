/** Recognising and masking card numbers, so that none reaches a log or a stored text. */

const DIGIT_RUN = /(?<![\d])\d(?:[ -]?\d){12,}(?!\d)/g;

/**
 * True for 13 to 19 digits (blanks and dashes between them allowed) that begin like a payment card and pass the Luhn
 * check. Cards begin with 2 to 6, air travel cards with 1; that keeps most ids and timestamps apart.
 */
export function looksLikeCardNumber(text: string): boolean {
  const digits = text.replace(/[ -]/g, '');
  if (!/^(?:[2-6]\d{12,18}|1\d{14})$/.test(digits)) return false;
  return luhnSum(digits) % 10 === 0;
}

/** First and last four digits: '4111…1111'. Shorter texts than a card number are hidden completely. */
export function maskCard(number: string): string {
  const digits = number.replace(/\D/g, '');
  return digits.length < 13 ? '…' : `${digits.slice(0, 4)}…${digits.slice(-4)}`;
}

/** Free text with every card number in it masked; digits may be grouped by single blanks or dashes. */
export function scrub(text: string): string {
  return text.replace(DIGIT_RUN, maskCardsInRun);
}

/** A run may hold more than the card, as in '1 4111111111111111'; so each group start is tried, longest match first. */
function maskCardsInRun(run: string): string {
  if (looksLikeCardNumber(run)) return maskCard(run);
  const starts = groupStarts(run);
  const ends = [...starts.slice(1).map((start) => start - 1), run.length];
  for (const start of starts) {
    for (const end of ends.toReversed()) {
      if (end <= start || !looksLikeCardNumber(run.slice(start, end))) continue;
      return run.slice(0, start) + maskCard(run.slice(start, end)) + scrub(run.slice(end));
    }
  }
  return run;
}

function groupStarts(run: string): number[] {
  const starts = [0];
  for (let at = 1; at < run.length; at += 1) if (!/\d/.test(run.charAt(at - 1))) starts.push(at);
  return starts;
}

function luhnSum(digits: string): number {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - at));
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum;
}
