import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { statement } from '../../db/database.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../examples.ts';
import { createCodeList, deliveryInfoAnswer, importKeys, listDeliveriesOfSubscriptions } from './index.ts';

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

const FILE = {
  Code: 'F1',
  Name: 'Setup',
  File: 'setup.exe',
  Version: '1',
  Size: '12',
  Type: 'exe',
  LastUpdate: '2026-01-02',
};

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  const facts = { name: 'Game keys', description: 'Your licence' };
  await createCodeList(api.database, merchant.id, 'GAME', facts, new Date());
  const delivered = {
    ...exampleProduct,
    ProductCode: 'GAME',
    Fulfillment: 'BY_AVANGATE',
    FulfillmentInformation: {
      CodeList: { Code: 'GAME', Name: 'Game keys', Type: 'STATIC' },
      ProductFile: FILE,
      AdditionalInformationByEmail: 'Enter the key at the first start',
    },
  };
  for (const Product of [exampleProduct, delivered]) {
    expect(await client('addProduct', { Product })).toEqual({ value: true });
  }
});
afterAll(() => api.close());

const refill = (keys: readonly string[]) => importKeys(api.database, merchant.id, 'GAME', keys, new Date());

/** Buys one unit of each product and waits until the order is finished and its delivery was tried. */
const buy = async (...products: readonly string[]): Promise<string> => {
  const Items = products.map((Code) => ({ Code, Quantity: 1 }));
  const placed = await client('placeOrder', { Order: { ...exampleOrder, Items } });
  expect(placed).toMatchObject({ value: { RefNo: expect.any(String), DeliveryFinalized: false } });
  const { RefNo } = ('value' in placed ? placed.value : {}) as { RefNo: string };
  const untried = statement(
    `SELECT 1 FROM orders o WHERE o.ref_no = $1 AND (o.status <> 'COMPLETE' OR EXISTS (
       SELECT FROM deliveries d WHERE d.merchant_id = o.merchant_id AND d.ref_no = o.ref_no AND d.state = 'WAITING'))`,
    [BigInt(RefNo)],
  );
  await expect.poll(async () => (await api.database.rows(untried)).length, { timeout: 5_000 }).toBe(0);
  return RefNo;
};

const GIVEN = {
  Delivery: 'BY_AVANGATE',
  DownloadFile: FILE,
  DeliveryDescription: 'Enter the key at the first start',
  CodesDescription: 'Your licence',
  Codes: [{ Code: 'K-1', Description: '', ExtraInfo: null, File: null }],
};
const NOTHING_YET = { DownloadFile: null, DeliveryDescription: '', CodesDescription: '', Codes: [] };

test('an order tells its keys on every wire once it is delivered', async () => {
  await refill(['K-1']);
  const refNo = await buy('GAME', 'EDITOR');
  const wires = [client, restClient(api, merchant, '6.0'), await soapClient(api, merchant, '6.0')];
  for (const wire of wires) {
    expect(await wire('getOrder', { orderReference: refNo })).toMatchObject({
      value: {
        DeliveryFinalized: true,
        Items: [
          { ProductDetails: { DeliveryInformation: GIVEN } },
          { ProductDetails: { DeliveryInformation: { Delivery: 'NO_DELIVERY', ...NOTHING_YET } } },
        ],
      },
    });
  }
});

test('an order whose keys are missing is complete, but its delivery is not', async () => {
  const refNo = await buy('GAME');
  expect(await client('getOrder', { orderReference: refNo })).toMatchObject({
    value: {
      Status: 'COMPLETE',
      DeliveryFinalized: false,
      Items: [{ ProductDetails: { DeliveryInformation: { Delivery: 'BY_AVANGATE', ...NOTHING_YET } } }],
    },
  });
});

test('a subscription has the keys of the order that it came from', async () => {
  await refill(['K-5', 'K-6']);
  const refNo = await buy('GAME');
  const order = await client('getOrder', { orderReference: refNo });
  const reference = /"SubscriptionReference":"(\w+)"/.exec(JSON.stringify(order))?.[1] ?? '';
  const [delivery] = await listDeliveriesOfSubscriptions(api.database, merchant.id, [reference, 'AAAAAAAAAA']);
  expect(delivery).toMatchObject({ reference, refNo: BigInt(refNo), lineNo: 1, state: 'DELIVERED' });
  expect(deliveryInfoAnswer(delivery)).toEqual({
    Description: 'Your licence',
    Codes: [{ Code: expect.stringMatching(/^K-\d$/), Description: '', ExtraInfo: null, File: null }],
  });
  expect(deliveryInfoAnswer(undefined)).toEqual({
    Description: '',
    Codes: [{ Code: null, Description: '', ExtraInfo: null, File: null }],
  });
});

test('before 6.0 an order says nothing of its delivery', async () => {
  await refill(['K-3', 'K-4']);
  const refNo = await buy('GAME');
  const old = await rpcClient(api, merchant, '5.0');
  const answer = await old('getOrder', { orderReference: refNo });
  expect(JSON.stringify(answer)).not.toMatch(/K-\d|DeliveryFinalized/);
});
