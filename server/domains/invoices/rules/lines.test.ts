import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SoldItem } from '../sold.ts';
import { itemsOf, orderOf } from '../testing-documents.ts';
import { partialLines, reversedLines, saleLines, totalsByRate } from './lines.ts';

const aRate = fc.constantFrom(0n, 50_000n, 90_000n, 190_000n, 82_500n);

const someItems = fc
  .array(
    fc
      .record({
        quantity: fc.integer({ min: 1, max: 50 }),
        unitMinor: fc.bigInt({ min: 0n, max: 100_000n }),
        ratePpm: aRate,
        discountPercent: fc.bigInt({ min: 0n, max: 100n }),
      })
      .map(({ discountPercent, ...item }) => ({
        ...item,
        discountMinor: (item.unitMinor * BigInt(item.quantity) * discountPercent) / 100n,
      })),
    { minLength: 1, maxLength: 8 },
  )
  .map(itemsOf);

const sum = (amounts: readonly string[]): bigint => amounts.reduce((total, minor) => total + BigInt(minor), 0n);

describe('the lines of an invoice', () => {
  test('show the price before the discount and what is left after it', () => {
    const items = itemsOf([{ quantity: 2, unitMinor: 1000n, discountMinor: 300n }]);
    expect(saleLines(items)).toEqual([
      {
        name: 'Editor',
        code: 'EDITOR',
        quantity: 2,
        unitNetMinor: '1000',
        discountMinor: '300',
        ratePpm: '190000',
        netMinor: '1700',
        vatMinor: '323',
        grossMinor: '2023',
        trialDays: null,
        of: [],
      },
    ]);
  });

  test('show the price of a trial, which is what was charged', () => {
    const trial = { days: 14, netMinor: '100', vatMinor: '19', grossMinor: '119' };
    const [line] = saleLines(itemsOf([{ unitMinor: 5000n, details: { trial } }]));
    expect(line).toMatchObject({
      unitNetMinor: '100',
      netMinor: '100',
      vatMinor: '19',
      grossMinor: '119',
      trialDays: 14,
    });
  });

  test('do not show the code of a shipping fee', () => {
    expect(saleLines(itemsOf([{ name: 'Shipping', details: { shipping: {} } }]))).toMatchObject([{ code: null }]);
  });

  test('shorten a name that would fill pages', () => {
    const [line] = saleLines(itemsOf([{ name: 'n'.repeat(4000) }]));
    expect(line?.name).toHaveLength(300);
  });

  test('sum to what the order cost, at each rate and in all', () => {
    fc.assert(
      fc.property(someItems, (items) => {
        const order = orderOf(items);
        const lines = saleLines(items);
        const rates = totalsByRate(lines);
        const net = rates.reduce((total, { netMinor }) => total + netMinor, 0n);
        const vat = rates.reduce((total, { vatMinor }) => total + vatMinor, 0n);
        expect([net, vat]).toEqual([order.net_discounted_minor, order.vat_discounted_minor]);
        for (const line of lines) {
          const { quantity, unitNetMinor, discountMinor, netMinor, vatMinor, grossMinor } = line;
          expect(BigInt(unitNetMinor ?? 0) * BigInt(quantity ?? 0) - BigInt(discountMinor)).toBe(BigInt(netMinor));
          expect(BigInt(netMinor) + BigInt(vatMinor)).toBe(BigInt(grossMinor));
        }
      }),
    );
  });
});

describe('the lines of a credit note', () => {
  test('over everything are those of the invoice, taken back', () => {
    const lines = saleLines(itemsOf([{ quantity: 2, discountMinor: 300n }]));
    expect(reversedLines(lines)).toMatchObject([
      {
        quantity: -2,
        unitNetMinor: '1000',
        discountMinor: '-300',
        netMinor: '-1700',
        vatMinor: '-323',
        grossMinor: '-2023',
      },
    ]);
  });

  test('over a part are one a rate, and name what was given back', () => {
    const items = itemsOf([
      { name: 'Editor', unitMinor: 1000n, ratePpm: 190_000n },
      { name: 'Book', unitMinor: 3000n, ratePpm: 90_000n },
    ]);
    const refund = { net_minor: 2000n, vat_minor: 230n, items: [{ lineNo: 2, quantity: 1, amountMinor: null }] };
    expect(partialLines(items, refund)).toMatchObject([
      {
        name: null,
        quantity: null,
        ratePpm: '190000',
        netMinor: '-500',
        vatMinor: '-95',
        of: [{ quantity: 1, name: 'Book' }],
      },
      { name: null, quantity: null, ratePpm: '90000', netMinor: '-1500', vatMinor: '-135' },
    ]);
  });

  test.each<[string, readonly SoldItem[]]>([
    ['nothing was charged', itemsOf([{ unitMinor: 0n }])],
    ['the lines sum to less than nothing', itemsOf([{ unitMinor: -500n }])],
  ])('take everything at the first rate where %s', (_, items) => {
    const lines = partialLines(items, { net_minor: 84n, vat_minor: 16n, items: [] });
    expect(lines).toMatchObject([{ netMinor: '-84', vatMinor: '-16', grossMinor: '-100' }]);
  });

  test('sum to the refund exactly, and give no tax back at a rate of nothing', () => {
    const shares = fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }));
    fc.assert(
      fc.property(someItems, shares, (items, [netShare, vatShare]) => {
        const order = orderOf(items);
        const refund = {
          net_minor: (order.net_discounted_minor * BigInt(netShare)) / 1000n,
          vat_minor: (order.vat_discounted_minor * BigInt(vatShare)) / 1000n,
          items: [],
        };
        const lines = partialLines(items, refund);
        expect(sum(lines.map(({ netMinor }) => netMinor))).toBe(-refund.net_minor);
        expect(sum(lines.map(({ vatMinor }) => vatMinor))).toBe(-refund.vat_minor);
        for (const { ratePpm, vatMinor } of lines) if (ratePpm === '0') expect(vatMinor).toBe('0');
      }),
    );
  });
});
