import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { AuthoriseRequest, MovementRequest, PaymentMethod } from '../port.ts';
import { GatewayUnreachable } from '../port.ts';
import { SUITE_RETURN_ADDRESSES } from '../port-suite.ts';
import type { RequestFault, SeenRequest } from './double/double.ts';
import { keysFor, type StripeStage, stageStripe, typed } from './testing-stripe.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const MERCHANT = 7_001n;
const WITHOUT_KEYS = 7_009n;

let store: TestDatabase;
let stage: StripeStage;
let withoutKeys: Set<bigint>;

beforeAll(async () => {
  store = await createTestDatabase({ maxConnections: 8 });
});
afterAll(() => store.drop());
beforeEach(async () => {
  withoutKeys = new Set([WITHOUT_KEYS]);
  stage = await stageStripe(store.database, { keysOf: (id) => (withoutKeys.has(id) ? null : keysFor(id)) });
});
afterEach(() => stage.close());

const account = (merchantId = MERCHANT) => stage.double.account(keysFor(merchantId).secretKey);

const byCard = (number: string): PaymentMethod => ({ kind: 'CARD', ...typed(number) });
const byToken = (token: string): PaymentMethod => ({ kind: 'TOKEN', token, securityCode: null });

const order = (changes: Partial<AuthoriseRequest> = {}): AuthoriseRequest => ({
  merchantId: MERCHANT,
  idempotencyKey: randomUUID(),
  at: AT,
  amountMinor: 1_240n,
  currency: 'EUR',
  orderReference: '11223344',
  testOrder: false,
  offSession: false,
  keepCard: false,
  paymentMethod: byCard('4242424242424242'),
  shopper: { countryCode: 'DE', ip: '203.0.113.7' },
  browser: SUITE_RETURN_ADDRESSES,
  ...changes,
});

const approve = async (changes: Partial<AuthoriseRequest> = {}) => {
  const outcome = await stage.gateway.authorise(order(changes));
  return outcome.outcome === 'APPROVED' ? outcome : expect.fail(`Expected an approval, got ${outcome.outcome}`);
};

const statusOf = ({ merchantId, idempotencyKey }: Pick<AuthoriseRequest, 'merchantId' | 'idempotencyKey'>, at = AT) =>
  stage.gateway.statusOf({ merchantId, idempotencyKey, at });

const movement = (gatewayReference: string, amountMinor: bigint, changes: Partial<MovementRequest> = {}) => ({
  merchantId: MERCHANT,
  idempotencyKey: randomUUID(),
  at: AT,
  gatewayReference,
  amountMinor,
  currency: 'EUR',
  ...changes,
});

const capture = async (amountMinor = 1_240n): Promise<string> => {
  const { gatewayReference } = await approve({ amountMinor });
  await stage.gateway.capture(movement(gatewayReference, amountMinor));
  return gatewayReference;
};

/** Lets requests to an address go wrong, as often as told; the library itself asks twice where a connection breaks. */
const strike = (path: RegExp, fault: RequestFault, times = 2): void => {
  let left = times;
  stage.double.setFaults(({ method, path: asked }) => {
    if (method !== 'POST' || left === 0 || !path.test(asked)) return null;
    left -= 1;
    return fault;
  });
};

const sent = (path: RegExp): readonly SeenRequest[] =>
  stage.double.requests.filter(({ method, path: asked }) => method === 'POST' && path.test(asked));

const CREATE = /payment_intents$/;
const CONFIRM = /payment_intents\/\w+\/confirm$/;
const CAPTURE = /payment_intents\/\w+\/capture$/;
const CANCEL = /payment_intents\/\w+\/cancel$/;
const REFUND = /refunds$/;

/** Longer than a call may be under way. */
const LATER_MS = 31_000;

