import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ShippingClassFee, ShippingMethodRecord, ShippingSurcharge } from '../../catalog/index.ts';
import { type ShippedLine, type ShippingTerms, shippingFee, shipsTo } from './shipping-fee.ts';

const method = (changes: Partial<ShippingMethodRecord> = {}): ShippingMethodRecord => ({
  code: 'PARCEL',
  name: 'Parcel',
  trackingUrl: null,
  basePriceMinor: 500n,
  currency: 'EUR',
  active: true,
  availability: 'ALL',
  countries: [],
  surcharges: [],
  isDefault: true,
  ...changes,
});
const step = (by: 'PRICE' | 'WEIGHT', from: bigint, to: bigint | null, amountMinor: bigint): ShippingSurcharge => ({
  by,
  from,
  to,
  amountMinor,
  applyTo: 'ORDER',
});
const byUnit = (surcharge: ShippingSurcharge): ShippingSurcharge => ({ ...surcharge, applyTo: 'PRODUCT' });

/** Net price and grams of one unit, and how many. */
const line = (unitMinor: bigint, grams = 0n, quantity = 1, facts: Partial<ShippedLine['facts']> = {}): ShippedLine => ({
  facts: { weightGrams: grams, fees: [], shippingClass: null, ...facts },
  quantity,
  unitMinor,
  amountMinor: unitMinor * BigInt(quantity),
});
const eur = (minor: bigint) => ({ minor, currency: 'EUR' });
const usd = (minor: bigint) => ({ minor, currency: 'USD' });
const fixed = (minor: bigint, applyTo: 'PRODUCT' | 'ORDER', name = 'Fragile'): ShippingClassFee => ({
  name,
  applyTo,
  type: 'FIXED',
  fee: eur(minor),
});
const percent = (ratePpm: bigint, applyTo: 'PRODUCT' | 'ORDER'): ShippingClassFee => ({
  name: 'Insured',
  applyTo,
  type: 'PERCENT',
  ratePpm,
});

/** One euro is two dollars; nothing else has a rate. */
const rates: ShippingTerms['rates'] = (from, to) => {
  const pair = from + to;
  if (pair === 'EURUSD') return 200_000_000n;
  return pair === 'USDEUR' ? 50_000_000n : undefined;
};
const terms = (changes: Partial<ShippingTerms> = {}): ShippingTerms => ({
  currency: 'EUR',
  country: 'de',
  homeCountry: 'RO',
  rates,
  ...changes,
});

const custom = method({
  availability: 'CUSTOM',
  countries: [
    { countryCode: 'DE', surchargeMinor: 150n },
    { countryCode: 'FR', surchargeMinor: 0n },
  ],
});

test.each<[string, ShippingMethodRecord, string | null, boolean]>([
  ['everywhere', method(), 'jp', true],
  ['a country of the list', custom, 'de', true],
  ['no country of the list', custom, 'jp', false],
  ['the country of the merchant', method({ availability: 'HOME' }), 'ro', true],
  ['abroad', method({ availability: 'HOME' }), 'de', false],
  ['a country that is not known yet', method({ availability: 'HOME' }), null, true],
])('goes to %s', (_, to, country, expected) => {
  expect(shipsTo(to, { country, homeCountry: 'RO' })).toBe(expected);
});

