import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import fastify from 'fastify';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { hasBrowser, launchBrowser, withBrowser } from '../../testing/browser.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { Gateway, PaymentMethod } from '../port.ts';
import { registerSimulatorPages } from './register-pages.ts';
import { createSimulator } from './simulator.ts';

/** Folder for pictures of the pages, for a look at them; none are taken without. */
const SHOTS = process.env['SCREENSHOTS'];

describe.skipIf(!hasBrowser)(withBrowser('A shopper with a browser'), () => {
  let store: TestDatabase;
  let gateway: Gateway;
  let app: FastifyInstance;
  let shop: Server;
  let browser: Browser;
  let page: Page;
  let baseUrl = '';
  let shopUrl = '';
  let noise: string[] = [];

  beforeAll(async () => {
    store = await createTestDatabase();
    gateway = createSimulator({ db: store.database, publicUrl: () => baseUrl });
    app = fastify();
    registerSimulatorPages(app, {
      db: store.database,
      nowOf: () => new Date(),
      merchantNameOf: async () => 'Kern Software',
      onDecision: async () => undefined,
    });
    baseUrl = await app.listen({ port: 0, host: '127.0.0.1' });
    shop = createServer((_request, response) => {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><link rel="icon" href="data:,"><title>Shop</title>');
    });
    await new Promise<void>((listening) => shop.listen(0, '127.0.0.1', listening));
    const { port } = shop.address() as AddressInfo;
    shopUrl = `http://127.0.0.1:${port}`;
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await app?.close();
    shop?.close();
    await store?.drop();
  });
  beforeEach(async () => {
    // Without scripts, as the pages promise; the other checks still see what the browser complains of.
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 420, height: 900 } });
    page = await context.newPage();
    noise = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('requestfailed', (request) => noise.push(`${request.url()} failed`));
    return () => context.close();
  });

  const pay = async (paymentMethod: PaymentMethod, currency = 'EUR', keepCard = false) => {
    const request = {
      ...{ merchantId: 77n, idempotencyKey: randomUUID(), at: new Date(), amountMinor: 4_990n, currency },
      ...{ orderReference: '11223344', testOrder: false, offSession: false, keepCard, paymentMethod },
      shopper: { countryCode: 'NL', ip: null },
      browser: { returnUrl: `${shopUrl}/ok`, cancelUrl: `${shopUrl}/ko?cart=7`, challengeBaseUrl: baseUrl },
    };
    const outcome = await gateway.authorise(request);
    const status = () => gateway.statusOf({ ...request, at: new Date() });
    if (outcome.outcome === 'REDIRECT') return { href: outcome.href, status };
    if (outcome.outcome === 'AWAITING' && outcome.instructions?.kind === 'SLIP') {
      return { href: outcome.instructions.href, status };
    }
    return expect.fail(`no page but ${outcome.outcome}`);
  };

  const shoot = async (name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
  };
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  /** The shop was reached, and no page made the browser complain. */
  const expectBack = (path: string): void => {
    expect(page.url()).toBe(`${shopUrl}${path}`);
    expect(noise).toEqual([]);
  };

  test('pays with PayPal, after the browser asked for the e-mail address', async () => {
    const { href, status } = await pay(
      { kind: 'REDIRECT', method: 'PAYPAL', bankCode: null, email: null },
      'EUR',
      true,
    );
    await page.goto(href);
    await shoot('paypal');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Pay with PayPal');
    expect(await page.getByText('49.90 EUR').count()).toBeGreaterThan(0);
    await press('Agree and pay');
    expect(page.url(), 'the browser holds an empty form back').toContain('/payment/page/');
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${shopUrl}/**`);
    expectBack('/ok?REFNO=11223344');
    expect(await status()).toMatchObject({ outcome: 'APPROVED', card: null, token: expect.any(String) });
  });

  test('leaves PayPal without an address, and finds the page closed when going back', async () => {
    const { href, status } = await pay({ kind: 'REDIRECT', method: 'PAYPAL', bankCode: null, email: null });
    await page.goto(href);
    await press('Cancel and return to the shop');
    await page.waitForURL(`${shopUrl}/**`);
    expectBack('/ko?cart=7&REFNO=11223344');
    await page.goto(href);
    expectBack('/ko?cart=7&REFNO=11223344');
    expect(await status()).toMatchObject({ outcome: 'DECLINED', reason: 'CANCELLED_BY_SHOPPER' });
  });

  test('pays with iDEAL at the bank that was chosen in the shop, later', async () => {
    const { href, status } = await pay({ kind: 'REDIRECT', method: 'IDEAL', bankCode: 'INGBNL2A+ING', email: null });
    await page.goto(href);
    await shoot('ideal');
    expect(await page.getByLabel('Your bank').inputValue()).toBe('INGBNL2A');
    await press('Pay, confirmed later');
    await page.waitForURL(`${shopUrl}/**`);
    expectBack('/ok?REFNO=11223344');
    expect(await status()).toMatchObject({ outcome: 'AWAITING' });
  });

  test('pays by keyboard alone', async () => {
    const { href, status } = await pay({ kind: 'REDIRECT', method: 'IDEAL', bankCode: null, email: null });
    await page.goto(href);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await shoot('ideal-focus');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${shopUrl}/**`);
    expectBack('/ok?REFNO=11223344');
    expect(await status()).toMatchObject({ outcome: 'APPROVED' });
  });

  const fillCard = async (number: string) => {
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expiry date').fill('12/35');
    await page.getByLabel('Security code').fill('123');
    await page.getByLabel('Name on the card').fill('Ada Kern');
  };

  test('mistypes a card, corrects it, and confirms at the bank', async () => {
    const { href, status } = await pay({ kind: 'REDIRECT', method: 'CARD_PAGE', bankCode: null, email: null });
    await page.goto(href);
    await shoot('card');
    await fillCard('4000 0000 0000 3221');
    await press('Pay 49.90 EUR');
    await page.getByRole('alert').waitFor();
    await shoot('card-fault');
    expect(await page.getByLabel('Card number').inputValue()).toBe('');
    expect(await page.getByLabel('Security code').inputValue()).toBe('');
    expect(await page.getByLabel('Name on the card').inputValue()).toBe('Ada Kern');
    noise = noise.filter((line) => !line.includes('422'));
    await fillCard('4000 0000 0000 3220');
    await press('Pay 49.90 EUR');
    await page.waitForURL(`${baseUrl}/payment/authorize/**`);
    await shoot('challenge');
    await press('Confirm payment');
    await page.waitForURL(`${shopUrl}/**`);
    expectBack('/ok?REFNO=11223344');
    expect(await status()).toMatchObject({ outcome: 'APPROVED', card: { lastDigits: '3220' } });
  });

  test.each(['PIX', 'BOLETO'] as const)('pays the slip of %s', async (method) => {
    const { href, status } = await pay({ kind: 'OFFLINE', method }, 'BRL');
    await page.goto(href);
    await shoot(method.toLowerCase());
    await press(method === 'PIX' ? 'I have paid' : 'Pay this boleto now');
    await page.getByText('has arrived').waitFor();
    await shoot(`${method.toLowerCase()}-paid`);
    expect(noise).toEqual([]);
    expect(await status()).toMatchObject({ outcome: 'APPROVED' });
  });

  test('sees each page of a provider without scrolling sideways on a small phone', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    for (const method of ['PAYPAL', 'IDEAL', 'WE_CHAT_PAY', 'ALIPAY', 'TRUSTLY', 'UNIONPAY', 'CARD_PAGE'] as const) {
      const { href } = await pay({ kind: 'REDIRECT', method, bankCode: null, email: null });
      await page.goto(href);
      await shoot(`small-${method.toLowerCase()}`);
      const sheet = await page.locator('.sheet').boundingBox();
      expect((sheet?.x ?? 0) + (sheet?.width ?? 999), method).toBeLessThanOrEqual(320);
      for (const button of await page.getByRole('button').all()) {
        const box = await button.boundingBox();
        expect((box?.x ?? 0) + (box?.width ?? 999), method).toBeLessThanOrEqual(320);
      }
      expect(noise).toEqual([]);
    }
  });
});
