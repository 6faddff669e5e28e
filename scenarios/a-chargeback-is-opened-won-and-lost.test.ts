import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { statement } from '../server/db/database.ts';
import { findMerchantByCode, merchantOf, moveClock } from '../server/domains/accounts/index.ts';
import { codeListNamed, createCodeList, findStock, importKeys } from '../server/domains/delivery/index.ts';
import { receiveDispute, sweepDisputes } from '../server/domains/disputes/index.ts';
import { loadOrder } from '../server/domains/orders/index.ts';
import { makeDueRefunds } from '../server/domains/refunds/index.ts';
import { hearGatewayEvent } from '../server/gateway-events.ts';
import { withEventFaults } from '../server/gateways/event-faults.ts';
import type { Fault } from '../server/gateways/faults.ts';
import type { Dispute, DisputeReason } from '../server/gateways/port.ts';
import { createSimulatorDesk } from '../server/gateways/simulator/desk.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt, until } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { atDesk, historyOf } from './order-desk.ts';
import { deskOf } from './payments.ts';
import { germanBuyer, order, product, type Sent } from './shop.ts';

const DAY_MS = 86_400_000;

/** What happens to the next acceptances on their way to the provider, first to last. */
const ahead: (Fault | null)[] = [];

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => (operation === 'acceptDispute' && ahead.shift()) || null });
});
afterAll(() => api.close());
beforeEach(() => {
  ahead.length = 0;
});

const openShop = async (settings: Sent = {}): Promise<void> => {
  merchant = await api.newMerchant({ settings });
  client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 30) });
};

/** Moves the merchant's clock. What is known of a merchant is kept for some seconds. */
const later = async (ms: number): Promise<void> => {
  await moveClock(api.database, merchant.id, { advanceMs: ms }, api.now());
  const record = await findMerchantByCode(api.database, merchant.code);
  if (record !== undefined) merchant = merchantOf(record);
  api.advance(20_000);
};

const sell = async (others: Sent = {}): Promise<string> => {
  const refNo = textAt(await ask(client, 'placeOrder', { Order: order('editor', undefined, others) }), 'RefNo');
  await orderIn(client, refNo, 'COMPLETE');
  return refNo;
};

const paymentOf = async (refNo: string) => (await loadOrder(api.database, merchant.id, BigInt(refNo)))?.payment;

/** The shopper's bank asks for money: all that is left of it unless an amount is told. */
const dispute = async (refNo: string, amountMinor?: bigint, reason: DisputeReason = 'FRAUD'): Promise<Dispute> => {
  const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
  const opening = { merchantId: merchant.id, at: api.now(), gatewayReference, reason };
  const outcome = await deskOf(api, merchant).openDispute(
    amountMinor === undefined ? opening : { ...opening, amountMinor },
  );
  return outcome.outcome === 'DONE' ? outcome.dispute : expect.fail(outcome.reason);
};

const close = async ({ disputeReference }: Dispute, status: 'WON' | 'LOST' | 'ACCEPTED'): Promise<void> => {
  const end = { merchantId: merchant.id, disputeReference, status, at: api.now() };
  expect(await deskOf(api, merchant).closeDispute(end)).toMatchObject({ outcome: 'DONE' });
};

const read = (refNo: string): Promise<unknown> => ask(client, 'getOrder', { orderReference: refNo });

const refund = (refNo: string, Amount: number) =>
  client('issueRefund', { RefNo: refNo, Amount, Items: [], Comment: '', Reason: 'Other' });

