import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyCodes } from './currencies.ts';
import {
  amountNumber,
  amountText,
  currencyExponent,
  isCurrency,
  MAX_AMOUNT_MINOR,
  mulDiv,
  parseAmount,
  percentOf,
  split,
} from './money.ts';

const anyCurrency = fc.constantFrom('EUR', 'JPY', 'KWD', ...currencyCodes);
const anyMinor = fc.bigInt(-MAX_AMOUNT_MINOR, MAX_AMOUNT_MINOR);

describe('currencies', () => {
  test.each([
    ['EUR', 2],
    ['USD', 2],
    ['HUF', 2],
    ['JPY', 0],
    ['KRW', 0],
    ['KWD', 3],
    ['TND', 3],
  ])('%s has %i decimals', (currency, exponent) => {
    expect(currencyExponent(currency)).toBe(exponent);
  });

  test.each(['eur', 'EURO', '', 'XXX', 'XAU'])('%j is no currency', (code) => {
    expect(isCurrency(code)).toBe(false);
    expect(() => currencyExponent(code)).toThrow(RangeError);
  });

  test('agree with the decimals that the engine knows from the same standard', () => {
    // These differ because the engine follows everyday use and not the standard, or does not know the code yet.
    const differing = new Set(
      'AFN ALL AMD COP CRC GYD HUF IDR IQD IRR KPW LAK LBP MGA MMK MNT MUR PKR RSD SLE SLL SOS STN SYP TWD TZS UZS YER ZMW'.split(
        ' ',
      ),
    );
    for (const currency of currencyCodes.filter((code) => !differing.has(code))) {
      const format = new Intl.NumberFormat('en', { style: 'currency', currency });
      expect([currency, format.resolvedOptions().maximumFractionDigits]).toEqual([
        currency,
        currencyExponent(currency),
      ]);
    }
  });
});

describe('parseAmount', () => {
  test.each([
    ['12.4', 'EUR', 1240n],
    ['12.40', 'EUR', 1240n],
    ['12.4000', 'EUR', 1240n],
    ['12', 'EUR', 1200n],
    ['-0.05', 'EUR', -5n],
    ['+3', 'EUR', 300n],
    ['007', 'JPY', 7n],
    ['7.00', 'JPY', 7n],
    ['1.234', 'KWD', 1234n],
    ['9999999999999.99', 'EUR', MAX_AMOUNT_MINOR],
  ])('%s %s is %s minor units', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });

  test.each([
    ['12.345', 'EUR'],
    ['0.1', 'JPY'],
    ['1.2345', 'KWD'],
    ['', 'EUR'],
    ['.5', 'EUR'],
    ['5.', 'EUR'],
    ['1e3', 'EUR'],
    ['1,50', 'EUR'],
    [' 1', 'EUR'],
    ['--1', 'EUR'],
    ['NaN', 'EUR'],
    ['0x10', 'EUR'],
    ['10000000000000.00', 'EUR'],
    ['1', 'ZZZ'],
  ])('%j %s is no amount', (text, currency) => {
    expect(parseAmount(text, currency)).toBeUndefined();
  });

  test('reads back what amountText writes', () => {
    fc.assert(
      fc.property(anyMinor, anyCurrency, (minor, currency) => {
        expect(parseAmount(amountText(minor, currency), currency)).toBe(minor);
      }),
    );
  });
});

describe('amountText and amountNumber', () => {
  test.each([
    [1240n, 'EUR', '12.40', 12.4],
    [1000n, 'EUR', '10.00', 10],
    [5n, 'EUR', '0.05', 0.05],
    [-5n, 'EUR', '-0.05', -0.05],
    [0n, 'EUR', '0.00', 0],
    [7n, 'JPY', '7', 7],
    [1n, 'KWD', '0.001', 0.001],
  ])('%s minor units of %s are %s', (minor, currency, text, number) => {
    expect(amountText(minor, currency)).toBe(text);
    expect(amountNumber(minor, currency)).toBe(number);
  });

  test('the number prints as the exact decimal', () => {
    fc.assert(
      fc.property(anyMinor, fc.constantFrom('EUR', 'JPY', 'BHD'), (minor, currency) => {
        const text = amountNumber(minor, currency).toFixed(currencyExponent(currency));
        expect(parseAmount(text, currency)).toBe(minor);
      }),
    );
  });

  test('amounts that a number cannot hold are refused', () => {
    expect(() => amountNumber(MAX_AMOUNT_MINOR + 1n, 'EUR')).toThrow(RangeError);
  });
});

describe('mulDiv', () => {
  test.each([
    [1n, 1n, 2n, 1n],
    [-1n, 1n, 2n, -1n],
    [1n, 1n, -2n, -1n],
    [-1n, -1n, 2n, 1n],
    [1n, 1n, 3n, 0n],
    [2n, 1n, 3n, 1n],
    [5n, 1n, 2n, 3n],
    [0n, 5n, 7n, 0n],
  ])('%s * %s / %s rounds to %s', (a, b, c, result) => {
    expect(mulDiv(a, b, c)).toBe(result);
  });

  test('is symmetric around zero and never further off than half', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), fc.bigInt({ min: 1n }), (a, b, c) => {
        const result = mulDiv(a, b, c);
        expect(mulDiv(-a, b, c)).toBe(-result);
        expect(mulDiv(a, b, -c)).toBe(-result);
        const error = 2n * (result * c - a * b);
        expect(error <= c && error >= -c).toBe(true);
      }),
    );
  });

  test('division by zero throws', () => {
    expect(() => mulDiv(1n, 1n, 0n)).toThrow(RangeError);
  });

  test('19 percent of 9.99 is 1.90', () => {
    expect(percentOf(999n, 190_000n)).toBe(190n);
  });
});

describe('split', () => {
  test.each([
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [100n, [1n, 2n], [33n, 67n]],
    [5n, [0n, 1n], [0n, 5n]],
    [2n, [1n, 1n, 1n], [1n, 1n, 0n]],
    [0n, [3n, 4n], [0n, 0n]],
  ])('%s by %s is %s', (total, weights, parts) => {
    expect(split(total, weights)).toEqual(parts);
  });

  test('parts sum to the total and are within one unit of their share', () => {
    const weights = fc.array(fc.bigInt(0n, 10n ** 12n), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyMinor, weights, (total, given) => {
        const sum = given.reduce((a, b) => a + b, 0n);
        fc.pre(sum > 0n);
        const parts = split(total, given);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        for (const [index, part] of parts.entries()) {
          const error = part * sum - total * (given[index] ?? 0n);
          expect(error < sum && error > -sum).toBe(true);
        }
      }),
    );
  });

  test.each([[[]], [[0n, 0n]], [[1n, -1n]]])('weights %s are refused', (weights) => {
    expect(() => split(10n, weights)).toThrow(RangeError);
  });
});
