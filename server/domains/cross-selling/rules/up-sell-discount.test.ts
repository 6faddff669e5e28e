import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type UpSoldLine, upSellDiscount } from './up-sell-discount.ts';

const side = (productCode: string, more: object = {}) => ({ productCode, quantity: 0, options: [], ...more });
const fixed = {
  type: 'FIXED',
  defaultCurrency: 'EUR',
  values: [
    { currency: 'EUR', amountMinor: 300n },
    { currency: 'JPY', amountMinor: 100n },
  ],
} as const;

const campaign = {
  enabled: true,
  startsOn: '2026-03-01',
  endsOn: '2026-03-31',
  discount: { type: 'PERCENT', ratePpm: 125_000n } as const,
  primary: side('editor'),
  recommended: side('suite'),
};
const line: UpSoldLine = { productCode: 'suite', parentCode: 'editor', quantity: 2, options: [], unitNetMinor: 1_000n };
const rates = (from: string, to: string): bigint | undefined =>
  from === 'EUR' && to === 'USD' ? 110_000_000n : undefined;
const terms = { today: '2026-03-15', currency: 'EUR', rates };
const chosen = [{ code: 'SEATS', options: [{ code: 'few', value: 5 }] }];
const wants = (...options: object[]) => ({
  ...campaign,
  recommended: side('suite', { options: [{ code: 'SEATS', options }] }),
});

describe('what it takes off', () => {
  test.each<[string, object, object, object, bigint | string]>([
    ['an eighth of each unit', {}, {}, {}, 250n],
    ['rounded by unit', {}, { unitNetMinor: 4n }, {}, 2n],
    ['an amount for each unit', { discount: fixed }, {}, {}, 600n],
    ['at most the unit', { discount: fixed }, { unitNetMinor: 200n }, {}, 400n],
    ['the amount of the currency', { discount: fixed }, {}, { currency: 'JPY' }, 200n],
    ['else a converted one', { discount: fixed }, {}, { currency: 'USD' }, 660n],
    ['or none', { discount: fixed }, {}, { currency: 'CHF' }, 'NO_AMOUNT_IN_CURRENCY'],
    ['nothing', { discount: null }, {}, {}, 0n],
    ['not when it is disabled', { enabled: false }, {}, {}, 'CAMPAIGN_NOT_RUNNING'],
    ['not before it starts', {}, {}, { today: '2026-02-28' }, 'CAMPAIGN_NOT_RUNNING'],
    ['to the end of its last day', {}, {}, { today: '2026-03-31' }, 250n],
    ['not after it', {}, {}, { today: '2026-04-01' }, 'CAMPAIGN_NOT_RUNNING'],
    ['another parent', {}, { parentCode: 'viewer' }, {}, 'PARENT_NOT_IN_CAMPAIGN'],
    ['another product', {}, { productCode: 'editor' }, {}, 'PRODUCT_NOT_RECOMMENDED'],
    ['its quantity', { recommended: side('suite', { quantity: 2 }) }, {}, {}, 250n],
    ['another quantity', { recommended: side('suite', { quantity: 3 }) }, {}, {}, 'OTHER_QUANTITY'],
    ['its option', wants({ code: 'few', value: null }), { options: chosen }, {}, 250n],
    ['its value', wants({ code: 'few', value: 5 }), { options: chosen }, {}, 250n],
    ['its value by the group', wants({ code: 'SEATS', value: 5 }), { options: chosen }, {}, 250n],
    ['another value', wants({ code: 'few', value: 6 }), { options: chosen }, {}, 'OTHER_OPTIONS'],
    ['no such option chosen', wants({ code: 'few', value: null }), {}, {}, 'OTHER_OPTIONS'],
  ])('%s', (_, ofCampaign, ofLine, ofTerms, expected) => {
    expect(upSellDiscount({ ...campaign, ...ofCampaign }, { ...line, ...ofLine }, { ...terms, ...ofTerms })).toBe(
      expected,
    );
  });
});

test('it is never more than the line', () => {
  const discount = fc.oneof(
    fc.bigInt(0n, 1_000_000n).map((ratePpm) => ({ type: 'PERCENT' as const, ratePpm })),
    fc.bigInt(0n, 9_999n).map((amountMinor) => ({ ...fixed, values: [{ currency: 'EUR', amountMinor }] })),
  );
  fc.assert(
    fc.property(discount, fc.bigInt(0n, 9_999n), fc.integer({ min: 1, max: 99 }), (given, unitNetMinor, quantity) => {
      const found = upSellDiscount({ ...campaign, discount: given }, { ...line, unitNetMinor, quantity }, terms);
      expect(typeof found === 'bigint' && found >= 0n && found <= unitNetMinor * BigInt(quantity)).toBe(true);
    }),
  );
});
