import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { withEventFaults } from '../event-faults.ts';
import type { AuthoriseRequest, GatewayEvent } from '../port.ts';
import { type SentEvent, signatureOf } from './double/webhooks.ts';
import type { StripeKeys } from './stripe.ts';
import { keysFor, type StripeStage, stageStripe, typed } from './testing-stripe.ts';
import { registerStripeWebhook, WEBHOOK_PATH } from './webhook.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const MERCHANT = 7_001n;
const OTHER = 7_002n;
const CODES: Readonly<Record<string, bigint>> = { SHOP: MERCHANT, OTHER };

let store: TestDatabase;
let stage: StripeStage;
let app: FastifyInstance;
let url = '';
let told: GatewayEvent[] = [];
let listener: (event: GatewayEvent) => Promise<void>;
let keys: (merchantId: bigint) => StripeKeys | null;

const hear = async (event: GatewayEvent): Promise<void> => {
  told.push(event);
};

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

beforeEach(async () => {
  [told, listener, keys] = [[], hear, keysFor];
  stage = await stageStripe(store.database, { keysOf: (id) => keys(id) });
  app = fastify({ forceCloseConnections: true });
  registerStripeWebhook(app, {
    parts: stage.parts,
    merchantIdOf: async (code) => CODES[code],
    onEvent: (event) => listener(event),
  });
  url = (await app.listen({ port: 0, host: '127.0.0.1' })) + WEBHOOK_PATH;
  account().webhooks.hold(true);
});
afterEach(async () => {
  await app.close();
  await stage.close();
});

const account = () => stage.double.account(keysFor(MERCHANT).secretKey);
const SECRET = keysFor(MERCHANT).webhookSecrets[0] ?? '';

const seconds = (at = stage.parts.now()): number => Math.floor(at.getTime() / 1000);

const post = (body: string | Uint8Array<ArrayBuffer>, signature: string | null, code = 'SHOP') =>
  fetch(url + code, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signature !== null && { 'stripe-signature': signature }) },
    body,
  });

const sign = (payload: string, secret = SECRET, at = seconds()): string => signatureOf(payload, secret, at);

const eventOf = (type: string, object: object): string =>
  JSON.stringify({ id: `evt_${randomUUID()}`, object: 'event', type, data: { object } });

const labelled = (merchantId: bigint, idempotencyKey = 'authorise:1') => ({
  id: 'pi_1',
  object: 'payment_intent',
  metadata: { merchant_id: String(merchantId), idempotency_key: idempotencyKey },
});

const order = (): AuthoriseRequest => ({
  ...{ merchantId: MERCHANT, idempotencyKey: `authorise:${randomUUID()}`, at: AT },
  ...{ amountMinor: 2_500n, currency: 'EUR', orderReference: '11223344' },
  ...{ testOrder: false, offSession: false, keepCard: false },
  paymentMethod: { kind: 'CARD', ...typed('4242424242424242') },
  shopper: { countryCode: 'DE', ip: null },
  browser: null,
});

const pay = async () => {
  const request = order();
  const outcome = await stage.gateway.authorise(request);
  if (outcome.outcome !== 'APPROVED') return expect.fail(outcome.outcome);
  const { gatewayReference } = outcome;
  const call = { merchantId: MERCHANT, idempotencyKey: `capture:${randomUUID()}`, at: AT };
  await stage.gateway.capture({ ...call, gatewayReference, amountMinor: 2_500n, currency: 'EUR' });
  return { request, gatewayReference };
};

/** Sends the events that the double has for the account, in an order of the test's. */
const deliver = async (choose: (events: readonly SentEvent[]) => readonly SentEvent[]) => {
  account().webhooks.sendTo({ url: `${url}SHOP`, secret: SECRET });
  for (const event of choose(account().webhooks.events)) await account().webhooks.deliver(event);
};