describe('what Stripe is sent', () => {
  test('a payment that reserves, under a key and labels that lead back to the call', async () => {
    const request = order({ keepCard: true });
    await stage.gateway.authorise(request);
    const [creation] = sent(CREATE);
    expect(creation).toMatchObject({
      idempotencyKey: `sutler:${MERCHANT}:${request.idempotencyKey}:create:1`,
      form: {
        amount: '1240',
        currency: 'eur',
        capture_method: 'manual',
        setup_future_usage: 'off_session',
        customer: expect.stringMatching(/^cus_/),
        metadata: {
          merchant_id: String(MERCHANT),
          idempotency_key: request.idempotencyKey,
          order_reference: '11223344',
        },
      },
    });
    expect(sent(CONFIRM)[0]?.form).toMatchObject({
      payment_method: expect.stringMatching(/^pm_/),
      return_url: expect.stringMatching(/^https:\/\/platform\.example\.test\/gateways\/stripe\/return\/\?payment=\S+$/),
    });
  });

  test.each([
    [500n, 'JPY', '500'],
    [5_120n, 'KWD', '5120'],
    [500n, 'ISK', '50000'],
    [500n, 'UGX', '50000'],
    [70_000n, 'MGA', '700'],
  ])('%s minor units %s as %s', async (amountMinor, currency, amount) => {
    const { gatewayReference } = await approve({ amountMinor, currency });
    expect(sent(CREATE)[0]?.form['amount']).toBe(amount);
    const captured = await stage.gateway.capture(movement(gatewayReference, amountMinor, { currency }));
    expect(captured).toEqual({ outcome: 'DONE', gatewayReference, amountMinor });
    expect(sent(CAPTURE)[0]?.form['amount_to_capture']).toBe(amount);
    expect(account().moved(gatewayReference).captured).toBe(Number(amount));
  });

  test.each([
    ['an amount that Stripe cannot move', { amountMinor: 5_124n, currency: 'KWD' }],
    ['a part of what Stripe does not divide', { amountMinor: 150n, currency: 'MGA' }],
    ['a currency that Stripe does not take', { amountMinor: 5_120n, currency: 'LYD' }],
  ])('%s is declined', async (_what, changes) => {
    const outcome = await stage.gateway.authorise(order(changes));
    expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'CURRENCY_NOT_OFFERED', retryable: false });
    expect(sent(CONFIRM)).toEqual([]);
  });

  test('less than Stripe collects is declined', async () => {
    const outcome = await stage.gateway.authorise(order({ amountMinor: 49n }));
    expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'METHOD_NOT_OFFERED' });
  });

  test('a check of the card where no money is asked for, and nothing can be moved then', async () => {
    const { gatewayReference, token } = await approve({ amountMinor: 0n, keepCard: true });
    expect(sent(CREATE)).toEqual([]);
    expect(gatewayReference).toMatch(/^seti_/);
    const done = { outcome: 'DONE', gatewayReference, amountMinor: 0n };
    expect(await stage.gateway.capture(movement(gatewayReference, 0n))).toEqual(done);
    expect(await stage.gateway.capture(movement(gatewayReference, 1n))).toMatchObject({ reason: 'ABOVE_AUTHORISED' });
    expect(await stage.gateway.refund(movement(gatewayReference, 1n))).toMatchObject({ reason: 'NOT_CAPTURED' });
    const { amountMinor: _, currency: __, ...release } = movement(gatewayReference, 0n);
    expect(await stage.gateway.voidAuthorisation(release)).toEqual(done);
    expect(await approve({ paymentMethod: byToken(token ?? ''), offSession: true })).toMatchObject({ token });
  });

  test('a check of a bad card is a decline, and of one that asks, a challenge', async () => {
    const bad = await stage.gateway.authorise(order({ amountMinor: 0n, paymentMethod: byCard('4000000000009995') }));
    expect(bad).toMatchObject({ outcome: 'DECLINED', reason: 'INSUFFICIENT_FUNDS' });
    const asking = order({ amountMinor: 0n, paymentMethod: byCard('4000000000003220') });
    expect(await stage.gateway.authorise(asking)).toMatchObject({ outcome: 'CHALLENGE' });
  });

  test('nothing, for a test order of a merchant with live keys', async () => {
    const live = await stageStripe(store.database, {
      keysOf: () => ({ secretKey: 'sk_live_abc', webhookSecrets: [] }),
    });
    try {
      const outcome = await live.gateway.authorise(order({ testOrder: true }));
      expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'METHOD_NOT_OFFERED' });
      expect(live.double.requests).toEqual([]);
    } finally {
      await live.close();
    }
  });
});

