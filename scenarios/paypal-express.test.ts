import { afterAll, beforeAll, expect, test } from 'vitest';
import { statement } from '../server/db/database.ts';
import { closeExpress } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { addresses, leadsTo, onPage, openShop, orderBy, type Shop } from './payments.ts';
import type { Sent } from './shop.ts';

const HOUR_MS = 3_600_000;
const EMAIL = 'ada@example.test';
const express: Sent = { ...addresses, Email: EMAIL };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const cart = (others: Sent = {}): Sent => orderBy('PAYPAL_EXPRESS', express, others);

/** The page on which the shopper approves what a cart costs. */
const begin = async (client: WireClient, Order: Sent = cart()): Promise<string> =>
  String(await ask(client, 'getPayPalExpressCheckoutRedirectURL', { Order }));

/** The shopper approves, and comes back to the shop. */
const approve = async (page: string): Promise<URL> => new URL(leadsTo(await onPage(page, 'pay', { email: EMAIL })));

const place = (client: WireClient, others: Sent = {}, cartOthers: Sent = {}): Promise<unknown> =>
  ask(client, 'placeOrder', { Order: orderBy('PAYPAL_EXPRESS', { ...express, ...others }, cartOthers) });

test('the shopper approves before the order, which is paid at once and has the number he came back with', async () => {
  const shop = await openShop(api);
  const clients = [
    await rpcClient(api, shop.merchant, '6.0'),
    restClient(api, shop.merchant, '6.0'),
    await soapClient(api, shop.merchant, '6.0'),
  ];
  for (const client of clients) {
    const home = await approve(await begin(client));
    expect(home.searchParams.get('basket')).toBe('77');
    const placed = await place(client, { Token: home.searchParams.get('token') });
    expect(placed).toMatchObject({
      RefNo: home.searchParams.get('REFNO'),
      Status: 'AUTHRECEIVED',
      Errors: null,
      PaymentDetails: { Type: 'PAYPAL_EXPRESS' },
    });
    await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
  }
  expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(7_500n);
});

