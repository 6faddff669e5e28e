import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { statement } from '../server/db/database.ts';
import { findMerchantByCode, merchantOf, moveClock } from '../server/domains/accounts/index.ts';
import { codeListNamed, createCodeList, findStock, importKeys } from '../server/domains/delivery/index.ts';
import { makeDueRefunds } from '../server/domains/refunds/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, openSession, orderIn, postRpc, textAt, until } from './asking.ts';
import { chargesOf, expectBooksToAgree } from './books.ts';
import { atDesk, historyOf } from './order-desk.ts';
import { order, product, type Sent } from './shop.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

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
  await ask(client, 'addProduct', { Product: product('editor', 30) });
  await ask(client, 'addProduct', { Product: product('viewer', 10) });
};

/** Moves the merchant's clock. What is known of a merchant is kept for some seconds. */
const later = async (ms: number): Promise<void> => {
  await moveClock(api.database, merchant.id, { advanceMs: ms }, api.now());
  const record = await findMerchantByCode(api.database, merchant.code);
  if (record !== undefined) merchant = merchantOf(record);
  api.advance(20_000);
};

/** Sells an editor for 30.00. */
const sell = async (others: Sent = {}): Promise<string> => {
  const refNo = textAt(await ask(client, 'placeOrder', { Order: order('editor', undefined, others) }), 'RefNo');
  await orderIn(client, refNo, 'COMPLETE');
  return refNo;
};

/** What somebody at the merchant asks for; the refund as the panel shows it. */
const request = async (refNo: string, body: Sent = {}): Promise<unknown> => {
  const answer = await atDesk(api, merchant, 'POST', '/refunds/', { RefNo: refNo, Reason: 'Other', ...body });
  return answer.status === 200 ? answer.body : expect.fail(JSON.stringify(answer.body));
};

const decide = (refund: unknown, action: string, body: Sent = {}) =>
  atDesk(api, merchant, 'POST', `/refunds/${textAt(refund, 'RefundId')}/${action}/`, body);

const read = async (refNo: string): Promise<unknown> => {
  client = await rpcClient(api, merchant, '6.0', api.now());
  return ask(client, 'getOrder', { orderReference: refNo });
};

const returned = async (): Promise<bigint> => {
  await expectBooksToAgree(api.database, merchant.id);
  return (await chargesOf(api.database, merchant.id)).reduce((sum, { refundedMinor }) => sum + refundedMinor, 0n);
};

const enabledOf = (told: unknown) => at(told, 'Items.0.ProductDetails.Subscriptions.0.Enabled');