describe('cards that Stripe has', () => {
  test('a card from a page with Stripe.js pays once, and again when it is kept', async () => {
    const once = byToken(account().cardFromPage('4242424242424242'));
    expect(await approve({ paymentMethod: once })).toMatchObject({
      token: null,
      card: { brand: 'visa', firstDigits: '', lastDigits: '4242', expirationMonth: '12', expirationYear: '31' },
    });
    expect(await stage.gateway.authorise(order({ paymentMethod: once }))).toMatchObject({ reason: 'INVALID_TOKEN' });
    const kept = byToken(account().cardFromPage('5555555555554444'));
    const { token } = await approve({ paymentMethod: kept, keepCard: true });
    expect(await approve({ paymentMethod: byToken(token ?? ''), offSession: true })).toMatchObject({ token });
  });

  test.each(['tok_unknown', 'pm_unknown', 'card_123', '../customers', ''])('%j is no card', async (token) => {
    expect(await stage.gateway.authorise(order({ paymentMethod: byToken(token) }))).toMatchObject({
      reason: 'INVALID_TOKEN',
    });
  });

  test('brands without a name in the API are not taken', async () => {
    for (const number of ['30569309025904', '6200000000000005']) {
      const paymentMethod = byToken(account().cardFromPage(number));
      expect(await stage.gateway.authorise(order({ paymentMethod })), number).toMatchObject({
        reason: 'UNSUPPORTED_CARD',
      });
    }
  });

  test('merchants with one account at Stripe are apart', async () => {
    const shared = await stageStripe(store.database, { keysOf: () => keysFor(MERCHANT) });
    try {
      const mine = await shared.gateway.authorise(order({ keepCard: true }));
      if (mine.outcome !== 'APPROVED') return expect.fail(mine.outcome);
      const theirs = { merchantId: 7_002n };
      const stolen = order({ ...theirs, paymentMethod: byToken(mine.token ?? '') });
      expect(await shared.gateway.authorise(stolen)).toMatchObject({ reason: 'INVALID_TOKEN' });
      const taken = await shared.gateway.capture(movement(mine.gatewayReference, 1_240n, theirs));
      expect(taken).toEqual({ outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' });
    } finally {
      await shared.close();
    }
  });

  test('a renewal that the bank wants confirmed is declined, one of a card set up for it pays', async () => {
    const asks = order({ paymentMethod: byCard('4000002760003184'), offSession: true });
    expect(await stage.gateway.authorise(asks)).toMatchObject({
      outcome: 'DECLINED',
      reason: 'AUTHENTICATION_REQUIRED',
      retryable: false,
    });
    const first = order({ paymentMethod: byCard('4000002500003155'), keepCard: true });
    expect(await stage.gateway.authorise(first)).toMatchObject({ outcome: 'CHALLENGE' });
    account().decide(account().payments().at(-1)?.id ?? '', 'complete');
    const paid = await statusOf(first);
    if (paid.outcome !== 'APPROVED') return expect.fail(paid.outcome);
    expect(await approve({ paymentMethod: byToken(paid.token ?? ''), offSession: true })).toMatchObject({
      token: paid.token,
    });
  });

  test.each([
    ['4000008400001629', 'CARD_DECLINED'],
    ['4000008260003178', 'INSUFFICIENT_FUNDS'],
  ])('%s is declined although its holder confirmed: %s', async (number, reason) => {
    const request = order({ paymentMethod: byCard(number) });
    expect(await stage.gateway.authorise(request)).toMatchObject({ outcome: 'CHALLENGE' });
    account().decide(account().payments().at(-1)?.id ?? '', 'complete');
    expect(await statusOf(request)).toMatchObject({ outcome: 'DECLINED', reason });
  });

  test('a challenge that is over is cancelled at Stripe, so that it cannot be confirmed any more', async () => {
    const request = order({ paymentMethod: byCard('4000000000003220') });
    await stage.gateway.authorise(request);
    const tooLate = new Date(AT.getTime() + 16 * 60_000);
    expect(await statusOf(request, tooLate)).toMatchObject({ reason: 'AUTHENTICATION_FAILED' });
    const [payment] = account().payments();
    expect(payment?.status).toBe('canceled');
    account().decide(payment?.id ?? '', 'complete');
    expect(await statusOf(request)).toMatchObject({ reason: 'AUTHENTICATION_FAILED' });
  });

  test('a challenge that is passed while it is being cancelled does not count, and reserves nothing', async () => {
    const request = order({ paymentMethod: byCard('4000000000003220') });
    await stage.gateway.authorise(request);
    const payment = () => account().payments().at(-1);
    stage.double.setFaults(({ path }) => {
      if (CANCEL.test(path)) account().decide(payment()?.id ?? '', 'complete');
      return null;
    });
    const tooLate = new Date(AT.getTime() + 16 * 60_000);
    expect(await statusOf(request, tooLate)).toMatchObject({ reason: 'AUTHENTICATION_FAILED' });
    expect(payment()).toMatchObject({ status: 'canceled', charge: { failure: null, captured: 0 } });
    await store.database.rows(
      statement('UPDATE gateway_calls SET outcome = NULL, reason = NULL WHERE idempotency_key = $1', [
        request.idempotencyKey,
      ]),
    );
    expect(await statusOf(request), 'also when nobody wrote it down').toMatchObject({
      reason: 'AUTHENTICATION_FAILED',
    });
  });

  test('a challenge that is passed at the last moment counts', async () => {
    const request = order({ paymentMethod: byCard('4000000000003220') });
    await stage.gateway.authorise(request);
    account().decide(account().payments().at(-1)?.id ?? '', 'complete');
    expect(await statusOf(request, new Date(AT.getTime() + 16 * 60_000))).toMatchObject({ outcome: 'APPROVED' });
  });

  test('storing a card whose bank wants to see its holder is declined', async () => {
    const request = { merchantId: MERCHANT, at: AT, idempotencyKey: randomUUID() };
    const asks = await stage.gateway.tokenise({ ...request, card: typed('4000002760003184') });
    expect(asks).toMatchObject({ outcome: 'DECLINED', reason: 'AUTHENTICATION_REQUIRED' });
    const again = await stage.gateway.tokenise({ ...request, card: typed('4000002760003184') });
    expect(again).toEqual(asks);
  });
});

describe("Stripe's page", () => {
  const onPage: PaymentMethod = { kind: 'REDIRECT', method: 'CARD_PAGE', bankCode: null, email: 'ada@example.test' };
  const PAGE = /checkout\/sessions$/;

  const send = async (changes: Partial<AuthoriseRequest> = {}) => {
    const request = order({ paymentMethod: onPage, ...changes });
    const outcome = await stage.gateway.authorise(request);
    return outcome.outcome === 'REDIRECT' ? { request, page: outcome } : expect.fail(outcome.outcome);
  };
  const pay = (href: string, number = '4242424242424242') =>
    fetch(href, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ decision: 'pay', number }) });

  test('is made for the order, with ways back to this server, and no card number comes here', async () => {
    const { request } = await send();
    const way = (path: string) =>
      expect.stringContaining(`https://platform.example.test/gateways/stripe/${path}/?payment=`);
    expect(sent(PAGE)[0]?.form).toMatchObject({
      mode: 'payment',
      line_items: { 0: { quantity: '1', price_data: { currency: 'eur', unit_amount: '1240' } } },
      payment_intent_data: {
        capture_method: 'manual',
        metadata: { merchant_id: String(MERCHANT), idempotency_key: request.idempotencyKey },
      },
      customer_email: 'ada@example.test',
      success_url: way('return'),
      cancel_url: way('cancel'),
    });
    expect(sent(/payment_methods$/)).toEqual([]);
  });

  test('takes another card after one that was declined, and asks the bank where the bank wants it', async () => {
    const { request, page } = await send();
    expect((await pay(page.href, '4000000000000002')).status).toBe(402);
    expect(await statusOf(request)).toEqual(page);
    await pay(page.href, '4000000000003220');
    expect(await statusOf(request)).toMatchObject({ outcome: 'APPROVED', gatewayReference: page.gatewayReference });
  });

  test('is closed at Stripe when the time for it is over, and paid pages are not', async () => {
    const late = new Date(AT.getTime() + 61 * 60_000);
    const left = await send();
    expect(await statusOf(left.request, late)).toMatchObject({ reason: 'PAGE_EXPIRED' });
    expect((await pay(left.page.href)).status).toBe(410);
    const paid = await send();
    await pay(paid.page.href);
    expect(await statusOf(paid.request, late)).toMatchObject({ outcome: 'APPROVED' });
  });

  test('is paid while it is being closed: the payment counts', async () => {
    const { request, page } = await send();
    let isPaid = false;
    stage.double.setFaults(({ path }) => {
      if (!path.endsWith('/expire') || isPaid) return null;
      isPaid = true;
      return { kind: 'LATE', delayMs: 200 };
    });
    const asked = statusOf(request, new Date(AT.getTime() + 61 * 60_000));
    await expect.poll(() => isPaid).toBe(true);
    await pay(page.href);
    expect(await asked).toMatchObject({ outcome: 'APPROVED' });
  });

  test('of nothing is not offered', async () => {
    const outcome = await stage.gateway.authorise(order({ paymentMethod: onPage, amountMinor: 0n }));
    expect(outcome).toMatchObject({ reason: 'METHOD_NOT_OFFERED' });
  });

  test('is lost on its way: after a while it is known that there is none', async () => {
    const request = order({ paymentMethod: onPage });
    strike(PAGE, { kind: 'LOST_ANSWER' });
    await expect(stage.gateway.authorise(request)).rejects.toThrow(GatewayUnreachable);
    stage.advance(LATER_MS);
    expect(await statusOf(request)).toEqual({ outcome: 'UNKNOWN' });
    expect(await stage.gateway.authorise(request)).toMatchObject({ outcome: 'REDIRECT' });
  });
});