const enabledOf = (told: unknown) => at(told, 'Items.0.ProductDetails.Subscriptions.0.Enabled');
const referenceOf = (told: unknown) => textAt(told, 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference');

const disputesIn = async (state: string): Promise<readonly unknown[]> => {
  const rows = at((await atDesk(api, merchant, 'GET', `/disputes/?State=${state}`)).body, 'Items');
  return Array.isArray(rows) ? rows : expect.fail('no disputes');
};

const balances = async (refNo: string): Promise<Readonly<Record<string, bigint>>> => {
  const rows = await api.database.rows<{ account: string; sum: bigint }>(
    statement(
      `SELECT account, sum(amount_minor)::bigint AS sum FROM ledger_entries WHERE merchant_id = $1 AND ref_no = $2
       GROUP BY account HAVING sum(amount_minor) <> 0 ORDER BY account`,
      [merchant.id, BigInt(refNo)],
    ),
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
};

describe('an order', () => {
  beforeEach(() => openShop());

  const wires = [
    ['JSON-RPC', rpcClient],
    ['SOAP', soapClient],
    ['REST', restClient],
  ] as const;

  test.each(wires)('on %s tells of its chargeback', async (_, connect) => {
    const on = await connect(api, merchant, '6.0');
    const refNo = await sell();
    const told = () => ask(on, 'getOrder', { orderReference: refNo });
    expect(await told()).toMatchObject({ ChargebackResolution: 'NONE', ChargebackReasonCode: null });
    const opened = await dispute(refNo, undefined, 'NOT_AS_DESCRIBED');
    const open = { Status: 'COMPLETE', ChargebackResolution: 'OPEN', ChargebackReasonCode: 'NOT_AS_DESCRIBED' };
    expect(await told()).toMatchObject(open);
    await close(opened, 'LOST');
    expect(await told()).toMatchObject({ ...open, ChargebackResolution: 'LOST' });
  });

  test('of a version before 6.0 says nothing of it', async () => {
    const refNo = await sell();
    await dispute(refNo);
    const older = await rpcClient(api, merchant, '5.0');
    const told = await ask(older, 'getOrder', { orderReference: refNo });
    expect(told).not.toHaveProperty('ChargebackResolution');
    expect(told).not.toHaveProperty('ChargebackReasonCode');
  });

  test('with several disputes tells of the open one, else of the last', async () => {
    const refNo = await sell();
    const first = await dispute(refNo, 1_000n, 'DUPLICATE_TRANSACTION');
    const second = await dispute(refNo, 1_000n, 'FRAUD');
    const told = async () => {
      const answer = await read(refNo);
      return [at(answer, 'ChargebackResolution'), at(answer, 'ChargebackReasonCode')];
    };
    expect(await told()).toEqual(['OPEN', 'FRAUD']);
    await close(second, 'LOST');
    expect(await told()).toEqual(['OPEN', 'DUPLICATE_TRANSACTION']);
    await close(first, 'WON');
    expect(await told()).toEqual(['LOST', 'FRAUD']);
    await expectBooksToAgree(api.database, merchant.id);
  });
});

describe('a chargeback that is won', () => {
  beforeEach(() => openShop());

  test('gives the money and the subscription back', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo);
    expect(await balances(refNo)).toEqual({ disputed: 3_000n, revenue: -3_000n });
    expect(enabledOf(await read(refNo))).toBe(false);
    expect(await disputesIn('OPEN')).toMatchObject([
      { RefNo: refNo, Reason: 'FRAUD', Amount: 30, HeldAmount: 30, Actions: ['accept'] },
    ]);
    await expectBooksToAgree(api.database, merchant.id);

    await close(opened, 'WON');
    const told = await read(refNo);
    expect(told).toMatchObject({ Status: 'COMPLETE', ChargebackResolution: 'WON' });
    expect(enabledOf(told)).toBe(true);
    expect(await balances(refNo)).toEqual({ 'gateway:simulator': 3_000n, revenue: -3_000n });
    expect(await historyOf(api, merchant, refNo)).toEqual(['finish', 'chargebackOpened', 'chargebackWon']);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('leaves a subscription whose time is over as it is', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo);
    await later(40 * DAY_MS);
    await close(opened, 'WON');
    client = await rpcClient(api, merchant, '6.0');
    expect(enabledOf(await read(refNo))).toBe(false);
  });

  test('has one that is past due charged at once; the time in between is not given back', async () => {
    await openShop({ gracePeriodDays: 30 });
    const refNo = await sell();
    const before = at(await read(refNo), 'Items.0.ProductDetails.Subscriptions.0.ExpirationDate');
    const opened = await dispute(refNo);
    await later(40 * DAY_MS);
    await close(opened, 'WON');
    const told = await read(refNo);
    expect(enabledOf(told)).toBe(true);
    expect(at(told, 'Items.0.ProductDetails.Subscriptions.0.ExpirationDate')).toBe(before);
    const row = await api.database.row<{ charge_at: Date; expires_at: Date }>(
      statement('SELECT charge_at, expires_at FROM subscriptions WHERE merchant_id = $1', [merchant.id]),
    );
    expect(row?.charge_at.getTime()).toBeLessThanOrEqual(row?.expires_at.getTime() ?? 0);
  });

  test('does not bring back what was cancelled meanwhile', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo);
    await ask(client, 'cancelSubscription', { subscriptionReference: referenceOf(await read(refNo)) });
    await close(opened, 'WON');
    expect(enabledOf(await read(refNo))).toBe(false);
  });

  test('nor what was cancelled before', async () => {
    const refNo = await sell();
    await ask(client, 'cancelSubscription', { subscriptionReference: referenceOf(await read(refNo)) });
    await close(await dispute(refNo), 'WON');
    expect(enabledOf(await read(refNo))).toBe(false);
  });

  test('waits for others of the same order', async () => {
    const refNo = await sell();
    const [first, second] = [await dispute(refNo, 1_000n), await dispute(refNo, 2_000n)];
    await close(first, 'WON');
    expect(enabledOf(await read(refNo))).toBe(false);
    await close(second, 'WON');
    expect(enabledOf(await read(refNo))).toBe(true);
    await expectBooksToAgree(api.database, merchant.id);
  });
});

