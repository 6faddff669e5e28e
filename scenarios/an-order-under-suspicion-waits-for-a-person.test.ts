import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { expireOrders, finishOrders, sweepPayments } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt, until } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { atDesk, decide, historyOf, lookAt } from './order-desk.ts';
import { buyer, order, product, type Sent, testCard } from './shop.ts';

const DAY_MS = 86_400_000;
const HELD: Sent = { Type: 'TEST', PaymentMethod: testCard('Fraud Doe') };
const LIVE: Sent = { Type: 'CC', PaymentMethod: testCard('Ada Kern', { CardNumber: '4242424242424242' }) };

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const openShop = async (settings: Sent = {}): Promise<void> => {
  merchant = await api.newMerchant({ settings });
  client = await rpcClient(api, merchant, '6.0', api.now());
  await ask(client, 'addProduct', { Product: product('editor', 40) });
};

const place = async (payment: Sent, others: Sent = {}): Promise<string> =>
  textAt(await ask(client, 'placeOrder', { Order: order('editor', payment, others) }), 'RefNo');

/** The order once it waits for somebody, or went on. */
const settled = (refNo: string, standing: Sent): Promise<unknown> =>
  until(
    () => lookAt(api, merchant, refNo),
    (detail) => Object.entries(standing).every(([path, value]) => at(detail, path) === value),
  );

const waiting = { 'Order.Status': 'AUTHRECEIVED', 'Order.ApproveStatus': 'WAITING', Awaits: 'REVIEW' };
const money = async () => (await chargesOf(api.database, merchant.id)).at(-1);

describe('held by the gateway', () => {
  beforeEach(() => openShop());

  test('a person approves it: the money is collected and the goods are there', async () => {
    const refNo = await place(HELD);
    const held = await settled(refNo, waiting);
    expect(at(held, 'Actions')).toEqual(['approve', 'reject', 'cancel', 'resend', 'note']);

    const done = await decide(api, merchant, refNo, 'approve', { Comment: 'Known customer' });
    expect(at(done, 'Order')).toMatchObject({ Status: 'COMPLETE', ApproveStatus: 'OK' });
    expect(at(done, 'Order.Items.0.ProductDetails.Subscriptions')).toHaveLength(1);
    expect(at(done, 'History')).toMatchObject([
      { Event: 'hold', ActorKind: 'SYSTEM', From: 'AUTHRECEIVED', To: 'AUTHRECEIVED/REVIEW' },
      {
        Event: 'approve',
        ActorKind: 'PANEL',
        ActorName: expect.stringContaining(merchant.code),
        Comment: 'Known customer',
        To: 'AUTHRECEIVED',
      },
      { Event: 'finish', ActorKind: 'SYSTEM', To: 'COMPLETE' },
    ]);
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(4_000n);
  });

  test.each([
    ['FRAUD', {}],
    ['INVALIDDATA', { Reason: 'INVALIDDATA' }],
  ])('a person rejects it as %s: the money is let go', async (ApproveStatus, body) => {
    const refNo = await place(HELD);
    await settled(refNo, waiting);
    const done = await decide(api, merchant, refNo, 'reject', body);
    expect(at(done, 'Order')).toMatchObject({ Status: 'REVERSED', ApproveStatus });
    expect(at(done, 'Actions')).toEqual(['note']);
    api.advance(10 * 60_000);
    await sweepPayments(api.works, [merchant]);
    expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['VOIDED']);
    expect(await money()).toMatchObject({ isVoided: true, capturedMinor: 0n });
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);

    const again = await atDesk(api, merchant, 'POST', `/orders/${refNo}/approve/`, {});
    expect(again).toMatchObject({
      status: 400,
      body: { error_code: 'ORDER_ACTION_NOT_POSSIBLE', message: 'The order is REVERSED: it cannot be approved.' },
    });
  });

  test('nobody comes: after five days the money is let go', async () => {
    const refNo = await place(HELD);
    await settled(refNo, waiting);
    api.advance(5 * DAY_MS - 60_000);
    expect(await expireOrders(api.works, [merchant])).toBe(0);
    api.advance(2 * 60_000);
    expect(await expireOrders(api.works, [merchant])).toBe(1);
    expect(await expireOrders(api.works, [merchant])).toBe(0);
    await sweepPayments(api.works, [merchant], -60_000);
    expect(at(await lookAt(api, merchant, refNo), 'Order')).toMatchObject({
      Status: 'REVERSED',
      ApproveStatus: 'WAITING',
    });
    expect(await money()).toMatchObject({ isVoided: true, capturedMinor: 0n });
    expect(await historyOf(api, merchant, refNo)).toEqual(['hold', 'expire']);
  });

  test('two people decide at once: one of them counts', async () => {
    const refNo = await place(HELD);
    await settled(refNo, waiting);
    const answers = await Promise.all(
      ['approve', 'reject', 'approve', 'reject'].map((action) =>
        atDesk(api, merchant, 'POST', `/orders/${refNo}/${action}/`, {}),
      ),
    );
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    await finishOrders(api.works, [merchant]);
    api.advance(10 * 60_000);
    await sweepPayments(api.works, [merchant]);
    const status = at(await lookAt(api, merchant, refNo), 'Order.Status');
    const { capturedMinor, isVoided } = (await money()) ?? expect.fail('no charge');
    expect([status, capturedMinor, isVoided]).toEqual(
      status === 'COMPLETE' ? ['COMPLETE', 4_000n, false] : ['REVERSED', 0n, true],
    );
    const decisions = (await historyOf(api, merchant, refNo)).filter((one) => one === 'approve' || one === 'reject');
    expect(decisions.filter((one) => one === 'reject').length).toBe(status === 'COMPLETE' ? 0 : 1);
    await expectBooksToAgree(api.database, merchant.id);
  });
});

describe('by the rules of the account', () => {
  test('orders above a limit are held, smaller ones and tests are not', async () => {
    await openShop({ fraudReview: { holdAboveMinor: 3_999 } });
    await settled(await place(LIVE), waiting);
    await settled(await place({ Type: 'TEST', PaymentMethod: testCard() }), { 'Order.Status': 'COMPLETE' });
    await openShop({ fraudReview: { holdAboveMinor: 4_000 } });
    await settled(await place(LIVE), { 'Order.Status': 'COMPLETE' });
  });

  test('every order is held', async () => {
    await openShop({ fraudReview: { mode: 'all' } });
    const refNo = await place(LIVE);
    await settled(refNo, waiting);
    expect(at(await decide(api, merchant, refNo, 'approve'), 'Order.Status')).toBe('COMPLETE');
  });

  test('who is blocked pays nothing and gets nothing', async () => {
    await openShop({ fraudReview: { blockedEmails: ['@mallory.test'] } });
    const refNo = await place(LIVE, { BillingDetails: { ...buyer, Email: 'eve@Mallory.test' } });
    await settled(refNo, { 'Order.Status': 'REVERSED', 'Order.ApproveStatus': 'FRAUD' });
    await sweepPayments(api.works, [merchant], -60_000);
    expect(await money()).toMatchObject({ isVoided: true, capturedMinor: 0n });
    await settled(await place(LIVE), { 'Order.Status': 'COMPLETE' });
  });

  test('nothing is reviewed: what the gateway holds goes through', async () => {
    await openShop({ fraudReview: { mode: 'none' } });
    await settled(await place(HELD), { 'Order.Status': 'COMPLETE', 'Order.ApproveStatus': 'OK' });
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(4_000n);
  });
});
