import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { withEventFaults } from '../event-faults.ts';
import type { AuthoriseRequest, Gateway, GatewayEvent, PaymentMethod } from '../port.ts';
import { createSimulatorDesk, type SimulatorDesk } from './desk.ts';
import { createSimulator } from './simulator.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const daysLater = (days: number) => new Date(AT.getTime() + days * 86_400_000);

const WIRE: PaymentMethod = { kind: 'OFFLINE', method: 'WIRE' };
const DEBIT: PaymentMethod = {
  kind: 'DIRECT_DEBIT',
  account: { scheme: 'SEPA', holderName: 'Ada Kern', iban: 'DE89370400440532013000' },
};
const BOUNCING: PaymentMethod = {
  kind: 'DIRECT_DEBIT',
  account: { scheme: 'SEPA', holderName: 'Ada Kern', iban: 'DE62370400440532013001' },
};
const CARD: PaymentMethod = {
  ...{ kind: 'CARD', number: '4242424242424242', expirationMonth: 12, expirationYear: 2031 },
  ...{ securityCode: '123', holderName: 'Ada Kern', type: null },
};

let store: TestDatabase;
let gateway: Gateway;
let desk: SimulatorDesk;
let told: GatewayEvent[] = [];
let deaf = false;
let merchantId = 900n;

beforeAll(async () => {
  store = await createTestDatabase();
  gateway = createSimulator({ db: store.database });
  desk = createSimulatorDesk({
    db: store.database,
    onEvent: async (event) => {
      if (deaf) throw new Error('nobody is there');
      told.push(event);
    },
  });
});
afterAll(() => store.drop());
beforeEach(() => {
  told = [];
  deaf = false;
  merchantId += 1n;
});

const authorise = async (paymentMethod: PaymentMethod, amountMinor = 1_000n, at = AT) => {
  const request: AuthoriseRequest = {
    merchantId,
    idempotencyKey: randomUUID(),
    at,
    amountMinor,
    currency: 'EUR',
    orderReference: '11223344',
    testOrder: false,
    offSession: false,
    keepCard: false,
    paymentMethod,
    shopper: { countryCode: 'DE', ip: null },
    browser: null,
  };
  const outcome = await gateway.authorise(request);
  const status = async (when = at) => (await gateway.statusOf({ ...request, at: when })).outcome;
  return { request, outcome, status };
};

/** An order by wire, and the reference that its payer writes on the transfer. */
const wire = async (amountMinor?: bigint, at?: Date) => {
  const made = await authorise(WIRE, amountMinor, at);
  if (made.outcome.outcome !== 'AWAITING' || made.outcome.instructions?.kind !== 'WIRE') return expect.fail('no wire');
  const { gatewayReference } = made.outcome;
  return { ...made, gatewayReference, paymentReference: made.outcome.instructions.paymentReference };
};

const receive = (paymentReference: string, amountMinor?: bigint) =>
  desk.receivePayment({ merchantId, paymentReference, at: AT, ...(amountMinor === undefined ? {} : { amountMinor }) });