describe('whose events are believed', () => {
  const payload = eventOf('payment_intent.succeeded', labelled(MERCHANT));

  test('one with the signature of the address', async () => {
    expect((await post(payload, sign(payload))).status).toBe(200);
    expect(told).toEqual([{ kind: 'PAYMENT', merchantId: MERCHANT, idempotencyKey: 'authorise:1' }]);
  });

  test('while a secret is being changed, both', async () => {
    keys = (id) => ({ ...keysFor(id), webhookSecrets: ['whsec_new', SECRET] });
    expect((await post(payload, sign(payload, 'whsec_new'))).status).toBe(200);
    expect((await post(payload, sign(payload))).status).toBe(200);
    expect(told).toHaveLength(2);
  });

  test.each([
    ['no signature', () => null],
    ['an empty one', () => ''],
    ['nonsense', () => 'nonsense'],
    ['none of the right kind', () => `t=${seconds()},v0=${'0'.repeat(64)}`],
    ['an empty one of the right kind', () => `t=${seconds()},v1=`],
    ['the secret of somebody else', () => sign(payload, 'whsec_of7002')],
    ['the signature of another text', () => sign(`${payload} `)],
    ['a signature of six minutes ago', () => sign(payload, SECRET, seconds() - 360)],
    ['a signature without a time', () => sign(payload).replace(/t=\d+/, 't=')],
  ])('not one with %s', async (_what, signature) => {
    const answer = await post(payload, signature());
    expect(answer.status).toBe(400);
    expect(told).toEqual([]);
  });

  test('one of four minutes ago still counts', async () => {
    expect((await post(payload, sign(payload, SECRET, seconds() - 240))).status).toBe(200);
  });

  test('neither of a merchant that is not known, nor of one without keys, and the answers are the same', async () => {
    const unknown = await post(payload, sign(payload), 'NOBODY');
    const wrong = await post(payload, sign(payload, 'whsec_wrong'));
    keys = () => null;
    const keyless = await post(payload, sign(payload));
    expect([unknown.status, keyless.status, wrong.status]).toEqual([400, 400, 400]);
    expect(await unknown.text()).toBe(await wrong.text());
  });

  test('signed nonsense is not read', async () => {
    for (const text of ['', 'nonsense', '[]x']) expect((await post(text, sign(text))).status, text).toBe(400);
  });

  test('what is larger than any event is not taken', async () => {
    const large = eventOf('payment_intent.succeeded', { ...labelled(MERCHANT), description: 'x'.repeat(600_000) });
    expect((await post(large, sign(large))).status).toBe(413);
    expect(told).toEqual([]);
  });

  test('the bytes are checked as they came, also where they are no text', async () => {
    const bytes = new Uint8Array([...Buffer.from(payload), 0xff]);
    expect((await post(bytes, sign(payload))).status).toBe(400);
  });
});

