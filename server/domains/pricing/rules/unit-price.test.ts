import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseConfiguration } from './choose-configuration.ts';
import { convert, type ExchangeRates } from './conversion.ts';
import type { OptionChoice, Price, PriceKind } from './types.ts';
import { unitPrice } from './unit-price.ts';

describe('choice of the price list', () => {
  const rest = { code: 'REST', isDefault: true, billingCountries: [] };
  const north = { code: 'NORTH', isDefault: false, billingCountries: ['SE', 'NO'] };
  const east = { code: 'EAST', isDefault: false, billingCountries: ['ro'] };

  test.each([
    ['SE', 'NORTH'],
    ['no', 'NORTH'],
    ['RO', 'EAST'],
    ['DE', 'REST'],
    ['', 'REST'],
    [undefined, 'REST'],
    [null, 'REST'],
  ])('a buyer in %s gets %s', (country, code) => {
    expect(chooseConfiguration([north, rest, east], country)?.code).toBe(code);
  });

  test('without a default list only the named countries are served', () => {
    expect(chooseConfiguration([north], 'DE')).toBeUndefined();
    expect(chooseConfiguration([], 'DE')).toBeUndefined();
  });
});

function price(
  kind: PriceKind,
  currency: string,
  min: number,
  max: number,
  amountMinor: bigint,
  optionCodes: OptionChoice[] = [],
): Price {
  return { kind, currency, minQuantity: min, maxQuantity: max, amountMinor, optionCodes };
}

const rates: ExchangeRates = (from, to) => {
  if (from !== 'EUR') return undefined;
  return { USD: 110_000_000n, JPY: 16_055_000_000n, KWD: 33_333_333n }[to];
};

describe('unit price of a DYNAMIC list', () => {
  const list = {
    schema: 'DYNAMIC' as const,
    defaultCurrency: 'EUR',
    prices: [
      price('REGULAR', 'EUR', 1, 9, 1999n),
      price('REGULAR', 'EUR', 10, 99, 1500n),
      price('REGULAR', 'GBP', 1, 9, 1700n),
      price('REGULAR', 'SEK', 1, 9, 0n),
    ],
  };

  test.each([
    ['EUR', 1, 1999n],
    ['EUR', 9, 1999n],
    ['EUR', 10, 1500n],
    ['EUR', 99, 1500n],
    ['EUR', 100, 'NO_PRICE'],
    ['GBP', 3, 1700n],
    ['GBP', 10, 'NO_PRICE'],
    ['SEK', 3, 0n],
    ['USD', 1, 2199n],
    ['USD', 10, 1650n],
    ['JPY', 1, 3209n],
    ['KWD', 1, 6663n],
    ['CHF', 1, 'NO_PRICE'],
  ])('%s for a quantity of %i is %s', (currency, quantity, amount) => {
    expect(unitPrice(list, currency, quantity, 'REGULAR', rates)).toBe(amount);
  });

  test('without rates only own amounts are prices', () => {
    expect(unitPrice(list, 'GBP', 1, 'REGULAR')).toBe(1700n);
    expect(unitPrice(list, 'USD', 1, 'REGULAR')).toBe('NO_PRICE');
  });

  test('renewals cost the regular price until the list has renewal prices', () => {
    expect(unitPrice(list, 'EUR', 1, 'RENEWAL')).toBe(1999n);
    const withRenewal = { ...list, prices: [...list.prices, price('RENEWAL', 'EUR', 1, 9, 999n)] };
    expect(unitPrice(withRenewal, 'EUR', 1, 'RENEWAL')).toBe(999n);
    expect(unitPrice(withRenewal, 'EUR', 10, 'RENEWAL')).toBe('NO_PRICE');
    expect(unitPrice(withRenewal, 'EUR', 1, 'REGULAR')).toBe(1999n);
  });

  test('chosen options do not matter here', () => {
    expect(unitPrice(list, 'EUR', 1, 'REGULAR', rates, [{ code: 'SEATS', options: ['5'] }])).toBe(1999n);
  });
});

describe('unit price of a FLAT list', () => {
  const list = {
    schema: 'FLAT' as const,
    defaultCurrency: 'EUR',
    prices: [
      price('REGULAR', 'EUR', 1, 99, 1000n),
      price('REGULAR', 'EUR', 1, 99, 1500n, [{ code: 'SUPPORT', options: ['gold'] }]),
      price('REGULAR', 'EUR', 1, 99, 1700n, [
        { code: 'SUPPORT', options: ['gold'] },
        { code: 'EXTRAS', options: ['a', 'b'] },
      ]),
    ],
  };

  test.each<[string, OptionChoice[], bigint | 'NO_PRICE']>([
    ['no option', [], 1000n],
    ['a group with nothing chosen', [{ code: 'SUPPORT', options: [] }], 1000n],
    ['one option', [{ code: 'SUPPORT', options: ['gold'] }], 1500n],
    [
      'several in another order',
      [
        { code: 'EXTRAS', options: ['b', 'a'] },
        { code: 'SUPPORT', options: ['gold'] },
      ],
      1700n,
    ],
    ['a combination without price', [{ code: 'EXTRAS', options: ['a'] }], 'NO_PRICE'],
    ['another case of letters', [{ code: 'SUPPORT', options: ['GOLD'] }], 'NO_PRICE'],
  ])('%s', (_, options, amount) => {
    expect(unitPrice(list, 'EUR', 1, 'REGULAR', rates, options)).toBe(amount);
  });
});

describe('conversion', () => {
  test('at a rate of one keeps the value between currencies of different decimals', () => {
    expect(convert(1234n, 'EUR', 'USD', 100_000_000n)).toBe(1234n);
    expect(convert(1250n, 'EUR', 'JPY', 100_000_000n)).toBe(13n);
    expect(convert(1249n, 'EUR', 'JPY', 100_000_000n)).toBe(12n);
    expect(convert(1234n, 'EUR', 'KWD', 100_000_000n)).toBe(12_340n);
    expect(convert(12n, 'JPY', 'EUR', 100_000_000n)).toBe(1200n);
  });

  test('never makes a larger price the smaller one', () => {
    const anyCurrency = fc.constantFrom('EUR', 'JPY', 'KWD');
    const anyAmount = fc.bigInt(0n, 10n ** 12n);
    fc.assert(
      fc.property(anyAmount, anyAmount, anyCurrency, anyCurrency, fc.bigInt(1n, 10n ** 12n), (a, b, from, to, rate) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        expect(convert(small, from, to, rate) <= convert(large, from, to, rate)).toBe(true);
      }),
    );
  });
});