describe('money that comes', () => {
  test('in full is received, and the orders are told', async () => {
    const { request, paymentReference, status } = await wire();
    expect(await receive(paymentReference)).toMatchObject({
      outcome: 'RECEIVED',
      payment: { state: 'APPROVED', amountMinor: 1_000n, receivedMinor: 1_000n, returnedMinor: 0n, method: 'WIRE' },
    });
    expect(await status()).toBe('APPROVED');
    expect(told).toEqual([{ kind: 'PAYMENT', merchantId, idempotencyKey: request.idempotencyKey }]);
  });

  test('in parts is kept until all is there; what is too much goes back', async () => {
    const { paymentReference, status } = await wire(1_000n);
    expect(await receive(paymentReference, 400n)).toMatchObject({
      outcome: 'PARTIAL',
      payment: { receivedMinor: 400n },
    });
    expect(await status()).toBe('AWAITING');
    expect(await receive(paymentReference, 700n)).toMatchObject({
      outcome: 'RECEIVED',
      payment: { receivedMinor: 1_100n, returnedMinor: 100n },
    });
    expect(await status()).toBe('APPROVED');
  });

  test('a second time goes back; pressing the button again changes nothing', async () => {
    const { paymentReference } = await wire(1_000n);
    await receive(paymentReference);
    told = [];
    expect(await receive(paymentReference)).toMatchObject({ outcome: 'RECEIVED', payment: { receivedMinor: 1_000n } });
    expect(told).toEqual([]);
    expect(await receive(paymentReference, 1_000n)).toMatchObject({
      outcome: 'RETURNED',
      payment: { receivedMinor: 2_000n, returnedMinor: 1_000n },
    });
  });

  test('for an order that was given up goes back, also the part that was there', async () => {
    const { paymentReference, gatewayReference, status } = await wire(1_000n);
    await receive(paymentReference, 300n);
    await gateway.voidAuthorisation({ merchantId, idempotencyKey: randomUUID(), at: AT, gatewayReference });
    expect(await desk.findPayment(merchantId, paymentReference)).toMatchObject({
      state: 'DECLINED',
      returnedMinor: 300n,
    });
    expect(await receive(paymentReference)).toMatchObject({
      outcome: 'RETURNED',
      payment: { receivedMinor: 1_300n, returnedMinor: 1_300n },
    });
    expect(await status()).toBe('DECLINED');
  });

  test('goes back when the order is given up after it came', async () => {
    const { paymentReference, gatewayReference, status } = await wire(1_000n);
    await receive(paymentReference);
    await gateway.voidAuthorisation({ merchantId, idempotencyKey: randomUUID(), at: AT, gatewayReference });
    expect(await desk.findPayment(merchantId, paymentReference)).toMatchObject({ returnedMinor: 1_000n });
    expect(await status()).toBe('APPROVED');
  });

  test('at once from many hands adds up', async () => {
    const { paymentReference } = await wire(1_000n);
    await Promise.all(Array.from({ length: 8 }, () => receive(paymentReference, 300n)));
    const found = await desk.findPayment(merchantId, paymentReference);
    expect(found).toMatchObject({ state: 'APPROVED', receivedMinor: 2_400n, returnedMinor: 1_400n });
  });

  test('and an order given up at once: either it is paid, or all goes back', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { paymentReference, gatewayReference } = await wire(1_000n);
      await Promise.all([
        receive(paymentReference),
        gateway.voidAuthorisation({ merchantId, idempotencyKey: randomUUID(), at: AT, gatewayReference }),
      ]);
      // The void wins in either order: what came before it is sent back, what comes after it too.
      expect(await desk.findPayment(merchantId, paymentReference)).toMatchObject({
        receivedMinor: 1_000n,
        returnedMinor: 1_000n,
      });
    }
  });

  test('without a reference that is known is nobody’s', async () => {
    const { paymentReference } = await wire();
    expect(await receive('NOSUCHREF')).toEqual({ outcome: 'UNKNOWN_REFERENCE' });
    const elsewhere = await desk.receivePayment({ merchantId: merchantId + 1_000n, paymentReference, at: AT });
    expect(elsewhere).toEqual({ outcome: 'UNKNOWN_REFERENCE' });
  });

  test.each([0n, -5n])('of %s is a mistake of the caller', async (amountMinor) => {
    const { paymentReference } = await wire();
    await expect(receive(paymentReference, amountMinor)).rejects.toThrow(RangeError);
  });
});

describe('money that does not come', () => {
  test('declines the payment for the reason told', async () => {
    const { request, paymentReference, outcome } = await wire();
    expect(outcome.outcome).toBe('AWAITING');
    const bounced = await desk.bouncePayment({ merchantId, paymentReference, reason: 'ACCOUNT_CLOSED', at: AT });
    expect(bounced).toMatchObject({ outcome: 'BOUNCED', payment: { state: 'DECLINED' } });
    expect(await gateway.statusOf(request)).toMatchObject({ outcome: 'DECLINED', reason: 'ACCOUNT_CLOSED' });
    expect(told).toHaveLength(1);
  });

  test('cannot bounce when it is there, or unknown', async () => {
    const { paymentReference } = await wire();
    await receive(paymentReference);
    const late = await desk.bouncePayment({ merchantId, paymentReference, at: AT });
    expect(late).toMatchObject({ outcome: 'NOT_AWAITED', payment: { state: 'APPROVED' } });
    expect(await desk.bouncePayment({ merchantId, paymentReference: 'NOSUCHREF', at: AT })).toEqual({
      outcome: 'UNKNOWN_REFERENCE',
    });
  });
});

describe('the list of what is waited for', () => {
  test('is in order of time, bounded, and goes on after the last one', async () => {
    const references: string[] = [];
    for (let day = 0; day < 7; day += 1) references.push((await wire(100n, daysLater(day))).paymentReference);
    await receive(references[2] ?? '');
    const open = references.filter((_reference, day) => day !== 2);
    const first = await desk.listAwaiting(merchantId, { limit: 4 });
    expect(first.map((payment) => payment.paymentReference)).toEqual(open.slice(0, 4));
    expect(first[0]).toMatchObject({ orderReference: '11223344', amountMinor: 100n, since: AT, dueAt: null });
    const last = first.at(-1);
    const rest = last === undefined ? [] : await desk.listAwaiting(merchantId, { after: last });
    expect(rest.map((payment) => payment.paymentReference)).toEqual(open.slice(4));
    expect(await desk.listAwaiting(merchantId + 1_000n)).toEqual([]);
  });
});

