import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { hasBrowser, launchBrowser, withBrowser } from '../server/testing/browser.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { openShop, orderBy, pageOf, placeBy, type Shop } from './payments.ts';
import { type Sent, testCard } from './shop.ts';

/* The shopper's side of payments on pages, in a real browser: from the shop to the provider and back. */

describe.skipIf(!hasBrowser)(withBrowser('A shopper with a browser'), () => {
  let api: TestApi;
  let site: Server;
  let siteUrl = '';
  let browser: Browser;
  let page: Page;
  let noise: string[] = [];

  beforeAll(async () => {
    api = await startTestApi();
    site = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><link rel="icon" href="data:,"><title>Shop</title>');
    });
    await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
    const { port } = site.address() as AddressInfo;
    siteUrl = `http://127.0.0.1:${port}`;
    browser = await launchBrowser();
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await api?.close();
  });
  beforeEach(async () => {
    // Without scripts, as all pages promise; the browser still says what it complains of.
    const context = await browser.newContext({ javaScriptEnabled: false });
    page = await context.newPage();
    noise = [];
    page.on('console', (message) => noise.push(message.text()));
    page.on('requestfailed', (request) => noise.push(`${request.url()} failed`));
    return () => context.close();
  });

  const home = (): Sent => ({ ReturnURL: `${siteUrl}/paid?cart=7`, CancelURL: `${siteUrl}/failed` });
  const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
  const fillCard = async (number: string): Promise<void> => {
    await page.getByLabel('Card number').fill(number);
    await page.getByLabel('Expiry date').fill('12/31');
    await page.getByLabel('Security code').fill('123');
    await page.getByLabel('Name on the card').fill('Ada Kern');
  };
  const isBack = async (path: string): Promise<void> => {
    await page.waitForURL(`${siteUrl}/**`);
    expect(page.url()).toBe(`${siteUrl}${path}`);
    expect(noise).toEqual([]);
  };
  const isPaid = async ({ merchant, client }: Shop, refNo: string): Promise<void> => {
    await orderIn(client, refNo, 'COMPLETE');
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
  };

  test.each<[type: string, method: Sent, currency: string, pay: string | RegExp]>([
    ['PAYPAL', { Email: 'ada@example.test' }, 'EUR', 'Agree and pay'],
    ['IDEAL', { BankCode: 'INGBNL2A+ING' }, 'EUR', /^Pay /],
    ['TRUSTLY', {}, 'EUR', /^Pay /],
    ['WE_CHAT_PAY', {}, 'CNY', 'I have paid'],
    ['ALIPAY', {}, 'USD', 'I have paid'],
    ['GIROPAY', {}, 'EUR', /^Pay /],
    ['DIRECT_EBANKING', {}, 'EUR', /^Pay /],
    ['UNIONPAY', {}, 'USD', /^Pay /],
    ['WEBMONEY', {}, 'USD', /^Pay /],
  ])('pays with %s, after it was cancelled once', async (type, method, Currency, pay) => {
    const shop = await openShop(api);
    const sent = { ...home(), ...method };
    const placed = await placeBy(shop, type, sent, { Currency });
    const refNo = textAt(placed, 'RefNo');
    await page.goto(pageOf(placed));
    await press('Cancel and return to the shop');
    await isBack(`/failed?REFNO=${refNo}`);
    const Order = { RefNo: refNo, PaymentDetails: { Type: type, Currency, PaymentMethod: sent } };
    await page.goto(pageOf(await ask(shop.client, 'placeOrder', { Order })));
    // The button that names the amount, and not the one that pays later.
    await page.getByRole('button', { name: pay }).first().click();
    await isBack(`/paid?cart=7&REFNO=${refNo}`);
    await isPaid(shop, refNo);
  });

  test('types a card on the page of the platform, and confirms at the bank', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'CCNOPCI', home());
    const refNo = textAt(placed, 'RefNo');
    await page.goto(pageOf(placed));
    await fillCard('4000000000003220');
    await press(/^Pay /);
    await press('Confirm payment');
    await isBack(`/paid?cart=7&REFNO=${refNo}`);
    await isPaid(shop, refNo);
  });

  test('follows the link of an order that failed, and pays it by card', async () => {
    const shop = await openShop(api);
    const failed = await placeBy(shop, 'TEST', testCard('Red Doe'));
    const refNo = textAt(failed, 'RefNo');
    await page.goto(textAt(failed, 'ExtraInformation.RetryFailedPaymentLink'));
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(`Order ${refNo}`);
    await press('Pay by card');
    await fillCard('4111111111111111');
    await press(/^Pay /);
    await page.waitForURL(`${api.url}/order/finish.php**`);
    expect(await page.getByText('Paid', { exact: true }).count()).toBe(1);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(noise).toEqual([]);
    await isPaid(shop, refNo);
  });

  test('approves with PayPal Express before there is an order', async () => {
    const shop = await openShop(api);
    const method = { ...home(), Email: 'ada@example.test' };
    const Order = orderBy('PAYPAL_EXPRESS', method);
    await page.goto(String(await ask(shop.client, 'getPayPalExpressCheckoutRedirectURL', { Order })));
    await press('Agree and pay');
    await page.waitForURL(`${siteUrl}/**`);
    const query = new URL(page.url()).searchParams;
    const Token = query.get('token');
    const placed = await placeBy(shop, 'PAYPAL_EXPRESS', { ...method, Token });
    expect(at(placed, 'RefNo')).toBe(query.get('REFNO'));
    await isPaid(shop, textAt(placed, 'RefNo'));
  });
});
