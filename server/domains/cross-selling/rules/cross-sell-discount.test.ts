import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crossSellDiscount } from './cross-sell-discount.ts';

const campaign = {
  active: true,
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  masterProducts: ['editor', 'viewer'],
  products: [
    { productCode: 'backup', discountPpm: 125_000n },
    { productCode: 'editor', discountPpm: 50_000n },
    { productCode: 'gift', discountPpm: 1_000_000n },
    { productCode: 'plain', discountPpm: 0n },
  ],
};
const line = { productCode: 'backup', parentCode: 'editor', netMinor: 1_000n };
const cart = ['editor', 'other'];
const today = '2026-03-15';

test.each([
  ['an eighth of the net price', line, cart, 125n],
  ['half a cent is a cent', { ...line, netMinor: 4n }, cart, 1n],
  ['and less is none', { ...line, netMinor: 3n }, cart, 0n],
  ['all of it', { ...line, productCode: 'gift' }, cart, 1_000n],
  ['nothing, but recommended', { ...line, productCode: 'plain' }, cart, 0n],
  ['another master product', { ...line, parentCode: 'viewer' }, ['viewer'], 125n],
  [
    'a master that is recommended beside the other',
    { ...line, productCode: 'editor', parentCode: 'viewer' },
    ['viewer'],
    50n,
  ],
  ['one more of the same beside itself', { ...line, productCode: 'editor' }, ['editor'], 50n],
  ['a parent that the campaign does not have', { ...line, parentCode: 'other' }, cart, 'PARENT_NOT_IN_CAMPAIGN'],
  ['a parent that is not bought', { ...line, parentCode: 'viewer' }, cart, 'PARENT_NOT_IN_CART'],
  ['a line is not its own reason', { ...line, productCode: 'editor' }, [], 'PARENT_NOT_IN_CART'],
  ['letter case counts', { ...line, parentCode: 'Editor' }, ['Editor'], 'PARENT_NOT_IN_CAMPAIGN'],
  ['a product that is not recommended', { ...line, productCode: 'viewer' }, cart, 'PRODUCT_NOT_RECOMMENDED'],
] as const)('%s', (_title, asked, codes, expected) => {
  expect(crossSellDiscount(campaign, asked, codes, today)).toBe(expected);
});

describe('days', () => {
  test.each([
    ['2026-02-28', 'CAMPAIGN_NOT_RUNNING'],
    ['2026-03-01', 125n],
    ['2026-03-31', 125n],
    ['2026-04-01', 'CAMPAIGN_NOT_RUNNING'],
  ])('first and last day belong to it: %s', (day, expected) => {
    expect(crossSellDiscount(campaign, line, cart, day)).toBe(expected);
  });

  test('an open end has no day after it', () => {
    const open = { ...campaign, startsOn: null, endsOn: null };
    for (const day of ['1999-12-31', '2098-12-31']) expect(crossSellDiscount(open, line, cart, day)).toBe(125n);
  });

  test('an inactive campaign runs on no day', () => {
    expect(crossSellDiscount({ ...campaign, active: false }, line, cart, today)).toBe('CAMPAIGN_NOT_RUNNING');
  });
});

describe('truths', () => {
  const ppm = fc.bigInt({ min: 0n, max: 1_000_000n });
  const net = fc.bigInt({ min: 0n, max: 10n ** 13n });
  const discount = (discountPpm: bigint, netMinor: bigint) =>
    crossSellDiscount(
      { ...campaign, products: [{ productCode: 'backup', discountPpm }] },
      { ...line, netMinor },
      cart,
      today,
    );

  test('never less than nothing, never more than the price, never a unit away from the exact share', () => {
    fc.assert(
      fc.property(ppm, net, (rate, netMinor) => {
        const found = discount(rate, netMinor);
        if (typeof found !== 'bigint') throw new Error(found);
        expect(found >= 0n && found <= netMinor).toBe(true);
        const off = found * 1_000_000n - netMinor * rate;
        expect(off <= 500_000n && off >= -500_000n).toBe(true);
      }),
    );
  });

  test('a higher percentage or price never takes off less', () => {
    fc.assert(
      fc.property(ppm, ppm, net, net, (a, b, x, y) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const [small, large] = x < y ? [x, y] : [y, x];
        expect(discount(low, small) <= discount(high, large)).toBe(true);
      }),
    );
  });
});
