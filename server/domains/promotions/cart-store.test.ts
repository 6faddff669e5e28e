import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, statement } from '../../db/database.ts';
import { promotionOfLine, promotionsOfOrder } from './answer.ts';
import {
  type CartQuestion,
  claimPromotions,
  claimsOf,
  findPromotionsForCart,
  releasePromotions,
} from './cart-store.ts';
import { applyPromotions } from './rules/apply-promotions.ts';
import { context, line } from './rules/sample-promotions.ts';
import { openPromotions, type Shop, type Shopkeeper } from './testing-promotions.ts';

let shop: Shop;
let mine: Shopkeeper;

beforeAll(async () => {
  shop = await openPromotions();
});
beforeEach(async () => {
  mine = await shop.newMerchant();
});
afterAll(() => shop.close());

const find = (question: Partial<CartQuestion> = {}) =>
  findPromotionsForCart(shop.database, mine.merchant.id, {
    productCodes: ['EDITOR'],
    coupons: [],
    channel: 'ECOMMERCE',
    on: '2026-03-01',
    ...question,
  });
const namesFor = async (question: Partial<CartQuestion> = {}) => (await find(question)).map(({ name }) => name).sort();

const single = (Code: string) => ({ Type: 'SINGLE', Code });
const many = (...Codes: string[]) => ({ Type: 'MULTIPLE', Codes });

let lastRefNo = 1000n;
const newRefNo = (): bigint => {
  lastRefNo += 1n;
  return lastRefNo;
};
const claim = (refNo: bigint, ...claims: [string, string | null][]) =>
  claimPromotions(
    shop.database,
    mine.merchant.id,
    refNo,
    claims.map(([promotionCode, couponKey]) => ({ promotionCode, couponKey })),
  );
const release = (refNo: bigint) => releasePromotions(shop.database, mine.merchant.id, refNo);

describe('findPromotionsForCart', () => {
  beforeEach(async () => {
    await mine.add({ Name: 'coupon', Coupon: single('c') });
    await mine.add({ Name: 'instant', Coupon: single('i'), InstantDiscount: true });
    await mine.add({ Name: 'auto', Coupon: single('a'), AutoApply: 1 });
    await mine.add({ Name: 'viewer', Coupon: single('v'), InstantDiscount: true, Products: [{ Code: 'VIEWER' }] });
    await mine.add({ Name: 'all', Coupon: single('g'), InstantDiscount: true, Products: [], Type: 'GLOBAL' });
    await mine.add({ Name: 'empty', Coupon: single('e'), InstantDiscount: true, Products: [] });
    await mine.add({ Name: 'off', Coupon: single('o'), InstantDiscount: true, Enabled: false });
    await mine.add({ Name: 'later', Coupon: single('l'), InstantDiscount: true, StartDate: '2026-03-02' });
    await mine.add({ Name: 'over', Coupon: single('p'), InstantDiscount: true, EndDate: '2026-02-28' });
    await mine.add({ Name: 'partners', Coupon: single('x'), InstantDiscount: true, ChannelType: 'CHANNEL_MANAGER' });
  });

  test.each<[string, Partial<CartQuestion>, string[]]>([
    ['what counts without a coupon', {}, ['all', 'auto', 'instant']],
    ['another product', { productCodes: ['VIEWER'] }, ['all', 'viewer']],
    ['an empty cart', { productCodes: [] }, ['all']],
    ['the other channel', { channel: 'CHANNEL_MANAGER' }, ['partners']],
    ['a coupon, in any letter case', { coupons: [' C '] }, ['all', 'auto', 'coupon', 'instant']],
    [
      'coupons find what does not count today',
      { coupons: ['l', 'p', 'v'] },
      ['all', 'auto', 'instant', 'later', 'over', 'viewer'],
    ],
    ['but nothing that is switched off', { coupons: ['o', 'nobodys'] }, ['all', 'auto', 'instant']],
    ['the first day', { on: '2026-03-02' }, ['all', 'auto', 'instant', 'later']],
  ])('%s', async (_, question, expected) => {
    expect(await namesFor(question)).toEqual(expected);
  });

  test("nothing of another merchant's", async () => {
    mine = await shop.newMerchant();
    expect(await namesFor({ coupons: ['c'] })).toEqual([]);
  });

  test('tells what concerns the cart and no more', async () => {
    await mine.add({
      Name: 'many',
      Coupon: many('m1', 'm2', 'm3'),
      Products: [{ Code: 'EDITOR', PricingOptionCodes: ['gold'] }, { Code: 'VIEWER' }],
    });
    const [found] = (await find({ coupons: ['M2'] })).filter(({ name }) => name === 'many');
    expect(found).toMatchObject({
      coupons: [{ key: 'm2', code: 'm2', usedUp: false }],
      products: [{ productCode: 'EDITOR', configurationCode: null, optionCodes: ['gold'] }],
      namesProducts: true,
      usedUp: false,
      discount: { type: 'PERCENT', ratePpm: 150_000n },
    });
  });

  test('reads by indexes, however many promotions there are', async () => {
    await shop.database.rows(statement(MANY, [mine.merchant.id]));
    await shop.database.rows(statement('ANALYZE promotions, promotion_coupons, promotion_products'));
    const plan = await explained({ productCodes: ['EDITOR'], coupons: ['bulk-77'] });
    expect(plan).not.toMatch(/Seq Scan on promotion/);
    expect(await namesFor({ coupons: ['BULK-77'] })).toContain('Bulk 77');
  });
});

