import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at } from './asking.ts';
import { expectBooksToAgree } from './books.ts';
import { product } from './shop.ts';
import { cardPayment, lifeOf, ordersOf, subscribe, subscriptionOf, untilIs } from './time.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const NEVER_ALONE = '4000000000000341';

type Shop = { readonly merchant: Merchant; readonly client: WireClient };

/** Sells a plan of 10.00 a month, whose renewals cost 8.00, from noon of 29 October 2028 on. */
const openShop = async (): Promise<Shop> => {
  const merchant = await api.newMerchant({ timeZone: 'GMT+02:00' });
  await untilIs(api, merchant, '2028-10-29T10:00:00Z');
  const client = await rpcClient(api, merchant, '6.0');
  const price = (Amount: number) => [{ Amount, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }];
  const lists = [
    {
      Name: 'List',
      Default: true,
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: { Regular: price(10), Renewal: price(8) },
    },
  ];
  await ask(client, 'addProduct', { Product: product('plan', 10, { PricingConfigurations: lists }) });
  return { merchant, client };
};

const onTrial = (client: WireClient, card?: string): Promise<string> =>
  subscribe(client, 'plan', cardPayment(card), { Items: [{ Code: 'plan', Trial: { Period: 7, Price: 1 } }] });

test('by itself when it ends, at the first price; renewals are cheaper', async () => {
  const { merchant, client } = await openShop();
  const reference = await onTrial(client);
  expect(await subscriptionOf(client, reference)).toMatchObject({ IsTrial: true, ExpirationDate: '2028-11-05' });
  const price = { subscriptionReference: reference, currency: 'EUR' };
  expect(await ask(client, 'getNextRenewalPrice', price)).toMatchObject({ NetPrice: 10 });

  await untilIs(api, merchant, '2028-11-06T00:00:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({ IsTrial: false, ExpirationDate: '2028-12-05' });
  expect(await ask(client, 'getNextRenewalPrice', price)).toMatchObject({ NetPrice: 8 });

  await untilIs(api, merchant, '2028-12-06T00:00:00Z');
  expect(await lifeOf(client, reference)).toEqual([
    'SALE 2028-10-29 2028-11-05',
    'RENEWAL 2028-11-05 2028-12-05',
    'RENEWAL 2028-12-05 2029-01-05',
  ]);
  const paid = (await ordersOf(client, reference)).map((order) => at(order, 'GrossPrice'));
  expect(paid).toEqual([1, 10, 8]);
  // 1.00 + 10.00 + 8.00
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(1_900n);
});

test.each([
  // The example of the platform: bought on 29 October, converted on 30 October.
  ['from the payment on', true, '2028-11-30'],
  ['from the end of the trial on', false, '2028-12-05'],
])('the next day, because the merchant says so, %s', async (_, extendSubscriptionFromPaymentDate, end) => {
  const { merchant, client } = await openShop();
  const reference = await onTrial(client);
  await untilIs(api, merchant, '2028-10-30T10:30:00Z');
  const params = { subscriptionReference: reference, extendSubscriptionFromPaymentDate };
  expect(await ask(client, 'convertTrial', params)).toBe(true);
  expect(await subscriptionOf(client, reference)).toMatchObject({ IsTrial: false, ExpirationDate: end });
  expect(await client('convertTrial', params)).toMatchObject({ refused: 'SUBSCRIPTION_NOT_TRIAL' });

  // Nothing more is charged when the trial would have ended.
  await untilIs(api, merchant, '2028-11-20T00:00:00Z');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(1_100n);
});

test('a conversion that fails is tried again after a day, and not by itself before that', async () => {
  const { merchant, client } = await openShop();
  const reference = await onTrial(client, NEVER_ALONE);
  const params = { subscriptionReference: reference };
  await untilIs(api, merchant, '2028-11-01T10:00:00Z');
  expect(await client('convertTrial', params)).toMatchObject({ refused: 'RENEWAL_DECLINED' });
  expect(await client('convertTrial', params)).toMatchObject({ refused: 'TRIAL_CONVERSION_TOO_SOON' });
  await untilIs(api, merchant, '2028-11-02T11:00:00Z');
  expect(await client('convertTrial', params)).toMatchObject({ refused: 'RENEWAL_DECLINED' });

  // An attempt in the last 24 hours takes the place of the automatic one.
  await untilIs(api, merchant, '2028-11-04T20:00:00Z');
  expect(await client('convertTrial', params)).toMatchObject({ refused: 'RENEWAL_DECLINED' });
  await untilIs(api, merchant, '2028-11-06T00:00:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({
    Status: 'EXPIRED',
    IsTrial: true,
    RecurringEnabled: false,
  });
  expect(await client('convertTrial', params)).toMatchObject({ refused: 'SUBSCRIPTION_EXPIRED' });
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(100n);
});
