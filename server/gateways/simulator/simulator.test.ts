import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, statement } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { CardDetails } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { isDeclineReason } from '../declines.ts';
import type { AuthoriseRequest, Gateway, PaymentMethod } from '../port.ts';
import { GatewayUnreachable, IdempotencyKeyReused } from '../port.ts';
import type { GatewayUnderTest } from '../port-suite.ts';
import { gatewaySuite, SUITE_RETURN_ADDRESSES } from '../port-suite.ts';
import { withTimeLimit } from '../time-limit.ts';
import { isRoutingNumber, isSepaIban } from './bank-accounts.ts';
import { decideChallenge } from './challenges.ts';
import { chargeKeyOf } from './charges.ts';
import { createSimulator } from './simulator.ts';
import { LIVE_CARDS, TEST_HOLDERS } from './test-cards.ts';
import { beyondCards } from './testing-methods.ts';

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
    beyondCards: beyondCards(suiteStore, AT),
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
    browser: SUITE_RETURN_ADDRESSES,
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

  const endingOf = async (request: AuthoriseRequest): Promise<string> => {
    const outcome = await gateway.authorise(request);
    return outcome.outcome === 'DECLINED' ? outcome.reason : outcome.outcome;
  };

  /** The first payment of a means, and what becomes of its renewals. */
  const renewals = async (first: AuthoriseRequest, times: number): Promise<string[]> => {
    const outcome = await gateway.authorise({ ...first, keepCard: true });
    const { token } = outcome.outcome === 'APPROVED' ? outcome : expect.fail(`first payment: ${outcome.outcome}`);
    const paymentMethod = { kind: 'TOKEN', token: token ?? '', securityCode: null } as const;
    const endings: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const renewal = { ...first, idempotencyKey: randomUUID(), paymentMethod, offSession: true };
      endings.push(await endingOf(renewal));
      expect(await endingOf(renewal), 'the same call again is the same payment').toBe(endings.at(-1));
    }
    return endings;
  };

  const SHORT = 'INSUFFICIENT_FUNDS';
  const RENEWALS: [string, string, string[]][] = [
    ['4242424242424242', 'John Doe', ['APPROVED', 'APPROVED']],
    ['4000000000000341', 'Renewal Doe', ['CARD_DECLINED', 'CARD_DECLINED']],
    ['4000000000003105', 'Once Doe', [SHORT, 'APPROVED', 'APPROVED']],
    ['4000000000003204', 'Twice Doe', [SHORT, SHORT, 'APPROVED', 'APPROVED']],
    ['4000000000003303', 'Thrice Doe', [SHORT, SHORT, SHORT, 'APPROVED']],
    ['4000000000003600', 'Often Doe', [SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, 'APPROVED']],
    ['4000000000003469', 'Outdated Doe', ['EXPIRED_CARD', 'EXPIRED_CARD']],
    ['4000000000003477', 'Revoked Doe', ['INVALID_TOKEN', 'INVALID_TOKEN']],
  ];

  test.each(RENEWALS)(
    'renewals of %s in live orders, and of %s in TEST orders: %j',
    async (number, holderName, endings) => {
      const live = order(card({ number }), { testOrder: false });
      expect(await renewals(live, endings.length)).toEqual(endings);
      expect(await renewals(order(card({ holderName })), endings.length)).toEqual(endings);
    },
  );

  test('each stored card counts its declines for itself', async () => {
    const live = order(card({ number: '4000000000003105' }), { testOrder: false });
    for (let time = 0; time < 2; time += 1) {
      expect(await renewals({ ...live, idempotencyKey: randomUUID() }, 2)).toEqual([SHORT, 'APPROVED']);
    }
  });

  test('a shopper who is there pays with a stored card whose renewals are declined', async () => {
    const outcome = await gateway.authorise(
      order(card({ number: '4000000000003477' }), { testOrder: false, keepCard: true }),
    );
    const token = outcome.outcome === 'APPROVED' ? (outcome.token ?? '') : '';
    const paymentMethod = { kind: 'TOKEN', token, securityCode: '123' } as const;
    expect(await endingOf(order(card(), { testOrder: false, paymentMethod }))).toBe('APPROVED');
  });

  test('a card that asks every time cannot renew', async () => {
    const request = order(card({ number: '4000000000003485' }), { testOrder: false });
    expect(await endingOf(request)).toBe('CHALLENGE');
    const renewal = { ...request, idempotencyKey: randomUUID(), offSession: true };
    expect(await endingOf(renewal)).toBe('AUTHENTICATION_REQUIRED');
  });

  test('a bank account can be short of money, or forbid debits, once it renews', async () => {
    for (const [iban, endings] of [
      ['DE51370400440532013005', [SHORT, SHORT, 'APPROVED']],
      ['DE24370400440532013006', ['INVALID_TOKEN']],
    ] as const) {
      const account = { scheme: 'SEPA', holderName: 'Ada Kern', iban } as const;
      const paymentMethod = { kind: 'DIRECT_DEBIT', account } as const;
      const first = order(card(), { paymentMethod, keepCard: true });
      expect(await endingOf(first)).toBe('AWAITING');
      await gateway.statusOf({ ...first, at: new Date(AT.getTime() + 3 * 86_400_000) });
      expect(await renewals(first, endings.length)).toEqual(endings);
    }
  });

  test.each<[string, string, PaymentMethod]>([
    ['iDEAL', 'USD', { kind: 'REDIRECT', method: 'IDEAL', bankCode: null, email: null }],
    ['boleto', 'EUR', { kind: 'OFFLINE', method: 'BOLETO' }],
    ['Pix', 'USD', { kind: 'OFFLINE', method: 'PIX' }],
    [
      'SEPA',
      'GBP',
      { kind: 'DIRECT_DEBIT', account: { scheme: 'SEPA', holderName: 'A', iban: 'DE89370400440532013000' } },
    ],
  ])('%s does not take %s', async (_name, currency, paymentMethod) => {
    expect(await endingOf(order(card(), { paymentMethod, currency }))).toBe('CURRENCY_NOT_OFFERED');
  });

  test('a wallet may ask for 3-D Secure', async () => {
    const payload = JSON.stringify({ signature: 'x', signedMessage: '{}', testCard: '3220' });
    const paymentMethod = { kind: 'WALLET', wallet: 'GOOGLE_PAY', payload } as const;
    expect(await endingOf(order(card(), { paymentMethod, testOrder: false }))).toBe('CHALLENGE');
  });

  test('a key that comes back with another way to pay is refused', async () => {
    const request = order(card(), { paymentMethod: { kind: 'OFFLINE', method: 'WIRE' } });
    await gateway.authorise(request);
    const other = { ...request, paymentMethod: { kind: 'OFFLINE', method: 'CHECK' } } as const;
    await expect(gateway.authorise(other)).rejects.toThrow(IdempotencyKeyReused);
  });

  test.each([
    ['EUR', { routingNumber: null, accounts: [{ iban: 'DE57000000000000010001', currency: 'EUR' }] }],
    ['USD', { routingNumber: '123456780', accounts: [{ account: '000100010004', iban: null, currency: 'USD' }] }],
    ['GBP', { routingNumber: null, accounts: [{ iban: 'GB98SIMU00000000010002', currency: 'GBP' }] }],
    ['SEK', { routingNumber: null, accounts: [{ iban: 'LU770000000000010003', currency: 'SEK' }] }],
  ])('a wire in %s goes to an account for it', async (currency, expected) => {
    const paymentMethod = { kind: 'OFFLINE', method: 'WIRE' } as const;
    const outcome = await gateway.authorise(order(card(), { paymentMethod, currency }));
    expect(outcome).toMatchObject({
      outcome: 'AWAITING',
      instructions: { kind: 'WIRE', paymentReference: expect.stringMatching(/^[A-HJ-NP-Z2-9]{12}$/), ...expected },
    });
    const iban = expected.accounts[0]?.iban;
    if (iban) expect(isSepaIban(iban)).toBe(true);
    if (expected.routingNumber) expect(isRoutingNumber(expected.routingNumber)).toBe(true);
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
