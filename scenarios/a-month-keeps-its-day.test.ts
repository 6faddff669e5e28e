import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient } from '../server/testing/clients.ts';
import { ask, at } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { product } from './shop.ts';
import { lifeOf, ordersOf, subscribe, subscriptionOf, untilIs } from './time.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** The end of each month of service, sold on 31 January 2028, a leap year. */
const ENDS = [
  '2028-02-29',
  '2028-03-31',
  '2028-04-30',
  '2028-05-31',
  '2028-06-30',
  '2028-07-31',
  '2028-08-31',
  '2028-09-30',
  '2028-10-31',
  '2028-11-30',
  '2028-12-31',
  '2029-01-31',
  '2029-02-28',
  '2029-03-31',
  '2029-04-30',
];

test.each([
  // Where it is noon, the end of the day and the beginning of the day.
  ['GMT+02:00', '2028-01-31T10:00:00Z', '12:00:00', '11:00:00'],
  ['America/New_York', '2028-02-01T04:30:00Z', '23:30:00', '22:30:00'],
  ['Pacific/Auckland', '2028-01-30T11:30:00Z', '00:30:00', '23:30:00'],
])('in %s', { timeout: 120_000 }, async (timeZone, soldAt, time, chargeTime) => {
  const merchant = await api.newMerchant({ timeZone });
  await untilIs(api, merchant, soldAt);
  const shop = await rpcClient(api, merchant, '6.0');
  await ask(shop, 'addProduct', { Product: product('editor', 10) });
  const reference = await subscribe(shop, 'editor');
  expect(await subscriptionOf(shop, reference)).toMatchObject({ StartDate: '2028-01-31', ExpirationDate: ENDS[0] });

  await untilIs(api, merchant, '2029-04-01T12:00:00Z');

  expect(await lifeOf(shop, reference)).toEqual([
    `SALE 2028-01-31 ${ENDS[0]}`,
    ...ENDS.slice(1).map((end, index) => `RENEWAL ${ENDS[index]} ${end}`),
  ]);
  const orders = await ordersOf(shop, reference);
  // Charged an hour before the end, on the clocks of the account, whatever summer did to them.
  for (const [index, order] of orders.slice(1).entries()) {
    const day = time === '00:30:00' ? dayBefore(ENDS[index] ?? '') : ENDS[index];
    const stamp = String(at(order, 'OrderDate'));
    expect(stamp.slice(0, 16)).toBe(`${day} ${chargeTime.slice(0, 5)}`);
    expect(order).toMatchObject({
      Status: 'COMPLETE',
      GrossPrice: 10,
      Items: [{ ProductDetails: { RenewalStatus: true } }],
    });
  }
  // 15 payments of 10.00
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(15_000n);
});

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
