import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountText, parseAmount } from '../../../kit/money.ts';
import { type CartLine, priceCart } from './cart-amounts.ts';
import { type LineInput, priceLine } from './line-amounts.ts';
import type { PriceType } from './types.ts';

function minor(text: string, currency: string): bigint {
  const parsed = parseAmount(text, currency);
  if (parsed === undefined) throw new Error(`no amount: ${text}`);
  return parsed;
}

type Row = [PriceType, string, number, bigint, string, unit: [string, string, string], line: [string, string, string]];

/** Price type, unit price, quantity, rate -> net, tax and gross of the unit and of the line. */
const rows: Row[] = [
  ['GROSS', '9.99', 1, 240_000n, 'EUR', ['8.06', '1.93', '9.99'], ['8.06', '1.93', '9.99']],
  ['NET', '10', 2, 240_000n, 'EUR', ['10.00', '2.40', '12.40'], ['20.00', '4.80', '24.80']],
  ['GROSS', '9.99', 3, 240_000n, 'EUR', ['8.06', '1.93', '9.99'], ['24.18', '5.79', '29.97']],
  ['NET', '0.02', 10, 250_000n, 'EUR', ['0.02', '0.01', '0.03'], ['0.20', '0.10', '0.30']],
  ['NET', '19.99', 1, 0n, 'USD', ['19.99', '0.00', '19.99'], ['19.99', '0.00', '19.99']],
  ['GROSS', '19.99', 1, 0n, 'USD', ['19.99', '0.00', '19.99'], ['19.99', '0.00', '19.99']],
  ['NET', '0', 5, 190_000n, 'EUR', ['0.00', '0.00', '0.00'], ['0.00', '0.00', '0.00']],
  ['NET', '1005', 2, 100_000n, 'JPY', ['1005', '101', '1106'], ['2010', '202', '2212']],
  ['GROSS', '1000', 1, 100_000n, 'JPY', ['909', '91', '1000'], ['909', '91', '1000']],
  ['NET', '1.234', 2, 50_000n, 'KWD', ['1.234', '0.062', '1.296'], ['2.468', '0.124', '2.592']],
  ['NET', '100', 1, 149_750n, 'CAD', ['100.00', '14.98', '114.98'], ['100.00', '14.98', '114.98']],
];

test.each(rows)('%s %s x %i at %s ppm in %s', (priceType, price, quantity, ratePpm, currency, unit, line) => {
  const priced = priceLine({ priceType, unitMinor: minor(price, currency), quantity, ratePpm });
  const text = (amount: bigint) => amountText(amount, currency);
  expect([priced.unitNetMinor, priced.unitVatMinor, priced.unitGrossMinor].map(text)).toEqual(unit);
  expect([priced.netMinor, priced.vatMinor, priced.grossMinor].map(text)).toEqual(line);
  expect([priced.netDiscountedMinor, priced.vatDiscountedMinor, priced.grossDiscountedMinor].map(text)).toEqual(line);
});

describe('discount', () => {
  test('comes off the net price and takes its share of the tax along', () => {
    const line = priceLine({ priceType: 'NET', unitMinor: 1000n, quantity: 2, ratePpm: 240_000n, discountMinor: 500n });
    expect(line).toMatchObject({
      netMinor: 2000n,
      vatMinor: 480n,
      grossMinor: 2480n,
      discountMinor: 500n,
      netDiscountedMinor: 1500n,
      vatDiscountedMinor: 360n,
      grossDiscountedMinor: 1860n,
      unitDiscountMinor: 250n,
      unitNetDiscountedMinor: 750n,
      unitGrossDiscountedMinor: 930n,
    });
  });

  test('of the whole price leaves nothing to pay', () => {
    const line = priceLine({
      priceType: 'GROSS',
      unitMinor: 999n,
      quantity: 1,
      ratePpm: 240_000n,
      discountMinor: 806n,
    });
    expect(line).toMatchObject({ netDiscountedMinor: 0n, vatDiscountedMinor: 0n, grossDiscountedMinor: 0n });
  });
});

test('the commission of an affiliate is shown by line and by unit', () => {
  const line = priceLine({ ...plain({}), quantity: 4, affiliateCommissionMinor: 100n });
  expect(line).toMatchObject({ affiliateCommissionMinor: 100n, unitAffiliateCommissionMinor: 25n });
});

function plain(change: Partial<LineInput>): LineInput {
  return { priceType: 'NET', unitMinor: 1000n, quantity: 1, ratePpm: 190_000n, ...change };
}

test.each<[string, Partial<LineInput>]>([
  ['negative price', { unitMinor: -1n }],
  ['negative rate', { ratePpm: -1n }],
  ['negative discount', { discountMinor: -1n }],
  ['negative commission', { affiliateCommissionMinor: -1n }],
  ['discount beyond the net price', { discountMinor: 1001n }],
  ['quantity of zero', { quantity: 0 }],
  ['part of a unit', { quantity: 1.5 }],
])('%s is refused', (_, change) => {
  expect(() => priceLine(plain(change))).toThrow(RangeError);
});

