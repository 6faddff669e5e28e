import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { statement } from '../../db/database.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { rpcClient, type WireClient } from '../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../examples.ts';
import { listDecisivePayments, type PaymentRow, settlementOf, settlePayment } from './index.ts';

/* A gateway may have money for an attempt that was written off: an authorisation that was thought never to have come. */

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  await client('addProduct', { Product: exampleProduct });
});
afterAll(() => api.close());

const AT = new Date('2026-03-01T10:00:00Z');
const APPROVED = settlementOf({ outcome: 'APPROVED', gatewayReference: 'g1', card: null, token: null, review: 'NONE' });

/** An order whose card was declined, and its attempt. */
const declined = async (): Promise<PaymentRow> => {
  const { PaymentDetails } = exampleOrder;
  const PaymentMethod = { ...PaymentDetails.PaymentMethod, HolderName: 'Red Doe' };
  const Order = { ...exampleOrder, PaymentDetails: { ...PaymentDetails, PaymentMethod } };
  const placed = (await client('placeOrder', { Order })) as { value: { RefNo: string } };
  const [payment] = await listDecisivePayments(api.database, merchant.id, [BigInt(placed.value.RefNo)]);
  expect(payment?.state).toBe('DECLINED');
  if (payment === undefined) throw new Error('no payment');
  return payment;
};

const stateOf = async ({ payment_id }: PaymentRow) =>
  (
    await api.database.row<{ state: string }>(
      statement('SELECT state FROM payments WHERE merchant_id = $1 AND payment_id = $2', [merchant.id, payment_id]),
    )
  )?.state;

test('an order that still waits is paid by it', async () => {
  const payment = await declined();
  expect(await settlePayment(api.database, payment, APPROVED, AT)).toBe('SETTLED');
  expect(await stateOf(payment)).toBe('CAPTURING');
});

test('an order that was paid otherwise is not paid twice: the money is let go', async () => {
  const payment = await declined();
  const Order = { RefNo: String(payment.ref_no), PaymentDetails: exampleOrder.PaymentDetails };
  expect(await client('placeOrder', { Order })).toMatchObject({ value: { Status: 'AUTHRECEIVED' } });
  expect(await settlePayment(api.database, payment, APPROVED, AT)).toBe('SUPERSEDED');
  expect(await stateOf(payment)).toBe('VOIDING');
});

test('a second decline changes nothing', async () => {
  const payment = await declined();
  const again = settlementOf({ outcome: 'DECLINED', reason: 'EXPIRED_CARD', retryable: false, message: '' });
  expect(await settlePayment(api.database, payment, again, AT)).toBe('GONE');
  const [now] = await listDecisivePayments(api.database, merchant.id, [payment.ref_no]);
  expect(now?.decline_reason).toBe('CARD_DECLINED');
});
