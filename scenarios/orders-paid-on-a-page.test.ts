import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireOrders, sweepPayments } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, rowsOf, textAt } from './asking.ts';
import { attemptsOf, expectBooksToAgree } from './books.ts';
import { addresses, deskOf, leadsTo, onPage, openShop, orderBy, pageOf, placeBy, type Shop } from './payments.ts';
import { CANCEL_URL, RETURN_URL, type Sent, testCard } from './shop.ts';

const DAY_MS = 86_400_000;
const EMAIL = { email: 'ada@example.test' };
const CARD = { number: '4242424242424242', expiry: '12/31', code: '123', holder: 'Ada Kern' };
const ASKS = { ...CARD, number: '4000000000003220' };
const POOR = { ...CARD, number: '4000000000009995' };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const back = (address: string, refNo: string): string => `${address}${address.includes('?') ? '&' : '?'}REFNO=${refNo}`;

const TYPES: readonly [type: string, method: Sent, currency: string][] = [
  ['PAYPAL', { ...addresses, Email: 'ada@example.test' }, 'EUR'],
  ['IDEAL', { ...addresses, BankCode: 'INGBNL2A+ING' }, 'EUR'],
  ['TRUSTLY', addresses, 'EUR'],
  ['WE_CHAT_PAY', addresses, 'CNY'],
  ['ALIPAY', addresses, 'USD'],
  ['GIROPAY', addresses, 'EUR'],
  ['DIRECT_EBANKING', addresses, 'EUR'],
  ['UNIONPAY', addresses, 'USD'],
  ['WEBMONEY', addresses, 'USD'],
];

describe.each(TYPES)('%s', (type, method, Currency) => {
  test('the order waits while the shopper is on the page, and is paid when he comes back', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, type, method, { Currency });
    const refNo = textAt(placed, 'RefNo');
    expect(placed).toMatchObject({
      Status: 'PENDING',
      ApproveStatus: 'WAITING',
      Errors: null,
      PaymentDetails: {
        Type: type,
        Currency: type === 'PAYPAL' ? Currency : Currency.toLowerCase(),
        PaymentMethod: { RecurringEnabled: false, ReturnURL: RETURN_URL, CancelURL: CANCEL_URL },
      },
    });
    const page = pageOf(placed);
    const { Href, Params } = at(placed, 'PaymentDetails.PaymentMethod.Authorize') as {
      Href: string;
      Params: Record<string, string>;
    };
    expect(`${Href}?${new URLSearchParams(Params)}`).toBe(page);
    expect(at(placed, 'PaymentDetails.PaymentMethod')).not.toHaveProperty('Vendor3DSReturnURL');
    // Later reads show the same way to the page.
    expect(pageOf(await ask(shop.client, 'getOrder', { orderReference: refNo }))).toBe(page);

    expect(leadsTo(await onPage(page, 'pay', EMAIL))).toBe(back(RETURN_URL, refNo));
    // The shop is called back after the order was settled, so it never finds it pending.
    const settled = await ask(shop.client, 'getOrder', { orderReference: refNo });
    expect(['AUTHRECEIVED', 'COMPLETE']).toContain(at(settled, 'Status'));
    expect(at(settled, 'PaymentDetails.PaymentMethod')).not.toHaveProperty('RedirectURL');
    await orderIn(shop.client, refNo, 'COMPLETE');
    expect(rowsOf(await ask(shop.client, 'searchSubscriptions', { searchBy: {} }))).toHaveLength(1);
    // A second click and the back button change nothing.
    expect(leadsTo(await onPage(page, 'pay', EMAIL))).toBe(back(RETURN_URL, refNo));
    expect(leadsTo(await onPage(page, 'cancel'))).toBe(back(RETURN_URL, refNo));
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });

  test('the shopper leaves, and pays the same order otherwise', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, type, method, { Currency });
    const refNo = textAt(placed, 'RefNo');
    expect(leadsTo(await onPage(pageOf(placed), 'cancel'))).toBe(back(CANCEL_URL, refNo));
    expect(await ask(shop.client, 'getOrder', { orderReference: refNo })).toMatchObject({
      Status: 'PENDING',
      Errors: null,
    });
    const card = {
      Type: 'CC',
      Currency,
      PaymentMethod: testCard('Ada', { CardNumber: CARD.number, CardType: undefined }),
    };
    const Order = { RefNo: refNo, PaymentDetails: card };
    expect(await ask(shop.client, 'placeOrder', { Order })).toMatchObject({ RefNo: refNo, Status: 'AUTHRECEIVED' });
    await orderIn(shop.client, refNo, 'COMPLETE');
    expect(await attemptsOf(api.database, shop.merchant.id, refNo)).toEqual(['DECLINED', 'CAPTURED']);
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });
});

