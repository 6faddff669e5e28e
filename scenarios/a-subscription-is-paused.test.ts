import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { product } from './shop.ts';
import { cardPayment, lifeOf, subscribe, subscriptionOf, untilIs } from './time.ts';

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant({ timeZone: 'GMT+02:00' });
  await untilIs(api, merchant, '2028-03-15T10:00:00Z');
  client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('plan', 10) });
});
afterAll(() => api.close());

test('nothing is charged in the pause; the service goes on, and its months begin, on the day that was said', async () => {
  const paused = await subscribe(client, 'plan');
  const byHand = await subscribe(client, 'plan', cardPayment(undefined, { RecurringEnabled: false }));
  for (const subscriptionReference of [paused, byHand]) {
    const params = { subscriptionReference, resumeDate: '2028-06-20', pauseReason: 'On leave' };
    expect(await ask(client, 'setRenewalPause', params)).toBe(true);
  }
  expect(await subscriptionOf(client, paused)).toMatchObject({ Status: 'ACTIVE', ExpirationDate: '2028-04-15' });

  await untilIs(api, merchant, '2028-06-19T21:00:00Z');
  expect(await subscriptionOf(client, paused)).toMatchObject({ Status: 'PAUSED', ExpirationDate: '2028-04-15' });
  expect(await lifeOf(client, paused)).toEqual(['SALE 2028-03-15 2028-04-15']);

  await untilIs(api, merchant, '2028-06-20T12:00:00Z');
  expect(await subscriptionOf(client, paused)).toMatchObject({ Status: 'ACTIVE', ExpirationDate: '2028-07-20' });
  expect(await client('getRenewalPause', { subscriptionReference: paused })).toMatchObject({
    refused: 'PAUSE_NOT_FOUND',
  });
  // Whoever renews by hand is back where his dates say.
  expect(await subscriptionOf(client, byHand)).toMatchObject({ Status: 'EXPIRED', ExpirationDate: '2028-04-15' });

  await untilIs(api, merchant, '2028-08-21T12:00:00Z');
  expect(await lifeOf(client, paused)).toEqual([
    'SALE 2028-03-15 2028-04-15',
    'RENEWAL 2028-06-20 2028-07-20',
    'RENEWAL 2028-07-20 2028-08-20',
    'RENEWAL 2028-08-20 2028-09-20',
  ]);
  // Five payments of 10.00: two sales, three renewals.
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(5_000n);
});
