import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Fault } from '../../../testing/api.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { CARDS, cardPayment, openShop, planWithGrace, type Sent, type Shop } from '../../../testing/renewals.ts';
import { parseRenewalLink } from '../index.ts';

/* The calls about renewals. The editor costs 10.00 a month and 19 percent of tax; all is sold at noon of 1 March 2028. */

const SOLD_AT = '2028-03-01T10:00:00Z';

let api: TestApi;
let shop: Shop;
let reference: string;
let fault: Fault | null;

beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => (operation === 'authorise' ? fault : null) });
});
afterAll(() => api.close());

beforeEach(async () => {
  fault = null;
  shop = await openShop(api, SOLD_AT);
  await shop.answer('addProduct', { Product: planWithGrace(5) });
  reference = await shop.subscribe({ Code: 'EDITOR', Quantity: 2 });
});

const answer = (name: string, params: Sent = {}): Promise<unknown> =>
  shop.answer(name, { subscriptionReference: reference, ...params });
const refused = (name: string, params: Sent = {}): Promise<string> =>
  shop.refused(name, { subscriptionReference: reference, ...params });
const subscription = (): Promise<Sent> => shop.subscription(reference);

/** States of a subscription in which a call may be refused. */
const CANCELED = 'enabled = false';
const LIFETIME = 'is_lifetime = true, expires_at = NULL, charge_at = NULL';
const CONTRACT_OVER = `contract = '{"cycles": 1, "sinceCycle": 0, "merchantRenews": false, "clientRenews": true}'`;
const NO_MEANS = 'card_id = NULL';

describe('getNextRenewalPrice', () => {
  const price = (currency = 'EUR') => answer('getNextRenewalPrice', { currency });

  test('is that of the product, without and with tax', async () => {
    expect(await price('eur')).toEqual({ NetPrice: 20, NetCurrency: 'EUR', FinalPrice: 23.8, FinalCurrency: 'EUR' });
  });

  test('is in the currency of the subscription unless another one is named', async () => {
    expect(await answer('getNextRenewalPrice')).toMatchObject({ NetCurrency: 'EUR', NetPrice: 20 });
  });

  test.each<[title: string, assignment: string, NetPrice: number, currency: string]>([
    ['terms of its own, for each unit', "own_price_minor = 333, own_price_type = 'NET'", 6.66, 'EUR'],
    ['terms of its own with tax in them', "own_price_minor = 1190, own_price_type = 'GROSS'", 20, 'EUR'],
    [
      'a custom price of all units',
      "next_price_minor = 999, next_price_currency = 'EUR', next_price_cycles = 2",
      9.99,
      'EUR',
    ],
    [
      'a custom price in its own currency',
      "next_price_minor = 999, next_price_currency = 'USD', next_price_cycles = 2",
      9.99,
      'USD',
    ],
    [
      'a change that was put off',
      `scheduled = '{"productCode": null, "priceOptionCodes": null, "quantity": 7}'`,
      70,
      'EUR',
    ],
  ])('%s', async (_title, assignment, NetPrice, currency) => {
    await shop.alter(reference, assignment);
    expect(await price(currency)).toMatchObject({ NetPrice });
  });

  test.each<[title: string, assignment: string | null, params: Sent, code: string]>([
    ['no such subscription', null, { subscriptionReference: 'AAAAAAAAAA' }, 'SUBSCRIPTION_NOT_FOUND'],
    ['no such currency', null, { currency: 'XXY' }, 'RENEWAL_CURRENCY_INVALID'],
    ['a currency without a price', null, { currency: 'JPY' }, 'RENEWAL_PRICE_NOT_AVAILABLE'],
    ['what never ends', LIFETIME, {}, 'SUBSCRIPTION_LIFETIME'],
  ])('is refused for %s', async (_title, assignment, params, code) => {
    if (assignment !== null) await shop.alter(reference, assignment);
    expect(await refused('getNextRenewalPrice', { currency: 'EUR', ...params })).toBe(code);
  });
});

