import { randomUUID } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { AuthoriseRequest, BrowserAddresses, GatewayEvent, PaymentMethod } from '../port.ts';
import { registerStripePages } from './pages.ts';
import { keysFor, type StripeStage, stageStripe, typed } from './testing-stripe.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const MERCHANT = 2n ** 62n + 5n;

let store: TestDatabase;
let stage: StripeStage;
let app: FastifyInstance;
let url = '';
let now = AT;
let told: GatewayEvent[] = [];
let settleFails = false;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());

beforeEach(async () => {
  stage = await stageStripe(store.database);
  app = fastify({ forceCloseConnections: true });
  registerStripePages(app, {
    parts: stage.parts,
    gateway: stage.gateway,
    nowOf: async () => now,
    onEvent: async (event) => {
      told.push(event);
      if (settleFails) throw new Error('The orders are down');
    },
  });
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  [now, told, settleFails] = [AT, [], false];
});
afterEach(async () => {
  await app.close();
  await stage.close();
});

const orderBy = (paymentMethod: PaymentMethod, addresses: Partial<BrowserAddresses> = {}): AuthoriseRequest => ({
  ...{ merchantId: MERCHANT, idempotencyKey: `authorise:${randomUUID()}`, at: AT },
  ...{ amountMinor: 2_500n, currency: 'EUR', orderReference: '11223344' },
  ...{ testOrder: false, offSession: false, keepCard: false },
  paymentMethod,
  shopper: { countryCode: 'DE', ip: null },
  browser: {
    returnUrl: 'https://shop.example.test/ok',
    cancelUrl: 'https://shop.example.test/ko?cart=7',
    challengeBaseUrl: `${url}/`,
    ...addresses,
  },
});

const challenge = async (number = '4000000000003220', addresses: Partial<BrowserAddresses> = {}) => {
  const request = orderBy({ kind: 'CARD', ...typed(number) }, addresses);
  const outcome = await stage.gateway.authorise(request);
  if (outcome.outcome !== 'CHALLENGE') return expect.fail(`Expected a challenge, got ${outcome.outcome}`);
  return { request, link: `${outcome.href}?${new URLSearchParams(outcome.params)}` };
};

const pageOf = async () => {
  const request = orderBy({ kind: 'REDIRECT', method: 'CARD_PAGE', bankCode: null, email: null });
  const outcome = await stage.gateway.authorise(request);
  return outcome.outcome === 'REDIRECT' ? { request, href: outcome.href } : expect.fail(outcome.outcome);
};

const visit = (address: string, init: RequestInit = {}) => fetch(address, { redirect: 'manual', ...init });
const goesTo = (response: Response): string => {
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
};

/** From the link of the API to the bank, its form, and back to this server. */
const walk = async (link: string, decision: 'complete' | 'fail'): Promise<string> => {
  const bank = goesTo(await visit(link));
  expect(bank.startsWith(`${stage.double.url}/pages/confirm/`)).toBe(true);
  expect(await (await visit(bank)).text()).toContain('Complete authentication');
  return goesTo(await visit(bank, { method: 'POST', body: new URLSearchParams({ decision }) }));
};

