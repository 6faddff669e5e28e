import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { type Db, statement } from '../server/db/database.ts';
import {
  carryOnPurchaseOrders,
  expireOrders,
  settlePaymentEvent,
  sweepPayments,
} from '../server/domains/orders/index.ts';
import type { Fault } from '../server/gateways/faults.ts';
import { createSimulatorDesk } from '../server/gateways/simulator/desk.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, textAt } from './asking.ts';
import { attemptsOf, expectBooksToAgree } from './books.ts';
import { atDesk, decide, historyOf, lookAt } from './order-desk.ts';
import { germanBuyer, order, product, type Sent } from './shop.ts';

const DAY_MS = 86_400_000;
const DOCUMENT = Buffer.from('%PDF-1.7\n% an order of forty\n%%EOF').toString('base64');

let fault: Fault | null = null;
let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => (operation === 'authorise' ? fault : null) });
});
afterAll(() => api.close());

type Shop = { readonly merchant: Merchant; readonly client: WireClient };

const openShop = async (settings: Sent = {}): Promise<Shop> => {
  const merchant = await api.newMerchant({ settings: { purchaseOrderDays: 30, ...settings } });
  const client = await rpcClient(api, merchant, '6.0', api.now());
  await ask(client, 'addProduct', { Product: product('editor', 40) });
  return { merchant, client };
};

const place = async ({ client }: Shop, AutoApprove = false): Promise<unknown> => {
  const PaymentMethod = { InternalPONumber: 'PO-4711', AutoApprove };
  const BillingDetails = { ...germanBuyer, Company: 'Kern KG' };
  const others = { BillingDetails, Country: 'DE' };
  return ask(client, 'placeOrder', { Order: order('editor', { Type: 'PURCHASEORDER', PaymentMethod }, others) });
};

const upload = ({ client }: Shop, RefNo: string): Promise<unknown> =>
  ask(client, 'uploadPurchaseOrder', { RefNo, File: { Name: 'po.pdf', Content: DOCUMENT } });

const approve = async ({ client }: Shop, RefNo: string): Promise<unknown> =>
  ask(client, 'approvePurchaseOrder', { RefNo, Comment: 'Signed by Ada Kern' });

/** Balances of the ledger, by account; those that are zero are left out. */
const balances = async (db: Db, merchantId: bigint): Promise<Readonly<Record<string, bigint>>> => {
  const rows = await db.rows<{ account: string; sum: bigint }>(
    statement(
      `SELECT account, sum(amount_minor)::bigint AS sum FROM ledger_entries WHERE merchant_id = $1
       GROUP BY account HAVING sum(amount_minor) <> 0 ORDER BY account`,
      [merchantId],
    ),
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, sum]));
};

const deskOf = ({ merchant }: Shop) =>
  createSimulatorDesk({
    db: api.database,
    onEvent: async (event) => {
      if (event.kind === 'PAYMENT') await settlePaymentEvent(api.works, merchant, event.idempotencyKey);
    },
  });

const SOLD = { revenue: -4_000n, tax_payable: -760n };