describe('setCustomRenewalPrice', () => {
  test('counts for one renewal unless more are named', async () => {
    expect(await answer('setCustomRenewalPrice', { price: '7.77', currency: 'eur', reasonText: 'Sorry' })).toBe(true);
    expect(await subscription()).toMatchObject({ ReasonText: 'Sorry' });
    await shop.until('2028-04-01T12:00:00Z');
    expect(await answer('getNextRenewalPrice', { currency: 'EUR' })).toMatchObject({ NetPrice: 20 });
    expect(await shop.events(reference)).toEqual(['CUSTOM_PRICE', 'RENEWED']);
  });

  test.each<[title: string, assignment: string | null, params: Sent, code: string]>([
    ['no such subscription', null, { subscriptionReference: 'AAAAAAAAAA' }, 'SUBSCRIPTION_NOT_FOUND'],
    ['no price', null, { price: null }, 'RENEWAL_PRICE_INVALID'],
    ['a price that is none', null, { price: 'dear' }, 'RENEWAL_PRICE_INVALID'],
    ['a price below zero', null, { price: -1 }, 'RENEWAL_PRICE_INVALID'],
    ['more digits than the currency has', null, { price: '1.005' }, 'RENEWAL_PRICE_INVALID'],
    ['no such currency', null, { currency: 'XXY' }, 'RENEWAL_CURRENCY_INVALID'],
    ['no cycle', null, { cycles: 0 }, 'RENEWAL_CYCLES_INVALID'],
    ['half a cycle', null, { cycles: 0.5 }, 'RENEWAL_CYCLES_INVALID'],
    ['a long story', null, { reasonText: 'x'.repeat(501) }, 'RENEWAL_REASON_INVALID'],
    ['what never ends', LIFETIME, {}, 'SUBSCRIPTION_LIFETIME'],
  ])('is refused for %s', async (_title, assignment, params, code) => {
    if (assignment !== null) await shop.alter(reference, assignment);
    const good = { price: 5, currency: 'EUR', cycles: 1 };
    expect(await refused('setCustomRenewalPrice', { ...good, ...params })).toBe(code);
  });

  test('REST sends the reason as Text', async () => {
    const { url } = api;
    const { signed } = await import('../../../testing/api.ts');
    const { code, date, hash } = signed(shop.merchant.code);
    const response = await fetch(`${url}/rest/6.0/subscriptions/${reference}/renewal/price/eur/`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
      },
      body: JSON.stringify({ Price: 6.5, Currency: 'EUR', Cycles: 2, Text: 'By REST' }),
    });
    expect([response.status, await response.json()]).toEqual([200, true]);
    expect(await subscription()).toMatchObject({ ReasonText: 'By REST' });
  });
});

