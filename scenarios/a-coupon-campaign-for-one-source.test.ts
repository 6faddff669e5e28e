import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { type Outcome, restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, rowsOf, textAt } from './asking.ts';
import { chargesOf } from './books.ts';
import { order, product, type Sent, testCard } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** A quarter off `plan` for those who come from the partner and know the code. */
const campaign: Sent = {
  Name: 'Partner week',
  Description: 'A quarter off',
  Type: 'REGULAR',
  Enabled: true,
  MaximumOrdersNumber: 0,
  InstantDiscount: false,
  ChannelType: 'ECOMMERCE',
  ApplyRecurring: 'NONE',
  PublishToAffiliatesNetwork: 0,
  AutoApply: 0,
  Coupon: { Type: 'SINGLE', Code: 'Partner-25' },
  Discount: { Type: 'PERCENT', Value: '25' },
  Products: [{ Code: 'plan' }],
  Sources: ['partner.example'],
};

type Shop = { readonly client: WireClient; readonly merchant: Merchant; readonly promotion: string };

/** Sells `plan` for 40 and `extra` for 10, with the campaign. */
const openShop = async (changes: Sent = {}, version: '3.1' | '4.0' | '6.0' = '6.0'): Promise<Shop> => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, version);
  await ask(client, 'addProduct', { Product: product('plan', 40) });
  await ask(client, 'addProduct', { Product: product('extra', 10) });
  const added = await ask(client, 'addPromotion', { Promotion: { ...campaign, ...changes } });
  return { client, merchant, promotion: textAt(added, 'Code') };
};

const orderOf = (Promotions: readonly string[], Source?: string): Sent =>
  order('plan', undefined, {
    Items: [
      { Code: 'plan', Quantity: 1 },
      { Code: 'extra', Quantity: 2 },
    ],
    Promotions,
    ...(Source === undefined ? {} : { Source }),
  });

/** What each outcome came to: the total of an order, or why it was refused. */
const totalOrRefusal = (outcome: Outcome): unknown =>
  'value' in outcome ? at(outcome.value, 'GrossDiscountedPrice') : outcome.refused;

const countOf = (found: readonly unknown[], wanted: unknown): number => found.filter((one) => one === wanted).length;

const together = (client: WireClient, orders: readonly Sent[]): Promise<readonly unknown[]> =>
  Promise.all(orders.map(async (Order) => totalOrRefusal(await client('placeOrder', { Order }))));

describe.each(['3.1', '4.0', '6.0'] as const)('at version %s', (version) => {
  test('the code counts for orders from the source, in any letter case', async () => {
    const { client, merchant } = await openShop({}, version);
    for (const code of ['Partner-25', 'PARTNER-25', ' partner-25 ']) {
      const Order = orderOf([code], 'partner.example');
      const amounts = { GrossPrice: 60, Discount: 10, GrossDiscountedPrice: 50 };
      const preview = await ask(client, 'getContents', { Order });
      expect(preview).toMatchObject({ ...amounts, Errors: null });
      const placed = await ask(client, 'placeOrder', { Order });
      expect(placed).toMatchObject({ ...amounts, Source: 'partner.example' });
      expect(at(placed, 'Items.0.Promotion')).toMatchObject({ Name: 'Partner week', Coupon: 'Partner-25' });
      expect(at(placed, 'Items.1.Promotion')).toBeNull();
      const charges = await chargesOf(api.database, merchant.id);
      expect(charges.find(({ refNo }) => refNo === textAt(placed, 'RefNo'))?.amountMinor).toBe(5000n);
    }
  });

  test.each([
    ['without a source', ['Partner-25'], undefined],
    ['from another source', ['Partner-25'], 'elsewhere.example'],
    ['with a code that there is not', ['Partner-26'], 'partner.example'],
    ['with a right and a wrong code', ['Partner-25', 'Partner-26'], 'partner.example'],
  ])('the code %s is refused and previewed as an error', async (_, codes, source) => {
    const { client } = await openShop({}, version);
    const Order = orderOf(codes, source);
    expect(await client('placeOrder', { Order })).toMatchObject({ refused: 'ORDER_PROMOTION_INVALID' });
    const wrong = codes[codes.length - 1];
    const preview = await ask(client, 'getContents', { Order });
    expect(at(preview, 'Errors')).toEqual([expect.stringContaining(String(wrong))]);
    const searched = await ask(client, 'searchOrders', { orderSearchOptions: { IncludeTestOrders: 'YES' } });
    expect(rowsOf(searched)).toEqual([]);
  });

  test('without a code the full price is paid', async () => {
    const { client } = await openShop({}, version);
    expect(await together(client, [orderOf([], 'partner.example')])).toEqual([60]);
  });
});

test('all wires price and refuse alike', async () => {
  const { client, merchant } = await openShop();
  for (const wire of [client, restClient(api, merchant, '6.0'), await soapClient(api, merchant, '6.0')]) {
    expect(await together(wire, [orderOf(['partner-25'], 'partner.example')])).toEqual([50]);
    expect(await together(wire, [orderOf(['partner-25'])])).toEqual(['ORDER_PROMOTION_INVALID']);
  }
});

