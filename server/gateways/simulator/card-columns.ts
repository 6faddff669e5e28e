import type { CardFacts } from '../cards.ts';
import { parseCardBrand } from '../cards.ts';

/** The columns that hold the facts of a card; all null for a card that could not be read. */
export type CardColumns = {
  brand: string | null;
  first_digits: string | null;
  last_digits: string | null;
  expiration_month: string | null;
  expiration_year: string | null;
};

/** The facts in the order of the columns above. */
export function cardValues(card: CardFacts | null): (string | null)[] {
  if (card === null) return [null, null, null, null, null];
  return [card.brand, card.firstDigits, card.lastDigits, card.expirationMonth, card.expirationYear];
}

/** Throws when the row has no card; the tables promise one wherever this is asked. */
export function cardOf(row: CardColumns): CardFacts {
  const brand = row.brand === null ? null : parseCardBrand(row.brand);
  const { first_digits: firstDigits, last_digits: lastDigits } = row;
  const { expiration_month: expirationMonth, expiration_year: expirationYear } = row;
  if (!brand || !firstDigits || !lastDigits || !expirationMonth || !expirationYear) {
    throw new Error('The simulator has no card where one was promised');
  }
  return { brand, firstDigits, lastDigits, expirationMonth, expirationYear };
}