describe('catching up', () => {
  test('lets debits come or bounce when they are due, and tells of it', async () => {
    const [good, bad, wired] = [await authorise(DEBIT), await authorise(BOUNCING), await wire()];
    expect(await desk.catchUp({ merchantId, at: daysLater(2) })).toBe(0);
    expect(await desk.catchUp({ merchantId, at: daysLater(3) })).toBe(2);
    expect(told.map((event) => event.kind === 'PAYMENT' && event.idempotencyKey).sort()).toEqual(
      [good.request.idempotencyKey, bad.request.idempotencyKey].sort(),
    );
    expect([await good.status(), await bad.status(), await wired.status()]).toEqual([
      'APPROVED',
      'DECLINED',
      'AWAITING',
    ]);
    expect(await desk.catchUp({ merchantId, at: daysLater(4) })).toBe(0);
  });

  test('tells what nobody wanted to hear, once somebody listens', async () => {
    const { paymentReference } = await wire();
    deaf = true;
    expect(await receive(paymentReference)).toMatchObject({ outcome: 'RECEIVED' });
    expect(await desk.catchUp({ merchantId, at: AT })).toBe(0);
    deaf = false;
    expect(await desk.catchUp({ merchantId, at: AT })).toBe(1);
    expect(await desk.catchUp({ merchantId, at: AT })).toBe(0);
  });

  test('tells what happened at a desk that has no listener, such as a command', async () => {
    const { paymentReference } = await wire();
    const silent = createSimulatorDesk({ db: store.database });
    await silent.receivePayment({ merchantId, paymentReference, at: AT });
    expect(told).toEqual([]);
    expect(await desk.catchUp({ merchantId, at: AT })).toBe(1);
  });
});

