import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CardBrand } from './cards.ts';
import { CARD_BRANDS, cardBrandOf, cardFacts, isCardNumber, isExpired, parseCardBrand } from './cards.ts';

describe('the brand', () => {
  test.each<[string, CardBrand | null, CardBrand | null]>([
    ['4111111111111111', null, 'visa'],
    ['4111111111111111', 'mastercard', 'visa'],
    ['4111111111111111', 'cartebleue', 'cartebleue'],
    ['4111111111111111', 'dankort', 'dankort'],
    ['5555555555554444', 'cartebleue', 'cartebleue'],
    ['5555555555554444', 'visaelectron', 'mastercard'],
    ['2221000000000009', null, 'mastercard'],
    ['2720990000000007', null, 'mastercard'],
    ['2721000000000004', null, null],
    ['3528000000000007', null, 'jcb'],
    ['3590000000000000', null, null],
    ['30569309025904', null, null],
    ['6212345678901232', null, null],
  ])('of %s, stated as %s, is %s', (digits, stated, brand) => {
    expect(cardBrandOf(digits, stated)).toBe(brand);
  });

  test.each(CARD_BRANDS)('%s is read in any letter case', (brand) => {
    expect(parseCardBrand(brand.toUpperCase())).toBe(brand);
  });

  test('is read with blanks, and only when it is one', () => {
    expect(parseCardBrand('Visa Electron')).toBe('visaelectron');
    expect(parseCardBrand('diners')).toBeNull();
  });
});

test('a number with one digit changed is not a card number', () => {
  const change = fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(change, ([position, by]) => {
      const digits = [...'4242424242424242'].map((digit, index) =>
        index === position ? String((Number(digit) + by) % 10) : digit,
      );
      expect(isCardNumber(digits.join(''))).toBe(false);
    }),
  );
});

test('a card expires with the month on it, in any year', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 2020, max: 2090 }), (month, year) => {
      const firstOfNextMonth = Date.UTC(year, month, 1);
      expect(isExpired(month, year, new Date(firstOfNextMonth - 1))).toBe(false);
      expect(isExpired(month, year, new Date(firstOfNextMonth))).toBe(true);
    }),
  );
});

test('the facts are four digits of either end and two-digit dates', () => {
  expect(cardFacts('amex', '378282246310005', 1, 2030)).toEqual({
    brand: 'amex',
    firstDigits: '3782',
    lastDigits: '0005',
    expirationMonth: '01',
    expirationYear: '30',
  });
});