test('from the upload to the money', async () => {
  const shop = await openShop();
  const { merchant, client } = shop;
  const placed = await place(shop);
  const refNo = textAt(placed, 'RefNo');
  expect(placed).toMatchObject({
    Status: 'PENDING',
    ShopperRefNo: 'PO-4711',
    PODetails: { Status: 'NEW_PURCHASE_ORDER', InternalPONumber: 'PO-4711', UploadDate: null },
  });
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual([]);
  expect(await client('approvePurchaseOrder', { RefNo: refNo })).toMatchObject({
    refused: 'PURCHASE_ORDER_DOCUMENT_MISSING',
  });

  // The first document was the wrong one.
  await upload(shop, refNo);
  expect(await upload(shop, refNo)).toMatchObject({ Status: 'PENDING', PODetails: { Status: 'PENDING_APPROVAL' } });
  expect(at(await lookAt(api, merchant, refNo), 'Documents')).toMatchObject([
    { Name: 'po.pdf', MediaType: 'application/pdf' },
    { Name: 'po.pdf' },
  ]);
  const document = await atDesk(api, merchant, 'GET', `/orders/${refNo}/document/`);
  expect(document).toMatchObject({ status: 200, body: { Name: 'po.pdf', Content: DOCUMENT } });

  const approved = await approve(shop, refNo);
  expect(approved).toMatchObject({
    Status: 'PURCHASE_PENDING',
    ApproveStatus: 'OK',
    OrderNo: 0,
    FinishDate: null,
    DeliveryFinalized: true,
    PODetails: { Status: 'PENDING_PAYMENT' },
    PaymentDetails: { Type: 'PURCHASEORDER', PaymentMethod: { Amount: 47.6, BankAccounts: [{}] } },
  });
  expect(at(approved, 'Items.0.ProductDetails.Subscriptions')).toHaveLength(1);
  expect(await balances(api.database, merchant.id)).toEqual({ ...SOLD, receivable: 4_760n });
  expect(await ask(client, 'getInvoices', { reference: refNo })).toBeTruthy();
  expect(await client('approvePurchaseOrder', { RefNo: refNo })).toMatchObject({
    refused: 'ORDER_ACTION_NOT_POSSIBLE',
  });

  const paymentReference = textAt(approved, 'PaymentDetails.PaymentMethod.PaymentReference');
  await deskOf(shop).receivePayment({ merchantId: merchant.id, paymentReference, at: api.now() });
  const paid = await ask(client, 'getOrder', { orderReference: refNo });
  expect(paid).toMatchObject({ Status: 'COMPLETE', OrderNo: expect.any(Number), PODetails: { Status: 'COMPLETE' } });
  expect(at(paid, 'Items.0.ProductDetails.Subscriptions')).toHaveLength(1);
  expect(await balances(api.database, merchant.id)).toEqual({ ...SOLD, 'gateway:simulator': 4_760n });
  expect(await historyOf(api, merchant, refNo)).toEqual([
    'uploadPurchaseOrder',
    'uploadPurchaseOrder',
    'approvePurchaseOrder',
    'payPurchaseOrder',
  ]);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(4_760n);
});

test('not paid in time it still stands, and may be paid; ninety days later it ends', async () => {
  const shop = await openShop();
  const { merchant, client } = shop;
  const standing = async (refNo: string): Promise<unknown> => {
    const { Order } = (await lookAt(api, merchant, refNo)) as { Order: Sent };
    return [Order['Status'], at(Order, 'PODetails.Status'), at(Order, 'PODetails.Reason')];
  };
  const [late, lost] = [textAt(await place(shop), 'RefNo'), textAt(await place(shop), 'RefNo')];
  for (const refNo of [late, lost]) {
    await upload(shop, refNo);
    await approve(shop, refNo);
    expect(at(await lookAt(api, merchant, refNo), 'Reminders')).toHaveLength(14);
  }
  api.advance(30 * DAY_MS + 60_000);
  expect(await expireOrders(api.works, [merchant])).toBe(2);
  expect(await standing(late)).toEqual(['PURCHASE_PENDING', 'EXPIRED_NO_PAYMENT', null]);

  await decide(api, merchant, late, 'markPaid');
  expect(await standing(late)).toEqual(['COMPLETE', 'COMPLETE', null]);

  api.advance(90 * DAY_MS);
  expect(await expireOrders(api.works, [merchant])).toBe(1);
  expect(await standing(lost)).toEqual(['CANCELED', 'CANCELED', 'EXPIRED_NO_PAYMENT']);
  const session = await rpcClient(api, merchant, '6.0', api.now());
  const order = await ask(session, 'getOrder', { orderReference: lost });
  expect(at(order, 'Items.0.ProductDetails.Subscriptions.0.Enabled')).toBe(false);
  // What was delivered and never paid is out of the books.
  expect(await balances(api.database, merchant.id)).toEqual({ ...SOLD, 'gateway:bank': 4_760n });
  expect(await client('getOrder', { orderReference: lost })).toMatchObject({ refused: 'FORBIDDEN' });
});

