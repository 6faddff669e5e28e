import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountText } from '../../../kit/money.ts';
import { type DynamicItem, type DynamicOffer, dynamicOffers } from './dynamic-items.ts';
import { type PricedCart, pricedCart } from './priced-cart.ts';

/*
 * What has to be true of every cart that says itself what it sells: products, shipping, taxes and coupons together, net
 * and gross, in currencies of 0, 2 and 3 decimals.
 */

const item: DynamicItem = {
  purchaseType: 'PRODUCT',
  name: 'Work',
  description: '',
  tangible: false,
  priceType: 'GROSS',
  price: { amount: '10', currency: null },
  options: [],
  recurring: null,
  taxCategory: null,
  trial: null,
  quantity: 1,
  startDate: null,
  externalReference: '',
  additionalFields: null,
};

type Sale = { readonly items: readonly DynamicItem[]; readonly currency: string; readonly ratePpm: bigint };

const priced = ({ items, currency, ratePpm }: Sale): PricedCart<DynamicOffer> =>
  pricedCart(dynamicOffers(items, currency), ratePpm);

const isCoupon = ({ purchaseType }: DynamicItem): boolean => purchaseType === 'COUPON';

const anyCurrency = fc.constantFrom('JPY', 'EUR', 'KWD');
const anyMinor = fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 99_999n));

const anyItem = (currency: string): fc.Arbitrary<DynamicItem> =>
  fc
    .record({
      purchaseType: fc.constantFrom('PRODUCT', 'PRODUCT', 'SHIPPING', 'TAX', 'COUPON'),
      priceType: fc.constantFrom('NET', 'GROSS'),
      quantity: fc.integer({ min: 1, max: 12 }),
      minor: anyMinor,
      surcharges: fc.array(anyMinor, { maxLength: 3 }),
      trialMinor: fc.option(anyMinor, { nil: null, freq: 6 }),
    })
    .map(({ minor, surcharges, trialMinor, ...facts }) => ({
      ...item,
      ...facts,
      price: { amount: amountText(minor, currency), currency },
      options: surcharges.map((each) => ({ group: 'G', value: 'v', surcharge: amountText(each, currency) })),
      trial:
        trialMinor === null || facts.purchaseType !== 'PRODUCT'
          ? null
          : { days: 30, price: amountText(trialMinor, currency) },
    }));

const anySale: fc.Arbitrary<Sale> = anyCurrency.chain((currency) =>
  fc.record({
    items: fc.array(anyItem(currency), { minLength: 1, maxLength: 6 }),
    currency: fc.constant(currency),
    ratePpm: fc.oneof(fc.constantFrom(0n, 72_500n, 190_000n, 270_000n), fc.bigInt(0n, 300_000n)),
  }),
);

const check = (of: (sale: Sale) => void, numRuns = 2000): void => fc.assert(fc.property(anySale, of), { numRuns });

/** What is charged for each line: that of a trial is its own. */
const charged = ({ lines, trials }: PricedCart) => lines.map((line, index) => trials[index] ?? line);

const MEMBERS = [
  'netMinor',
  'vatMinor',
  'grossMinor',
  'discountMinor',
  'netDiscountedMinor',
  'vatDiscountedMinor',
  'grossDiscountedMinor',
] as const;

test('totals are the sums of the lines', () => {
  check((sale) => {
    const cart = priced(sale);
    for (const member of MEMBERS) {
      expect(cart.totals[member], member).toBe(charged(cart).reduce((sum, line) => sum + line[member], 0n));
    }
  });
});

test('net and tax are gross, by unit too; coupons take something off and everything else adds', () => {
  check((sale) => {
    const { lines, totals, offers } = priced(sale);
    for (const amounts of [...lines, totals]) {
      expect(amounts.netMinor + amounts.vatMinor).toBe(amounts.grossMinor);
      expect(amounts.netDiscountedMinor + amounts.vatDiscountedMinor).toBe(amounts.grossDiscountedMinor);
    }
    lines.forEach((line, index) => {
      expect(line.unitNetMinor + line.unitVatMinor).toBe(line.unitGrossMinor);
      const sign = offers[index]?.item.purchaseType === 'COUPON' ? -1n : 1n;
      for (const member of ['netMinor', 'vatMinor', 'grossMinor'] as const)
        expect(line[member] * sign >= 0n).toBe(true);
    });
  });
});