describe('the way to the bank and back', () => {
  test('a shopper who confirms ends in the shop, and the order was told before', async () => {
    const { request, link } = await challenge();
    const back = await walk(link, 'complete');
    expect(back.startsWith(`${url}/gateways/stripe/return/?payment=`)).toBe(true);
    expect(goesTo(await visit(back))).toBe('https://shop.example.test/ok?REFNO=11223344');
    const { merchantId, idempotencyKey } = request;
    expect(told).toEqual([{ kind: 'PAYMENT', merchantId, idempotencyKey }]);
    expect(await stage.gateway.statusOf(request)).toMatchObject({ outcome: 'APPROVED' });
  });

  test.each([
    ['who cancels at the bank', '4000000000003220', 'fail'],
    ['whom the bank does not know', '4000000000003097', 'complete'],
    ['whose bank declines after all', '4000008400001629', 'complete'],
  ] as const)('a shopper %s comes back to the other address', async (_who, number, decision) => {
    const { link } = await challenge(number);
    const back = await walk(link, decision);
    expect(goesTo(await visit(back))).toBe('https://shop.example.test/ko?cart=7&REFNO=11223344');
    expect(told).toHaveLength(1);
  });

  test('links that were used lead to the shop, as often as they are opened', async () => {
    const { link } = await challenge();
    const back = await walk(link, 'complete');
    for (const address of [back, link, back]) {
      expect(goesTo(await visit(address))).toBe('https://shop.example.test/ok?REFNO=11223344');
    }
  });

  test('a shopper who comes back undecided has not paid, and may still go to the bank', async () => {
    const { link } = await challenge();
    const bank = goesTo(await visit(link));
    const { searchParams } = new URL(link);
    const back = `${url}/gateways/stripe/return/?payment=${searchParams.get('avng8apitoken')}`;
    expect(goesTo(await visit(back))).toBe('https://shop.example.test/ko?cart=7&REFNO=11223344');
    expect(goesTo(await visit(link))).toBe(bank);
  });

  test('a shopper who is too late is sent back, and cannot pay any more', async () => {
    const { request, link } = await challenge();
    now = new Date(AT.getTime() + 16 * 60_000);
    expect(goesTo(await visit(link))).toBe('https://shop.example.test/ko?cart=7&REFNO=11223344');
    expect(await stage.gateway.statusOf(request)).toMatchObject({ reason: 'AUTHENTICATION_FAILED' });
    expect(stage.double.account(keysFor(MERCHANT).secretKey).payments()[0]?.status).toBe('canceled');
  });

  test('the browser goes on although the order could not be settled', async () => {
    const { link } = await challenge();
    settleFails = true;
    expect(goesTo(await visit(await walk(link, 'complete')))).toBe('https://shop.example.test/ok?REFNO=11223344');
    expect(stage.lines.join('')).toContain('order not settled after 3-D Secure');
  });

  test('an address that no browser should open ends on a page of ours', async () => {
    const { link } = await challenge('4000000000003220', { returnUrl: 'javascript:alert(1)' });
    const page = await visit(await walk(link, 'complete'));
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('The payment is confirmed.');
  });

  test('while Stripe does not answer the shopper is asked to wait', async () => {
    const { link } = await challenge();
    stage.double.setFaults(() => ({ kind: 'ANSWER', status: 500, error: { type: 'api_error' } }));
    const page = await visit(link);
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('30');
    expect(told).toEqual([]);
  });

  test.each([
    ['pays there', 'https://shop.example.test/ok?REFNO=11223344', { outcome: 'APPROVED' }],
    ['goes back', 'https://shop.example.test/ko?cart=7&REFNO=11223344', { reason: 'CANCELLED_BY_SHOPPER' }],
  ])("a shopper on Stripe's page who %s", async (does, address, outcome) => {
    const { request, href } = await pageOf();
    const form = { decision: does === 'pays there' ? 'pay' : 'cancel', number: '4242424242424242' };
    const back = goesTo(await visit(href, { method: 'POST', body: new URLSearchParams(form) }));
    expect(goesTo(await visit(back))).toBe(address);
    expect(goesTo(await visit(back)), 'once more').toBe(address);
    expect(await stage.gateway.statusOf(request)).toMatchObject(outcome);
    expect(told[0]).toMatchObject({ kind: 'PAYMENT', idempotencyKey: request.idempotencyKey });
  });

  test('who paid and then opens the way back without paying has paid', async () => {
    const { request, href } = await pageOf();
    const form = new URLSearchParams({ decision: 'pay', number: '4242424242424242' });
    const back = goesTo(await visit(href, { method: 'POST', body: form }));
    const cancel = back.replace('/return/', '/cancel/');
    expect(goesTo(await visit(cancel))).toBe('https://shop.example.test/ok?REFNO=11223344');
    expect(await stage.gateway.statusOf(request)).toMatchObject({ outcome: 'APPROVED' });
  });

  test('words of nobody, and those that were changed, open nothing', async () => {
    const { link } = await challenge();
    const word = new URL(link).searchParams.get('avng8apitoken') ?? '';
    const [merchant, key, secret = ''] = word.split('.');
    const wrong = [
      ...['', 'nonsense', `${merchant}.${key}`, `${merchant}.${key}.${'a'.repeat(32)}`],
      ...[`1.${key}.${secret}`, `${'z'.repeat(13)}.${key}.${secret}`, `${merchant}.AAAA.${secret}`],
      `${merchant}.${key}.${secret.slice(1)}${secret.at(0) === 'x' ? 'y' : 'x'}`,
    ];
    for (const one of wrong) {
      for (const path of [`challenge/?avng8apitoken=${one}`, `return/?payment=${one}`]) {
        const page = await visit(`${url}/gateways/stripe/${path}`);
        expect(page.status, path).toBe(404);
        expect(page.headers.get('cache-control')).toBe('no-store');
      }
    }
    expect(told).toEqual([]);
  });
});
