import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { statement } from '../server/db/database.ts';
import { setStripeKeys } from '../server/domains/accounts/index.ts';
import { finishOrders, sweepPayments } from '../server/domains/orders/index.ts';
import { type StripeDouble, startStripeDouble } from '../server/gateways/stripe/double/double.ts';
import { MASTER_KEY, startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt, until } from './asking.ts';
import { attemptsOf, chargesOf } from './books.ts';
import { CANCEL_URL, order, product, RETURN_URL, type Sent, testCard } from './shop.ts';

/** A stand-in for Stripe on this machine: its API over HTTP, its test cards, a bank's page, signed events. */
let stripe: StripeDouble;
let api: TestApi;
const lines: string[] = [];

beforeAll(async () => {
  stripe = await startStripeDouble();
  api = await startTestApi({ stripeAt: stripe.url, logTo: { write: (line) => lines.push(line) } });
});
afterAll(async () => {
  await api.close();
  await stripe.close();
});

const GOOD = '4242424242424242';
const POOR = '4000000000009995';
const ASKS = '4000000000003220';

const byCard = (number: string): Sent => ({
  Type: 'CC',
  PaymentMethod: testCard('Ada Kern', { CardNumber: number, CardType: undefined }),
});

type Shop = { readonly merchant: Merchant; readonly client: WireClient; readonly account: Account };
type Account = ReturnType<StripeDouble['account']>;

const shopOn = async (keys: 'with keys' | 'without keys' = 'with keys'): Promise<Shop> => {
  const merchant = await api.newMerchant({ settings: { gateway: 'stripe' } });
  const secretKey = `sk_test_${merchant.code}`;
  const webhookSecret = `whsec_${merchant.code}`;
  if (keys === 'with keys') {
    const deps = { database: api.database, masterKeys: [MASTER_KEY] };
    await setStripeKeys(deps, merchant.id, { secretKey, webhookSecret }, api.now());
  }
  const account = stripe.account(secretKey);
  const url = `${api.url}/gateways/stripe/webhook/${merchant.code}`;
  account.webhooks.sendTo({ url, secret: webhookSecret });
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 25) });
  return { merchant, client, account };
};

const place = (client: WireClient, number: string): Promise<unknown> =>
  ask(client, 'placeOrder', { Order: order('editor', byCard(number)) });

/** What Stripe owes the merchant by the ledger, and by Stripe's own books, in cents; both have to be the same. */
const owed = async ({ merchant, account }: Shop): Promise<number> => {
  await account.webhooks.quiet();
  const sql = `SELECT coalesce(sum(amount_minor), 0)::bigint AS owed FROM ledger_entries
    WHERE merchant_id = $1 AND account = 'gateway:stripe'`;
  const row = await api.database.row<{ owed: bigint }>(statement(sql, [merchant.id]));
  expect(Number(row?.owed)).toBe(account.balance('eur'));
  expect(await chargesOf(api.database, merchant.id), 'the simulator has nothing to do with it').toEqual([]);
  return account.balance('eur');
};

/** The same, after Stripe has told all that it has to tell. */
const heard = async (shop: Shop): Promise<number> => {
  await until(
    async () => shop.account.webhooks.events.at(-1)?.answers,
    (answers) => answers?.includes(200) === true,
  );
  return owed(shop);
};

const visit = (address: string, init: RequestInit = {}): Promise<Response> =>
  fetch(address, { redirect: 'manual', ...init });

const whereTo = (response: Response): string => {
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
};

/** The shopper follows the link of the order to the bank and decides there; answers where the bank sends him. */
const atTheBank = async (placed: unknown, decision: 'complete' | 'fail'): Promise<string> => {
  const authorize = 'PaymentDetails.PaymentMethod.Authorize3DS';
  const token = textAt(placed, `${authorize}.Params.avng8apitoken`);
  const bank = whereTo(await visit(`${textAt(placed, `${authorize}.Href`)}?avng8apitoken=${token}`));
  expect(await (await visit(bank)).text()).toContain('2500 eur');
  return whereTo(await visit(bank, { method: 'POST', body: new URLSearchParams({ decision }) }));
};

test('a card pays: the money is reserved, collected, and in the books', async () => {
  const shop = await shopOn();
  const placed = await place(shop.client, GOOD);
  expect(placed).toMatchObject({
    Status: 'AUTHRECEIVED',
    Errors: null,
    PaymentDetails: { PaymentMethod: { FirstDigits: '4242', LastDigits: '4242', CardType: 'visa' } },
  });
  await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
  expect(await owed(shop)).toBe(2_500);
  expect(shop.account.payments()).toMatchObject([
    { status: 'succeeded', metadata: { order_reference: textAt(placed, 'RefNo') } },
  ]);
});

