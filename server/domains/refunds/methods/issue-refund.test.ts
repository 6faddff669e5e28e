import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { statement } from '../../../db/database.ts';
import { signed, startTestApi, type TestApi } from '../../../testing/api.ts';
import { rpcClient, type WireClient } from '../../../testing/clients.ts';
import { moveClock } from '../../accounts/index.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';
import { finishOrder } from '../../orders/index.ts';

type Sent = Readonly<Record<string, unknown>>;
type Told = {
  readonly RefNo: string;
  readonly Status: string;
  readonly Refunds: readonly Sent[] | null;
  readonly Items: readonly {
    readonly LineItemReference: string;
    readonly ProductDetails: { readonly Subscriptions: readonly { readonly Enabled: boolean }[] | null };
  }[];
};

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await openShop(merchant);
});
afterAll(() => api.close());

const openShop = async (of: Merchant): Promise<WireClient> => {
  const opened = await rpcClient(api, of, '6.0', api.now());
  await ask(opened, 'addProduct', { Product: exampleProduct });
  await ask(opened, 'addProduct', { Product: { ...exampleProduct, ProductCode: 'VIEWER', ProductName: 'Viewer' } });
  return opened;
};

const ask = async (on: WireClient, name: string, params: Sent): Promise<unknown> => {
  const outcome = await on(name, params);
  return 'value' in outcome ? outcome.value : expect.fail(`${name}: ${outcome.refused} ${outcome.message}`);
};

const read = async (refNo: string, on = client): Promise<Told> =>
  (await ask(on, 'getOrder', { orderReference: refNo })) as Told;

/** Two editors for 23.80, paid and finished. */
const sell = async (others: Sent = {}, on = client, of = merchant): Promise<Told> => {
  const placed = (await ask(on, 'placeOrder', { Order: { ...exampleOrder, ...others } })) as Told;
  await finishOrder(api.works, of, BigInt(placed.RefNo));
  return read(placed.RefNo, on);
};

const refund = (refNo: string, sent: Sent = {}, on = client) =>
  on('issueRefund', { RefNo: refNo, Amount: 23.8, Comment: '', Reason: 'Other', ...sent });

const alter = (refNo: string, change: string) =>
  api.database.rows(
    statement(`UPDATE orders SET ${change} WHERE merchant_id = $1 AND ref_no = $2`, [merchant.id, BigInt(refNo)]),
  );

const ledgerOf = (refNo: string) =>
  api.database.rows(
    statement(
      `SELECT kind, account, amount_minor FROM ledger_entries WHERE merchant_id = $1 AND ref_no = $2 AND kind = 'REFUND'
       ORDER BY transaction_id, entry_no`,
      [merchant.id, BigInt(refNo)],
    ),
  );