test('no order is below zero, and coupons take nothing but what they are worth', () => {
  check((sale) => {
    const { lines, totals, offers } = priced(sale);
    for (const member of MEMBERS) expect(totals[member] >= 0n, member).toBe(true);
    lines.forEach((line, index) => {
      const offer = offers[index];
      if (offer?.item.purchaseType !== 'COUPON') return;
      const worth = offer.unitMinor * BigInt(line.quantity);
      expect(-(offer.priceType === 'GROSS' ? line.grossMinor : line.netMinor) <= worth).toBe(true);
    });
  });
});

test('a coupon loses nothing of its worth while something is left to pay', () => {
  check((sale) => {
    const { lines, totals, offers } = priced(sale);
    const coupons = lines.flatMap((line, index) => {
      const offer = offers[index];
      if (offer === undefined || !isCoupon(offer.item)) return [];
      const taken = -(offer.priceType === 'GROSS' ? line.grossMinor : line.netMinor);
      return [taken === offer.unitMinor * BigInt(line.quantity)];
    });
    expect(totals.netMinor === 0n || coupons.every(Boolean)).toBe(true);
  });
});

test('a coupon of everything leaves nothing, of the tax neither', () => {
  check(({ items, ...sale }) => {
    const everything = { ...item, purchaseType: 'COUPON', price: { amount: '999999999', currency: null } } as const;
    const { totals } = priced({ ...sale, items: [...items, everything] });
    for (const member of MEMBERS) expect(totals[member], member).toBe(0n);
  });
});

test('the order of surcharges does not matter, and they add up', () => {
  check((sale) => {
    const turned = sale.items.map((each) => ({ ...each, options: [...each.options].reverse() }));
    expect(priced({ ...sale, items: turned }).totals).toEqual(priced(sale).totals);
    for (const [index, offer] of dynamicOffers(sale.items, sale.currency).entries()) {
      const plain = dynamicOffers([{ ...(sale.items[index] ?? item), options: [] }], sale.currency)[0];
      expect(offer.unitMinor).toBe((plain?.unitMinor ?? 0n) + offer.surchargeMinor);
    }
  });
});

test('a gross price is what is paid, a net price what tax is added to, and tax is not taxed', () => {
  check((sale) => {
    const { lines, offers } = priced(sale);
    lines.forEach((line, index) => {
      const offer = offers[index];
      if (offer === undefined || isCoupon(offer.item)) return;
      expect(offer.priceType === 'GROSS' ? line.unitGrossMinor : line.unitNetMinor).toBe(offer.unitMinor);
      if (offer.item.purchaseType === 'TAX') expect(line.vatMinor).toBe(0n);
    });
  });
});

describe('coupons by example, at 19 percent', () => {
  const of = (
    purchaseType: DynamicItem['purchaseType'],
    amount: string,
    more: Partial<DynamicItem> = {},
  ): DynamicItem => ({
    ...item,
    purchaseType,
    price: { amount, currency: null },
    ...more,
  });
  const total = (...items: DynamicItem[]): readonly bigint[] => {
    const { totals } = priced({ items, currency: 'EUR', ratePpm: 190_000n });
    return [totals.netMinor, totals.vatMinor, totals.grossMinor];
  };

  test.each<[string, DynamicItem[], readonly bigint[]]>([
    [
      '11.90 off 119.00 is 10.00 off the net and 1.90 off the tax',
      [of('PRODUCT', '119'), of('COUPON', '11.9')],
      [9_000n, 1_710n, 10_710n],
    ],
    [
      'so is 10.00 without tax',
      [of('PRODUCT', '119'), of('COUPON', '10', { priceType: 'NET' })],
      [9_000n, 1_710n, 10_710n],
    ],
    ['for each unit', [of('PRODUCT', '119'), of('COUPON', '11.9', { quantity: 3 })], [7_000n, 1_330n, 8_330n]],
    [
      'a line of tax is left alone as long as possible',
      [of('PRODUCT', '119'), of('TAX', '5'), of('COUPON', '119')],
      [500n, 0n, 500n],
    ],
    ['and then it shrinks, too', [of('PRODUCT', '119'), of('TAX', '5'), of('COUPON', '121')], [300n, 0n, 300n]],
    ['what is beyond the order is lost', [of('PRODUCT', '119'), of('COUPON', '500')], [0n, 0n, 0n]],
    ['two of them', [of('PRODUCT', '119'), of('COUPON', '100'), of('COUPON', '100')], [0n, 0n, 0n]],
    ['a coupon alone', [of('COUPON', '10')], [0n, 0n, 0n]],
    ['wherever it stands', [of('COUPON', '11.9'), of('PRODUCT', '119')], [9_000n, 1_710n, 10_710n]],
  ])('%s', (_, items, expected) => {
    expect(total(...items)).toEqual(expected);
  });
});