describe('a bad network', () => {
  test('loses the answer that money is reserved: it is found', async () => {
    const request = order();
    strike(CONFIRM, { kind: 'LOST_ANSWER' });
    await expect(stage.gateway.authorise(request)).rejects.toThrow(GatewayUnreachable);
    expect(await statusOf(request)).toMatchObject({ outcome: 'APPROVED' });
    expect(await stage.gateway.authorise(request)).toMatchObject({ outcome: 'APPROVED' });
    expect(account().payments()).toHaveLength(1);
  });

  test.each([
    ['the answer to the first step', CREATE, { kind: 'LOST_ANSWER' }],
    ['the first step', CREATE, { kind: 'LOST_REQUEST' }],
    ['the confirmation', CONFIRM, { kind: 'LOST_REQUEST' }],
  ] as const)('loses %s: after a while it is known that nothing is reserved', async (_what, path, fault) => {
    const request = order();
    strike(path, fault);
    await expect(stage.gateway.authorise(request)).rejects.toThrow(GatewayUnreachable);
    await expect(statusOf(request), 'it may still be under way').rejects.toThrow(GatewayUnreachable);
    stage.advance(LATER_MS);
    expect(await statusOf(request)).toEqual({ outcome: 'UNKNOWN' });
    expect(await statusOf(request)).toEqual({ outcome: 'UNKNOWN' });
    const outcome = await stage.gateway.authorise(request);
    expect(outcome).toMatchObject({ outcome: 'APPROVED' });
    const reserved = account()
      .payments()
      .filter(({ status }) => status === 'requires_capture');
    expect(reserved).toHaveLength(1);
  });

  test('loses a step, and the call is made again at once: one payment', async () => {
    const request = order({ keepCard: true });
    strike(CONFIRM, { kind: 'LOST_REQUEST' });
    await expect(stage.gateway.authorise(request)).rejects.toThrow(GatewayUnreachable);
    expect(await stage.gateway.authorise(request)).toMatchObject({ outcome: 'APPROVED' });
    expect(account().payments()).toHaveLength(1);
  });

  test('delivers a confirmation after the call was given up: no money moves', async () => {
    const request = order();
    strike(CONFIRM, { kind: 'LATE', delayMs: 400 }, 1);
    const slow = stage.gateway.authorise(request);
    const failed = expect(slow).rejects.toThrow(GatewayUnreachable);
    await expect.poll(() => sent(CONFIRM)).toHaveLength(1);
    stage.advance(LATER_MS);
    expect(await statusOf(request)).toEqual({ outcome: 'UNKNOWN' });
    await failed;
    expect(
      account()
        .payments()
        .map(({ status }) => status),
    ).toEqual(['canceled']);
    expect(await stage.gateway.authorise(request)).toMatchObject({ outcome: 'APPROVED' });
  });

  test('delivers the first step after the call was given up: it goes no further', async () => {
    const request = order();
    strike(CREATE, { kind: 'LATE', delayMs: 400 }, 1);
    const slow = stage.gateway.authorise(request);
    const failed = expect(slow).rejects.toThrow(GatewayUnreachable);
    await expect.poll(() => sent(CREATE)).toHaveLength(1);
    stage.advance(LATER_MS);
    expect(await statusOf(request)).toEqual({ outcome: 'UNKNOWN' });
    await failed;
    expect(sent(CONFIRM)).toEqual([]);
    expect(await stage.gateway.authorise(request)).toMatchObject({ outcome: 'APPROVED' });
    expect(
      account()
        .payments()
        .map(({ status }) => status),
    ).toEqual(['requires_payment_method', 'requires_capture']);
  });

  test.each([
    ['breaks down', { status: 500, error: { type: 'api_error' } }],
    ['has too much to do', { status: 429, error: { type: 'rate_limit_error', code: 'rate_limit' } }],
    ['answers nonsense', { status: 503, error: { message: 'no' } }],
  ])('Stripe %s: the outcome is not known', async (_what, answer) => {
    const request = order();
    strike(CONFIRM, { kind: 'ANSWER', ...answer }, 20);
    await expect(stage.gateway.authorise(request)).rejects.toThrow(GatewayUnreachable);
  });

  test('a payment that is locked for a moment is asked for again', async () => {
    strike(CONFIRM, { kind: 'ANSWER', status: 429, error: { type: 'invalid_request_error', code: 'lock_timeout' } });
    expect(await approve()).toMatchObject({ outcome: 'APPROVED' });
    expect(sent(CONFIRM)).toHaveLength(3);
  });

  test('loses the answer to a capture: it is found, and not made again', async () => {
    const { gatewayReference } = await approve();
    const request = movement(gatewayReference, 1_000n);
    strike(CAPTURE, { kind: 'LOST_ANSWER' });
    await expect(stage.gateway.capture(request)).rejects.toThrow(GatewayUnreachable);
    account().forgetKeys();
    expect(await statusOf(request)).toEqual({ outcome: 'DONE', gatewayReference, amountMinor: 1_000n });
    expect(await stage.gateway.capture(request)).toMatchObject({ outcome: 'DONE' });
    const other = await stage.gateway.capture(movement(gatewayReference, 100n));
    expect(other).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_CAPTURED' });
  });

  test('loses a capture: after a while it may be made again', async () => {
    const { gatewayReference } = await approve();
    const request = movement(gatewayReference, 1_240n);
    strike(CAPTURE, { kind: 'LOST_REQUEST' });
    await expect(stage.gateway.capture(request)).rejects.toThrow(GatewayUnreachable);
    await expect(statusOf(request)).rejects.toThrow(GatewayUnreachable);
    stage.advance(LATER_MS);
    expect(await statusOf(request)).toEqual({ outcome: 'UNKNOWN' });
    expect(await stage.gateway.capture(request)).toMatchObject({ outcome: 'DONE' });
  });

  test('loses the answer to a release: it is found', async () => {
    const { gatewayReference } = await approve();
    const { amountMinor: _, currency: __, ...request } = movement(gatewayReference, 0n);
    strike(CANCEL, { kind: 'LOST_ANSWER' });
    await expect(stage.gateway.voidAuthorisation(request)).rejects.toThrow(GatewayUnreachable);
    account().forgetKeys();
    expect(await stage.gateway.voidAuthorisation(request)).toMatchObject({ outcome: 'DONE', amountMinor: 1_240n });
    expect(await statusOf(request)).toMatchObject({ outcome: 'DONE', amountMinor: 1_240n });
  });

  test('loses the answer to a refund, and Stripe forgets its key: the money goes back once', async () => {
    const reference = await capture();
    const request = movement(reference, 400n);
    strike(REFUND, { kind: 'LOST_ANSWER' });
    await expect(stage.gateway.refund(request)).rejects.toThrow(GatewayUnreachable);
    account().forgetKeys();
    expect(await stage.gateway.refund(request)).toMatchObject({ outcome: 'DONE', amountMinor: 400n });
    expect(account().moved(reference)).toEqual({ captured: 1_240, refunded: 400 });
  });

  test('days later a call with its key still finds its payment', async () => {
    const request = order();
    const outcome = await stage.gateway.authorise(request);
    account().forgetKeys();
    stage.advance(3 * 86_400_000);
    expect(await stage.gateway.authorise(request)).toEqual(outcome);
    expect(account().payments()).toHaveLength(1);
  });

  test('a database that is lost leaves the outcome open', async () => {
    const lost = await createTestDatabase();
    const broken = await stageStripe(lost.database);
    await lost.drop();
    try {
      await expect(broken.gateway.authorise(order())).rejects.toThrow(GatewayUnreachable);
    } finally {
      await broken.close();
    }
  });
});