describe('a chargeback that is lost', () => {
  const lose: readonly ['LOST' | 'ACCEPTED'][] = [['LOST'], ['ACCEPTED']];

  test.each(lose)('%s: takes revenue and tax like a refund, and costs a fee', async (status) => {
    await openShop({ disputeFeeMinor: { EUR: 1500, USD: 2000 } });
    const refNo = await sell({ BillingDetails: germanBuyer, Country: 'DE' });
    const opened = await dispute(refNo);
    await close(opened, status);
    expect(await read(refNo)).toMatchObject({
      Status: 'COMPLETE',
      GrossPrice: 35.7,
      ChargebackResolution: status,
      Refunds: null,
    });
    expect(await balances(refNo)).toEqual({ commission_payable: -1_500n, dispute_fee_expense: 1_500n });
    expect(await disputesIn(status)).toMatchObject([{ RefNo: refNo, HeldAmount: 0, FeeAmount: 15, Actions: [] }]);
    expect(enabledOf(await read(refNo))).toBe(false);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('in part leaves the rest to be refunded, and no more', async () => {
    await openShop();
    const refNo = await sell({ BillingDetails: germanBuyer, Country: 'DE' });
    await close(await dispute(refNo, 1_001n), 'LOST');
    expect(await refund(refNo, 25.7)).toMatchObject({ refused: 'REFUND_MAXIMUM_EXCEEDED' });
    expect(await refund(refNo, 25.69)).toEqual({ value: true });
    expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Amount: 25.69, Status: 'PROCESSED' }] });
    expect(await balances(refNo)).toEqual({});
    await expectBooksToAgree(api.database, merchant.id);
  });

  test.each<[string, Sent, boolean]>([
    ['are disabled', {}, false],
    ['stay where the account says so', { cancelSubscriptionsOnChargeback: false }, true],
  ])('subscriptions %s', async (_, settings, enabled) => {
    await openShop(settings);
    const refNo = await sell();
    const opened = await dispute(refNo);
    expect(enabledOf(await read(refNo))).toBe(enabled);
    await close(opened, 'LOST');
    expect(enabledOf(await read(refNo))).toBe(enabled);
  });

  test.each<[string, Sent, bigint | undefined, number]>([
    ['leaves the key used', {}, undefined, 0],
    ['gives it to others where the account says so', { reuseKeysOnLostChargeback: true }, undefined, 1],
    ['but not when only a part was lost', { reuseKeysOnLostChargeback: true }, 1_000n, 0],
  ])('%s', async (_, settings, amount, free) => {
    await openShop(settings);
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
    await close(await dispute(refNo, amount), 'LOST');
    expect(await stock()).toEqual({ free, used: 1 - free });
  });
});

