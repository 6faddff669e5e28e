import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, statement } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { CardDetails } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { isDeclineReason } from '../declines.ts';
import type { AuthoriseRequest, Gateway } from '../port.ts';
import { GatewayUnreachable } from '../port.ts';
import type { GatewayUnderTest } from '../port-suite.ts';
import { gatewaySuite, SUITE_RETURN_ADDRESSES } from '../port-suite.ts';
import { withTimeLimit } from '../time-limit.ts';
import { decideChallenge } from './challenges.ts';
import { chargeKeyOf } from './charges.ts';
import { createSimulator } from './simulator.ts';
import { LIVE_CARDS, TEST_HOLDERS } from './test-cards.ts';

const AT = new Date('2026-11-22T10:00:00Z');

const card = (changes: Partial<CardDetails> = {}): CardDetails => ({
  number: '4111111111111111',
  expirationMonth: 12,
  expirationYear: 2031,
  securityCode: '123',
  holderName: 'John Doe',
  type: null,
  ...changes,
});

/** Cards that are wrong by themselves, before any bank is asked. */
const UNREADABLE: [DeclineReason, CardDetails][] = [
  ['INVALID_CARD_NUMBER', card({ number: '4111111111111112' })],
  ['INVALID_CARD_NUMBER', card({ number: '4111' })],
  ['INVALID_CARD_NUMBER', card({ number: '' })],
  ['UNSUPPORTED_CARD', card({ number: '2000000000000006' })],
  ['INVALID_EXPIRATION_DATE', card({ expirationMonth: 13 })],
  ['INVALID_EXPIRATION_DATE', card({ expirationYear: Number.NaN })],
  ['EXPIRED_CARD', card({ expirationMonth: 10, expirationYear: 2026 })],
  ['INVALID_CVV', card({ securityCode: '12' })],
  ['INVALID_CVV', card({ securityCode: '12a' })],
  ['INVALID_CVV', card({ securityCode: null })],
];

const declinedBy = <Kind extends string>(table: Readonly<Record<Kind, string>>, make: (key: string) => CardDetails) =>
  Object.entries<string>(table).flatMap(([key, does]): [DeclineReason, CardDetails][] =>
    isDeclineReason(does) ? [[does, make(key)]] : [],
  );

async function movedIn(store: TestDatabase, merchantId: bigint, gatewayReference: string) {
  const text = `
    SELECT c.captured_minor, c.refunded_minor,
      COALESCE(SUM(m.amount_minor) FILTER (WHERE m.kind = 'CAPTURE'), 0)::bigint AS captures,
      COALESCE(SUM(m.amount_minor) FILTER (WHERE m.kind = 'REFUND'), 0)::bigint AS refunds
    FROM simulator_charges c
    LEFT JOIN simulator_movements m ON m.merchant_id = c.merchant_id AND m.charge_key = c.idempotency_key
      AND m.refusal IS NULL
    WHERE c.merchant_id = $1 AND c.idempotency_key = $2
    GROUP BY c.captured_minor, c.refunded_minor`;
  type Row = Record<'captured_minor' | 'refunded_minor' | 'captures' | 'refunds', bigint>;
  const row = await store.database.row<Row>(statement(text, [merchantId, chargeKeyOf(merchantId, gatewayReference)]));
  if (row === undefined) throw new Error('No such charge');
  expect([row.captures, row.refunds], 'the books are the sum of the movements').toEqual([
    row.captured_minor,
    row.refunded_minor,
  ]);
  return { captured: row.captured_minor, refunded: row.refunded_minor };
}

let suiteStore: TestDatabase;

const common = async () => {
  suiteStore = await createTestDatabase({ maxConnections: 8 });
  return {
    gateway: createSimulator({ db: suiteStore.database }),
    at: AT,
    movedMinor: (merchantId: bigint, reference: string) => movedIn(suiteStore, merchantId, reference),
  };
};
const close = () => suiteStore.drop();

gatewaySuite(
  'The simulator with TEST orders',
  async (): Promise<GatewayUnderTest> => ({
    ...(await common()),
    testOrder: true,
    approved: card(),
    approvedFacts: {
      brand: 'visa',
      firstDigits: '4111',
      lastDigits: '1111',
      expirationMonth: '12',
      expirationYear: '31',
    },
    declined: [...UNREADABLE, ...declinedBy(TEST_HOLDERS, (holderName) => card({ holderName }))],
    held: card({ holderName: 'Fraud Doe' }),
    declinedOffSession: card({ holderName: 'Renewal Doe' }),
    challenged: null,
  }),
  close,
);

