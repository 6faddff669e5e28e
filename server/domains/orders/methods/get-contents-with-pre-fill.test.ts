import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';

type Sent = Record<string, unknown>;

let api: TestApi;
let client: WireClient;
let stranger: WireClient;
let subscription: string;

beforeAll(async () => {
  api = await startTestApi();
  client = await rpcClient(api, await api.newMerchant(), '6.0');
  stranger = await rpcClient(api, await api.newMerchant(), '6.0');
  for (const shop of [client, stranger]) {
    expect(await shop('addProduct', { Product: exampleProduct })).toEqual({ value: true });
  }
  const { value } = (await client('placeOrder', { Order: exampleOrder })) as { value: { RefNo: string } };
  subscription = await vi.waitFor(async () => {
    const found = (await client('getOrder', { orderReference: value.RefNo })) as {
      value: { Items: [{ ProductDetails: { Subscriptions: [{ SubscriptionReference: string }] | null } }] };
    };
    return found.value.Items[0].ProductDetails.Subscriptions?.[0].SubscriptionReference ?? expect.fail('not yet');
  });
});
afterAll(() => api.close());

const Items = [{ Code: 'EDITOR' }];
const ask = (changes: Sent, shop = client, SubscriptionReference: unknown = subscription) =>
  shop('getContentsWithPreFill', { SubscriptionReference, Order: { Currency: 'EUR', Items, ...changes } });

describe('what is filled in', () => {
  test.each<[string, Sent, Sent]>([
    [
      'the customer, and so the tax',
      {},
      {
        VAT: 1.9,
        GrossPrice: 11.9,
        BillingDetails: { FirstName: 'Ada', CountryCode: 'de', City: 'Ulm', Zip: '89073' },
      },
    ],
    [
      'only what the request leaves out',
      { BillingDetails: { FirstName: 'Bob', CountryCode: 'HK' } },
      { VAT: 0, GrossPrice: 10, BillingDetails: { FirstName: 'Bob', LastName: 'Kern', CountryCode: 'hk', City: null } },
    ],
    [
      'beside dynamic items, too',
      { Items: [{ IsDynamic: true, Name: 'Hour', Price: { Amount: 119 } }] },
      { NetPrice: 100, VAT: 19, BillingDetails: { LastName: 'Kern' } },
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await ask(changes)).toMatchObject({ value: { Errors: null, ...expected } });
  });

  test('and no order is made', async () => {
    const orders = { orderSearchOptions: { IncludeTestOrders: 'YES' } };
    const before = await client('searchOrders', orders);
    await ask({});
    expect(await client('searchOrders', orders)).toEqual(before);
  });
});

describe('refusals', () => {
  test.each<[string, unknown]>([
    ['a subscription that nobody has', 'AAAAAAAAAA'],
    ['text that is none', "' or ''='"],
  ])('%s', async (_, reference) => {
    expect(await ask({}, client, reference)).toMatchObject({ refused: 'SUBSCRIPTION_NOT_FOUND' });
  });

  test('that of another merchant', async () => {
    expect(await ask({}, stranger)).toMatchObject({ refused: 'SUBSCRIPTION_NOT_FOUND' });
  });

  test('those of a cart', async () => {
    expect(await ask({ Items: [] })).toMatchObject({ refused: 'ORDER_PRODUCTS_EMPTY' });
    expect(await ask({ Items: [{ Code: 'NONE' }] })).toMatchObject({ refused: 'ORDER_PRODUCT_CODE_INVALID' });
    expect(await client('getContentsWithPreFill', {})).toMatchObject({ refused: 'INVALID_PARAMETER' });
  });

  test('versions that do not have it', async () => {
    const old = await rpcClient(api, await api.newMerchant(), '4.0');
    expect(() => old('getContentsWithPreFill', { SubscriptionReference: subscription, Order: {} })).toThrow(
      'There is no method "getContentsWithPreFill" in version 4.0.',
    );
  });
});