describe('a dispute', () => {
  const captured = async (amountMinor = 1_000n) => {
    const { outcome } = await authorise(CARD, amountMinor);
    if (outcome.outcome !== 'APPROVED') return expect.fail('not approved');
    const { gatewayReference } = outcome;
    const call = { merchantId, idempotencyKey: randomUUID(), at: AT, gatewayReference };
    await gateway.capture({ ...call, amountMinor, currency: 'EUR' });
    return gatewayReference;
  };
  const refund = (gatewayReference: string, amountMinor: bigint) =>
    gateway.refund({
      merchantId,
      idempotencyKey: randomUUID(),
      at: AT,
      gatewayReference,
      amountMinor,
      currency: 'EUR',
    });
  const open = async (gatewayReference: string, amountMinor?: bigint) =>
    desk.openDispute({
      ...{ merchantId, gatewayReference, reason: 'FRAUD', at: AT },
      ...(amountMinor === undefined ? {} : { amountMinor }),
    });
  const opened = async (gatewayReference: string, amountMinor?: bigint) => {
    const outcome = await open(gatewayReference, amountMinor);
    return outcome.outcome === 'DONE' ? outcome.dispute : expect.fail(outcome.reason);
  };

  test('is told with all there is to know, and again when it ends', async () => {
    const gatewayReference = await captured();
    const dispute = await opened(gatewayReference);
    expect(dispute).toEqual({
      gatewayReference,
      disputeReference: expect.stringMatching(/^dp_\w{16}$/),
      status: 'OPEN',
      reason: 'FRAUD',
      amountMinor: 1_000n,
      currency: 'EUR',
    });
    expect(await desk.listDisputes(merchantId)).toEqual([dispute]);
    const { disputeReference } = dispute;
    const lost = await desk.closeDispute({ merchantId, disputeReference, status: 'LOST', at: AT });
    expect(lost).toMatchObject({ outcome: 'DONE', dispute: { status: 'LOST' } });
    expect(await desk.listDisputes(merchantId)).toEqual([]);
    expect(told).toEqual([
      { kind: 'DISPUTE', merchantId, ...dispute },
      { kind: 'DISPUTE', merchantId, ...dispute, status: 'LOST' },
    ]);
  });

  test('holds its money back: it cannot be refunded too', async () => {
    const gatewayReference = await captured();
    await refund(gatewayReference, 100n);
    const { disputeReference } = await opened(gatewayReference, 600n);
    expect(await refund(gatewayReference, 301n)).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
    expect(await open(gatewayReference, 301n)).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
    expect(await refund(gatewayReference, 300n)).toMatchObject({ outcome: 'DONE' });
    await desk.closeDispute({ merchantId, disputeReference, status: 'WON', at: AT });
    expect(await refund(gatewayReference, 600n)).toMatchObject({ outcome: 'DONE' });
  });

  test.each(['LOST', 'ACCEPTED'] as const)('that is %s keeps the money from the merchant', async (status) => {
    const gatewayReference = await captured();
    const { disputeReference } = await opened(gatewayReference);
    await desk.closeDispute({ merchantId, disputeReference, status, at: AT });
    expect(await refund(gatewayReference, 1n)).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
  });

  test('in which the bank only asks holds nothing back, and cannot be lost', async () => {
    const gatewayReference = await captured();
    const question = { merchantId, gatewayReference, reason: 'INFO_REQUEST', at: AT } as const;
    const opened = await desk.openDispute(question);
    if (opened.outcome !== 'DONE') return expect.fail(opened.reason);
    const { disputeReference } = opened.dispute;
    expect(await refund(gatewayReference, 1_000n)).toMatchObject({ outcome: 'DONE' });
    const end = { merchantId, disputeReference, at: AT };
    expect(await desk.closeDispute({ ...end, status: 'LOST' })).toEqual({ outcome: 'REFUSED', reason: 'ONLY_ASKED' });
    const accept = { ...end, idempotencyKey: randomUUID() };
    expect(await gateway.acceptDispute(accept)).toEqual({ outcome: 'REFUSED', reason: 'ONLY_ASKED' });
    expect(await desk.closeDispute({ ...end, status: 'WON' })).toMatchObject({ outcome: 'DONE' });
  });

  test('is accepted by the merchant, however often he says so', async () => {
    const gatewayReference = await captured();
    const { disputeReference } = await opened(gatewayReference);
    const accept = () => gateway.acceptDispute({ merchantId, disputeReference, at: AT, idempotencyKey: randomUUID() });
    expect(await Promise.all([accept(), accept()])).toEqual([{ outcome: 'ACCEPTED' }, { outcome: 'ACCEPTED' }]);
    expect(await refund(gatewayReference, 1n)).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
    await desk.catchUp({ merchantId, at: AT });
    expect(told.map((event) => event.kind === 'DISPUTE' && event.status)).toEqual(['OPEN', 'ACCEPTED']);
  });

  test('is not accepted once it is decided, nor where there is none', async () => {
    const { disputeReference } = await opened(await captured());
    await desk.closeDispute({ merchantId, disputeReference, status: 'WON', at: AT });
    const accept = (reference: string) =>
      gateway.acceptDispute({ merchantId, disputeReference: reference, at: AT, idempotencyKey: randomUUID() });
    expect(await accept(disputeReference)).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_CLOSED' });
    expect(await accept('dp_NOTHING')).toEqual({ outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' });
  });

  test('ends once', async () => {
    const { disputeReference } = await opened(await captured());
    const end = { merchantId, disputeReference, at: AT };
    const outcomes = await Promise.all([
      desk.closeDispute({ ...end, status: 'WON' }),
      desk.closeDispute({ ...end, status: 'LOST' }),
    ]);
    expect(outcomes.map((outcome) => outcome.outcome).sort()).toEqual(['DONE', 'REFUSED']);
    const done = outcomes.find((outcome) => outcome.outcome === 'DONE');
    const status = done?.outcome === 'DONE' && done.dispute.status === 'WON' ? 'WON' : 'LOST';
    expect(await desk.closeDispute({ ...end, status })).toEqual(done);
  });

  test.each([
    ['a payment that is not known', 'UNKNOWN_REFERENCE', async () => 'sim_0_nothing'],
    ['a payment that is not captured', 'NOT_CAPTURED', async () => (await wire()).gatewayReference],
  ])('is not opened over %s', async (_what, reason, referenceOf) => {
    expect(await open(await referenceOf())).toEqual({ outcome: 'REFUSED', reason });
    expect(told).toEqual([]);
  });

  test('and refunds at once never take more than was captured', async () => {
    const gatewayReference = await captured(1_000n);
    const outcomes = await Promise.all([
      ...Array.from({ length: 4 }, () => refund(gatewayReference, 300n)),
      ...Array.from({ length: 4 }, () => open(gatewayReference, 300n)),
    ]);
    expect(outcomes.filter((outcome) => outcome.outcome === 'DONE')).toHaveLength(3);
  });
});

test('events that come twice, late and out of order still tell of everything', async () => {
  const heard: string[] = [];
  const faulty = withEventFaults(
    async (event) => {
      if (event.kind === 'PAYMENT') heard.push(event.idempotencyKey);
    },
    { seed: 11, lose: 0.3, duplicate: 0.3, hold: 0.3 },
  );
  const shaky = createSimulatorDesk({ db: store.database, onEvent: faulty.listener });
  const keys: string[] = [];
  for (let count = 0; count < 12; count += 1) {
    const { request, paymentReference } = await wire();
    keys.push(request.idempotencyKey);
    await shaky.receivePayment({ merchantId, paymentReference, at: AT });
  }
  for (let round = 0; round < 15; round += 1) await shaky.catchUp({ merchantId, at: AT });
  await faulty.flush();
  expect(new Set(heard)).toEqual(new Set(keys));
  expect(heard.length).toBeGreaterThan(keys.length);
});