describe('what Stripe refuses', () => {
  const declinesAndTells = async (request: AuthoriseRequest, sentence: string) => {
    const outcome = await stage.gateway.authorise(request);
    expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'METHOD_NOT_OFFERED', retryable: false });
    expect(await statusOf(request)).toEqual(outcome);
    expect(stage.lines.join('')).toContain(sentence);
  };

  test('a merchant without keys takes no payments', async () => {
    await declinesAndTells(order({ merchantId: WITHOUT_KEYS }), 'keys are missing or refused');
    expect(stage.double.requests).toEqual([]);
  });

  test('nor does one with a wrong key', async () => {
    strike(
      /./,
      { kind: 'ANSWER', status: 401, error: { message: 'Invalid API Key provided: sk_test_merch***7001' } },
      9,
    );
    await declinesAndTells(order(), 'keys are missing or refused');
    expect(stage.lines.join('')).not.toContain('sk_test');
  });

  test('nor one whose account may not send card numbers', async () => {
    const error = { type: 'invalid_request_error', message: 'Sending card numbers is unsafe: 4242424242424242' };
    strike(/payment_methods$/, { kind: 'ANSWER', status: 402, error });
    await declinesAndTells(order(), 'Stripe refused to begin a payment');
    expect(stage.lines.join('')).not.toContain('4242424242424242');
  });

  test('money of a merchant whose keys were taken away is neither collected nor given up', async () => {
    const { gatewayReference } = await approve();
    const request = movement(gatewayReference, 1_240n);
    withoutKeys.add(MERCHANT);
    await expect(stage.gateway.capture(request)).rejects.toThrow(GatewayUnreachable);
    withoutKeys.delete(MERCHANT);
    expect(await stage.gateway.capture(request)).toMatchObject({ outcome: 'DONE' });
  });

  test('a disputed payment is not refunded', async () => {
    const reference = await capture();
    account().dispute(reference, 'fraudulent');
    const outcome = await stage.gateway.refund(movement(reference, 100n));
    expect(outcome).toEqual({ outcome: 'REFUSED', reason: 'NOT_REFUNDABLE' });
  });

  test('a refund by hand counts', async () => {
    const reference = await capture();
    account().refundByHand(reference, 1_000);
    const above = await stage.gateway.refund(movement(reference, 300n));
    expect(above).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
    expect(await stage.gateway.refund(movement(reference, 240n))).toMatchObject({ outcome: 'DONE' });
  });

  test('of what was collected in part, no more is given back', async () => {
    const { gatewayReference } = await approve();
    await stage.gateway.capture(movement(gatewayReference, 1_000n));
    const above = await stage.gateway.refund(movement(gatewayReference, 1_001n));
    expect(above).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
    expect(await stage.gateway.refund(movement(gatewayReference, 1_000n))).toMatchObject({ outcome: 'DONE' });
  });

  test('what ended at Stripe by itself cannot be captured', async () => {
    const request = order();
    const outcome = await stage.gateway.authorise(request);
    if (outcome.outcome !== 'APPROVED') return expect.fail(outcome.outcome);
    const { gatewayReference } = outcome;
    const { amountMinor: _, currency: __, ...release } = movement(gatewayReference, 0n);
    await stage.gateway.voidAuthorisation(release);
    expect(await statusOf(request), 'the answer stands').toEqual(outcome);
    const late = await stage.gateway.capture(movement(gatewayReference, 1_240n));
    expect(late).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_VOIDED' });
  });

  test('a payment that waits for its shopper can be given up', async () => {
    const request = order({ paymentMethod: byCard('4000000000003220') });
    await stage.gateway.authorise(request);
    const { amountMinor: _, currency: __, ...release } = movement(account().payments()[0]?.id ?? '', 0n);
    expect(await stage.gateway.voidAuthorisation(release)).toMatchObject({ outcome: 'DONE', amountMinor: 1_240n });
    expect(await statusOf(request)).toMatchObject({ outcome: 'DECLINED', reason: 'VOIDED' });
  });
});