describe('the fee', () => {
  const weights = [step('WEIGHT', 1000n, 5000n, 200n), step('WEIGHT', 5000n, null, 900n)];

  test.each<[string, ShippingMethodRecord, ShippedLine[], Partial<ShippingTerms>, bigint | undefined]>([
    ['base price', method(), [line(1000n)], {}, 500n],
    ['surcharge of the country', custom, [line(1000n)], {}, 650n],
    ['no surcharge while the country is not known', custom, [line(1000n)], { country: null }, 500n],
    ['below the first step', method({ surcharges: weights }), [line(1000n, 999n)], {}, 500n],
    ['a step counts from its start', method({ surcharges: weights }), [line(1000n, 1000n)], {}, 700n],
    ['and not any more at its end', method({ surcharges: weights }), [line(1000n, 5000n)], {}, 1400n],
    ['weights of the order together', method({ surcharges: weights }), [line(1n, 800n, 5), line(1n, 1000n)], {}, 1400n],
    [
      'weights of single units',
      method({ surcharges: weights.map(byUnit) }),
      [line(1n, 800n, 5), line(1n, 1000n, 3)],
      {},
      1100n,
    ],
    [
      'price of the order',
      method({ surcharges: [step('PRICE', 5000n, null, 300n)] }),
      [line(1000n, 0n, 4), line(1000n)],
      {},
      800n,
    ],
    [
      'prices of single units',
      method({ surcharges: [byUnit(step('PRICE', 0n, 1000n, 10n))] }),
      [line(999n, 0n, 4), line(1000n)],
      {},
      540n,
    ],
    [
      'steps that overlap',
      method({ surcharges: [weights[0], weights[0]].flatMap((s) => s ?? []) }),
      [line(1n, 2000n)],
      {},
      900n,
    ],
    ['a fee of the product, by unit', method(), [line(1000n, 0n, 3, { fees: [usd(900n), eur(450n)] })], {}, 1850n],
    ['a fee in another currency', method(), [line(1000n, 0n, 1, { fees: [usd(901n)] })], {}, 951n],
    ['a fee without a rate', method(), [line(1000n, 0n, 1, { fees: [{ minor: 1n, currency: 'JPY' }] })], {}, undefined],
    ['a class, by unit', method(), [line(1000n, 0n, 3, { shippingClass: fixed(70n, 'PRODUCT') })], {}, 710n],
    [
      'a class, once an order, at its highest',
      method(),
      [
        line(1000n, 0n, 3, { shippingClass: fixed(70n, 'ORDER') }),
        line(1000n, 0n, 1, { shippingClass: fixed(80n, 'ORDER') }),
        line(1000n, 0n, 1, { shippingClass: fixed(5n, 'ORDER', 'Cold') }),
      ],
      {},
      585n,
    ],
    [
      'a share of the line',
      method(),
      [line(1000n, 0n, 3, { shippingClass: percent(25_000n, 'PRODUCT') }), line(1000n)],
      {},
      575n,
    ],
    [
      'a share of the order',
      method(),
      [line(1000n, 0n, 3, { shippingClass: percent(25_000n, 'ORDER') }), line(1000n)],
      {},
      600n,
    ],
    ['an order in another currency', custom, [line(1000n)], { currency: 'USD' }, 1300n],
    [
      'price steps are in the currency of the method',
      method({ surcharges: [step('PRICE', 1000n, null, 100n)] }),
      [line(2000n)],
      { currency: 'USD' },
      1200n,
    ],
    ['no rate', method(), [line(1000n)], { currency: 'JPY' }, undefined],
    ['beyond all measure', method({ basePriceMinor: 10n ** 14n }), [line(1n)], {}, undefined],
  ])('%s', (_, by, lines, changes, expected) => {
    expect(shippingFee(by, lines, terms(changes))).toBe(expected);
  });
});

const amounts = fc.bigInt({ min: 0n, max: 10n ** 7n });
const measures = fc.bigInt({ min: 0n, max: 20_000n });
const steps = fc.record<ShippingSurcharge>({
  by: fc.constantFrom('PRICE', 'WEIGHT'),
  from: measures,
  to: fc.oneof(fc.constant(null), measures),
  amountMinor: amounts,
  applyTo: fc.constantFrom('ORDER', 'PRODUCT'),
});
const lines = fc.array(
  fc.record({
    unitMinor: amounts,
    grams: measures,
    quantity: fc.integer({ min: 1, max: 100 }),
    fee: fc.option(amounts),
    share: fc.option(fc.bigInt({ min: 0n, max: 1_000_000n })),
  }),
  { minLength: 1, maxLength: 4 },
);

test('is never below the base price, so never negative', () => {
  fc.assert(
    fc.property(amounts, fc.array(steps, { maxLength: 5 }), lines, (basePriceMinor, surcharges, sent) => {
      const goods = sent.map(({ unitMinor, grams, quantity, fee, share }) =>
        line(unitMinor, grams, quantity, {
          fees: fee === null ? [] : [eur(fee)],
          shippingClass: share === null ? null : percent(share, 'ORDER'),
        }),
      );
      expect(shippingFee(method({ basePriceMinor, surcharges }), goods, terms())).toBeGreaterThanOrEqual(
        basePriceMinor,
      );
    }),
  );
});

test('never falls with the weight where the steps rise', () => {
  const rising = fc
    .tuple(
      fc.uniqueArray(measures, { minLength: 1, maxLength: 6 }),
      fc.array(amounts, { minLength: 6, maxLength: 6 }),
      fc.constantFrom<'ORDER' | 'PRODUCT'>('ORDER', 'PRODUCT'),
    )
    .map(([starts, prices, applyTo]) => {
      const ascending = [...starts].sort((a, b) => Number(a - b));
      const risen = [...prices].sort((a, b) => Number(a - b));
      return ascending.map((from, index) => ({
        ...step('WEIGHT', from, ascending[index + 1] ?? null, risen[index] ?? 0n),
        applyTo,
      }));
    });
  fc.assert(
    fc.property(rising, measures, measures, fc.integer({ min: 1, max: 50 }), (surcharges, grams, more, quantity) => {
      const fee = (weight: bigint) =>
        shippingFee(method({ surcharges }), [line(1000n, weight, quantity)], terms()) ?? -1n;
      expect(fee(grams + more)).toBeGreaterThanOrEqual(fee(grams));
    }),
  );
});
