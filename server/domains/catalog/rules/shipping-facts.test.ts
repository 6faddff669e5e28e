import { expect, test } from 'vitest';
import { shippingFacts } from './shipping-facts.ts';

const weight = (Amount: string | null, Type = 'WEIGHT') => ({ Type, Amount });
const shippingClass = (Amount: number | null, Type: string | null, Currency: string | null = 'EUR') => ({
  Name: 'Fragile',
  Amount,
  Currency,
  ApplyTo: 'ORDER',
  Type,
});

test.each<[string, ReturnType<typeof weight>[], bigint]>([
  ['kilograms', [weight('2')], 2000n],
  ['down to grams', [weight('0.0129')], 12n],
  ['several', [weight('1.5'), weight('1')], 2500n],
  ['other measures', [weight('3', 'VOLUME')], 0n],
  ['no weight', [weight('heavy'), weight(null), weight('-1')], 0n],
])('weight: %s', (_, UnitDetails, grams) => {
  expect(shippingFacts({ UnitDetails, Fee: [] }, null).weightGrams).toBe(grams);
});

test('fees that are amounts of their currency', () => {
  const Fee = [
    { Currency: 'EUR', Amount: '4.5' },
    { Currency: 'JPY', Amount: '4.5' },
    { Currency: null, Amount: '1' },
    { Currency: 'USD', Amount: '-1' },
  ];
  expect(shippingFacts({ UnitDetails: [], Fee }, null).fees).toEqual([{ minor: 450n, currency: 'EUR' }]);
});

test.each<[string, ReturnType<typeof shippingClass>, object | null]>([
  ['an amount', shippingClass(10.5, 'FIXED'), { type: 'FIXED', fee: { minor: 1050n, currency: 'EUR' } }],
  ['an amount when nothing is said', shippingClass(3, null), { type: 'FIXED', fee: { minor: 300n, currency: 'EUR' } }],
  ['an amount of no currency', shippingClass(10.5, 'FIXED', null), null],
  ['a share', shippingClass(12.5, 'PERCENT', null), { type: 'PERCENT', ratePpm: 125_000n }],
  ['a negative share', shippingClass(-1, 'PERCENT'), null],
  ['no amount', shippingClass(null, 'FIXED'), null],
])('class: %s', (_, sent, expected) => {
  expect(shippingFacts(null, sent).shippingClass).toEqual(
    expected && { name: 'Fragile', applyTo: 'ORDER', ...expected },
  );
});