test('of twelve orders at once that name the code, three have it and nine are refused', async () => {
  const { client, merchant, promotion } = await openShop({ MaximumOrdersNumber: 3 });
  const orders = Array.from({ length: 12 }, () => orderOf(['partner-25'], 'partner.example'));
  const found = await together(client, orders);
  expect([countOf(found, 50), countOf(found, 'ORDER_PROMOTION_INVALID')]).toEqual([3, 9]);
  const charges = await chargesOf(api.database, merchant.id);
  expect(charges.map(({ amountMinor }) => amountMinor)).toEqual([5000n, 5000n, 5000n]);
  const preview = await ask(client, 'getContents', { Order: orderOf(['partner-25'], 'partner.example') });
  expect(preview).toMatchObject({ GrossDiscountedPrice: 60, Errors: [expect.stringContaining('partner-25')] });
  await ask(client, 'updatePromotion', { Promotion: { Code: promotion, MaximumOrdersNumber: 4 } });
  const later = await together(client, orders.slice(0, 3));
  expect(countOf(later, 50)).toBe(1);
});

test.each([
  ['InstantDiscount', { InstantDiscount: true }],
  ['AutoApply', { AutoApply: 1 }],
])('of twelve orders at once without a code, %s gives it to three; the others pay in full', async (_, automatic) => {
  const { client, merchant } = await openShop({ MaximumOrdersNumber: 3, ...automatic });
  const found = await together(
    client,
    Array.from({ length: 12 }, () => orderOf([], 'partner.example')),
  );
  expect([countOf(found, 50), countOf(found, 60)]).toEqual([3, 9]);
  expect(await together(client, [orderOf([], 'elsewhere.example')])).toEqual([60]);
  const charges = await chargesOf(api.database, merchant.id);
  expect(charges.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(3n * 5000n + 10n * 6000n);
});

test('each of many codes works once, whoever comes first', async () => {
  const codes = ['a1', 'b2', 'c3', 'd4'];
  const { client, promotion } = await openShop({ Coupon: { Type: 'MULTIPLE', Codes: codes }, MaximumOrdersNumber: 1 });
  const found = await together(
    client,
    [...codes, ...codes, ...codes].map((code) => orderOf([code], 'partner.example')),
  );
  expect([countOf(found, 50), countOf(found, 'ORDER_PROMOTION_INVALID')]).toEqual([4, 8]);
  // Codes that are added work; those that were used stay used when the list is sent again.
  await ask(client, 'addPromotionCoupon', {
    promotionCode: promotion,
    promotionCoupon: { Type: 'MULTIPLE', Codes: ['e5'] },
  });
  await ask(client, 'updatePromotionCoupon', {
    promotionCode: promotion,
    promotionCoupon: { Type: 'MULTIPLE', Codes: [...codes, 'e5'] },
  });
  expect(
    await together(
      client,
      ['a1', 'E5'].map((code) => orderOf([code], 'partner.example')),
    ),
  ).toEqual(['ORDER_PROMOTION_INVALID', 50]);
});

test('a campaign that is over, has not begun, or is switched off', async () => {
  const day = (days: number): string => new Date(api.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  for (const changes of [
    { StartDate: day(-9), EndDate: day(-3) },
    { StartDate: day(3) },
    { Enabled: false },
    { ChannelType: 'CHANNEL_MANAGER' },
  ]) {
    const { client } = await openShop(changes);
    expect(await together(client, [orderOf(['partner-25'], 'partner.example')])).toEqual(['ORDER_PROMOTION_INVALID']);
  }
});

test('a code that only gives nothing is no mistake', async () => {
  const { client } = await openShop();
  const Order = { ...orderOf(['partner-25'], 'partner.example'), Items: [{ Code: 'extra', Quantity: 2 }] };
  const preview = await ask(client, 'getContents', { Order });
  expect(preview).toMatchObject({ GrossDiscountedPrice: 20, Errors: null });
  expect(await together(client, [Order])).toEqual([20]);
});

test('an order whose card is declined keeps its code, and is paid at the price that it had', async () => {
  const { client, merchant, promotion } = await openShop({ MaximumOrdersNumber: 1 });
  const Order = orderOf(['partner-25'], 'partner.example');
  const PaymentDetails = { Type: 'TEST', Currency: 'EUR', PaymentMethod: testCard('Red Doe') };
  const declined = await ask(client, 'placeOrder', { Order: { ...Order, PaymentDetails } });
  expect(declined).toMatchObject({ Status: 'PENDING', GrossDiscountedPrice: 50 });
  expect(await together(client, [Order])).toEqual(['ORDER_PROMOTION_INVALID']);
  await ask(client, 'updatePromotion', { Promotion: { Code: promotion, Enabled: false } });
  const paid = await ask(client, 'placeOrder', { Order: { ...Order, RefNo: textAt(declined, 'RefNo') } });
  expect(paid).toMatchObject({ Status: 'AUTHRECEIVED', GrossDiscountedPrice: 50 });
  const charges = await chargesOf(api.database, merchant.id);
  expect(charges.filter(({ state }) => state !== 'DECLINED')).toMatchObject([{ amountMinor: 5000n }]);
});

test('sources that are taken away open the campaign to all', async () => {
  const { client, promotion } = await openShop();
  await ask(client, 'deletePromotionSources', { promotionCode: promotion, sources: ['partner.example'] });
  expect(await together(client, [orderOf(['partner-25'])])).toEqual([50]);
  await ask(client, 'addPromotionSources', { promotionCode: promotion, sources: ['other.example'] });
  expect(await together(client, [orderOf(['partner-25']), orderOf(['partner-25'], 'other.example')])).toEqual([
    'ORDER_PROMOTION_INVALID',
    50,
  ]);
});