describe('a refund that is asked for in the panel', () => {
  beforeEach(() => openShop());

  test('waits for an approval, then for two hours, and then the money goes back', async () => {
    const refNo = await sell();
    const asked = await request(refNo, { Comment: 'As agreed on the phone' });
    expect(asked).toMatchObject({
      State: 'PENDING',
      Type: 'TOTAL',
      Amount: 30,
      Actions: ['approve', 'reject', 'cancel'],
    });
    expect(await read(refNo)).toMatchObject({
      Status: 'COMPLETE',
      Refunds: [
        { RefundId: at(asked, 'RefundId'), Status: 'PENDING', Type: 'TOTAL', Comment: 'As agreed on the phone' },
      ],
    });
    // Only one is on its way at a time, whoever asks.
    const twice = await client('issueRefund', { RefNo: refNo, Amount: 1, Items: [], Comment: '', Reason: 'Other' });
    expect(twice).toMatchObject({ refused: 'REFUND_PENDING' });

    const approved = await decide(asked, 'approve');
    expect(approved.body).toMatchObject({ State: 'APPROVED', DueDate: expect.any(String), Actions: ['cancel'] });
    expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'APPROVED' }] });
    await later(119 * MINUTE_MS);
    expect(await makeDueRefunds(api.works, [merchant])).toBe(0);
    await later(2 * MINUTE_MS);
    const many = await Promise.all([1, 2, 3].map(() => makeDueRefunds(api.works, [merchant])));
    expect(many.reduce((sum, each) => sum + each, 0)).toBe(1);

    const done = await read(refNo);
    expect(done).toMatchObject({ Status: 'REFUND', Refunds: [{ Status: 'PROCESSED' }] });
    expect(enabledOf(done)).toBe(false);
    expect(await returned()).toBe(3_000n);
    expect(await historyOf(api, merchant, refNo)).toEqual(['finish', 'requestRefund', 'approveRefund', 'refund']);
    expect(await ask(client, 'getInvoices', { reference: refNo })).toMatchObject({ Refunds: [expect.any(String)] });
  });

  test('tells in the history who did what', async () => {
    const refNo = await sell();
    await decide(await request(refNo, { Amount: 5, ByShopper: true }), 'reject', { Comment: 'No reason given' });
    const detail = (await atDesk(api, merchant, 'GET', `/orders/${refNo}/`)).body;
    expect(at(detail, 'History')).toMatchObject([
      { Event: 'finish' },
      { Event: 'requestRefund', ActorKind: 'SHOPPER', From: 'COMPLETE', To: 'COMPLETE', Comment: '5.00 EUR; Other' },
      { Event: 'rejectRefund', ActorKind: 'PANEL', Comment: '5.00 EUR; No reason given' },
    ]);
    expect(at(detail, 'Order.Refunds')).toMatchObject([{ Status: 'REJECTED', Amount: 5 }]);
  });

  test('is made at once where the account holds nothing', async () => {
    await openShop({ refundHoldMinutes: { panel: 0 } });
    const refNo = await sell();
    const done = await decide(await request(refNo, { Amount: 12.5 }), 'approve');
    expect(done).toMatchObject({ status: 200, body: { State: 'DONE', Type: 'PARTIAL', Amount: 12.5, Actions: [] } });
    expect(await returned()).toBe(1_250n);
  });

  test('is not approved twice, nor after it was rejected', async () => {
    const asked = await request(await sell());
    expect(await decide(asked, 'reject')).toMatchObject({
      status: 200,
      body: { State: 'REFUSED', Refusal: 'REJECTED' },
    });
    expect(await decide(asked, 'approve')).toMatchObject({
      status: 400,
      body: { error_code: 'REFUND_ACTION_NOT_POSSIBLE', message: 'The refund is REFUSED: approve is not possible.' },
    });
  });

  test('is listed until it is ended', async () => {
    const [first, second] = [await sell(), await sell()];
    const pending = await request(first);
    await decide(await request(second), 'cancel');
    const open = await atDesk(api, merchant, 'GET', '/refunds/');
    expect(open.body).toMatchObject({ Items: [{ RefNo: first, State: 'PENDING' }], Next: null });
    const canceled = await atDesk(api, merchant, 'GET', '/refunds/?State=CANCELED&Limit=1');
    expect(at(canceled.body, 'Items')).toMatchObject([{ RefNo: second, State: 'CANCELED' }]);
    const next = await atDesk(api, merchant, 'GET', `/refunds/?State=PENDING&Before=${textAt(pending, 'RefundId')}`);
    expect(next.body).toEqual({ Items: [], Next: null });
  });

  test('is possible for a year, by the API for three months', async () => {
    const refNo = await sell();
    await later(100 * DAY_MS);
    await read(refNo);
    const byApi = await client('issueRefund', { RefNo: refNo, Amount: 1, Items: [], Comment: '', Reason: 'Other' });
    expect(byApi).toMatchObject({ refused: 'REFUND_PERIOD_EXPIRED' });
    expect(await request(refNo)).toMatchObject({ State: 'PENDING' });
    const other = await sell();
    await later(367 * DAY_MS);
    const late = await atDesk(api, merchant, 'POST', '/refunds/', { RefNo: other, Reason: 'Other' });
    expect(late).toMatchObject({ status: 400, body: { error_code: 'REFUND_PERIOD_EXPIRED' } });
  });

  test.each<[string, Sent, string]>([
    ['an order that does not exist', { RefNo: '1' }, 'ORDER_REF_INVALID'],
    ['no order', { RefNo: '' }, 'ORDER_REF_MISSING'],
    ['more than was paid', { Amount: 30.01 }, 'REFUND_MAXIMUM_EXCEEDED'],
    ['nothing', { Amount: 0 }, 'ORDER_AMOUNT_INVALID'],
    ['no reason of the account', { Reason: 'Rain' }, 'REFUND_REASON_INVALID'],
    ['a line that was not bought', { Items: [{ ProductCode: 'viewer', Quantity: 1 }] }, 'PRODUCTS_CODES_MISSING'],
  ])('is refused for %s', async (_, body, code) => {
    const refNo = await sell();
    const answer = await atDesk(api, merchant, 'POST', '/refunds/', { RefNo: refNo, Reason: 'Other', ...body });
    expect(at(answer.body, 'error_code')).toBe(code);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  });
});