test('the shopper confirms at the bank, and comes back to a shop that knows it', async () => {
  const shop = await shopOn();
  const placed = await place(shop.client, ASKS);
  expect(placed).toMatchObject({ Status: 'PENDING', ApproveStatus: 'WAITING', Errors: null });
  const refNo = textAt(placed, 'RefNo');
  const back = await atTheBank(placed, 'complete');
  expect(back.startsWith(`${api.url}/gateways/stripe/return/`)).toBe(true);
  expect(whereTo(await visit(back))).toBe(`${RETURN_URL}&REFNO=${refNo}`);
  const settled = await ask(shop.client, 'getOrder', { orderReference: refNo });
  expect(['AUTHRECEIVED', 'COMPLETE']).toContain(at(settled, 'Status'));
  await orderIn(shop.client, refNo, 'COMPLETE');
  expect(await owed(shop)).toBe(2_500);
});

test('the shopper confirms and closes the browser: the event of Stripe settles the order', async () => {
  const shop = await shopOn();
  const placed = await place(shop.client, ASKS);
  await atTheBank(placed, 'complete');
  await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
  // Told again, late and in another order, the events change nothing.
  for (const event of shop.account.webhooks.events.toReversed()) await shop.account.webhooks.deliver(event);
  expect(shop.account.webhooks.events.flatMap(({ answers }) => answers).every((status) => status === 200)).toBe(true);
  expect(await attemptsOf(api.database, shop.merchant.id, textAt(placed, 'RefNo'))).toEqual(['CAPTURED']);
  expect(await owed(shop)).toBe(2_500);
});

test('neither the shopper comes back nor an event arrives: the sweep finds out', async () => {
  const shop = await shopOn();
  shop.account.webhooks.sendTo(undefined);
  const placed = await place(shop.client, ASKS);
  await atTheBank(placed, 'complete');
  await sweepPayments(api.works, [shop.merchant], -1);
  await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
  expect(await owed(shop)).toBe(2_500);
});

test("the shopper types the card on Stripe's page: its number never comes here", async () => {
  const shop = await shopOn();
  const pages: Sent = { ReturnURL: RETURN_URL, CancelURL: CANCEL_URL, RecurringEnabled: true };
  const onPage = (): Promise<unknown> =>
    ask(shop.client, 'placeOrder', { Order: order('editor', { Type: 'CCNOPCI', PaymentMethod: pages }) });
  const onItsForm = async (placed: unknown, decision: 'pay' | 'cancel'): Promise<string> => {
    const page = textAt(placed, 'PaymentDetails.PaymentMethod.RedirectURL');
    const body = new URLSearchParams({ decision, number: GOOD });
    return whereTo(await visit(whereTo(await visit(page, { method: 'POST', body }))));
  };
  const left = await onPage();
  expect(left).toMatchObject({ Status: 'PENDING', Errors: null });
  expect(await onItsForm(left, 'cancel')).toBe(`${CANCEL_URL}?REFNO=${textAt(left, 'RefNo')}`);
  expect(await owed(shop)).toBe(0);
  const paid = await onPage();
  const refNo = textAt(paid, 'RefNo');
  expect(await onItsForm(paid, 'pay')).toBe(`${RETURN_URL}&REFNO=${refNo}`);
  expect(await orderIn(shop.client, refNo, 'COMPLETE')).toMatchObject({
    PaymentDetails: { Type: 'CCNOPCI', PaymentMethod: { LastDigits: '4242', CardType: 'visa' } },
  });
  expect(await owed(shop)).toBe(2_500);
  const refund = { RefNo: refNo, Amount: 25, Items: [], Comment: '', Reason: 'Other' };
  expect(await shop.client('issueRefund', refund)).toEqual({ value: true });
  expect(await owed(shop)).toBe(0);
});

