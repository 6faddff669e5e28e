import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, rpcClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';
import { MAX_DOCUMENT_BYTES } from '../rules/document.ts';

type Sent = Readonly<Record<string, unknown>>;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
let rest: WireClient;
/** An order that was paid by card. */
let byCard: string;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  rest = restClient(api, merchant, '6.0');
  await ask('addProduct', { Product: exampleProduct });
  byCard = ((await ask('placeOrder', { Order: exampleOrder })) as { RefNo: string }).RefNo;
});
afterAll(() => api.close());

const ask = async (name: string, params: Sent, by = client): Promise<unknown> => {
  const outcome = await by(name, params);
  return 'value' in outcome ? outcome.value : expect.fail(`${name}: ${outcome.refused} ${outcome.message}`);
};

/** A purchase order that waits for its document. */
const place = async (): Promise<string> => {
  const PaymentDetails = { Type: 'PURCHASEORDER', Currency: 'EUR', PaymentMethod: { InternalPONumber: 'PO-7' } };
  const BillingDetails = { ...exampleOrder.BillingDetails, Company: 'Kern KG', FiscalCode: 'DE136695976' };
  const placed = await ask('placeOrder', { Order: { ...exampleOrder, BillingDetails, PaymentDetails } });
  return (placed as { RefNo: string }).RefNo;
};

const pdf = Buffer.from('%PDF-1.4\n').toString('base64');
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]).toString('base64');
const upload = (RefNo: string, Content: unknown = pdf, by = client) =>
  by('uploadPurchaseOrder', { RefNo, File: { Name: 'po.pdf', Content } });

describe('uploadPurchaseOrder', () => {
  test.each([
    ['a PDF', pdf],
    ['a picture', png],
    ['a data address', `data:image/png;base64,${png}`],
  ])('takes %s', async (_, content) => {
    expect(await upload(await place(), content)).toMatchObject({
      value: { Status: 'PENDING', PODetails: { Status: 'PENDING_APPROVAL', UploadDate: expect.any(String) } },
    });
  });

  test('takes one by REST', async () => {
    expect(await upload(await place(), pdf, rest)).toMatchObject({
      value: { PODetails: { Status: 'PENDING_APPROVAL' } },
    });
  });

  test.each([
    ['no order', async () => '1', pdf, 'ORDER_NOT_FOUND'],
    ['no reference', async () => 'PO-7', pdf, 'ORDER_NOT_FOUND'],
    ['no document', place, null, 'PURCHASE_ORDER_DOCUMENT_INVALID'],
    ['nothing in it', place, '', 'PURCHASE_ORDER_DOCUMENT_INVALID'],
    ['no base64', place, '%PDF-1.4', 'PURCHASE_ORDER_DOCUMENT_INVALID'],
    ['a page', place, Buffer.from('<html>').toString('base64'), 'PURCHASE_ORDER_DOCUMENT_INVALID'],
    ['an order paid by card', async () => byCard, pdf, 'PURCHASE_ORDER_INVALID'],
  ])('refuses %s', async (_, reference, content, refused) => {
    expect(await upload(await reference(), content)).toMatchObject({ refused });
  });

  test('refuses more than 5 MB', async () => {
    const large = Buffer.alloc(MAX_DOCUMENT_BYTES + 1, '%PDF-').toString('base64');
    const { refused } = (await upload(await place(), large, rest)) as { refused: string };
    // The server takes no body of that size unless it is told to; then the document is looked at.
    expect(['REQUEST_TOO_LARGE', 'PURCHASE_ORDER_DOCUMENT_INVALID']).toContain(refused);
  });

  test('refuses the eleventh document, and keeps what was there', async () => {
    const refNo = await place();
    for (let count = 0; count < 10; count += 1) expect(await upload(refNo)).toHaveProperty('value');
    expect(await upload(refNo)).toMatchObject({ refused: 'PURCHASE_ORDER_DOCUMENTS_EXCEEDED' });
    expect(await ask('approvePurchaseOrder', { RefNo: refNo })).toMatchObject({ Status: 'PURCHASE_PENDING' });
  });

  test('refuses it once the order is approved', async () => {
    const refNo = await place();
    await upload(refNo);
    await ask('approvePurchaseOrder', { RefNo: refNo });
    expect(await upload(refNo)).toMatchObject({
      refused: 'ORDER_ACTION_NOT_POSSIBLE',
      message: 'The order is PURCHASE_PENDING, not PENDING.',
    });
  });
});

describe.each(['approvePurchaseOrder', 'cancelPurchaseOrder'])('%s', (name) => {
  test.each([
    ['no order', async () => '1', 'ORDER_NOT_FOUND'],
    ['no reference', async () => 'PO-7', 'ORDER_NOT_FOUND'],
    ['an order paid by card', async () => byCard, 'PURCHASE_ORDER_INVALID'],
    [
      'one that was canceled',
      async () => {
        const refNo = await place();
        await ask('cancelPurchaseOrder', { RefNo: refNo });
        return refNo;
      },
      'ORDER_ACTION_NOT_POSSIBLE',
    ],
  ])('refuses %s', async (_, reference, refused) => {
    expect(await client(name, { RefNo: await reference() })).toMatchObject({ refused });
  });

  test('is not known before 6.0', async () => {
    const older = await rpcClient(api, merchant, '5.0');
    expect(() => older(name, { RefNo: '1' })).toThrow('no method');
  });
});

test('by REST it is approved and canceled at the same address', async () => {
  const refNo = await place();
  await upload(refNo, pdf, rest);
  expect(await ask('approvePurchaseOrder', { RefNo: refNo, Comment: 'fine' }, rest)).toMatchObject({
    Status: 'PURCHASE_PENDING',
    PODetails: { LimitDate: expect.any(String) },
  });
  expect(await ask('cancelPurchaseOrder', { RefNo: refNo, Comment: 'not fine' }, rest)).toMatchObject({
    Status: 'CANCELED',
    PODetails: { Status: 'CANCELED', Reason: 'CANCELED_API' },
  });
});