test('all wires tell the shop where to send the shopper', async () => {
  const shop = await openShop(api);
  const clients = [
    await rpcClient(api, shop.merchant, '3.0'),
    await soapClient(api, shop.merchant, '6.0'),
    restClient(api, shop.merchant, '6.0'),
  ];
  for (const client of clients) {
    const placed = await placeBy({ client }, 'PAYPAL', addresses);
    expect(leadsTo(await onPage(pageOf(placed), 'pay', EMAIL))).toBe(back(RETURN_URL, textAt(placed, 'RefNo')));
    await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
  }
});

test('what is not paid in such a way', async () => {
  const { client } = await openShop(api);
  const refused = async (Order: Sent) => {
    const outcome = await client('placeOrder', { Order });
    return 'refused' in outcome ? outcome.refused : 'nothing';
  };
  expect(await refused(orderBy('IDEAL', { ...addresses, BankCode: 'ING' }))).toBe('ORDER_PAYMENT_BANKCODE_INVALID');
  expect(await refused(orderBy('IDEAL', TYPES[1]?.[1] ?? {}, { Currency: 'USD' }))).toBe(
    'ORDER_PAYMENT_CURRENCY_NOT_ALLOWED',
  );
  expect(await refused(orderBy('WE_CHAT_PAY', addresses))).toBe('ORDER_PAYMENT_CURRENCY_NOT_ALLOWED');
  expect(await refused(orderBy('PAYPAL', null))).toBe('ORDER_PAYMENT_METHOD_EMPTY');
  expect(await refused(orderBy('PAYPAL', { Email: 'ada@example.test' }))).toBe('ORDER_PAYMENT_RETURNURL_EMPTY');
  const Item = { IsDynamic: true, Name: 'Work', Quantity: 1, Price: { Amount: 10, Type: 'CUSTOM' } };
  expect(await refused(orderBy('TRUSTLY', addresses, { Items: [Item] }))).toBe('ORDER_PAYMENT_TYPE_NOT_ALLOWED');
});

test('the address of the caller is not taken for that of a shopper who is on a page', async () => {
  const shop = await openShop(api);
  const Order = { ...orderBy('PAYPAL', addresses), CustomerIP: null };
  const PaymentDetails = { Type: 'PAYPAL', Currency: 'EUR', PaymentMethod: addresses };
  const placed = await ask(shop.client, 'placeOrder', { Order: { ...Order, PaymentDetails } });
  expect(at(placed, 'PaymentDetails.CustomerIP')).toBeNull();
});

test('PayPal that is agreed to for renewals is kept for them, and pays another order', async () => {
  const shop = await openShop(api);
  const placed = await placeBy(shop, 'PAYPAL', { ...addresses, RecurringEnabled: true });
  const refNo = textAt(placed, 'RefNo');
  await onPage(pageOf(placed), 'pay', EMAIL);
  const finished = await orderIn(shop.client, refNo, 'COMPLETE');
  expect(finished).toMatchObject({ PaymentDetails: { Type: 'PAYPAL', PaymentMethod: { RecurringEnabled: true } } });
  expect(await ask(shop.client, 'isValidOrderReference', { RefNo: refNo })).toBe(true);
  const again = await placeBy(shop, 'PREVIOUS_ORDER', { RefNo: refNo });
  expect(again).toMatchObject({ Status: 'AUTHRECEIVED' });
  await orderIn(shop.client, textAt(again, 'RefNo'), 'COMPLETE');
  expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(5_000n);
});