describe('issueRefund', () => {
  test.each<[string, Sent]>([
    ['an empty list', { Items: [] }],
    ['an empty text', { Items: '' }],
    ['no items', {}],
    ['all lines', { Items: [{ ProductCode: 'EDITOR', Quantity: 2, Amount: 23.8 }] }],
    ['an amount as text', { Amount: '23.80' }],
  ])('everything, with %s: the order is refunded', async (_, sent) => {
    const { RefNo } = await sell();
    expect(await refund(RefNo, sent)).toEqual({ value: true });
    expect(await read(RefNo)).toMatchObject({
      Status: 'REFUND',
      DeliveryFinalized: true,
      Refunds: [{ Type: 'TOTAL', Status: 'PROCESSED', Amount: 23.8, Currency: 'eur' }],
    });
    expect(await ledgerOf(RefNo)).toEqual([
      { kind: 'REFUND', account: 'gateway:simulator', amount_minor: -2380n },
      { kind: 'REFUND', account: 'revenue', amount_minor: 2000n },
      { kind: 'REFUND', account: 'tax_payable', amount_minor: 380n },
    ]);
  });

  test('a part, told by the order in all members', async () => {
    const { RefNo, Items } = await sell();
    const LineItemReference = Items[0]?.LineItemReference;
    // One item arrives without a list around it, and its numbers as text.
    const lone = { LineItemReference, Quantity: '1', Amount: '10.01' };
    const sent = { Amount: 10.01, Items: lone, Comment: 'Half of it', Reason: ' duplicate PURCHASE ' };
    expect(await refund(RefNo, sent)).toEqual({ value: true });
    expect(await read(RefNo)).toMatchObject({
      Status: 'COMPLETE',
      Refunds: [
        {
          RefundId: expect.stringMatching(/^\d+$/),
          Status: 'PROCESSED',
          Type: 'PARTIAL',
          Amount: 10.01,
          Currency: 'eur',
          Reason: 'Duplicate purchase',
          Comment: 'Half of it',
          RequestDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          Items: [{ LineItemReference, Quantity: 1, Amount: 10.01 }],
        },
      ],
    });
    expect(await ledgerOf(RefNo)).toMatchObject([
      { amount_minor: -1001n },
      { account: 'revenue', amount_minor: 841n },
      { account: 'tax_payable', amount_minor: 160n },
    ]);
  });

  test.each<[string, Sent]>([
    ['by amount alone', {}],
    ['by product code', { Items: [{ ProductCode: 'EDITOR', Quantity: 1 }] }],
    ['of the only line, unnamed', { Items: [{ Quantity: 1, Amount: 5 }] }],
    ['of items whose amounts are not the sum', { Items: [{ ProductCode: 'EDITOR', Quantity: 1, Amount: 11.9 }] }],
  ])('a part %s gives back the amount of the call', async (_, sent) => {
    const { RefNo } = await sell();
    expect(await refund(RefNo, { Amount: 5, ...sent })).toEqual({ value: true });
    expect(await read(RefNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Type: 'PARTIAL', Amount: 5 }] });
  });

  test('parts up to the whole: the last one is total, and one cent more is refused', async () => {
    const { RefNo } = await sell();
    for (const Amount of [10, 13.79]) expect(await refund(RefNo, { Amount })).toEqual({ value: true });
    expect(await refund(RefNo, { Amount: 0.02 })).toMatchObject({ refused: 'REFUND_MAXIMUM_EXCEEDED' });
    expect(await refund(RefNo, { Amount: 0.01 })).toEqual({ value: true });
    const order = await read(RefNo);
    expect(order.Status).toBe('REFUND');
    expect(order.Refunds?.map(({ Type }) => Type)).toEqual(['PARTIAL', 'PARTIAL', 'TOTAL']);
    expect(await refund(RefNo, { Amount: 0.01 })).toMatchObject({ refused: 'REFUND_TOTAL_EXISTS' });
  });

  test('the gross price of a discounted order refunds what was paid', async () => {
    const { RefNo } = await sell();
    await alter(RefNo, 'gross_minor = 3000, discount_minor = 620');
    expect(await refund(RefNo, { Amount: 30 })).toEqual({ value: true });
    expect(await read(RefNo)).toMatchObject({ Status: 'REFUND', Refunds: [{ Type: 'TOTAL', Amount: 23.8 }] });
  });

  test('right after a test order was placed', async () => {
    const { RefNo } = (await ask(client, 'placeOrder', { Order: exampleOrder })) as Told;
    expect(await refund(RefNo)).toEqual({ value: true });
    expect(await read(RefNo)).toMatchObject({ Status: 'REFUND' });
  });

  test('REST takes lower-case names and answers a bare true', async () => {
    const { RefNo } = await sell();
    const { code, date, hash } = signed(merchant.code);
    const response = await fetch(`${api.url}/rest/6.0/orders/${RefNo}/refund/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
      },
      body: JSON.stringify({ amount: 23.8, items: '', comment: 'bye', reason: 'Other' }),
    });
    expect([response.status, await response.text()]).toEqual([200, 'true']);
  });

  test.each<[string, boolean | undefined, number, boolean]>([
    ['a total refund ends the subscriptions', undefined, 23.8, false],
    ['a partial one does not', undefined, 23.79, true],
    ['nor a total one where the account says so', false, 23.8, true],
  ])('%s', async (_, setting, Amount, enabled) => {
    const other = await api.newMerchant(
      setting === undefined ? {} : { settings: { cancelSubscriptionsOnTotalRefund: setting } },
    );
    const on = await openShop(other);
    const { RefNo } = await sell({}, on, other);
    expect(await refund(RefNo, { Amount }, on)).toEqual({ value: true });
    const [item] = (await read(RefNo, on)).Items;
    expect(item?.ProductDetails.Subscriptions).toMatchObject([{ Enabled: enabled }]);
  });

  test('reasons of the account take the place of the platform ones', async () => {
    const other = await api.newMerchant({ settings: { refundReasons: ['Too green', 'Too small'] } });
    const on = await openShop(other);
    const { RefNo } = await sell({}, on, other);
    expect(await refund(RefNo, { Reason: 'Other' }, on)).toMatchObject({ refused: 'REFUND_REASON_INVALID' });
    expect(await refund(RefNo, { Reason: 'too green' }, on)).toEqual({ value: true });
    expect(await read(RefNo, on)).toMatchObject({ Refunds: [{ Reason: 'Too green' }] });
  });

  test('an order of another merchant is not known', async () => {
    const { RefNo } = await sell();
    const other = await rpcClient(api, await api.newMerchant(), '6.0', api.now());
    expect(await refund(RefNo, {}, other)).toMatchObject({ refused: 'ORDER_REF_INVALID' });
  });

  test.each<[string, Sent, string]>([
    ['no reference', { RefNo: null }, 'ORDER_REF_MISSING'],
    ['no reference at all', { RefNo: 'abc' }, 'ORDER_REF_MISSING'],
    ['no amount', { Amount: null }, 'ORDER_AMOUNT_MISSING'],
    ['an amount that is no number', { Amount: 'all' }, 'ORDER_AMOUNT_MISSING'],
    ['no quantity', { Items: [{ ProductCode: 'EDITOR' }] }, 'PRODUCTS_QTY_MISSING'],
    ['half a unit', { Items: [{ ProductCode: 'EDITOR', Quantity: 0.5 }] }, 'PRODUCTS_QTY_MISSING'],
    ['a reference of no order', { RefNo: '1' }, 'ORDER_REF_INVALID'],
    ['nothing', { Amount: 0 }, 'ORDER_AMOUNT_INVALID'],
    ['less than nothing', { Amount: -1 }, 'ORDER_AMOUNT_INVALID'],
    ['a tenth of a cent', { Amount: '0.001' }, 'ORDER_AMOUNT_INVALID'],
    ['an item for nothing', { Items: [{ ProductCode: 'EDITOR', Quantity: 1, Amount: 0 }] }, 'ORDER_AMOUNT_INVALID'],
    ['an unknown product', { Items: [{ ProductCode: 'VIEWER', Quantity: 1 }] }, 'PRODUCTS_CODES_MISSING'],
    ['an unknown line', { Items: [{ LineItemReference: 'f0', Quantity: 1 }] }, 'PRODUCTS_CODES_MISSING'],
    ['items that are none', { Items: 'all' }, 'PRODUCTS_CODES_MISSING'],
    ['no unit', { Items: [{ ProductCode: 'EDITOR', Quantity: 0 }] }, 'PRODUCTS_QTY_INVALID'],
    ['more units than sold', { Items: [{ ProductCode: 'EDITOR', Quantity: 3 }] }, 'PRODUCTS_QTY_INVALID'],
    [
      'more units than sold, in two items',
      { Items: [1, 2].map((Quantity) => ({ ProductCode: 'EDITOR', Quantity })) },
      'PRODUCTS_QTY_INVALID',
    ],
    ['no reason', { Reason: null }, 'REFUND_REASON_INVALID'],
    ['an unknown reason', { Reason: 'Rain' }, 'REFUND_REASON_INVALID'],
    ['more than was paid', { Amount: 23.81 }, 'REFUND_MAXIMUM_EXCEEDED'],
  ])('refuses %s, and nothing happens', async (_, sent, code) => {
    const { RefNo } = await sell();
    expect(await refund(RefNo, sent)).toMatchObject({ refused: code });
    expect(await read(RefNo)).toMatchObject({ Status: 'COMPLETE', Refunds: null });
  });

  test('an item without a name, where there are two lines', async () => {
    const { RefNo } = await sell({ Items: [{ Code: 'EDITOR' }, { Code: 'VIEWER' }] });
    expect(await refund(RefNo, { Amount: 5, Items: [{ Quantity: 1 }] })).toMatchObject({
      refused: 'PRODUCTS_CODES_MISSING',
    });
  });

  test.each<[string, string, string]>([
    ['canceled', `status = 'CANCELED'`, 'ORDER_ALREADY_CANCELED'],
    ['refunded', `status = 'REFUND'`, 'REFUND_TOTAL_EXISTS'],
    ['unpaid', `status = 'PENDING'`, 'REFUND_ORDER_STATUS'],
    ['reversed', `status = 'REVERSED'`, 'REFUND_ORDER_STATUS'],
    ['authorised and held', `status = 'AUTHRECEIVED', finished_at = NULL`, 'REFUND_ORDER_STATUS'],
    ['older than three months', `finished_at = finished_at - interval '94 days'`, 'REFUND_PERIOD_EXPIRED'],
  ])('refuses an order that is %s', async (_, change, code) => {
    const { RefNo } = await sell();
    await alter(RefNo, change);
    expect(await refund(RefNo)).toMatchObject({ refused: code });
    expect((await read(RefNo)).Refunds).toBe(null);
  });

  test('the merchant’s own clock counts the months', async () => {
    const other = await api.newMerchant();
    const on = await openShop(other);
    const { RefNo } = await sell({}, on, other);
    await moveClock(api.database, other.id, { advanceMs: 94 * 86_400_000 }, api.now());
    // What is known of a merchant is kept for some seconds.
    api.advance(60_000);
    expect(await refund(RefNo, {}, on)).toMatchObject({ refused: 'REFUND_PERIOD_EXPIRED' });
  });

  test('a free order has nothing to give back', async () => {
    await ask(client, 'addProduct', {
      Product: {
        ...exampleProduct,
        ProductCode: 'GIFT',
        PricingConfigurations: [
          {
            ...exampleProduct.PricingConfigurations[0],
            Prices: { Regular: [{ Amount: 0, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '9' }], Renewal: [] },
          },
        ],
      },
    });
    const { RefNo } = await sell({ Items: [{ Code: 'GIFT' }], PaymentDetails: { Type: 'FREE', Currency: 'EUR' } });
    expect(await refund(RefNo, { Amount: 1 })).toMatchObject({ refused: 'REFUND_PAYMENT_DETAILS' });
  });

  test('while another one is under way', async () => {
    const { RefNo } = await sell();
    expect(await refund(RefNo, { Amount: 1 })).toEqual({ value: true });
    const state = (to: string) =>
      api.database.rows(
        statement(`UPDATE refunds SET state = '${to}' WHERE merchant_id = $1 AND ref_no = $2`, [
          merchant.id,
          BigInt(RefNo),
        ]),
      );
    await state('REQUESTED');
    expect(await refund(RefNo, { Amount: 1 })).toMatchObject({ refused: 'REFUND_PENDING' });
    expect(await read(RefNo)).toMatchObject({ Refunds: [{ Status: 'PROCESSING' }] });
  });

  test('what the provider refuses is kept, and may be asked for again', async () => {
    const { RefNo } = await sell();
    const captured = (minor: number) =>
      api.database.rows(
        statement('UPDATE simulator_charges SET captured_minor = $3 WHERE merchant_id = $1 AND order_reference = $2', [
          merchant.id,
          RefNo,
          minor,
        ]),
      );
    await captured(1);
    expect(await refund(RefNo)).toMatchObject({ refused: 'REFUND_REFUSED' });
    expect(await read(RefNo)).toMatchObject({ Status: 'COMPLETE', Refunds: [{ Status: 'REJECTED' }] });
    await captured(2380);
    expect(await refund(RefNo)).toEqual({ value: true });
    expect(await read(RefNo)).toMatchObject({ Status: 'REFUND' });
    expect(await ledgerOf(RefNo)).toHaveLength(3);
  });
});