describe('a bank that only asks', () => {
  beforeEach(() => openShop());

  test('holds nothing back: subscriptions go on, and the money may be refunded', async () => {
    const refNo = await sell();
    const asked = await dispute(refNo, undefined, 'INFO_REQUEST');
    const told = await read(refNo);
    expect(told).toMatchObject({ ChargebackResolution: 'OPEN', ChargebackReasonCode: 'INFO_REQUEST' });
    expect(enabledOf(told)).toBe(true);
    const [shown] = await disputesIn('OPEN');
    expect(shown).toMatchObject({ HeldAmount: 0, Actions: [] });
    const accept = await atDesk(api, merchant, 'POST', `/disputes/${textAt(shown, 'DisputeId')}/accept/`, {});
    expect(accept).toMatchObject({ status: 400, body: { error_code: 'DISPUTE_ONLY_ASKED' } });
    expect(await refund(refNo, 30)).toEqual({ value: true });
    await close(asked, 'WON');
    expect(await read(refNo)).toMatchObject({ Status: 'REFUND', ChargebackResolution: 'WON' });
    expect(await historyOf(api, merchant, refNo)).toEqual([
      'finish',
      'chargebackAsked',
      'requestRefund',
      'refund',
      'chargebackWon',
    ]);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('and disputes then', async () => {
    const refNo = await sell();
    const asked = await dispute(refNo, undefined, 'INFO_REQUEST');
    await receiveDispute(api.works, merchant, { ...asked, reason: 'FRAUD' });
    expect(await read(refNo)).toMatchObject({ ChargebackResolution: 'OPEN', ChargebackReasonCode: 'FRAUD' });
    expect(await balances(refNo)).toEqual({ disputed: 3_000n, revenue: -3_000n });
    expect(enabledOf(await read(refNo))).toBe(false);
  });
});

describe('a refund while a dispute is open', () => {
  beforeEach(() => openShop());

  test('waits, and is made once the dispute is won', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo);
    expect(await refund(refNo, 30)).toEqual({ value: true });
    expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'PENDING', Type: 'TOTAL' }] });
    expect(await refund(refNo, 1)).toMatchObject({ refused: 'REFUND_PENDING' });
    expect(await makeDueRefunds(api.works, [merchant])).toBe(0);
    await close(opened, 'WON');
    expect(await makeDueRefunds(api.works, [merchant])).toBe(1);
    const told = await read(refNo);
    expect(told).toMatchObject({ Status: 'REFUND', Refunds: [{ Status: 'PROCESSED', Amount: 30 }] });
    expect(enabledOf(told)).toBe(false);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('is given up when the bank takes all', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo);
    await refund(refNo, 10);
    await close(opened, 'LOST');
    await makeDueRefunds(api.works, [merchant]);
    expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'CANCELED', Amount: 10 }] });
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('gives back what the bank left', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo, 2_000n);
    await refund(refNo, 30);
    await close(opened, 'LOST');
    await makeDueRefunds(api.works, [merchant]);
    expect(await read(refNo)).toMatchObject({
      Status: 'COMPLETE',
      Refunds: [{ Status: 'PROCESSED', Type: 'PARTIAL', Amount: 10 }],
    });
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('can be canceled like one that is pending', async () => {
    const refNo = await sell();
    const opened = await dispute(refNo);
    await refund(refNo, 30);
    expect(await client('cancelRefund', { RefNo: refNo })).toMatchObject({ value: { RefundId: expect.any(String) } });
    await close(opened, 'WON');
    expect(await makeDueRefunds(api.works, [merchant])).toBe(0);
    expect(await read(refNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'CANCELED' }] });
  });

  test('waits for the last of several disputes', async () => {
    const refNo = await sell();
    const [first, second] = [await dispute(refNo, 1_000n), await dispute(refNo, 1_000n)];
    await refund(refNo, 30);
    await close(first, 'WON');
    expect(await makeDueRefunds(api.works, [merchant])).toBe(0);
    await close(second, 'LOST');
    expect(await makeDueRefunds(api.works, [merchant])).toBe(1);
    expect(await read(refNo)).toMatchObject({ Refunds: [{ Status: 'PROCESSED', Amount: 20 }] });
    await expectBooksToAgree(api.database, merchant.id);
  });
});