test('a payment that the page promises for later is waited for', async () => {
  const shop = await openShop(api);
  const { merchant, client } = shop;
  const placed = await placeBy(shop, 'DIRECT_EBANKING', addresses);
  const refNo = textAt(placed, 'RefNo');
  expect(leadsTo(await onPage(pageOf(placed), 'later'))).toBe(back(RETURN_URL, refNo));
  expect(await ask(client, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'PENDING' });
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['AWAITING']);
  api.advance(DAY_MS + 60_000);
  await deskOf(api, merchant).catchUp({ merchantId: merchant.id, at: api.now() });
  await orderIn(await rpcClient(api, merchant, '6.0', api.now()), refNo, 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

describe('the card page of the platform', () => {
  test('takes a card, and asks again after a slip', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'CCNOPCI', { ...addresses, RecurringEnabled: true });
    const refNo = textAt(placed, 'RefNo');
    expect((await onPage(pageOf(placed), 'pay', { ...CARD, number: '4242424242424241' })).status).toBe(422);
    expect(leadsTo(await onPage(pageOf(placed), 'pay', CARD))).toBe(back(RETURN_URL, refNo));
    const client = await rpcClient(api, shop.merchant, '6.0', api.now());
    expect(await orderIn(client, refNo, 'COMPLETE')).toMatchObject({
      PaymentDetails: { Type: 'CCNOPCI', PaymentMethod: { FirstDigits: '4242', LastDigits: '4242', CardType: 'visa' } },
    });
    expect(await ask(client, 'isValidOrderReference', { RefNo: refNo })).toBe(true);
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });

  test('goes on to the bank of the card where that wants it', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'CCNOPCI', addresses);
    const bank = new URL(leadsTo(await onPage(pageOf(placed), 'pay', ASKS)));
    const avng8apitoken = bank.searchParams.get('avng8apitoken') ?? '';
    await sweepPayments(api.works, [shop.merchant], -1);
    const confirmed = await fetch(`${bank.origin}${bank.pathname}`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ avng8apitoken, decision: 'confirm' }),
    });
    expect(leadsTo(confirmed)).toBe(back(RETURN_URL, textAt(placed, 'RefNo')));
    await orderIn(await rpcClient(api, shop.merchant, '6.0', api.now()), textAt(placed, 'RefNo'), 'COMPLETE');
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });

  test('tells of a card that is declined', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'CCNOPCI', addresses);
    const refNo = textAt(placed, 'RefNo');
    expect(leadsTo(await onPage(pageOf(placed), 'pay', POOR))).toBe(back(CANCEL_URL, refNo));
    expect(await attemptsOf(api.database, shop.merchant.id, refNo)).toEqual(['DECLINED']);
  });
});