gatewaySuite(
  'The simulator with live orders',
  async (): Promise<GatewayUnderTest> => ({
    ...(await common()),
    testOrder: false,
    approved: card({ number: '5200 8282 8282 8210', expirationMonth: 3, holderName: 'Red Doe' }),
    approvedFacts: {
      brand: 'mastercard',
      firstDigits: '5200',
      lastDigits: '8210',
      expirationMonth: '03',
      expirationYear: '31',
    },
    declined: [
      ...UNREADABLE,
      ['CARD_DECLINED', card({ number: '4111111111111111' })],
      ['CARD_DECLINED', card({ number: '5555555555554444' })],
      ...declinedBy(LIVE_CARDS, (number) => card({ number })),
    ],
    held: card({ number: '4000000000009235' }),
    declinedOffSession: card({ number: '4000000000000341' }),
    challenged: {
      card: card({ number: '4000000000003220' }),
      failing: card({ number: '4000008400001629' }),
      answer: (params, answer) => {
        const decision = answer === 'confirm' ? 'CONFIRMED' : 'CANCELLED';
        return decideChallenge(suiteStore.database, params['avng8apitoken'] ?? '', decision, AT);
      },
    },
  }),
  close,
);

describe('The simulator', () => {
  let store: TestDatabase;
  let gateway: Gateway;
  beforeAll(async () => {
    store = await createTestDatabase();
    gateway = createSimulator({ db: store.database, lateMs: 150 });
  });
  afterAll(() => store.drop());

  const order = (details: CardDetails, changes: Partial<AuthoriseRequest> = {}): AuthoriseRequest => ({
    merchantId: 1n,
    idempotencyKey: randomUUID(),
    at: AT,
    amountMinor: 1_000n,
    currency: 'EUR',
    orderReference: '11223344',
    testOrder: true,
    offSession: false,
    keepCard: false,
    paymentMethod: { kind: 'CARD', ...details },
    shopper: { countryCode: 'DE', ip: null },
    threeDSecure: SUITE_RETURN_ADDRESSES,
    ...changes,
  });

  test.each([
    ['4111111111111111', 'visa'],
    ['5555555555554444', 'mastercard'],
    ['378282246310005', 'amex'],
    ['6011111111111117', 'discover'],
    ['3530111333300000', 'jcb'],
    ['6759649826438453', 'maestro'],
    ['5019555544445555', 'dankort'],
    ['6362970000457013', 'elo'],
    ['6062826786276634', 'hipercard'],
    ['4026000000000002', 'visaelectron'],
  ])('TEST order with %s is approved as %s', async (number, brand) => {
    expect(await gateway.authorise(order(card({ number })))).toMatchObject({ outcome: 'APPROVED', card: { brand } });
  });

  test.each(['JOHN DOE', '  john   doe ', 'Ada Kern', ''])('TEST order of %j is approved', async (holderName) => {
    expect(await gateway.authorise(order(card({ holderName })))).toMatchObject({ outcome: 'APPROVED' });
  });

  test('a card is good through the last day of its month', async () => {
    const details = card({ expirationMonth: 11, expirationYear: 2026 });
    const lastMoment = order(details, { at: new Date('2026-11-30T23:59:59.999Z') });
    expect(await gateway.authorise(lastMoment)).toMatchObject({ outcome: 'APPROVED' });
    const nextMonth = order(details, { at: new Date('2026-12-01T00:00:00Z') });
    expect(await gateway.authorise(nextMonth)).toMatchObject({ outcome: 'DECLINED', reason: 'EXPIRED_CARD' });
  });

  test('TEST orders never ask for 3-D Secure', async () => {
    for (const number of ['4000000000003220', '4000008400001629']) {
      expect(await gateway.authorise(order(card({ number })))).toMatchObject({ outcome: 'APPROVED' });
    }
  });

  test('a token made before the type of the order is known goes by the holder in TEST and by the number live', async () => {
    const details = card({ number: '4242424242424242', holderName: 'Poor Doe' });
    const stored = await gateway.tokenise({ merchantId: 1n, idempotencyKey: randomUUID(), at: AT, card: details });
    if (stored.outcome !== 'TOKENISED') throw new Error('The card was not stored');
    const paymentMethod = { kind: 'TOKEN', token: stored.token, securityCode: null } as const;
    const asTest = await gateway.authorise(order(details, { paymentMethod }));
    expect(asTest).toMatchObject({ outcome: 'DECLINED', reason: 'INSUFFICIENT_FUNDS' });
    const asLive = await gateway.authorise(order(details, { paymentMethod, testOrder: false }));
    expect(asLive).toMatchObject({ outcome: 'APPROVED' });
  });

  test.each(UNREADABLE.filter(([, details]) => details.securityCode !== null))(
    'a card that is %s is not tokenised',
    async (reason, details) => {
      const request = { merchantId: 1n, idempotencyKey: randomUUID(), at: AT, card: details };
      expect(await gateway.tokenise(request)).toMatchObject({ outcome: 'DECLINED', reason });
    },
  );

  test('a confirmed card renews without another confirmation', async () => {
    const request = order(card({ number: '4000000000003220' }), { testOrder: false, offSession: true });
    expect(await gateway.authorise(request)).toMatchObject({ outcome: 'APPROVED' });
  });

  test('the late card is charged although nobody waits for the answer', async () => {
    const request = order(card({ holderName: 'Slow Doe' }));
    await expect(withTimeLimit(gateway, 50).authorise(request)).rejects.toThrow(GatewayUnreachable);
    expect(await gateway.statusOf(request)).toMatchObject({ outcome: 'APPROVED' });
  });

  test('a time limit that is not reached changes nothing', async () => {
    const request = order(card());
    expect(await withTimeLimit(gateway, 5_000).authorise(request)).toMatchObject({ outcome: 'APPROVED' });
    const wrong = order(card(), { amountMinor: -1n });
    await expect(withTimeLimit(gateway, 5_000).authorise(wrong)).rejects.toThrow(RangeError);
  });

  test('remembers after a restart', async () => {
    const request = order(card(), { keepCard: true });
    const before = await gateway.authorise(request);
    const database = openDatabase({ connectionString: store.connectionString, maxConnections: 1 });
    try {
      const restarted = createSimulator({ db: database });
      expect(await restarted.statusOf(request)).toEqual(before);
      expect(await restarted.authorise(request)).toEqual(before);
    } finally {
      await database.close();
    }
  });

  test('answers "unknown" when its database cannot be reached', async () => {
    const nowhere = openDatabase({ connectionString: 'postgres://nobody@127.0.0.1:1/nothing', maxConnections: 1 });
    try {
      const request = order(card());
      await expect(createSimulator({ db: nowhere }).authorise(request)).rejects.toThrow(GatewayUnreachable);
    } finally {
      await nowhere.close();
    }
  });

  test('one authorisation is one round trip, one capture another', async () => {
    let trips = 0;
    const counted = {
      rows: <Row>(s: Parameters<typeof store.database.rows>[0]) => {
        trips += 1;
        return store.database.rows<Row>(s);
      },
    };
    const row = async <Row>(s: Parameters<typeof store.database.rows>[0]) => (await counted.rows<Row>(s))[0];
    const simulator = createSimulator({ db: { ...counted, row } });
    const outcome = await simulator.authorise(order(card(), { keepCard: true }));
    if (outcome.outcome !== 'APPROVED') throw new Error('Not approved');
    expect(trips).toBe(1);
    const { gatewayReference } = outcome;
    const call = { merchantId: 1n, idempotencyKey: randomUUID(), at: AT };
    await simulator.capture({ ...call, gatewayReference, amountMinor: 1_000n, currency: 'EUR' });
    expect(trips).toBe(2);
  });

  test('keeps no card number and no security code', async () => {
    const details = card({ number: '4000000000009235', securityCode: '9731' });
    await gateway.authorise(order(details, { testOrder: false, keepCard: true }));
    await gateway.tokenise({ merchantId: 1n, idempotencyKey: randomUUID(), at: AT, card: details });
    const tables = ['tokens', 'charges', 'challenges', 'movements'];
    const text = tables.map((table) => `SELECT to_jsonb(t)::text AS stored FROM simulator_${table} t`);
    const rows = await store.database.rows<{ stored: string }>(statement(text.join(' UNION ALL ')));
    expect(rows.length).toBeGreaterThan(2);
    for (const { stored } of rows) {
      expect(stored).not.toMatch(/\d{13}/);
      expect(stored).not.toContain('"9731"');
    }
  });
});