describe('what stays secret', () => {
  test('card numbers, codes, keys and client secrets are in no table, no log and no error', async () => {
    const details = { ...typed('4000000000009235'), securityCode: '9731' };
    await stage.gateway.authorise(order({ paymentMethod: { kind: 'CARD', ...details }, keepCard: true }));
    await stage.gateway.tokenise({ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, card: details });
    await stage.gateway.authorise(order({ paymentMethod: byCard('4000000000000002') }));
    strike(CONFIRM, { kind: 'ANSWER', status: 500, error: { type: 'api_error', message: details.number } }, 9);
    const error: unknown = await stage.gateway.authorise(order()).catch((caught: unknown) => caught);
    stage.parts.log.error({ err: error }, 'a caller tells what it got');
    const rows = await store.database.rows<{ row: string }>(
      statement('SELECT to_jsonb(c)::text AS row FROM gateway_calls c'),
    );
    const told = [...rows.map(({ row }) => row), ...stage.lines].join('\n');
    expect(told).toContain('Stripe answered 500 api_error');
    expect(told).not.toMatch(/["'=: ]9731\b/);
    for (const secret of [details.number, 'sk_test', 'whsec', '_secret_', 'authorization']) {
      expect(told.toLowerCase(), secret).not.toContain(secret);
    }
  });
});