describe('getRenewalDetails', () => {
  test('answers a link that stays and that nobody can guess', async () => {
    const first = (await answer('getRenewalDetails')) as { recurringEnabled: boolean; manualRenewalLink: string };
    expect(first).toEqual({
      recurringEnabled: true,
      manualRenewalLink: expect.stringContaining(`${api.url}/order/renew.php?id=`),
    });
    expect(await answer('getRenewalDetails')).toEqual(first);
    const id = new URL(first.manualRenewalLink).searchParams.get('id') ?? '';
    expect(parseRenewalLink(id)).toEqual({
      merchantId: shop.merchant.id,
      reference,
      key: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(parseRenewalLink(`${id}AA`)).toBeUndefined();
    expect(parseRenewalLink('')).toBeUndefined();
  });

  test('tells when renewals are made by hand, and knows no link to renew what never ends', async () => {
    await answer('disableRecurringBilling');
    expect(await answer('getRenewalDetails')).toMatchObject({ recurringEnabled: false });
    await shop.alter(reference, LIFETIME);
    expect(await answer('getRenewalDetails')).toEqual({ recurringEnabled: false, manualRenewalLink: '' });
    expect(await refused('getRenewalDetails', { subscriptionReference: 'AAAAAAAAAA' })).toBe('SUBSCRIPTION_NOT_FOUND');
  });
});

describe('renewSubscription', () => {
  const TEN_DAYS = { days: 10, price: 5, currency: 'eur' };

  test('charges now, and adds the days to the end; cycles are counted from there', async () => {
    expect(await answer('renewSubscription', TEN_DAYS)).toBe(true);
    expect(await subscription()).toMatchObject({
      ExpirationDate: '2028-04-11',
      NextBillingDate: expect.stringMatching(/^2028-04-11T11:0/),
    });
    expect(await answer('getSubscriptionHistory')).toMatchObject([
      { Type: 'SALE', ExpirationDate: '2028-04-01' },
      { Type: 'RENEWAL', StartDate: '2028-04-01', ExpirationDate: '2028-04-11' },
    ]);
    await shop.until('2028-04-12T00:00:00Z');
    expect(await subscription()).toMatchObject({ ExpirationDate: '2028-05-11' });
  });

  test('takes the place of an automatic order that failed', async () => {
    reference = await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.failsOnce));
    await shop.until('2028-04-01T09:30:00Z');
    expect(await shop.renewals(reference)).toEqual(['2 OPEN PENDING CC DECLINED']);
    expect(await answer('renewSubscription', TEN_DAYS)).toBe(true);
    expect(await shop.renewals(reference)).toEqual(['2 CANCELED CANCELED CC DECLINED']);
    expect(await subscription()).toMatchObject({ ExpirationDate: '2028-04-11' });
  });

  test('a key makes a repeated call one charge', async () => {
    const headers = { 'idempotency-key': 'renew-once' };
    const client: WireClient = await rpcClient(api, shop.merchant, '6.0');
    const params = { subscriptionReference: reference, ...TEN_DAYS };
    expect(await client('renewSubscription', params, headers)).toEqual({ value: true });
    expect(await client('renewSubscription', params, headers)).toEqual({ value: true });
    expect(await subscription()).toMatchObject({ ExpirationDate: '2028-04-11' });
    expect(await client('renewSubscription', { ...params, days: 20 }, headers)).toMatchObject({
      refused: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  test('a charge that is declined leaves an order that can be paid by hand', async () => {
    reference = await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.neverAlone));
    expect(await refused('renewSubscription', TEN_DAYS)).toBe('RENEWAL_DECLINED');
    expect(await subscription()).toMatchObject({ ExpirationDate: '2028-04-01' });
  });

  test('a charge whose outcome is not known is carried on by itself', async () => {
    fault = { kind: 'LOST_ANSWER' };
    expect(await refused('renewSubscription', TEN_DAYS)).toBe('PAYMENT_GATEWAY_UNAVAILABLE');
    fault = null;
    await shop.until('2028-03-01T10:30:00Z');
    expect(await subscription()).toMatchObject({ ExpirationDate: '2028-04-11' });
  });

  test.each<[title: string, assignment: string | null, params: Sent, code: string]>([
    ['no such subscription', null, { subscriptionReference: 'AAAAAAAAAA' }, 'SUBSCRIPTION_NOT_FOUND'],
    ['no day', null, { days: 0 }, 'SUBSCRIPTION_DAYS_INVALID'],
    ['more than four years', null, { days: 1462 }, 'SUBSCRIPTION_DAYS_INVALID'],
    ['no price', null, { price: null }, 'RENEWAL_PRICE_INVALID'],
    ['a price below zero', null, { price: -5 }, 'RENEWAL_PRICE_INVALID'],
    ['no such currency', null, { currency: 'XXY' }, 'RENEWAL_CURRENCY_INVALID'],
    ['a cancelled one', CANCELED, {}, 'SUBSCRIPTION_CANCELED'],
    ['what never ends', LIFETIME, {}, 'SUBSCRIPTION_LIFETIME'],
    ['a trial', 'is_trial = true', {}, 'SUBSCRIPTION_STATUS_INVALID'],
    ['the end of a contract', CONTRACT_OVER, {}, 'RENEWAL_NOT_POSSIBLE'],
    ['nothing on file', NO_MEANS, {}, 'SUBSCRIPTION_NO_PAYMENT_METHOD'],
  ])('is refused for %s', async (_title, assignment, params, code) => {
    if (assignment !== null) await shop.alter(reference, assignment);
    expect(await refused('renewSubscription', { ...TEN_DAYS, ...params })).toBe(code);
  });
});

describe('convertTrial', () => {
  const trial = { Code: 'EDITOR', Trial: { Period: 14, Price: 1 } };

  test.each<[title: string, assignment: string | null, code: string]>([
    ['one that is paid for', 'is_trial = false', 'SUBSCRIPTION_NOT_TRIAL'],
    ['a cancelled one', CANCELED, 'SUBSCRIPTION_CANCELED'],
    [
      'an expired one',
      `expires_at = starts_at + interval '1 second', starts_at = starts_at - interval '30 days', grace_days = 0`,
      'SUBSCRIPTION_EXPIRED',
    ],
    ['nothing on file', NO_MEANS, 'SUBSCRIPTION_NO_PAYMENT_METHOD'],
  ])('is refused for %s', async (_title, assignment, code) => {
    reference = await shop.subscribe(trial);
    await shop.until('2028-03-02T00:00:00Z');
    if (assignment !== null) await shop.alter(reference, assignment);
    expect(await refused('convertTrial')).toBe(code);
  });

  test('is refused while the trial is being charged', async () => {
    reference = await shop.subscribe(trial);
    fault = { kind: 'LOST_ANSWER' };
    expect(await refused('convertTrial')).toBe('PAYMENT_GATEWAY_UNAVAILABLE');
    expect(await refused('convertTrial')).toBe('RENEWAL_IN_PROGRESS');
    fault = null;
    await shop.until('2028-03-01T10:30:00Z');
    expect(await subscription()).toMatchObject({ IsTrial: false, ExpirationDate: '2028-04-15' });
  });

  test('its order is that of the first cycle, whichever attempt pays it', async () => {
    reference = await shop.subscribe(trial, cardPayment(CARDS.failsOnce));
    expect(await refused('convertTrial')).toBe('RENEWAL_DECLINED');
    expect(await shop.renewals(reference)).toEqual(['1 OPEN PENDING CC DECLINED']);
    await shop.until('2028-03-02T11:00:00Z');
    expect(await answer('convertTrial', { extendSubscriptionFromPaymentDate: true })).toBe(true);
    expect(await shop.renewals(reference)).toEqual(['1 DONE COMPLETE CC CAPTURED']);
    expect(await subscription()).toMatchObject({ IsTrial: false, ExpirationDate: '2028-04-02' });
    expect(await shop.events(reference)).toEqual(['RENEWAL_FAILED INSUFFICIENT_FUNDS', 'TRIAL_CONVERTED']);
  });
});