test('a line of the cart may have a rate of its own', () => {
  const lines: CartLine[] = [
    { priceType: 'NET', unitMinor: 1000n, quantity: 1 },
    { priceType: 'NET', unitMinor: 500n, quantity: 1, ratePpm: 0n },
  ];
  expect(priceCart(lines, 190_000n).totals).toMatchObject({ netMinor: 1500n, vatMinor: 190n, grossMinor: 1690n });
});

test('an empty cart costs nothing', () => {
  expect(priceCart([], 190_000n).totals).toMatchObject({ netMinor: 0n, grossMinor: 0n });
});

/** Prices up to a thousand million minor units say the same for currencies of 0, 2 and 3 decimals: rounding is in minor units. */
const anyUnit = fc.bigInt(0n, 10n ** 9n);
const anyRate = fc.bigInt(0n, 300_000n);
const anyQuantity = fc.integer({ min: 1, max: 99_999 });
const anyPriceType = fc.constantFrom<PriceType>('NET', 'GROSS');

/** A line with a discount between nothing and all of its net price. */
const anyLine = fc
  .record({
    priceType: anyPriceType,
    unitMinor: anyUnit,
    quantity: anyQuantity,
    ratePpm: anyRate,
    partPpm: fc.bigInt(0n, 1_000_000n),
  })
  .map(
    ({ partPpm, ...line }): LineInput => ({
      ...line,
      discountMinor: (priceLine(line).netMinor * partPpm) / 1_000_000n,
    }),
  );

describe('for all lines', () => {
  test('net and tax make the gross, before and after the discount', () => {
    fc.assert(
      fc.property(anyLine, (input) => {
        const line = priceLine(input);
        expect(line.unitNetMinor + line.unitVatMinor).toBe(line.unitGrossMinor);
        expect(line.netMinor + line.vatMinor).toBe(line.grossMinor);
        expect(line.netDiscountedMinor + line.vatDiscountedMinor).toBe(line.grossDiscountedMinor);
        expect(line.netMinor - line.discountMinor).toBe(line.netDiscountedMinor);
        expect(input.priceType === 'NET' ? line.unitNetMinor : line.unitGrossMinor).toBe(input.unitMinor);
      }),
    );
  });

  test('no amount is negative and no discounted one above the full one', () => {
    fc.assert(
      fc.property(anyLine, (input) => {
        const line = priceLine(input);
        for (const amount of Object.values(line)) expect(amount >= 0).toBe(true);
        expect(line.vatDiscountedMinor <= line.vatMinor).toBe(true);
        expect(line.grossDiscountedMinor <= line.grossMinor).toBe(true);
      }),
    );
  });

  test('tax is right to half a minor unit by piece', () => {
    fc.assert(
      fc.property(anyLine, (input) => {
        const { unitNetMinor, unitVatMinor } = priceLine(input);
        const error = unitVatMinor * 1_000_000n - unitNetMinor * input.ratePpm;
        // Out of a gross price both sides are rounded, so the net's half unit counts with its tax as well.
        const bound = input.priceType === 'NET' ? 500_000n : (1_000_000n + input.ratePpm) / 2n + 1n;
        expect(error <= bound && error >= -bound).toBe(true);
      }),
    );
  });

  test('a net price and the gross price that it leads to give the same line', () => {
    fc.assert(
      fc.property(anyUnit, anyQuantity, anyRate, (unitMinor, quantity, ratePpm) => {
        const net = priceLine({ priceType: 'NET', unitMinor, quantity, ratePpm });
        expect(priceLine({ priceType: 'GROSS', unitMinor: net.unitGrossMinor, quantity, ratePpm })).toEqual(net);
      }),
    );
  });

  test('a gross price and the net price that it leads to differ by one minor unit a piece at most', () => {
    fc.assert(
      fc.property(anyUnit, anyRate, (unitMinor, ratePpm) => {
        const gross = priceLine({ priceType: 'GROSS', unitMinor, quantity: 1, ratePpm });
        const net = priceLine({ priceType: 'NET', unitMinor: gross.unitNetMinor, quantity: 1, ratePpm });
        const difference = net.grossMinor - gross.grossMinor;
        expect(difference <= 1n && difference >= -1n).toBe(true);
      }),
    );
  });
});

describe('for all carts', () => {
  const anyCart = fc.array(anyLine, { maxLength: 8 });

  test('each total is the sum of its lines', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const { lines, totals } = priceCart(input, 0n);
        expect(lines).toEqual(input.map(priceLine));
        expect(totals.grossMinor).toBe(lines.reduce((sum, line) => sum + line.grossMinor, 0n));
        expect(totals.netMinor + totals.vatMinor).toBe(totals.grossMinor);
        expect(totals.netDiscountedMinor + totals.vatDiscountedMinor).toBe(totals.grossDiscountedMinor);
        expect(totals.netMinor - totals.discountMinor).toBe(totals.netDiscountedMinor);
      }),
    );
  });

  test('the order of lines does not change the totals', () => {
    const shuffled = anyCart.chain((cart) =>
      fc.tuple(fc.constant(cart), fc.shuffledSubarray(cart, { minLength: cart.length })),
    );
    fc.assert(
      fc.property(shuffled, ([cart, other]) => {
        expect(priceCart(other, 0n).totals).toEqual(priceCart(cart, 0n).totals);
      }),
    );
  });
});
