import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { sweepPayments } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, rowsOf, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { CANCEL_URL, order, product, RETURN_URL, type Sent, testCard } from './shop.ts';

const ASKS = '4000000000003220';
const ASKS_AND_FAILS = '4000008400001629';
const GOOD = '4242424242424242';
const POOR = '4000000000009995';

/** While true, no capture reaches the provider, as if the server died before it. */
let capturesAreLost = false;

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({
    faults: ({ operation }) => (operation === 'capture' && capturesAreLost ? { kind: 'LOST_REQUEST' } : null),
  });
});
afterAll(() => api.close());

const byCard = (number: string, others: Sent = {}): Sent => ({
  Type: 'CC',
  PaymentMethod: testCard('Ada Kern', { CardNumber: number, CardType: undefined, ...others }),
});

const shop = async (): Promise<{ merchant: Merchant; client: WireClient }> => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 25) });
  return { merchant, client };
};

type Challenge = { readonly refNo: string; readonly href: string; readonly token: string };

const placeAsking = async (client: WireClient, payment: Sent = byCard(ASKS)): Promise<Challenge> => {
  const placed = await ask(client, 'placeOrder', { Order: order('editor', payment) });
  expect(placed).toMatchObject({ Status: 'PENDING', ApproveStatus: 'WAITING', Errors: null });
  return {
    refNo: textAt(placed, 'RefNo'),
    href: textAt(placed, 'PaymentDetails.PaymentMethod.Authorize3DS.Href'),
    token: textAt(placed, 'PaymentDetails.PaymentMethod.Authorize3DS.Params.avng8apitoken'),
  };
};

const openPage = ({ href, token }: Challenge): Promise<Response> =>
  fetch(`${href}?avng8apitoken=${encodeURIComponent(token)}`, { redirect: 'manual' });

const decide = ({ href, token }: Challenge, decision: string): Promise<Response> =>
  fetch(href, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ avng8apitoken: token, decision }) });

const goesTo = (response: Response, address: string, refNo: string): void => {
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe(`${address}${address.includes('?') ? '&' : '?'}REFNO=${refNo}`);
};

