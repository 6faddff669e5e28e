import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methods } from '../index.ts';
import { createStage, MERCHANT_ID, OTHER_MERCHANT_ID, type Stage } from '../testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

const NOTHING_DELIVERED = { Description: '', Codes: [{ Code: null, Description: '', ExtraInfo: null, File: null }] };

/** A renewal as the renewal run will book it: the same function of the database, an order line without subscription. */
const renew = async (reference: string, startsAt: string, expiresAt: string): Promise<void> => {
  await stage.finishOrder(stage.merchantId, 300_000_000n, {
    subscriptions: [],
    subscriptionOrders: [
      {
        merchant_id: String(stage.merchantId),
        reference,
        ref_no: '300000000',
        line_no: 1,
        type: 'RENEWAL',
        starts_at: startsAt,
        expires_at: expiresAt,
        is_lifetime: false,
        sku: '',
        booked_at: startsAt,
      },
    ],
  });
};

describe('getSubscriptionHistory answers', () => {
  test('the orders of the subscription, oldest first', async () => {
    const { reference, refNo } = await stage.sell({
      customerId: await stage.addCustomer(),
      sku: 'SKU-1',
      partnerCode: 'P-1',
    });
    await renew(reference, '2024-02-29T10:15:20Z', '2024-03-31T10:15:20Z');
    const { value } = await stage.call('getSubscriptionHistory', { subscriptionReference: reference });
    expect(JSON.stringify(value)).toBe(
      JSON.stringify([
        {
          ReferenceNo: String(refNo),
          Type: 'SALE',
          SubscriptionReference: reference,
          StartDate: '2024-01-31',
          ExpirationDate: '2024-02-29',
          Lifetime: false,
          SKU: 'SKU-1',
          DeliveryInfo: NOTHING_DELIVERED,
          PartnerCode: 'P-1',
        },
        {
          ReferenceNo: '300000000',
          Type: 'RENEWAL',
          SubscriptionReference: reference,
          StartDate: '2024-02-29',
          ExpirationDate: '2024-03-31',
          Lifetime: false,
          SKU: '',
          DeliveryInfo: NOTHING_DELIVERED,
          PartnerCode: 'P-1',
        },
      ]),
    );
    const { value: subscription } = await stage.call('getSubscription', { subscriptionReference: reference });
    expect(subscription).toMatchObject({ LatestSubscriptionOrder: { RefNo: '300000000', Status: 'COMPLETE' } });
  });

  test('an empty list for a subscription without orders', async () => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer() });
    await stage.database.rows({
      name: 'forget',
      text: 'DELETE FROM subscription_orders WHERE merchant_id = $1 AND reference = $2',
      values: [stage.merchantId, reference],
    });
    const { value } = await stage.call('getSubscriptionHistory', { subscriptionReference: reference });
    expect(value).toEqual([]);
    const { value: subscription } = await stage.call('getSubscription', { subscriptionReference: reference });
    expect(subscription).toMatchObject({ LatestSubscriptionOrder: null });
  });
});

describe('getSubscriptionHistory refuses', () => {
  test.each<readonly [string, (reference: string) => Record<string, unknown>, string, bigint]>([
    ['a call without reference', () => ({}), 'INVALID_PARAMETER', MERCHANT_ID],
    [
      'a reference that nobody has',
      () => ({ subscriptionReference: 'AAAAAAAAAA' }),
      'SUBSCRIPTION_NOT_FOUND',
      MERCHANT_ID,
    ],
    ["another merchant's", (it) => ({ subscriptionReference: it }), 'SUBSCRIPTION_NOT_FOUND', OTHER_MERCHANT_ID],
  ])('%s', async (_title, params, code, merchantId) => {
    const { reference } = await stage.sell({ customerId: await stage.addCustomer() });
    await expect(stage.call('getSubscriptionHistory', params(reference), { merchantId })).rejects.toMatchObject({
      refusal: { code },
    });
  });
});