describe('subscriptions and keys', () => {
  const both = { Items: [{ Code: 'editor' }, { Code: 'viewer' }] };
  const enabledLines = (told: unknown) =>
    [0, 1].map((line) => at(told, `Items.${line}.ProductDetails.Subscriptions.0.Enabled`));

  beforeEach(() => openShop({ refundHoldMinutes: { panel: 0 } }));

  test.each<[string, Sent, readonly boolean[]]>([
    ['a part leaves them', { Amount: 10 }, [true, true]],
    ['a part ends all of them when that is wanted', { Amount: 10, EndSubscriptions: true }, [false, false]],
    [
      'a part of a line ends those of the line',
      { Amount: 10, EndSubscriptions: true, Items: [{ ProductCode: 'viewer', Quantity: 1 }] },
      [true, false],
    ],
    ['all of it ends them', {}, [false, false]],
    ['unless they are to be kept', { EndSubscriptions: false }, [true, true]],
  ])('%s', async (_, body, expected) => {
    const refNo = await sell(both);
    await decide(await request(refNo, body), 'approve');
    expect(enabledLines(await read(refNo))).toEqual(expected);
  });

  test.each<[string, Sent, Sent, number]>([
    ['all of it leaves the key used', {}, {}, 0],
    ['unless others are to have it', {}, { ReuseKeys: true }, 1],
    ['which an account may always want', { reuseKeysOnTotalRefund: true }, {}, 1],
    ['and not for once', { reuseKeysOnTotalRefund: true }, { ReuseKeys: false }, 0],
    ['a part of it leaves the key in any case', {}, { Amount: 10, ReuseKeys: true }, 0],
  ])('%s', async (_, settings, body, free) => {
    await openShop({ refundHoldMinutes: { panel: 0 }, ...settings });
    const { id } = merchant;
    await createCodeList(api.database, id, 'GAME', { name: 'Keys' }, api.now());
    await importKeys(api.database, id, 'GAME', ['ONLY-ONE'], api.now());
    const FulfillmentInformation = { CodeList: { Code: 'GAME', Name: 'Keys', Type: 'STATIC' } };
    const game = product('game', 30, { Fulfillment: 'BY_AVANGATE', FulfillmentInformation });
    await ask(client, 'addProduct', { Product: game });
    const refNo = await sell({ Items: [{ Code: 'game' }] });
    const { listId } = await codeListNamed(api.database, id, 'GAME');
    const stock = () => findStock(api.database, id, listId);
    await until(stock, ({ used }) => used === 1);
    await decide(await request(refNo, body), 'approve');
    expect(await stock()).toEqual({ free, used: 1 - free });
  });
});