const MANY = `
  WITH bulk AS (
    INSERT INTO promotions
    SELECT r.* FROM generate_series(1, 3000) n
    CROSS JOIN (SELECT * FROM promotions WHERE merchant_id = $1 AND name = 'coupon') p
    CROSS JOIN LATERAL jsonb_populate_record(NULL::promotions, to_jsonb(p) || jsonb_build_object(
      'promotion_code', to_char(n, 'FM0000000000'), 'name', 'Bulk ' || n)) r
    RETURNING merchant_id, promotion_code
  ), products AS (
    INSERT INTO promotion_products SELECT merchant_id, promotion_code, 0, 'EDITOR', NULL, '{}' FROM bulk
  )
  INSERT INTO promotion_coupons
  SELECT merchant_id, promotion_code, 'bulk-' || promotion_code::integer, 'bulk-' || promotion_code::integer, 1, true, NULL
  FROM bulk`;

/** The plan of the statement that the cart asks. */
const explained = async (question: Pick<CartQuestion, 'productCodes' | 'coupons'>): Promise<string> => {
  let plan = '';
  const spy = {
    rows: async <Row>(s: { name: string; text: string; values: readonly unknown[] }): Promise<Row[]> => {
      const rows = await shop.database.rows<object>(statement(`EXPLAIN ${s.text}`, s.values));
      plan = rows.flatMap((row) => Object.values(row)).join('\n');
      return [];
    },
    row: async () => undefined,
  };
  await findPromotionsForCart(spy, mine.merchant.id, { ...question, channel: 'ECOMMERCE', on: '2026-03-01' });
  return plan;
};

describe('claims', () => {
  test('count orders up to the limit, and an order that is released makes room', async () => {
    const { Code } = await mine.add({ MaximumOrdersNumber: 2 });
    const [first, second, third] = [newRefNo(), newRefNo(), newRefNo()];
    expect(await claim(first, [Code, 'spring24'])).toBeNull();
    expect(await claim(second, [Code, 'spring24'])).toBeNull();
    expect(await claim(third, [Code, 'spring24'])).toBe(Code);
    expect(await find({ coupons: ['spring24'] })).toMatchObject([{ usedUp: true }]);
    await release(first);
    await release(first);
    expect(await claim(third, [Code, 'spring24'])).toBeNull();
    expect(await claim(newRefNo(), [Code, 'spring24'])).toBe(Code);
  });

  test('use up a code of many once', async () => {
    const { Code } = await mine.add({ Coupon: many('a', 'b'), MaximumOrdersNumber: 1 });
    const first = newRefNo();
    expect(await claim(first, [Code, 'a'])).toBeNull();
    expect(await claim(newRefNo(), [Code, 'a'])).toBe(Code);
    expect(await claim(newRefNo(), [Code, 'b'])).toBeNull();
    expect(await find({ coupons: ['a', 'b'] })).toMatchObject([{ coupons: [{ usedUp: true }, { usedUp: true }] }]);
    await release(first);
    expect(await find({ coupons: ['a'] })).toMatchObject([{ coupons: [{ usedUp: false }] }]);
  });

  test('a code that stays in an update stays used', async () => {
    const { Code } = await mine.add({ Coupon: many('a', 'b') });
    await claim(newRefNo(), [Code, 'a']);
    const promotionCoupon = many('A', 'c');
    await mine.call('updatePromotionCoupon', { promotionCode: Code, promotionCoupon });
    expect(await claim(newRefNo(), [Code, 'a'])).toBe(Code);
    expect(await claim(newRefNo(), [Code, 'c'])).toBeNull();
  });

  test('all or none', async () => {
    const limited = await mine.add({ MaximumOrdersNumber: 5 });
    const full = await mine.add({ Coupon: many('a') });
    await claim(newRefNo(), [full.Code, 'a']);
    expect(await claim(newRefNo(), [limited.Code, 'spring24'], [full.Code, 'a'])).toBe(full.Code);
    expect(await counted(limited.Code)).toBe(0);
  });

  test('an order that claims again counts once, and may claim more', async () => {
    const limited = await mine.add({ MaximumOrdersNumber: 1 });
    const other = await mine.add({ Coupon: many('a') });
    const refNo = newRefNo();
    expect(await claim(refNo, [limited.Code, 'spring24'])).toBeNull();
    expect(await claim(refNo, [limited.Code, 'spring24'], [other.Code, 'a'])).toBeNull();
    expect(await counted(limited.Code)).toBe(1);
  });

  test.each<[string, (code: string) => Promise<unknown>]>([
    ['is switched off', (Code) => mine.call('updatePromotion', { Promotion: { Code, Enabled: false } })],
    [
      'has other coupons',
      (promotionCode) => mine.call('updatePromotionCoupon', { promotionCode, promotionCoupon: single('new') }),
    ],
  ])('a promotion that %s in the meantime is not claimed', async (_, change) => {
    const { Code } = await mine.add();
    await change(Code);
    expect(await claim(newRefNo(), [Code, 'spring24'])).toBe(Code);
  });

  test('nor one of another merchant', async () => {
    const { Code } = await (await shop.newMerchant()).add();
    expect(await claim(newRefNo(), [Code, 'spring24'])).toBe(Code);
  });

  test('a limit that comes later counts the orders before it', async () => {
    const { Code } = await mine.add({ InstantDiscount: true });
    await claim(newRefNo(), [Code, null]);
    await claim(newRefNo(), [Code, null]);
    await mine.call('updatePromotion', { Promotion: { Code, MaximumOrdersNumber: 3 } });
    expect(await claim(newRefNo(), [Code, null])).toBeNull();
    expect(await claim(newRefNo(), [Code, null])).toBe(Code);
    await mine.call('updatePromotion', { Promotion: { Code, MaximumOrdersNumber: 4 } });
    expect(await claim(newRefNo(), [Code, null])).toBeNull();
    await mine.call('updatePromotion', { Promotion: { Code, MaximumOrdersNumber: 0 } });
    expect(await claim(newRefNo(), [Code, null])).toBeNull();
  });

  test('hold under orders at the same time', async () => {
    const limited = await mine.add({ MaximumOrdersNumber: 7 });
    const codes = await mine.add({ Coupon: many('a', 'b', 'c') });
    const both = (key: string): [string, string][] => [
      [limited.Code, 'spring24'],
      [codes.Code, key],
    ];
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0
          ? claim(newRefNo(), [limited.Code, 'spring24'])
          : claim(newRefNo(), ...both(['a', 'b', 'c'][n % 3] ?? 'a').sort(() => (n % 4 === 1 ? 1 : -1))),
      ),
    );
    const claimed = answers.filter((answer) => answer === null).length;
    expect(claimed).toBe(7);
    expect(await counted(limited.Code)).toBe(7);
  });

  test('the SQL function is what place_order may call', async () => {
    const { Code } = await mine.add({ Coupon: many('a') });
    const cart = applyPromotions(
      [line(1, 1000n, { productCode: 'EDITOR' })],
      await find({ coupons: ['A'] }),
      context({ coupons: ['A'] }),
    );
    const claims = claimsOf(cart.promotions);
    expect(claims).toEqual([{ promotionCode: Code, couponKey: 'a' }]);
    const call = statement('SELECT claim_promotions($1, $2, $3) AS refused', [
      mine.merchant.id,
      newRefNo(),
      json(claims),
    ]);
    expect(await shop.database.row(call)).toEqual({ refused: null });
    expect(await shop.database.row(call)).toEqual({ refused: null });
    const nothing = statement('SELECT claim_promotions($1, $2, $3) AS refused', [mine.merchant.id, 1n, json([])]);
    expect(await shop.database.row(nothing)).toEqual({ refused: null });
  });
});