describe('news of disputes', () => {
  beforeEach(() => openShop());

  test('that come twice, late and in any order end the same', async () => {
    const refNo = await sell();
    const silent = createSimulatorDesk({ db: api.database });
    const faulty = withEventFaults((event) => hearGatewayEvent(api.works, merchant, event), {
      seed: 7,
      lose: 0.3,
      duplicate: 0.5,
      hold: 0.5,
    });
    const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
    const of = { merchantId: merchant.id, at: api.now() };
    for (const status of ['WON', 'LOST', 'ACCEPTED'] as const) {
      const opening = { ...of, gatewayReference, reason: 'FRAUD', amountMinor: 1_000n } as const;
      const opened = await silent.openDispute(opening);
      if (opened.outcome !== 'DONE') return expect.fail(opened.reason);
      await silent.closeDispute({ ...of, disputeReference: opened.dispute.disputeReference, status });
    }
    const desk = createSimulatorDesk({ db: api.database, onEvent: faulty.listener });
    for (let round = 0; round < 15; round += 1) await desk.catchUp(of);
    await faulty.flush();
    for (const state of ['WON', 'LOST', 'ACCEPTED']) expect(await disputesIn(state)).toHaveLength(1);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('of the end alone are enough, and are not taken back by those of the beginning', async () => {
    const refNo = await sell();
    const opened = await dispute(await sell());
    const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
    const told = { ...opened, gatewayReference, disputeReference: 'dp_late' };
    await receiveDispute(api.works, merchant, { ...told, status: 'LOST' });
    await receiveDispute(api.works, merchant, { ...told, status: 'OPEN' });
    await receiveDispute(api.works, merchant, { ...told, status: 'WON' });
    expect(await read(refNo)).toMatchObject({ ChargebackResolution: 'LOST' });
    expect(await balances(refNo)).toEqual({});
    expect(enabledOf(await read(refNo))).toBe(false);
    expect(await historyOf(api, merchant, refNo)).toEqual(['finish', 'chargebackLost']);
  });

  test('heard by many at once count once', async () => {
    const refNo = await sell();
    const opened = await dispute(await sell());
    const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
    const told = { ...opened, gatewayReference, disputeReference: 'dp_many' };
    const statuses = ['OPEN', 'LOST', 'OPEN', 'LOST', 'OPEN', 'LOST'] as const;
    await Promise.all(statuses.map((status) => receiveDispute(api.works, merchant, { ...told, status })));
    expect(await read(refNo)).toMatchObject({ ChargebackResolution: 'LOST' });
    expect(await balances(refNo)).toEqual({});
  });

  test('of more money than was left are booked as a loss of their own', async () => {
    const refNo = await sell();
    await refund(refNo, 10);
    const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
    const told = { gatewayReference, disputeReference: 'dp_more', reason: 'FRAUD', currency: 'EUR' } as const;
    await receiveDispute(api.works, merchant, { ...told, status: 'OPEN', amountMinor: 3_000n });
    await receiveDispute(api.works, merchant, { ...told, status: 'LOST', amountMinor: 3_000n });
    expect(await balances(refNo)).toEqual({ 'gateway:simulator': -1_000n, dispute_loss: 1_000n });
  });

  test('of a changed amount change what is held back', async () => {
    const refNo = await sell();
    const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
    const told = { gatewayReference, disputeReference: 'dp_less', reason: 'FRAUD', currency: 'EUR' } as const;
    await receiveDispute(api.works, merchant, { ...told, status: 'OPEN', amountMinor: 3_000n });
    await receiveDispute(api.works, merchant, { ...told, status: 'OPEN', amountMinor: 1_200n });
    expect(await balances(refNo)).toEqual({ disputed: 1_200n, 'gateway:simulator': 1_800n, revenue: -3_000n });
    await receiveDispute(api.works, merchant, { ...told, status: 'LOST', amountMinor: 1_000n });
    expect(await balances(refNo)).toEqual({ 'gateway:simulator': 2_000n, revenue: -2_000n });
  });

  test('of a payment that is not known, or of another merchant, change nothing', async () => {
    const refNo = await sell();
    const gatewayReference = (await paymentOf(refNo))?.gateway_reference ?? '';
    const told = { status: 'OPEN', reason: 'FRAUD', amountMinor: 3_000n, currency: 'EUR' } as const;
    await receiveDispute(api.works, merchant, { ...told, gatewayReference: 'nothing', disputeReference: 'dp_1' });
    const other = await api.newMerchant();
    await receiveDispute(api.works, other, { ...told, gatewayReference, disputeReference: 'dp_2' });
    expect(await read(refNo)).toMatchObject({ ChargebackResolution: 'NONE' });
  });
});

describe('the merchant accepts a dispute', () => {
  beforeEach(() => openShop());

  const accept = async (body: Sent = {}) => {
    const [shown] = await disputesIn('OPEN');
    return atDesk(api, merchant, 'POST', `/disputes/${textAt(shown, 'DisputeId')}/accept/`, body);
  };

  test('and the shopper keeps the money', async () => {
    const refNo = await sell();
    await dispute(refNo);
    const done = await accept({ Comment: 'They are right' });
    expect(done).toMatchObject({ status: 200, body: { State: 'ACCEPTED', IsAccepting: false, HeldAmount: 0 } });
    expect(await read(refNo)).toMatchObject({ ChargebackResolution: 'ACCEPTED' });
    const events = ['finish', 'chargebackOpened', 'acceptChargeback', 'chargebackAccepted'];
    expect(await historyOf(api, merchant, refNo)).toEqual(events);
    // The provider tells of it by itself, too.
    await deskOf(api, merchant).catchUp({ merchantId: merchant.id, at: api.now() });
    expect(await historyOf(api, merchant, refNo)).toEqual(events);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test.each(['LOST_REQUEST', 'LOST_ANSWER'] as const)('%s: the background work tells it again', async (kind) => {
    const refNo = await sell();
    await dispute(refNo);
    ahead.push({ kind });
    expect(await accept()).toMatchObject({ status: 200, body: { State: 'OPEN', IsAccepting: true, Actions: [] } });
    expect(await accept()).toMatchObject({ status: 200, body: { State: 'ACCEPTED' } });
    await expectBooksToAgree(api.database, merchant.id);
    const other = await sell();
    await dispute(other);
    ahead.push({ kind });
    await accept();
    expect(await sweepDisputes(api.works, [merchant])).toBe(0);
    expect(await sweepDisputes(api.works, [merchant], -1)).toBe(1);
    expect(await read(other)).toMatchObject({ ChargebackResolution: 'ACCEPTED' });
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('too late: the bank decided in between', async () => {
    const refNo = await sell();
    const { disputeReference } = await dispute(refNo);
    const silent = createSimulatorDesk({ db: api.database });
    await silent.closeDispute({ merchantId: merchant.id, disputeReference, status: 'WON', at: api.now() });
    expect(await accept()).toMatchObject({ status: 400, body: { error_code: 'DISPUTE_CLOSED' } });
    await deskOf(api, merchant).catchUp({ merchantId: merchant.id, at: api.now() });
    expect(await read(refNo)).toMatchObject({ ChargebackResolution: 'WON' });
    await expectBooksToAgree(api.database, merchant.id);
  });

  test.each([
    ['1', 404, 'DISPUTE_NOT_FOUND'],
    ['abc', 404, 'DISPUTE_NOT_FOUND'],
  ])('one that there is not (%s)', async (id, status, error_code) => {
    const answer = await atDesk(api, merchant, 'POST', `/disputes/${id}/accept/`, {});
    expect(answer).toMatchObject({ status, body: { error_code } });
  });
});