test('the shopper confirms, comes back with the order number, and the order is paid', async () => {
  const { merchant, client } = await shop();
  const challenge = await placeAsking(client);
  expect(challenge.href.startsWith(api.url)).toBe(true);

  const page = await openPage(challenge);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain('25.00 EUR');
  expect(html).toContain(challenge.refNo);
  expect((await chargesOf(api.database, merchant.id)).map(({ capturedMinor }) => capturedMinor)).toEqual([0n]);

  goesTo(await decide(challenge, 'confirm'), RETURN_URL, challenge.refNo);
  // The shop is called back after the order was settled, so it never finds it pending.
  const settled = await ask(client, 'getOrder', { orderReference: challenge.refNo });
  expect(['AUTHRECEIVED', 'COMPLETE']).toContain(at(settled, 'Status'));
  expect(at(settled, 'PaymentDetails.PaymentMethod')).not.toHaveProperty('Authorize3DS');
  const finished = await orderIn(client, challenge.refNo, 'COMPLETE');
  expect(finished).toMatchObject({ TestOrder: false, GrossPrice: 25, Errors: null });
  expect(rowsOf(await ask(client, 'searchSubscriptions', { searchBy: {} }))).toHaveLength(1);

  // A second click, the back button, a lost answer: the decision stands and nothing is charged again.
  goesTo(await decide(challenge, 'confirm'), RETURN_URL, challenge.refNo);
  goesTo(await decide(challenge, 'cancel'), RETURN_URL, challenge.refNo);
  goesTo(await openPage(challenge), RETURN_URL, challenge.refNo);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('all wires tell the shop where to send the shopper', async () => {
  const { merchant } = await shop();
  const clients = [
    await rpcClient(api, merchant, '5.0'),
    await soapClient(api, merchant, '6.0'),
    restClient(api, merchant, '6.0'),
  ];
  for (const client of clients) {
    const challenge = await placeAsking(client);
    const again = await ask(client, 'getOrder', { orderReference: challenge.refNo });
    expect(at(again, 'PaymentDetails.PaymentMethod.Authorize3DS')).toEqual({
      Href: challenge.href,
      Params: { avng8apitoken: challenge.token },
    });
    goesTo(await decide(challenge, 'confirm'), RETURN_URL, challenge.refNo);
    await orderIn(client, challenge.refNo, 'COMPLETE');
  }
});

test('the shopper cancels, and pays the same order by another card', async () => {
  const { merchant, client } = await shop();
  const challenge = await placeAsking(client);
  goesTo(await decide(challenge, 'cancel'), CANCEL_URL, challenge.refNo);
  expect(await ask(client, 'getOrder', { orderReference: challenge.refNo })).toMatchObject({ Status: 'PENDING' });
  goesTo(await decide(challenge, 'confirm'), CANCEL_URL, challenge.refNo);
  expect(await attemptsOf(api.database, merchant.id, challenge.refNo)).toEqual(['DECLINED']);

  const retry = { RefNo: challenge.refNo, PaymentDetails: { Currency: 'EUR', ...byCard(GOOD) } };
  expect(await ask(client, 'placeOrder', { Order: retry })).toMatchObject({ Status: 'AUTHRECEIVED', Errors: null });
  await orderIn(client, challenge.refNo, 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('the bank refuses although the shopper confirmed', async () => {
  const { merchant, client } = await shop();
  const challenge = await placeAsking(client, byCard(ASKS_AND_FAILS));
  goesTo(await decide(challenge, 'confirm'), CANCEL_URL, challenge.refNo);
  expect(await ask(client, 'getOrder', { orderReference: challenge.refNo })).toMatchObject({ Status: 'PENDING' });
  expect(await attemptsOf(api.database, merchant.id, challenge.refNo)).toEqual(['DECLINED']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
});

test('a card that need not be confirmed is charged at once, a renewal of one that had to be is not asked again', async () => {
  const { client } = await shop();
  const placed = await ask(client, 'placeOrder', { Order: order('editor', byCard(GOOD)) });
  expect(placed).toMatchObject({ Status: 'AUTHRECEIVED', TestOrder: false });
  expect(at(placed, 'PaymentDetails.PaymentMethod')).not.toHaveProperty('Authorize3DS');
});

test('without addresses to come back to the card is declined, not charged unasked', async () => {
  const { merchant, client } = await shop();
  const payment = byCard(ASKS, { Vendor3DSReturnURL: '', Vendor3DSCancelURL: null });
  const placed = await ask(client, 'placeOrder', { Order: order('editor', payment) });
  expect(placed).toMatchObject({ Status: 'PENDING', Errors: { CARD_PAYMENT_ERROR: expect.any(String) } });
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
});

test('two challenges of one order are both confirmed: one pays, the other is released', async () => {
  const { merchant, client } = await shop();
  const first = await placeAsking(client);
  const again = { RefNo: first.refNo, PaymentDetails: { Currency: 'EUR', ...byCard(ASKS) } };
  const second = await ask(client, 'placeOrder', { Order: again });
  const token = textAt(second, 'PaymentDetails.PaymentMethod.Authorize3DS.Params.avng8apitoken');
  await Promise.all([decide(first, 'confirm'), decide({ ...first, token }, 'confirm')]);
  await orderIn(client, first.refNo, 'COMPLETE');
  await sweepPayments(api.works, [merchant], -1);
  expect((await attemptsOf(api.database, merchant.id, first.refNo)).toSorted()).toEqual(['CAPTURED', 'VOIDED']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('the shopper confirms an older try after a newer one failed, and the server dies before it collects', async () => {
  const { merchant, client } = await shop();
  const challenge = await placeAsking(client);
  const retry = { RefNo: challenge.refNo, PaymentDetails: { Currency: 'EUR', ...byCard(POOR) } };
  expect(await ask(client, 'placeOrder', { Order: retry })).toMatchObject({ Status: 'PENDING' });
  capturesAreLost = true;
  goesTo(await decide(challenge, 'confirm'), RETURN_URL, challenge.refNo);
  capturesAreLost = false;
  expect(await ask(client, 'getOrder', { orderReference: challenge.refNo })).toMatchObject({
    Status: 'AUTHRECEIVED',
    PaymentDetails: { PaymentMethod: { LastDigits: ASKS.slice(-4) } },
  });
  expect(await sweepPayments(api.works, [merchant], -1)).toBe(1);
  await orderIn(client, challenge.refNo, 'COMPLETE');
  expect(await attemptsOf(api.database, merchant.id, challenge.refNo)).toEqual(['CAPTURED', 'DECLINED']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
});

test('a link of nobody leads nowhere', async () => {
  const { client } = await shop();
  const { href } = await placeAsking(client);
  for (const token of ['', 'nonsense', `${'z'.repeat(13)}.${'a'.repeat(32)}`, `1.${'a'.repeat(32)}`]) {
    expect((await openPage({ href, token, refNo: '' })).status, token).toBe(404);
    expect((await decide({ href, token, refNo: '' }, 'confirm')).status, token).toBe(404);
  }
});

test('who takes too long is sent back, and the order waits for another payment', async () => {
  const { merchant, client } = await shop();
  const slow = await placeAsking(client);
  const forgotten = await placeAsking(client);
  api.advance(16 * 60_000);
  const later = await rpcClient(api, merchant, '6.0', api.now());
  goesTo(await decide(slow, 'confirm'), CANCEL_URL, slow.refNo);
  // Nobody comes back for the other one; the sweep closes it.
  await sweepPayments(api.works, [merchant]);
  expect(await attemptsOf(api.database, merchant.id, forgotten.refNo)).toEqual(['DECLINED']);
  for (const { refNo } of [slow, forgotten]) {
    expect(await ask(later, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'PENDING' });
  }
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
});