describe('cancelRefund', () => {
  beforeEach(() => openShop());

  const clients = [
    ['JSON-RPC', rpcClient],
    ['SOAP', soapClient],
    ['REST', restClient],
  ] as const;

  test.each(clients)('on %s: what is pending or approved is given up', async (_, connect) => {
    const on = await connect(api, merchant, '6.0');
    for (const action of ['none', 'approve']) {
      const refNo = await sell();
      const asked = await request(refNo);
      if (action !== 'none') await decide(asked, action);
      expect(await on('cancelRefund', { RefNo: refNo })).toEqual({ value: { RefundId: at(asked, 'RefundId') } });
      expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'CANCELED' }] });
      // The way is free again.
      expect(await on('issueRefund', { RefNo: refNo, Amount: 30, Items: [], Comment: '', Reason: 'Other' })).toEqual({
        value: true,
      });
    }
  });

  test.each(clients)('on %s: refusals in their order', async (_, connect) => {
    const on = await connect(api, merchant, '6.0');
    const cancel = async (refNo: string) => on('cancelRefund', { RefNo: refNo });
    expect(await cancel('abc')).toMatchObject({ refused: 'ORDER_REF_MISSING' });
    expect(await cancel('1')).toMatchObject({ refused: 'ORDER_REF_INVALID' });
    const refNo = await sell();
    expect(await cancel(refNo)).toMatchObject({ refused: 'REFUND_NOT_FOUND' });
    await ask(on, 'issueRefund', { RefNo: refNo, Amount: 5, Items: [], Comment: '', Reason: 'Other' });
    expect(await cancel(refNo)).toMatchObject({ refused: 'REFUND_NOT_CANCELABLE' });
    const asked = await request(refNo, { Amount: 5 });
    await decide(asked, 'reject');
    expect(await cancel(refNo)).toMatchObject({ refused: 'REFUND_NOT_CANCELABLE' });
  });

  test.each(clients)('on %s: within two hours', async (_, connect) => {
    const refNo = await sell();
    await request(refNo);
    await later(2 * HOUR_MS + 1_000);
    const on = await connect(api, merchant, '6.0');
    expect(await on('cancelRefund', { RefNo: refNo })).toMatchObject({ refused: 'REFUND_CANCEL_PERIOD_EXPIRED' });
    expect(await read(refNo)).toMatchObject({ Refunds: [{ Status: 'PENDING' }] });
  });

  test('versions before 6.0 do not have it', async () => {
    const session = await openSession(api, merchant, '5.0');
    const answer = await postRpc(api, { id: 1, method: 'cancelRefund', params: [session, '1'] }, '5.0');
    expect(answer).toMatchObject({ error: { code: -32601 } });
  });

  test('what another merchant asked for cannot be canceled', async () => {
    const refNo = await sell();
    await request(refNo);
    const other = await rpcClient(api, await api.newMerchant(), '6.0', api.now());
    expect(await other('cancelRefund', { RefNo: refNo })).toMatchObject({ refused: 'ORDER_REF_INVALID' });
  });

  test('canceled and due at once: one of the two happens', async () => {
    for (let round = 0; round < 5; round += 1) {
      const refNo = await sell();
      const asked = await request(refNo);
      await decide(asked, 'approve');
      await later(2 * HOUR_MS);
      const on = await rpcClient(api, merchant, '6.0', api.now());
      // The clock has gone exactly as far as cancelling is possible and the hold lasts.
      const [canceled] = await Promise.all([
        decide(asked, 'cancel'),
        makeDueRefunds(api.works, [merchant]),
        on('cancelRefund', { RefNo: refNo }),
      ]);
      const told = await read(refNo);
      const status = at(told, 'Refunds.0.Status');
      expect(['CANCELED', 'PROCESSED']).toContain(status);
      expect(at(told, 'Status')).toBe(status === 'CANCELED' ? 'COMPLETE' : 'REFUND');
      expect([200, 400]).toContain(canceled.status);
      await expectBooksToAgree(api.database, merchant.id);
    }
  });
});

describe('an account that holds refunds of the API for half an hour', () => {
  beforeEach(() => openShop({ refundHoldMinutes: { api: 30 }, commissionPpm: 100_000, commissionBackOnRefund: true }));

  const issue = (refNo: string, Amount: number) =>
    client('issueRefund', { RefNo: refNo, Amount, Items: [], Comment: '', Reason: 'Other' });

  test('makes them then, with the operator’s fee', async () => {
    const refNo = await sell();
    expect(await issue(refNo, 10)).toEqual({ value: true });
    expect(await read(refNo)).toMatchObject({ Refunds: [{ Status: 'APPROVED', Amount: 10 }] });
    await later(30 * MINUTE_MS + 1_000);
    expect(await makeDueRefunds(api.works, [merchant])).toBe(1);
    expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'PROCESSED' }] });
    expect(await returned()).toBe(1_000n);
    const fees = await api.database.rows(
      statement(
        `SELECT kind, amount_minor FROM ledger_entries WHERE merchant_id = $1 AND account = 'commission_expense'
         ORDER BY booked_at`,
        [merchant.id],
      ),
    );
    expect(fees).toEqual([
      { kind: 'CHARGE', amount_minor: 300n },
      { kind: 'REFUND', amount_minor: -100n },
    ]);
  });

  test('and lets them be canceled until then', async () => {
    const refNo = await sell();
    expect(await issue(refNo, 30)).toEqual({ value: true });
    expect(await client('cancelRefund', { RefNo: refNo })).toMatchObject({ value: { RefundId: expect.any(String) } });
    await later(HOUR_MS);
    expect(await makeDueRefunds(api.works, [merchant])).toBe(0);
    expect(await returned()).toBe(0n);
  });
});