describe('what events mean', () => {
  test.each([
    ['an event of no interest', eventOf('customer.created', { id: 'cus_1', object: 'customer' })],
    ['an event that Stripe may invent', eventOf('payment_intent.dreamt', labelled(MERCHANT))],
    [
      'a payment that somebody made without this server',
      eventOf('payment_intent.succeeded', { id: 'pi_9', metadata: {} }),
    ],
    ['a payment of another merchant with the same account', eventOf('payment_intent.canceled', labelled(OTHER))],
  ])('%s is answered, and tells nothing', async (_what, payload) => {
    expect((await post(payload, sign(payload))).status).toBe(200);
    expect(told).toEqual([]);
  });

  test('a payment is told at each step, by its key', async () => {
    const { request } = await pay();
    await deliver((events) => events);
    const { idempotencyKey } = request;
    expect(told).toContainEqual({ kind: 'PAYMENT', merchantId: MERCHANT, idempotencyKey });
    expect(new Set(told.map((event) => event.kind === 'PAYMENT' && event.idempotencyKey))).toEqual(
      new Set([idempotencyKey]),
    );
  });

  test('who cannot handle an event now is told again later', async () => {
    await pay();
    listener = async () => {
      throw new Error('The orders are down');
    };
    await deliver((events) => events.slice(-1));
    listener = hear;
    await deliver((events) => events.slice(-1));
    expect(account().webhooks.events.at(-1)?.answers).toEqual([500, 200]);
    expect(told).toHaveLength(1);
    expect(stage.lines.join('')).toContain('an event of Stripe was not handled');
  });

  test('events that are lost, doubled and late tell the same in the end', async () => {
    const keysOfAll = [];
    for (let count = 0; count < 5; count += 1) keysOfAll.push((await pay()).request.idempotencyKey);
    const faulty = withEventFaults(hear, { seed: 11, lose: 0.3, duplicate: 0.3, hold: 0.3 });
    listener = faulty.listener;
    for (let round = 0; round < 6; round += 1) {
      await deliver((events) => events.filter(({ answers }) => !answers.includes(200)).toReversed());
    }
    await faulty.flush();
    const heard = new Set(told.map((event) => event.kind === 'PAYMENT' && event.idempotencyKey));
    expect(heard).toEqual(new Set(keysOfAll));
  });

  test.each([
    ['fraudulent', 'FRAUD'],
    ['product_not_received', 'MERCHANDISE_NOT_RECEIVED'],
    ['product_unacceptable', 'NOT_AS_DESCRIBED'],
    ['duplicate', 'DUPLICATE_TRANSACTION'],
    ['unrecognized', 'NOT_RECOGNIZED'],
    ['credit_not_processed', 'CREDIT_NOT_PROCESSED'],
    ['general', 'UNKNOWN'],
  ])('a dispute because of %s is told as %s', async (reason, expected) => {
    const { gatewayReference } = await pay();
    const disputeReference = account().dispute(gatewayReference, reason);
    await deliver((events) => events.slice(-1));
    expect(told).toEqual([
      {
        ...{ kind: 'DISPUTE', merchantId: MERCHANT, gatewayReference, disputeReference },
        ...{ status: 'OPEN', reason: expected, amountMinor: 2_500n, currency: 'EUR' },
      },
    ]);
  });

  test("a dispute of what was paid on Stripe's page names the page, as the payment does", async () => {
    const paymentMethod = { kind: 'REDIRECT', method: 'CARD_PAGE', bankCode: null, email: null } as const;
    const browser = { returnUrl: 'https://a.test', cancelUrl: 'https://a.test', challengeBaseUrl: 'https://b.test' };
    const request = { ...order(), paymentMethod, browser };
    const page = await stage.gateway.authorise(request);
    if (page.outcome !== 'REDIRECT') return expect.fail(page.outcome);
    const form = new URLSearchParams({ decision: 'pay', number: '4242424242424242' });
    await fetch(page.href, { method: 'POST', redirect: 'manual', body: form });
    const { gatewayReference } = page;
    const call = { merchantId: MERCHANT, idempotencyKey: `capture:${randomUUID()}`, at: AT };
    await stage.gateway.capture({ ...call, gatewayReference, amountMinor: 2_500n, currency: 'EUR' });
    account().dispute(account().payments()[0]?.id ?? '', 'fraudulent');
    await deliver((events) => events.filter(({ type }) => /^(charge.dispute|checkout)/.test(type)));
    expect(told).toMatchObject([
      { kind: 'PAYMENT', idempotencyKey: request.idempotencyKey },
      { kind: 'DISPUTE', gatewayReference },
    ]);
  });

  test('a question of a bank is no dispute yet', async () => {
    const { gatewayReference } = await pay();
    account().dispute(gatewayReference, 'fraudulent', 'warning_needs_response');
    await deliver((events) => events.slice(-1));
    expect(told).toMatchObject([{ status: 'OPEN', reason: 'INFO_REQUEST' }]);
  });

  test.each([
    ['won', 'WON'],
    ['lost', 'LOST'],
    ['under_review', 'OPEN'],
    ['warning_closed', 'WON'],
    ['prevented', 'WON'],
  ])('a dispute that is %s is told as %s, in whatever order its events come', async (status, expected) => {
    const { gatewayReference } = await pay();
    const dispute = account().dispute(gatewayReference, 'fraudulent');
    account().changeDispute(dispute, 'under_review');
    account().changeDispute(dispute, status);
    await deliver((events) => events.filter(({ type }) => type.startsWith('charge.dispute')).toReversed());
    expect(told.map((event) => event.kind === 'DISPUTE' && event.status)).toEqual([expected, expected, expected]);
  });

  test('a dispute of a payment that this server did not make is left alone', async () => {
    const payload = eventOf('charge.dispute.created', { id: 'du_unknown', object: 'dispute' });
    expect((await post(payload, sign(payload))).status).toBe(200);
    expect(told).toEqual([]);
  });

  test('a refund by hand is told to people', async () => {
    const { gatewayReference } = await pay();
    account().refundByHand(gatewayReference, 500);
    await deliver((events) => events.slice(-2));
    expect(stage.lines.join('')).toContain('a refund that was not made through this server');
  });

  test('a refund that came back is told to people', async () => {
    const { gatewayReference } = await pay();
    const call = { merchantId: MERCHANT, idempotencyKey: 'refund:1', at: AT };
    await stage.gateway.refund({ ...call, gatewayReference, amountMinor: 500n, currency: 'EUR' });
    account().failRefund(account().refunds().at(-1)?.id ?? '');
    await deliver((events) => events.slice(-1));
    expect(stage.lines.join('')).toContain('a refund came back from the bank');
    expect(told).toEqual([{ kind: 'PAYMENT', merchantId: MERCHANT, idempotencyKey: 'refund:1' }]);
  });

  test('no secret is told of what was not believed or not handled', async () => {
    const payload = eventOf('payment_intent.succeeded', labelled(MERCHANT));
    const signature = sign(payload, 'whsec_wrong');
    await post(payload, signature);
    listener = async () => {
      throw new Error('The orders are down');
    };
    await post(payload, sign(payload));
    const lines = stage.lines.join('');
    for (const secret of [SECRET, 'whsec_wrong', signature.slice(-64)]) expect(lines).not.toContain(secret);
  });
});