test('without a token the newest that the shopper approved counts, once', async () => {
  const { merchant, client } = await openShop(api);
  await begin(client);
  const home = await approve(await begin(client));
  const placed = await place(client);
  expect(placed).toMatchObject({ RefNo: home.searchParams.get('REFNO'), Status: 'AUTHRECEIVED' });
  await orderIn(client, textAt(placed, 'RefNo'), 'COMPLETE');
  // The next order is not paid by it: its shopper is sent to the page.
  const next = await place(client);
  expect(next).toMatchObject({ Status: 'PENDING' });
  expect(textAt(next, 'PaymentDetails.PaymentMethod.RedirectURL')).toContain('/payment/page/');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

/** A page, and the token that its way back carries before anybody went it. */
const openPage = async (client: WireClient) => {
  const page = await begin(client);
  const row = await api.database.row<{ address: string }>(
    statement('SELECT return_url AS address FROM simulator_pages WHERE token = $1', [
      new URL(page).searchParams.get('payment'),
    ]),
  );
  return { page, token: new URL(row?.address ?? '').searchParams.get('token') };
};

test('an order that comes before the shopper approved is paid when he does', async () => {
  const { merchant, client } = await openShop(api);
  const { page, token } = await openPage(client);
  const placed = await place(client, { Token: token });
  expect(placed).toMatchObject({ Status: 'PENDING' });
  expect(textAt(placed, 'PaymentDetails.PaymentMethod.RedirectURL')).toBe(page);
  await approve(page);
  await orderIn(client, textAt(placed, 'RefNo'), 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('another cart than was approved is refused, and nothing is charged', async () => {
  const { merchant, client } = await openShop(api);
  const home = await approve(await begin(client));
  const Token = home.searchParams.get('token');
  const two = { Items: [{ Code: 'editor', Quantity: 2 }] };
  const refused = async (method: Sent, others: Sent) =>
    client('placeOrder', { Order: orderBy('PAYPAL_EXPRESS', { ...express, ...method }, others) });
  expect(await refused({ Token }, two)).toMatchObject({ refused: 'ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID' });
  expect(await refused({ Token }, { Currency: 'USD' })).toMatchObject({
    refused: 'ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID',
  });
  expect(await refused({ Token: 'EC-nonsense' }, {})).toMatchObject({ refused: 'ORDER_PAYMENT_TOKEN_INVALID' });
  const other = await openShop(api);
  expect(await other.client('placeOrder', { Order: orderBy('PAYPAL_EXPRESS', { ...express, Token }) })).toMatchObject({
    refused: 'ORDER_PAYMENT_TOKEN_INVALID',
  });
  // Without a token there is nothing that fits, so the shopper is asked anew.
  expect(at(await place(client, {}, two), 'Status')).toBe('PENDING');
  expect((await chargesOf(api.database, merchant.id)).map(({ capturedMinor }) => capturedMinor)).toEqual([0n, 0n]);
});

test('of many orders with one approval one is paid by it', async () => {
  const { merchant, client } = await openShop(api);
  const home = await approve(await begin(client));
  const Order = orderBy('PAYPAL_EXPRESS', { ...express, Token: home.searchParams.get('token') });
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => client('placeOrder', { Order })));
  const placed = outcomes.flatMap((outcome) => ('value' in outcome ? [outcome.value] : []));
  expect(placed).toHaveLength(1);
  await orderIn(client, textAt(placed[0], 'RefNo'), 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('an approval pays an order that failed before', async () => {
  const { merchant, client } = await openShop(api);
  const first = await place(client);
  const RefNo = textAt(first, 'RefNo');
  expect(first).toMatchObject({ Status: 'PENDING' });
  const home = await approve(await begin(client));
  const PaymentMethod = { ...express, Token: home.searchParams.get('token') };
  const PaymentDetails = { Type: 'PAYPAL_EXPRESS', Currency: 'EUR', PaymentMethod };
  expect(await ask(client, 'placeOrder', { Order: { RefNo, PaymentDetails } })).toMatchObject({
    RefNo,
    Status: 'AUTHRECEIVED',
  });
  await orderIn(client, RefNo, 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('what is refused before PayPal is asked', async () => {
  const { client } = await openShop(api);
  const refusal = async (Order: Sent) => {
    const outcome = await client('getPayPalExpressCheckoutRedirectURL', { Order });
    return 'refused' in outcome ? outcome.refused : 'nothing';
  };
  expect(await refusal(orderBy('PAYPAL_EXPRESS', { Email: EMAIL }))).toBe('ORDER_PAYMENT_RETURNURL_EMPTY');
  expect(await refusal(cart({ Items: [] }))).toBe('ORDER_PRODUCTS_EMPTY');
  expect(await refusal(cart({ Promotions: ['NOBODY'] }))).toBe('ORDER_PROMOTION_INVALID');
  expect(await refusal(cart({ Items: [{ Code: 'editor', Trial: { Period: 30 } }] }))).toBe(
    'ORDER_PAYMENT_TYPE_NOT_ALLOWED',
  );
});

// The clock of the server goes on here, so this comes last.
test('an approval of which no order came is released after three hours', async () => {
  const shop: Shop = await openShop(api);
  const { merchant, client } = shop;
  const home = await approve(await begin(client));
  await begin(client);
  expect(await closeExpress(api.works, [merchant])).toBe(0);
  api.advance(3 * HOUR_MS + 60_000);
  expect(await closeExpress(api.works, [merchant])).toBe(2);
  expect(await closeExpress(api.works, [merchant])).toBe(0);
  const charges = await chargesOf(api.database, merchant.id);
  expect(charges.filter(({ isVoided }) => isVoided)).toHaveLength(2);
  const late = await rpcClient(api, merchant, '6.0', api.now());
  const Order = orderBy('PAYPAL_EXPRESS', { ...express, Token: home.searchParams.get('token') });
  expect(await late('placeOrder', { Order })).toMatchObject({ refused: 'ORDER_PAYMENT_TOKEN_INVALID' });
  expect(await attemptsOf(api.database, merchant.id, home.searchParams.get('REFNO') ?? '')).toEqual([]);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
});