describe('an order that nobody pays on its page', () => {
  test('the page ends, and the order waits for another try until it is given up', async () => {
    const shop = await openShop(api, { unpaidOrderDays: 5 });
    const { merchant } = shop;
    const placed = await placeBy(shop, 'PAYPAL', addresses);
    const refNo = textAt(placed, 'RefNo');
    expect(await sweepPayments(api.works, [merchant], -1)).toBe(0);
    api.advance(DAY_MS + 60_000);
    expect(await sweepPayments(api.works, [merchant], -1)).toBe(1);
    expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED']);
    const client = await rpcClient(api, merchant, '6.0', api.now());
    const Order = { RefNo: refNo, PaymentDetails: { Type: 'PAYPAL', Currency: 'EUR', PaymentMethod: addresses } };
    const again = await ask(client, 'placeOrder', { Order });
    expect(again).toMatchObject({ RefNo: refNo, Status: 'PENDING' });
    expect(pageOf(again)).not.toBe(pageOf(placed));
    // The new try begins the time anew.
    api.advance(4 * DAY_MS + 60_000);
    expect(await expireOrders(api.works, [merchant])).toBe(0);
    api.advance(DAY_MS);
    expect(await expireOrders(api.works, [merchant])).toBe(1);
    const late = await rpcClient(api, merchant, '6.0', api.now());
    expect(await ask(late, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'CANCELED' });
  });

  test('a page that is opened twice is paid once', async () => {
    const shop: Shop = await openShop(api);
    const placed = await placeBy(shop, 'PAYPAL', addresses);
    const refNo = textAt(placed, 'RefNo');
    const client = await rpcClient(api, shop.merchant, '6.0', api.now());
    const Order = { RefNo: refNo, PaymentDetails: { Type: 'PAYPAL', Currency: 'EUR', PaymentMethod: addresses } };
    const second = await ask(client, 'placeOrder', { Order });
    await Promise.all([placed, second].map((each) => onPage(pageOf(each), 'pay', EMAIL)));
    await orderIn(client, refNo, 'COMPLETE');
    for (let times = 0; times < 3; times += 1) await sweepPayments(api.works, [shop.merchant], -1);
    expect((await attemptsOf(api.database, shop.merchant.id, refNo)).toSorted()).toEqual(['CAPTURED', 'VOIDED']);
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });
});

describe('the page of an order', () => {
  const linkOf = (placed: unknown): string => textAt(placed, 'ExtraInformation.PaymentLink');

  test('shows an order that failed, and lets its shopper pay it by card', async () => {
    const shop = await openShop(api);
    const failed = await placeBy(shop, 'TEST', testCard('Red Doe'));
    expect(at(failed, 'ExtraInformation.RetryFailedPaymentLink')).toBe(linkOf(failed));
    const link = linkOf(failed);
    expect(link.startsWith(`${api.url}/order/finish.php?id=`)).toBe(true);
    const page = await fetch(link);
    const html = await page.text();
    expect(page.status).toBe(200);
    for (const part of [textAt(failed, 'RefNo'), '25.00 EUR', 'Not paid yet', 'Pay by card'])
      expect(html).toContain(part);

    const id = new URL(link).searchParams.get('id') ?? '';
    const press = () =>
      fetch(`${api.url}/order/finish.php`, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ id }) });
    const cardPage = leadsTo(await press());
    expect(leadsTo(await press())).toBe(cardPage);
    const home = leadsTo(await onPage(cardPage, 'pay', { ...CARD, number: '4111111111111111', holder: 'John Doe' }));
    const paid = await (await fetch(home)).text();
    expect(paid).toContain('Paid');
    expect(paid).not.toContain('Pay by card');
    expect(leadsTo(await press())).toBe(link);
    const client = await rpcClient(api, shop.merchant, '6.0', api.now());
    const order = await orderIn(client, textAt(failed, 'RefNo'), 'COMPLETE');
    expect(order).toMatchObject({ TestOrder: true, ExtraInformation: null });
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });

  test('belongs to whoever has the whole link', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'WIRE', null);
    const id = new URL(linkOf(placed)).searchParams.get('id') ?? '';
    const [merchantId, refNo, key = ''] = Buffer.from(id, 'base64url').toString().split('.');
    const guesses = [
      '',
      'x',
      id.slice(1),
      Buffer.from(`${merchantId}.${refNo}.${'0'.repeat(32)}`).toString('base64url'),
    ];
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    for (const guess of guesses) {
      expect((await fetch(`${api.url}/order/finish.php?id=${guess}`)).status).toBe(404);
      const body = new URLSearchParams({ id: guess });
      expect((await fetch(`${api.url}/order/finish.php`, { method: 'POST', body })).status).toBe(404);
    }
    expect((await fetch(`${api.url}/order/finish.php?id=${id}`)).headers.get('referrer-policy')).toBe('no-referrer');
  });
});
