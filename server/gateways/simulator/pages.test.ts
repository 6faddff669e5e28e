import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { AuthoriseRequest, Gateway, PaymentMethod, RedirectMethod } from '../port.ts';
import { METHODS } from './methods.ts';
import { registerSimulatorPages } from './register-pages.ts';
import { createSimulator } from './simulator.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const minutesLater = (minutes: number) => new Date(AT.getTime() + minutes * 60_000);

const OK = 'https://shop.example.test/ok?REFNO=11223344';
const KO = 'https://shop.example.test/ko?cart=7&REFNO=11223344';
const MERCHANT = 2n ** 62n + 5n;

let store: TestDatabase;
let gateway: Gateway;
let app: FastifyInstance;
let now = AT;
let settled: string[] = [];
let logged = '';

beforeAll(async () => {
  store = await createTestDatabase();
  gateway = createSimulator({ db: store.database, publicUrl: () => 'https://platform.example.test' });
  const stream = new Writable({
    write(chunk, _encoding, done) {
      logged += String(chunk);
      done();
    },
  });
  app = fastify({ logger: { level: 'trace', stream } });
  registerSimulatorPages(app, {
    db: store.database,
    nowOf: () => now,
    merchantNameOf: async () => 'Kern & Söhne',
    onDecision: async ({ merchantId, idempotencyKey }) => {
      settled.push((await gateway.statusOf({ merchantId, idempotencyKey, at: now })).outcome);
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
});

const authorise = async (paymentMethod: PaymentMethod, changes: Partial<AuthoriseRequest> = {}) => {
  const request: AuthoriseRequest = {
    merchantId: MERCHANT,
    idempotencyKey: randomUUID(),
    at: AT,
    amountMinor: 123_450n,
    currency: 'EUR',
    orderReference: '11223344',
    testOrder: false,
    offSession: false,
    keepCard: false,
    paymentMethod,
    shopper: { countryCode: 'DE', ip: '203.0.113.7' },
    browser: {
      returnUrl: 'https://shop.example.test/ok',
      cancelUrl: 'https://shop.example.test/ko?cart=7',
      challengeBaseUrl: 'https://platform.example.test/',
    },
    ...changes,
  };
  const outcome = await gateway.authorise(request);
  return { request, outcome, status: () => gateway.statusOf({ ...request, at: now }) };
};

/** An order by a page, and the page's address on this server. */
const open = async (
  method: RedirectMethod,
  changes: Partial<AuthoriseRequest> & { bank?: string; email?: string } = {},
) => {
  const { bank = null, email = null, ...others } = changes;
  const made = await authorise({ kind: 'REDIRECT', method, bankCode: bank, email }, others);
  if (made.outcome.outcome !== 'REDIRECT') return expect.fail(`no page but ${made.outcome.outcome}`);
  const url = new URL(made.outcome.href);
  const token = url.searchParams.get('payment') ?? '';
  return { ...made, page: made.outcome, token, address: url.pathname + url.search };
};

const post = (path: string, fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const decide = (token: string, decision: string, fields: Record<string, string> = {}) =>
  post('/payment/page/', { payment: token, decision, ...fields });

const CHOOSABLE = [
  ...(['PAYPAL', 'IDEAL', 'TRUSTLY', 'WE_CHAT_PAY', 'ALIPAY'] as const),
  ...(['GIROPAY', 'SOFORT', 'UNIONPAY', 'WEBMONEY'] as const),
];
const ADA = { email: 'ada@example.com' };

describe.each([...CHOOSABLE, 'CARD_PAGE'] as const)('The page of %s', (method) => {
  test('says who is paid, how much and for what, and is kept nowhere', async () => {
    const { address, page, status } = await open(method);
    expect(page.href).toMatch(/^https:\/\/platform\.example\.test\/payment\/page\/\?payment=\S{30,}$/);
    const response = await app.inject(address);
    expect(response.statusCode).toBe(200);
    for (const text of ['1234.50 EUR', 'Kern &amp; Söhne', '11223344', METHODS[method].label, 'Simulation']) {
      expect(response.body).toContain(text);
    }
    expect(response.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(await status(), 'looking decides nothing').toMatchObject({ outcome: 'REDIRECT' });
    expect(settled).toEqual([]);
  });

  test('needs no script, has a heading and a label for each field', async () => {
    const { body } = await app.inject((await open(method)).address);
    expect(body).not.toMatch(/<script|\son\w+=|style="/i);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).toContain('<html lang="en">');
    for (const [, id] of body.matchAll(/<(?:input|select) id="(\w+)"/g)) expect(body).toContain(`<label for="${id}">`);
    for (const [, id] of body.matchAll(/aria-(?:describedby|labelledby)="([\w-]+)"/g))
      expect(body).toContain(`id="${id}"`);
    for (const [picture] of body.matchAll(/<svg[^>]*>/g)) expect(picture).toMatch(/role="img" aria-label="\w/);
  });

  test('escapes what comes from outside', async () => {
    const evil = '"><script>alert(1)</script>';
    const { address } = await open(method, { orderReference: evil, email: evil, bank: evil });
    const { body } = await app.inject(address);
    expect(body).not.toContain('<script');
    expect(body).toContain('&quot;&gt;&lt;script&gt;');
  });

  test('sends the shopper back to the shop who cancels', async () => {
    const { token, status } = await open(method);
    const response = await decide(token, 'cancel');
    expect([response.statusCode, response.headers.location]).toEqual([303, KO]);
    expect(settled).toEqual(['DECLINED']);
    expect(await status()).toMatchObject({ reason: 'CANCELLED_BY_SHOPPER' });
  });

  test('leads back to the shop when it is opened too late', async () => {
    const { address, page, status } = await open(method);
    now = page.expiresAt;
    const response = await app.inject(address);
    expect([response.statusCode, response.headers.location]).toEqual([303, KO]);
    expect(settled).toEqual(['DECLINED']);
    expect(await status()).toMatchObject({ reason: 'PAGE_EXPIRED' });
  });
});

describe.each(CHOOSABLE)('A decision on the page of %s', (method) => {
  test.each([
    ['pay', OK, 'APPROVED', undefined],
    ['later', OK, 'AWAITING', undefined],
    ['fail', KO, 'DECLINED', 'REFUSED_BY_PROVIDER'],
  ])('%s', async (decision, location, outcome, reason) => {
    const { token, status } = await open(method);
    const response = await decide(token, decision, ADA);
    expect([response.statusCode, response.headers.location]).toEqual([303, location]);
    expect(settled, 'the order was settled before the redirect').toEqual([outcome]);
    expect(await status()).toMatchObject(reason === undefined ? { outcome } : { outcome, reason });
  });
});

describe('Decisions', () => {
  test('the first one stands, whatever is sent or opened afterwards', async () => {
    const { token, address, status } = await open('SOFORT');
    await decide(token, 'pay');
    for (const response of [await decide(token, 'cancel'), await decide(token, 'pay'), await app.inject(address)]) {
      expect([response.statusCode, response.headers.location]).toEqual([303, OK]);
    }
    now = minutesLater(60 * 48);
    expect((await app.inject(address)).headers.location).toBe(OK);
    expect(await status()).toMatchObject({ outcome: 'APPROVED' });
  });

  test('two at once make one, and both browsers are told the same', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { token, status } = await open('SOFORT', { keepCard: true });
      const both = await Promise.all([decide(token, 'pay'), decide(token, 'cancel'), decide(token, 'pay')]);
      const { outcome } = await status();
      const expected = outcome === 'APPROVED' ? OK : KO;
      expect(both.map((response) => response.headers.location)).toEqual([expected, expected, expected]);
    }
  });

  test('a form without one shows the page again', async () => {
    const { token, address, status } = await open('SOFORT');
    for (const decision of ['', 'constructor', 'PAID']) {
      const response = await decide(token, decision);
      expect([response.statusCode, response.headers.location]).toEqual([303, address]);
    }
    expect(await status()).toMatchObject({ outcome: 'REDIRECT' });
  });

  test('scanned pictures are good for half an hour, other pages for a day', async () => {
    for (const [method, minutes] of [
      ['ALIPAY', 30],
      ['WE_CHAT_PAY', 30],
      ['TRUSTLY', 1_440],
    ] as const) {
      expect((await open(method)).page.expiresAt).toEqual(minutesLater(minutes));
    }
  });

  test('money that was promised is there a day later, by itself', async () => {
    const { token, status } = await open('TRUSTLY');
    await decide(token, 'later');
    now = new Date(minutesLater(1_440).getTime() - 1);
    expect(await status()).toMatchObject({ outcome: 'AWAITING' });
    now = minutesLater(1_440);
    expect(await status()).toMatchObject({ outcome: 'APPROVED' });
  });

  test('an order that was given up cannot be paid any more', async () => {
    const { token, address, page, status } = await open('SOFORT');
    const { gatewayReference } = page;
    await gateway.voidAuthorisation({ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, gatewayReference });
    expect((await app.inject(address)).headers.location).toBe(KO);
    expect((await decide(token, 'pay')).headers.location).toBe(KO);
    expect(await status()).toMatchObject({ outcome: 'DECLINED', reason: 'VOIDED' });
  });

  test('no address can be given from outside', async () => {
    const { token } = await open('SOFORT');
    const response = await decide(token, 'pay', { returnUrl: 'https://evil.example.test', return_url: 'x' });
    expect(response.headers.location).toBe(OK);
  });

  test('an address that no browser should open ends on a page', async () => {
    const browser = { returnUrl: 'javascript:alert(1)', cancelUrl: '', challengeBaseUrl: 'https://p.example.test' };
    for (const [decision, sentence] of [
      ['pay', 'The payment is confirmed.'],
      ['later', 'The payment is on its way.'],
      ['cancel', 'The payment was not made.'],
    ] as const) {
      const { token } = await open('SOFORT', { browser });
      const response = await decide(token, decision);
      expect([response.statusCode, response.headers.location]).toEqual([200, undefined]);
      expect(response.body).toContain(sentence);
    }
  });

  test.each(['', 'nonsense', `1.${'A'.repeat(32)}`, `zzzzzzzzzzzzz.${'A'.repeat(32)}`, "1.' OR 1=1 --"])(
    'the token %j is not found',
    async (token) => {
      for (const path of ['/payment/page/', '/payment/slip/']) {
        expect((await app.inject(`${path}?payment=${encodeURIComponent(token)}`)).statusCode).toBe(404);
        expect((await post(path, { payment: token, decision: 'pay' })).statusCode).toBe(404);
      }
    },
  );

  test('a page of one kind is not found under the address of another', async () => {
    const { token } = await open('SOFORT');
    expect((await app.inject(`/payment/slip/?payment=${token}`)).statusCode).toBe(404);
    expect((await app.inject(`/payment/authorize/?avng8apitoken=${token}`)).statusCode).toBe(404);
  });

  test('a form that is much too large is refused', async () => {
    const { token, status } = await open('SOFORT');
    expect((await decide(token, 'pay', { more: 'x'.repeat(5_000) })).statusCode).toBe(413);
    expect(await status()).toMatchObject({ outcome: 'REDIRECT' });
  });
});

describe('PayPal', () => {
  test('knows the e-mail address of the order', async () => {
    const { address } = await open('PAYPAL', { email: 'ada@example.com' });
    expect((await app.inject(address)).body).toContain('value="ada@example.com"');
  });

  test.each(['', 'ada', 'ada@', '@example.com'])('asks again for an address instead of %j', async (email) => {
    const { token, status } = await open('PAYPAL');
    const response = await decide(token, 'pay', { email });
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain('aria-invalid="true" aria-describedby="email-fault"');
    expect(await status()).toMatchObject({ outcome: 'REDIRECT' });
    expect((await decide(token, 'cancel', { email })).headers.location, 'leaving needs no address').toBe(KO);
  });

  test('keeps the account that is allowed to be charged again', async () => {
    const { token, status } = await open('PAYPAL', { keepCard: true });
    await decide(token, 'pay', ADA);
    expect(await status()).toMatchObject({ outcome: 'APPROVED', card: null, token: expect.stringMatching(/^paypal_/) });
  });

  test('keeps it too when the money comes later', async () => {
    const { token, status } = await open('PAYPAL', { keepCard: true });
    await decide(token, 'later', ADA);
    now = minutesLater(1_440);
    expect(await status()).toMatchObject({ outcome: 'APPROVED', token: expect.stringMatching(/^paypal_/) });
  });

  const renew = async (email: string, times: number) => {
    const { token, status, request } = await open('PAYPAL', { keepCard: true });
    await decide(token, 'pay', { email });
    const found = await status();
    if (found.outcome !== 'APPROVED') return [found.outcome === 'DECLINED' ? found.reason : found.outcome];
    const endings: string[] = [];
    for (let time = 0; time < times; time += 1) {
      const paymentMethod = { kind: 'TOKEN', token: found.token ?? '', securityCode: null } as const;
      const asked = { ...request, idempotencyKey: randomUUID(), paymentMethod, offSession: true, browser: null };
      const renewal = await gateway.authorise(asked);
      endings.push(renewal.outcome === 'DECLINED' ? renewal.reason : renewal.outcome);
    }
    return endings;
  };

  test.each([
    ['ada@example.com', ['APPROVED', 'APPROVED']],
    ['poor@example.com', ['INSUFFICIENT_FUNDS']],
    ['renewal@example.test', ['CARD_DECLINED', 'CARD_DECLINED']],
    ['Twice@Example.com', ['INSUFFICIENT_FUNDS', 'INSUFFICIENT_FUNDS', 'APPROVED']],
    ['revoked@example.com', ['INVALID_TOKEN']],
    ['poor@elsewhere.test', ['APPROVED']],
  ])('the account %s: %j', async (email, expected) => {
    expect(await renew(email, expected.length)).toEqual(expected);
  });
});

describe('iDEAL', () => {
  test.each([
    ['INGBNL2A+ING', 'ING'],
    ['rabonl2u+rab', 'Rabobank'],
  ])('has chosen the bank of the order: %s', async (bank, name) => {
    const { body } = await app.inject((await open('IDEAL', { bank })).address);
    expect(body).toMatch(new RegExp(`<option value="\\w+" selected>${name}</option>`));
  });

  test('lets the shopper choose when the order names no bank it knows', async () => {
    const { body } = await app.inject((await open('IDEAL', { bank: 'NOSUCHXX+NOS' })).address);
    expect(body).not.toContain('selected');
    expect(body).toContain('ABN AMRO');
  });
});

describe('The card page', () => {
  const CARD = { number: '4242 4242 4242 4242', expiry: '12/31', code: '7391', holder: 'Ada Kern' };
  const pay = (token: string, changes: Partial<typeof CARD> = {}) => decide(token, 'pay', { ...CARD, ...changes });

  test('pays by card, and keeps the card', async () => {
    const { token, status } = await open('CARD_PAGE', { keepCard: true });
    expect((await pay(token)).headers.location).toBe(OK);
    const found = await status();
    expect(found).toMatchObject({
      outcome: 'APPROVED',
      card: { brand: 'visa', firstDigits: '4242', lastDigits: '4242', expirationMonth: '12', expirationYear: '31' },
      token: expect.stringMatching(/^card_/),
    });
  });

  test.each(['12/31', '12/2031', '1231', '12 / 31', '12-31', '122031'])('reads the expiry date %j', async (expiry) => {
    const { token } = await open('CARD_PAGE');
    expect((await pay(token, { expiry })).headers.location).toBe(OK);
  });

  test.each([
    ['number', { number: '4242424242424241' }],
    ['number', { number: '' }],
    ['number', { number: '2000000000000006' }],
    ['expiry', { expiry: '13/31' }],
    ['expiry', { expiry: 'soon' }],
    ['expiry', { expiry: '10/26' }],
    ['code', { code: '12' }],
    ['code', { code: '' }],
    ['holder', { holder: '' }],
  ])('asks again for %s: %j, without the card in the page', async (field, changes) => {
    const { token, status } = await open('CARD_PAGE');
    const response = await pay(token, changes);
    expect(response.statusCode).toBe(422);
    expect(response.body).toContain(`id="${field}-fault"`);
    expect(response.body.match(/class="fault"/g)).toHaveLength(1);
    expect(response.body).toContain('role="alert"');
    expect(response.body).not.toMatch(/4242|7391/);
    expect(await status()).toMatchObject({ outcome: 'REDIRECT' });
    expect((await pay(token)).headers.location, 'the shopper corrects it').toBe(OK);
  });

  test.each([
    ['live', false, '4000000000009995', 'Ada Kern', 'INSUFFICIENT_FUNDS'],
    ['live, not issued here', false, '4111111111111111', 'John Doe', 'CARD_DECLINED'],
    ['TEST order', true, '4111111111111111', 'Lost Doe', 'LOST_CARD'],
  ])('declines as the table says: %s', async (_what, testOrder, number, holder, reason) => {
    const { token, status } = await open('CARD_PAGE', { testOrder });
    expect((await pay(token, { number, holder })).headers.location).toBe(KO);
    expect(await status()).toMatchObject({ outcome: 'DECLINED', reason });
  });

  test.each(['later', 'fail'])('knows nothing of the decision %s', async (decision) => {
    const { token, address, status } = await open('CARD_PAGE');
    expect((await decide(token, decision, CARD)).headers.location).toBe(address);
    expect(await status()).toMatchObject({ outcome: 'REDIRECT' });
  });

  test('holds what is to be reviewed', async () => {
    const { token, status } = await open('CARD_PAGE');
    await pay(token, { number: '4000000000009235' });
    expect(await status()).toMatchObject({ outcome: 'APPROVED', review: 'HOLD' });
  });

  describe('with a card that asks for 3-D Secure', () => {
    const asked = async (number: string) => {
      const opened = await open('CARD_PAGE', { keepCard: true });
      const response = await pay(opened.token, { number });
      expect(response.statusCode).toBe(303);
      const url = new URL(String(response.headers.location));
      expect(url.origin + url.pathname).toBe('https://platform.example.test/payment/authorize/');
      const token = url.searchParams.get('avng8apitoken') ?? '';
      const confirm = (decision: string) => post('/payment/authorize/', { avng8apitoken: token, decision });
      return { ...opened, challenge: url.pathname + url.search, confirm };
    };

    test.each([
      ['confirmed', '4000000000003220', 'confirm', OK, { outcome: 'APPROVED', card: { lastDigits: '3220' } }],
      ['cancelled', '4000000000003220', 'cancel', KO, { outcome: 'DECLINED', reason: 'AUTHENTICATION_FAILED' }],
      ['refused by the bank', '4000008400001629', 'confirm', KO, { outcome: 'DECLINED' }],
    ])('goes on to the bank, where it is %s', async (_what, number, decision, location, expected) => {
      const { status, challenge, confirm } = await asked(number);
      expect(await status()).toMatchObject({ outcome: 'REDIRECT' });
      expect(settled, 'nothing is decided yet').toEqual([]);
      expect((await app.inject(challenge)).body).toContain('Confirm your payment');
      expect((await confirm(decision)).headers.location).toBe(location);
      expect(await status()).toMatchObject(expected);
      expect(settled).toEqual([expected.outcome]);
    });

    test('the card page leads on to the bank when it is opened or sent again', async () => {
      const { address, token, confirm } = await asked('4000000000003220');
      const onward = expect.stringContaining('/payment/authorize/?avng8apitoken=');
      expect((await app.inject(address)).headers.location).toEqual(onward);
      expect((await pay(token)).headers.location).toEqual(onward);
      await confirm('confirm');
      expect((await app.inject(address)).headers.location).toBe(OK);
    });

    test('ends when nobody confirms in a quarter of an hour', async () => {
      const { address, status } = await asked('4000000000003220');
      now = minutesLater(15);
      expect(await status()).toMatchObject({ outcome: 'DECLINED', reason: 'AUTHENTICATION_FAILED' });
      expect((await app.inject(address)).headers.location).toBe(KO);
    });

    test('an order given up meanwhile is not paid by the confirmation', async () => {
      const { page, status, confirm } = await asked('4000000000003220');
      const { gatewayReference } = page;
      await gateway.voidAuthorisation({ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, gatewayReference });
      expect((await confirm('confirm')).headers.location).toBe(KO);
      expect(await status()).toMatchObject({ outcome: 'DECLINED', reason: 'VOIDED' });
    });
  });

  test('keeps number and security code neither in the books nor in the log', async () => {
    const { token } = await open('CARD_PAGE', { keepCard: true });
    await pay(token, { number: '4242424242424241' });
    await pay(token);
    const tables = ['tokens', 'charges', 'challenges', 'movements', 'pages', 'events', 'disputes'];
    const text = tables
      .map((table) => `SELECT to_jsonb(t)::text AS stored FROM simulator_${table} t`)
      .join(' UNION ALL ');
    const rows = await store.database.rows<{ stored: string }>(statement(text));
    expect(rows.length).toBeGreaterThan(5);
    expect(logged).toContain('/payment/page/');
    for (const kept of [...rows.map((row) => row.stored), logged]) {
      expect(kept).not.toMatch(/4242[^0-9a-z]?4242/i);
      expect(kept).not.toMatch(/(?<![0-9a-z.])7391(?![0-9a-z])/i);
    }
  });
});

describe.each(['BOLETO', 'PIX'] as const)('The slip of %s', (method) => {
  const slip = async (changes: Partial<AuthoriseRequest> = {}) => {
    const made = await authorise({ kind: 'OFFLINE', method }, { currency: 'BRL', ...changes });
    if (made.outcome.outcome !== 'AWAITING' || made.outcome.instructions?.kind !== 'SLIP')
      return expect.fail('no slip');
    const { href, barcode } = made.outcome.instructions;
    const url = new URL(href);
    const { gatewayReference } = made.outcome;
    const token = url.searchParams.get('payment') ?? '';
    return { ...made, href, barcode, gatewayReference, address: url.pathname + url.search, token };
  };

  test('says how much, and has the line to type or paste', async () => {
    const { address, href, barcode } = await slip();
    expect(href).toMatch(/^https:\/\/platform\.example\.test\/payment\/slip\/\?payment=/);
    const { body, statusCode } = await app.inject(address);
    expect(statusCode).toBe(200);
    expect(body).toContain('1234.50 BRL');
    expect(body).toContain(barcode);
    expect(body).toMatch(/<svg [^>]*role="img"/);
  });

  test('has an address although the order names none', async () => {
    expect((await slip({ browser: null })).href).toMatch(/^https:\/\/platform\.example\.test\/payment\/slip\//);
  });

  test('is paid once by the button, and then says so', async () => {
    const { address, token, status } = await slip();
    for (let time = 0; time < 2; time += 1) {
      const response = await post('/payment/slip/', { payment: token, decision: 'pay' });
      expect([response.statusCode, response.headers.location]).toEqual([303, address]);
    }
    expect(settled).toEqual(['APPROVED']);
    expect(await status()).toMatchObject({ outcome: 'APPROVED', card: null, token: null });
    const { body } = await app.inject(address);
    expect(body).toContain('has arrived');
    expect(body).not.toContain('<button');
  });

  test('is void when the order is given up', async () => {
    const { address, token, gatewayReference, status } = await slip();
    await gateway.voidAuthorisation({ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, gatewayReference });
    expect((await app.inject(address)).body).toContain('not waited for any more');
    await post('/payment/slip/', { payment: token });
    expect(await status()).toMatchObject({ outcome: 'DECLINED', reason: 'VOIDED' });
  });
});
