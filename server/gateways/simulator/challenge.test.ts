import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { AuthoriseRequest, BrowserAddresses, Gateway } from '../port.ts';
import { registerSimulatorPages } from './register-pages.ts';
import { createSimulator } from './simulator.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const minutesLater = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

const CONFIRMS = '4000000000003220';
const FAILS = '4000008400001629';
const OK = 'https://shop.example.test/ok?REFNO=11223344';
const KO = 'https://shop.example.test/ko?cart=7&REFNO=11223344';

describe('The challenge pages', () => {
  let store: TestDatabase;
  let gateway: Gateway;
  let app: FastifyInstance;
  let now = AT;
  let settled: string[] = [];
  let settleFails = false;

  beforeAll(async () => {
    store = await createTestDatabase();
    gateway = createSimulator({ db: store.database });
    app = fastify();
    registerSimulatorPages(app, {
      db: store.database,
      nowOf: () => now,
      onDecision: async ({ merchantId, idempotencyKey }) => {
        if (settleFails) throw new Error('the orders are not there');
        const found = await gateway.statusOf({ merchantId, idempotencyKey, at: now });
        settled.push(found.outcome);
      },
    });
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await store.drop();
  });
  beforeEach(() => {
    now = AT;
    settled = [];
    settleFails = false;
  });

  const challenge = async (number = CONFIRMS, urls: Partial<BrowserAddresses> = {}, changes = {}) => {
    const request: AuthoriseRequest = {
      merchantId: 2n ** 62n + 5n,
      idempotencyKey: randomUUID(),
      at: AT,
      amountMinor: 123_450n,
      currency: 'EUR',
      orderReference: '11223344',
      testOrder: false,
      offSession: false,
      keepCard: false,
      paymentMethod: {
        ...{ kind: 'CARD', number, expirationMonth: 12, expirationYear: 2031, securityCode: '123' },
        ...{ holderName: 'Ada Kern', type: null },
      },
      shopper: { countryCode: 'DE', ip: '203.0.113.7' },
      browser: {
        returnUrl: 'https://shop.example.test/ok',
        cancelUrl: 'https://shop.example.test/ko?cart=7',
        challengeBaseUrl: 'https://platform.example.test/',
        ...urls,
      },
      ...changes,
    };
    const outcome = await gateway.authorise(request);
    if (outcome.outcome !== 'CHALLENGE') throw new Error(`Expected a challenge, got ${outcome.outcome}`);
    const token = outcome.params['avng8apitoken'] ?? '';
    const address = `${new URL(outcome.href).pathname}?avng8apitoken=${token}`;
    return { request, token, address, href: outcome.href, status: () => gateway.statusOf({ ...request, at: now }) };
  };

  const post = (fields: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: '/payment/authorize/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  const answer = (token: string, decision: string) => post({ avng8apitoken: token, decision });

  test('the address has no query of its own and lies under the public address', async () => {
    expect((await challenge()).href).toBe('https://platform.example.test/payment/authorize/');
  });

  test('shows amount, order and two buttons, and is kept nowhere', async () => {
    const { address, token } = await challenge();
    const response = await app.inject(address);
    expect(response.statusCode).toBe(200);
    expect(response.body).toContain('1234.50 EUR');
    expect(response.body).toContain('11223344');
    expect(response.body).toContain(`name="avng8apitoken" value="${token}"`);
    expect(response.body.match(/<button /g)).toHaveLength(2);
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });

  test('looking decides nothing', async () => {
    const { address, status } = await challenge();
    await app.inject(address);
    expect(await status()).toMatchObject({ outcome: 'CHALLENGE' });
    expect(settled).toEqual([]);
  });

  test('escapes what comes from outside', async () => {
    const { address } = await challenge(CONFIRMS, {}, { orderReference: '"><script>alert(1)</script>' });
    const { body } = await app.inject(address);
    expect(body).not.toContain('<script');
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
  });

  test.each([
    ['confirm with a good card', CONFIRMS, 'confirm', OK, 'APPROVED'],
    ['cancel with a good card', CONFIRMS, 'cancel', KO, 'DECLINED'],
    ['confirm with a failing card', FAILS, 'confirm', KO, 'DECLINED'],
    ['cancel with a failing card', FAILS, 'cancel', KO, 'DECLINED'],
  ])('%s', async (_what, number, decision, location, outcome) => {
    const { token, status } = await challenge(number);
    const response = await answer(token, decision);
    expect([response.statusCode, response.headers.location]).toEqual([303, location]);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(settled, 'the order was settled before the redirect').toEqual([outcome]);
    expect(await status()).toMatchObject({ outcome });
  });

  test('the first decision stands, whatever is sent or opened afterwards', async () => {
    const { token, address, status } = await challenge();
    await answer(token, 'confirm');
    for (const response of [await answer(token, 'cancel'), await app.inject(address)]) {
      expect([response.statusCode, response.headers.location]).toEqual([303, OK]);
    }
    now = minutesLater(60);
    expect((await app.inject(address)).headers.location).toBe(OK);
    expect(await status()).toMatchObject({ outcome: 'APPROVED' });
  });

  test('two answers at once make one decision, and both browsers are told the same', async () => {
    const { token, status } = await challenge();
    const [one, other] = await Promise.all([answer(token, 'confirm'), answer(token, 'cancel')]);
    const { outcome } = await status();
    expect([one.headers.location, other.headers.location]).toEqual(outcome === 'APPROVED' ? [OK, OK] : [KO, KO]);
  });

  test('lives for 15 minutes of the merchant', async () => {
    const inTime = await challenge();
    now = new Date(minutesLater(15).getTime() - 1);
    expect((await answer(inTime.token, 'confirm')).headers.location).toBe(OK);

    now = AT;
    const late = await challenge();
    now = minutesLater(15);
    expect((await answer(late.token, 'confirm')).headers.location).toBe(KO);
    expect(await late.status()).toMatchObject({ outcome: 'DECLINED', reason: 'AUTHENTICATION_FAILED' });
  });

  test('an expired link leads back to the shop and settles the order', async () => {
    const { address } = await challenge();
    now = minutesLater(20);
    const response = await app.inject(address);
    expect([response.statusCode, response.headers.location]).toEqual([303, KO]);
    expect(settled).toEqual(['DECLINED']);
  });

  test('the browser goes back even when the order could not be settled', async () => {
    const { token } = await challenge();
    settleFails = true;
    expect((await answer(token, 'confirm')).headers.location).toBe(OK);
  });

  test('an address without scheme is taken as http', async () => {
    const { token } = await challenge(CONFIRMS, { returnUrl: 'www.test.com' });
    expect((await answer(token, 'confirm')).headers.location).toBe('http://www.test.com/?REFNO=11223344');
  });

  test('an address that no browser should open ends on a page', async () => {
    const { token } = await challenge(CONFIRMS, { returnUrl: 'javascript:alert(1)' });
    const response = await answer(token, 'confirm');
    expect([response.statusCode, response.headers.location]).toEqual([200, undefined]);
    expect(response.body).toContain('The payment is confirmed.');
    expect(response.body).not.toContain('javascript:');
  });

  test('no address can be given from outside', async () => {
    const { token, address } = await challenge();
    await app.inject(`${address}&returnUrl=https://evil.example.test&Vendor3DSReturnURL=https://evil.example.test`);
    const response = await post({ avng8apitoken: token, decision: 'confirm', returnUrl: 'https://evil.example.test' });
    expect(response.headers.location).toBe(OK);
  });

  test('a form without a decision shows the question again', async () => {
    const { token, address, status } = await challenge();
    const response = await post({ avng8apitoken: token });
    expect([response.statusCode, response.headers.location]).toEqual([303, address]);
    expect(await status()).toMatchObject({ outcome: 'CHALLENGE' });
  });

  test.each(['', 'nonsense', `1.${'A'.repeat(32)}`, `zzzzzzzzzzzzz.${'A'.repeat(32)}`, "1.' OR 1=1 --"])(
    'the token %j is not found',
    async (token) => {
      const responses = [
        await app.inject(`/payment/authorize/?avng8apitoken=${encodeURIComponent(token)}`),
        await answer(token, 'confirm'),
      ];
      for (const response of responses) {
        expect(response.statusCode).toBe(404);
        expect(response.headers['cache-control']).toBe('no-store');
      }
    },
  );

  test('leaves the form reading of the rest of the server alone', async () => {
    const own = fastify();
    own.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, { text: body }),
    );
    own.post('/other', async (request) => request.body);
    registerSimulatorPages(own, { db: store.database, nowOf: () => now, onDecision: async () => undefined });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const other = await own.inject({ method: 'POST', url: '/other', headers, payload: 'a=1' });
    expect(other.json()).toEqual({ text: 'a=1' });
    const { token } = await challenge();
    const payload = new URLSearchParams({ avng8apitoken: token, decision: 'confirm' }).toString();
    const ours = await own.inject({ method: 'POST', url: '/payment/authorize/', headers, payload });
    expect(ours.statusCode).toBe(303);
    await own.close();
  });
});
