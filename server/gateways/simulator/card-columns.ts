import type { CardFacts } from '../cards.ts';
import { parseCardBrand } from '../cards.ts';

/** The columns that hold the facts of a card; all null where there is none, or where it could not be read. */
export type CardColumns = {
  brand: string | null;
  first_digits: string | null;
  last_digits: string | null;
  expiration_month: string | null;
  expiration_year: string | null;
};

export function cardColumns(card: CardFacts | null): CardColumns {
  return {
    brand: card?.brand ?? null,
    first_digits: card?.firstDigits ?? null,
    last_digits: card?.lastDigits ?? null,
    expiration_month: card?.expirationMonth ?? null,
    expiration_year: card?.expirationYear ?? null,
  };
}

/** The facts in the order of the columns above. */
export function cardValues(card: CardFacts | null): (string | null)[] {
  return Object.values(cardColumns(card));
}

/** null for a row without a card. */
export function cardOf(row: CardColumns): CardFacts | null {
  const brand = row.brand === null ? null : parseCardBrand(row.brand);
  const { first_digits: firstDigits, last_digits: lastDigits } = row;
  const { expiration_month: expirationMonth, expiration_year: expirationYear } = row;
  if (!brand || !firstDigits || !lastDigits || !expirationMonth || !expirationYear) return null;
  return { brand, firstDigits, lastDigits, expirationMonth, expirationYear };
}