describe('ends without goods', () => {
  test.each([
    ['nobody sends the document', 31, 'EXPIRED_NO_DOCUMENT', false],
    ['nobody looks at the document', 31, 'EXPIRED_NO_CONFIRMATION', true],
  ])('%s', async (_, days, reason, uploads) => {
    const shop = await openShop();
    const refNo = textAt(await place(shop), 'RefNo');
    if (uploads) await upload(shop, refNo);
    api.advance(days * DAY_MS);
    expect(await expireOrders(api.works, [shop.merchant])).toBe(1);
    const { Order } = (await lookAt(api, shop.merchant, refNo)) as { Order: Sent };
    expect(Order).toMatchObject({ Status: 'CANCELED', PODetails: { Status: 'CANCELED', Reason: reason } });
  });

  test.each([
    ['reject', 'REJECTED', 'REJECTED'],
    ['cancel', 'CANCELED', 'OK'],
  ])('the merchant says: %s', async (action, reason, VendorApproveStatus) => {
    const shop = await openShop();
    const refNo = textAt(await place(shop), 'RefNo');
    await upload(shop, refNo);
    const ended = await decide(api, shop.merchant, refNo, action);
    expect(at(ended, 'Order')).toMatchObject({
      Status: 'CANCELED',
      VendorApproveStatus,
      PODetails: { Status: 'CANCELED', Reason: reason },
    });
    expect(await balances(api.database, shop.merchant.id)).toEqual({});
  });

  test('the shop cancels it by the API', async () => {
    const shop = await openShop();
    const refNo = textAt(await place(shop), 'RefNo');
    expect(await ask(shop.client, 'cancelPurchaseOrder', { RefNo: refNo })).toMatchObject({
      Status: 'CANCELED',
      PODetails: { Reason: 'CANCELED_API' },
    });
  });
});

describe('approved without a document', () => {
  test('is for accounts that have it', async () => {
    const shop = await openShop();
    const PaymentMethod = { InternalPONumber: 'PO-4711', AutoApprove: true };
    const sent = order(
      'editor',
      { Type: 'PURCHASEORDER', PaymentMethod },
      { BillingDetails: { ...germanBuyer, Company: 'Kern KG' } },
    );
    expect(await shop.client('placeOrder', { Order: sent })).toHaveProperty('refused');
  });

  test('at once', async () => {
    const shop = await openShop({ purchaseOrderAutoApprove: true });
    const placed = await place(shop, true);
    expect(placed).toMatchObject({ Status: 'PURCHASE_PENDING', PODetails: { Status: 'PENDING_PAYMENT' } });
    expect(at(placed, 'PaymentDetails.PaymentMethod.PaymentReference')).toEqual(expect.any(String));
  });

  test('the provider does not answer: the way to pay is told later', async () => {
    const shop = await openShop({ purchaseOrderAutoApprove: true });
    const { merchant } = shop;
    fault = { kind: 'LOST_REQUEST' };
    const placed = await place(shop, true);
    const refNo = textAt(placed, 'RefNo');
    expect(placed).toMatchObject({ Status: 'PURCHASE_PENDING' });
    expect(at(placed, 'PaymentDetails.PaymentMethod.PaymentReference')).toBeUndefined();
    fault = null;
    api.advance(10 * 60_000);
    await sweepPayments(api.works, [merchant]);
    expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED']);
    expect(await carryOnPurchaseOrders(api.works, [merchant])).toBe(1);
    expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED', 'AWAITING']);
    expect(await carryOnPurchaseOrders(api.works, [merchant])).toBe(0);
  });

  test('a crash before the approval: it is approved later', async () => {
    const shop = await openShop({ purchaseOrderAutoApprove: true });
    const { merchant } = shop;
    const refNo = textAt(await place(shop), 'RefNo');
    // As the order stands when the process dies right after it was written.
    await api.database.rows(
      statement(
        `UPDATE orders SET details = jsonb_set(details, '{purchaseOrder,autoApprove}', 'true')
         WHERE merchant_id = $1 AND ref_no = $2`,
        [merchant.id, BigInt(refNo)],
      ),
    );
    expect(await carryOnPurchaseOrders(api.works, [merchant])).toBe(0);
    api.advance(2 * 60_000);
    expect(await carryOnPurchaseOrders(api.works, [merchant])).toBe(1);
    expect(at(await lookAt(api, merchant, refNo), 'Order.Status')).toBe('PURCHASE_PENDING');
  });
});

test('two people approve at once: it is delivered once', async () => {
  const shop = await openShop();
  const { merchant } = shop;
  const refNo = textAt(await place(shop), 'RefNo');
  await upload(shop, refNo);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() => atDesk(api, merchant, 'POST', `/orders/${refNo}/approve/`, {})),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const detail = await lookAt(api, merchant, refNo);
  expect(at(detail, 'Order.Items.0.ProductDetails.Subscriptions')).toHaveLength(1);
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['AWAITING']);
  expect(await balances(api.database, merchant.id)).toEqual({ ...SOLD, receivable: 4_760n });
});