test('the bank says no: the order waits, and another card pays it', async () => {
  const shop = await shopOn();
  const placed = await place(shop.client, POOR);
  const refNo = textAt(placed, 'RefNo');
  expect(placed).toMatchObject({
    Status: 'PENDING',
    Errors: { CARD_PAYMENT_ERROR: 'The account has not enough money.' },
  });
  const refused = await ask(shop.client, 'placeOrder', {
    Order: { RefNo: refNo, PaymentDetails: { Currency: 'EUR', ...byCard(ASKS) } },
  });
  expect(whereTo(await visit(await atTheBank(refused, 'fail')))).toBe(`${CANCEL_URL}?REFNO=${refNo}`);
  expect(await owed(shop)).toBe(0);
  const retry = { RefNo: refNo, PaymentDetails: { Currency: 'EUR', ...byCard(GOOD) } };
  expect(await ask(shop.client, 'placeOrder', { Order: retry })).toMatchObject({ Errors: null });
  await orderIn(shop.client, refNo, 'COMPLETE');
  expect(await attemptsOf(api.database, shop.merchant.id, refNo)).toEqual(['DECLINED', 'DECLINED', 'CAPTURED']);
  expect(await owed(shop)).toBe(2_500);
});

test('money goes back in parts, and never more than came', async () => {
  const shop = await shopOn();
  const refNo = textAt(await place(shop.client, GOOD), 'RefNo');
  await orderIn(shop.client, refNo, 'COMPLETE');
  const refund = (Amount: number) =>
    shop.client('issueRefund', { RefNo: refNo, Amount, Items: [], Comment: '', Reason: 'Other' });
  expect(await refund(7.5)).toEqual({ value: true });
  expect(await owed(shop)).toBe(1_750);
  expect(await refund(25)).toMatchObject({ refused: expect.any(String) });
  expect(await refund(17.5)).toEqual({ value: true });
  await orderIn(shop.client, refNo, 'REFUND');
  expect(await owed(shop)).toBe(0);
});

test('Stripe is out of reach while it collects: the order is finished when it is back', async () => {
  const shop = await shopOn();
  stripe.setFaults(({ path }) => (path.endsWith('/capture') ? { kind: 'LOST_ANSWER' } : null));
  const refNo = textAt(await place(shop.client, GOOD), 'RefNo');
  await until(
    async () => shop.account.payments()[0]?.status,
    (status) => status === 'succeeded',
  );
  stripe.setFaults(() => null);
  await finishOrders(api.works, [shop.merchant]);
  await sweepPayments(api.works, [shop.merchant], -1);
  await orderIn(shop.client, refNo, 'COMPLETE');
  expect(await owed(shop)).toBe(2_500);
});

test('many orders at once, each collected once', async () => {
  const shop = await shopOn();
  const placed = await Promise.all(Array.from({ length: 6 }, () => place(shop.client, GOOD)));
  for (const one of placed) await orderIn(shop.client, textAt(one, 'RefNo'), 'COMPLETE');
  expect(shop.account.payments().filter(({ status }) => status === 'succeeded')).toHaveLength(6);
  expect(await owed(shop)).toBe(15_000);
});

test('a merchant without keys takes no money, and its test orders go on', async () => {
  const { client } = await shopOn('without keys');
  expect(await place(client, GOOD)).toMatchObject({
    Status: 'PENDING',
    Errors: { CARD_PAYMENT_ERROR: 'This way to pay is not offered.' },
  });
  const tested = await ask(client, 'placeOrder', { Order: order('editor') });
  expect(tested).toMatchObject({ Status: 'AUTHRECEIVED', TestOrder: true, Errors: null });
});

test.each([
  ['won', 2_500],
  ['lost', 0],
])('a dispute takes the money away; once it is %s, %s cents are left', async (ending, left) => {
  const shop = await shopOn();
  await orderIn(shop.client, textAt(await place(shop.client, GOOD), 'RefNo'), 'COMPLETE');
  const payment = shop.account.payments()[0]?.id ?? '';
  const dispute = shop.account.dispute(payment, 'product_not_received', 'warning_needs_response');
  expect(await heard(shop), 'a bank only asks').toBe(2_500);
  shop.account.changeDispute(dispute, 'needs_response');
  expect(await heard(shop), 'the money is held back').toBe(0);
  shop.account.changeDispute(dispute, ending);
  expect(await heard(shop)).toBe(left);
  for (const event of shop.account.webhooks.events.toReversed()) await shop.account.webhooks.deliver(event);
  expect(await heard(shop), 'told again, it changes nothing').toBe(left);
});

test('nothing of all this told a secret', () => {
  const told = lines.join('');
  expect(told).not.toBe('');
  for (const secret of [GOOD, POOR, ASKS, 'sk_test_', 'whsec_', '_secret_']) {
    expect(told.includes(secret), secret).toBe(false);
  }
});
