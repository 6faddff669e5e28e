import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { attemptsOf, expectBooksToAgree } from './books.ts';
import { order, product, type Sent } from './shop.ts';
import { automaticOrderOf, cardPayment, lifeOf, subscribe, subscriptionOf, untilIs } from './time.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

/** Pays once in vain without its shopper, and then always; never without its shopper; and a card that was reported lost. */
const FAILS_ONCE = '4000000000003105';
const NEVER_ALONE = '4000000000000341';

type Shop = { readonly merchant: Merchant; readonly client: WireClient };

/** Sells a plan of 10.00 a month with five days of grace, from noon of 1 March 2028 on. */
const openShop = async (): Promise<Shop> => {
  const merchant = await api.newMerchant({ timeZone: 'GMT+02:00' });
  await untilIs(api, merchant, '2028-03-01T10:00:00Z');
  const client = await rpcClient(api, merchant, '6.0');
  const SubscriptionInformation = {
    BillingCycle: '1',
    BillingCycleUnits: 'M',
    IsOneTimeFee: false,
    GracePeriod: { Type: 'CUSTOM', Period: '5', PeriodUnits: 'D', IsUnlimited: false },
  };
  await ask(client, 'addProduct', { Product: product('plan', 10, { SubscriptionInformation }) });
  return { merchant, client };
};

test('a charge that fails is tried again twenty hours after the end, and the month goes on where it ended', async () => {
  const { merchant, client } = await openShop();
  const reference = await subscribe(client, 'plan', cardPayment(FAILS_ONCE));

  await untilIs(api, merchant, '2028-04-01T09:30:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({
    Status: 'ACTIVE',
    ExpirationDate: '2028-04-01',
    RecurringEnabled: true,
    NextBillingDate: expect.stringMatching(/^2028-04-02T08:0/),
    LatestSubscriptionOrder: { FailedRecurringChargesCount: 1 },
  });
  const refNo = await automaticOrderOf(api, merchant, reference, 2);
  expect(await ask(client, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'PENDING', GrossPrice: 10 });

  await untilIs(api, merchant, '2028-04-01T12:00:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({ Status: 'PASTDUE' });

  await untilIs(api, merchant, '2028-04-02T08:00:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({
    Status: 'ACTIVE',
    ExpirationDate: '2028-05-01',
    NextBillingDate: expect.stringMatching(/^2028-05-01T11:0/),
    LatestSubscriptionOrder: { RefNo: refNo, Status: 'COMPLETE', FailedRecurringChargesCount: 0 },
  });
  // One order, however many attempts it took.
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED', 'CAPTURED']);
  expect(await lifeOf(client, reference)).toEqual(['SALE 2028-03-01 2028-04-01', 'RENEWAL 2028-04-01 2028-05-01']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_000n);
});

test('charges that fail until grace is over end the automatic renewal; then the customer pays by hand', async () => {
  const { merchant, client } = await openShop();
  const reference = await subscribe(client, 'plan', cardPayment(NEVER_ALONE));

  await untilIs(api, merchant, '2028-04-03T08:00:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({ Status: 'PASTDUE', RecurringEnabled: true });

  // The last attempt is made on the third day.
  await untilIs(api, merchant, '2028-04-04T10:05:00Z');
  const refNo = await automaticOrderOf(api, merchant, reference, 2);
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED', 'DECLINED', 'DECLINED', 'DECLINED']);
  expect(await subscriptionOf(client, reference)).toMatchObject({
    Status: 'PASTDUE',
    RecurringEnabled: false,
    NextBillingDate: null,
  });

  // Its order can be paid as long as there is grace.
  await untilIs(api, merchant, '2028-04-06T09:55:00Z');
  expect(await ask(client, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'PENDING' });
  await untilIs(api, merchant, '2028-04-06T10:05:00Z');
  expect(await ask(client, 'getOrder', { orderReference: refNo })).toMatchObject({ Status: 'CANCELED' });
  expect(await subscriptionOf(client, reference)).toMatchObject({ Status: 'EXPIRED', ExpirationDate: '2028-04-01' });

  // Who comes back late begins a new month, and agrees to be charged again.
  await untilIs(api, merchant, '2028-04-20T16:30:00Z');
  await renewByHand(client, reference);
  expect(await subscriptionOf(client, reference)).toMatchObject({
    Status: 'ACTIVE',
    ExpirationDate: '2028-05-20',
    RecurringEnabled: true,
    NextBillingDate: expect.stringMatching(/^2028-05-20T17:3/),
  });
  await untilIs(api, merchant, '2028-05-21T00:00:00Z');
  expect(await lifeOf(client, reference)).toEqual([
    'SALE 2028-03-01 2028-04-01',
    'RENEWAL 2028-04-20 2028-05-20',
    'RENEWAL 2028-05-20 2028-06-20',
  ]);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

/** An order of the month that follows, placed by the shop with a good card. */
const renewByHand = async (client: WireClient, SubscriptionReference: string): Promise<unknown> => {
  const Items = [{ Code: 'plan', RenewalInformation: { SubscriptionReference } }];
  const placed = await ask(client, 'placeOrder', { Order: order('plan', cardPayment(), { Items }) });
  return orderIn(client, at(placed, 'RefNo'), 'COMPLETE');
};

test('the order of a failed charge is paid by the customer with another card', async () => {
  const { merchant, client } = await openShop();
  const reference = await subscribe(client, 'plan', cardPayment(NEVER_ALONE));
  await untilIs(api, merchant, '2028-04-02T07:00:00Z');
  const RefNo = await automaticOrderOf(api, merchant, reference, 2);
  const PaymentDetails: Sent = { Currency: 'EUR', CustomerIP: '203.0.113.7', ...cardPayment() };
  await ask(client, 'placeOrder', { Order: { RefNo, PaymentDetails } });
  await orderIn(client, RefNo, 'COMPLETE');
  expect(await subscriptionOf(client, reference)).toMatchObject({ Status: 'ACTIVE', ExpirationDate: '2028-05-01' });

  // From now on it is the other card that is charged.
  await untilIs(api, merchant, '2028-05-02T00:00:00Z');
  expect(await subscriptionOf(client, reference)).toMatchObject({
    ExpirationDate: '2028-06-01',
    LatestSubscriptionOrder: { FailedRecurringChargesCount: 0 },
  });
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

test('a renewal by hand takes the place of an automatic order that is not paid', async () => {
  const { merchant, client } = await openShop();
  const reference = await subscribe(client, 'plan', cardPayment(NEVER_ALONE));
  await untilIs(api, merchant, '2028-04-02T07:00:00Z');
  const automatic = await automaticOrderOf(api, merchant, reference, 2);
  const byHand = textAt(await renewByHand(client, reference), 'RefNo');
  expect(byHand).not.toBe(automatic);
  await orderIn(client, automatic, 'CANCELED');
  expect(await lifeOf(client, reference)).toEqual(['SALE 2028-03-01 2028-04-01', 'RENEWAL 2028-04-01 2028-05-01']);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_000n);
});