const counted = async (code: string): Promise<number> => {
  const s = statement('SELECT orders_counted FROM promotion_limits WHERE merchant_id = $1 AND promotion_code = $2', [
    mine.merchant.id,
    code,
  ]);
  return (await shop.database.row<{ orders_counted: number }>(s))?.orders_counted ?? -1;
};

describe('what an order shows', () => {
  test('a promotion with its coupon, percentage or amount', async () => {
    const percent = await mine.add({ Coupon: many('a'), MaximumQuantity: 2, Description: 'for all' });
    const values = [
      { Currency: 'EUR', Amount: 5 },
      { Currency: 'USD', Amount: 6 },
    ];
    const fixed = await mine.add({ InstantDiscount: true, Discount: { Type: 'FIXED', Values: values } });
    const found = await find({ coupons: ['a'] });
    const [a, b] = [percent, fixed].map(({ Code }) => found.find(({ code }) => code === Code));
    if (a === undefined || b === undefined) throw new Error('promotions are missing');
    const first = promotionOfLine({ promotion: a, coupon: 'a' }, 'EUR');
    expect(first).toEqual({
      Name: 'Spring',
      Code: percent.Code,
      Description: 'for all',
      StartDate: null,
      EndDate: null,
      MaximumOrdersNumber: null,
      MaximumQuantity: 2,
      InstantDiscount: false,
      Coupon: 'a',
      DiscountLabel: '15%',
      Enabled: true,
      Type: 'REGULAR',
      Discount: 15,
      DiscountCurrency: null,
      DiscountType: 'PERCENT',
    });
    const second = promotionOfLine({ promotion: b, coupon: null }, 'USD');
    expect(second).toMatchObject({ Code: fixed.Code, Discount: 6, DiscountCurrency: 'USD', DiscountType: 'FIXED' });
    expect(promotionOfLine({ promotion: b, coupon: null }, 'CHF')).toMatchObject({
      Discount: 5,
      DiscountCurrency: 'EUR',
    });
    expect(promotionsOfOrder([first, null, second, first])).toEqual([first, second]);
  });
});
