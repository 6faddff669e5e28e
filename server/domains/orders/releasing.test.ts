import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { type Db, statement } from '../../db/database.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { rpcClient, type WireClient } from '../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../examples.ts';
import { listAttempts } from '../payments/index.ts';
import { actOnOrder } from './actions.ts';
import { captureKey } from './charging.ts';
import { finishOrder } from './finishing.ts';
import { sweepPayments } from './jobs.ts';
import { loadOrder, type OrderRecord } from './records.ts';

/** What happens when a decision about an order and its capture cross, and when reserved money is gone. */

let api: TestApi;
let merchant: Merchant;
let client: WireClient;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  client = await rpcClient(api, merchant, '6.0');
  await client('addProduct', { Product: { ...exampleProduct, Fulfillment: 'BY_VENDOR' } });
});
afterAll(() => api.close());

/** An order that waits for its delivery, its money being reserved. */
const waiting = async (): Promise<OrderRecord> => {
  const outcome = await client('placeOrder', { Order: exampleOrder });
  const { RefNo } = ('value' in outcome ? outcome.value : expect.fail(outcome.message)) as { RefNo: string };
  await finishOrder(api.works, merchant, BigInt(RefNo));
  return (await loadOrder(api.database, merchant.id, BigInt(RefNo))) ?? expect.fail('no order');
};

const { by, comment } = { by: { kind: 'CLI', name: 'tester' }, comment: '' } as const;
const act = (refNo: bigint, action: 'confirm' | 'cancel') =>
  actOnOrder(api.works, merchant, refNo, { action, by, comment });

const gatewayOf = ({ payment }: OrderRecord) => {
  const { gateway, gateway_reference: gatewayReference } = payment ?? expect.fail('no payment');
  const call = { merchantId: merchant.id, at: api.now(), gatewayReference: gatewayReference ?? '' };
  return { gateway: api.parts.gateways.named(gateway), call };
};

const chargeOf = (db: Db, { order }: OrderRecord) =>
  db.row(
    statement(
      `SELECT captured_minor, refunded_minor, voided_at IS NOT NULL AS voided FROM simulator_charges
       WHERE merchant_id = $1 AND order_reference = $2`,
      [merchant.id, String(order.ref_no)],
    ),
  );

test('money that was collected while the order was let go is given back', async () => {
  const record = await waiting();
  const { payment, order } = record;
  if (payment === null) return expect.fail('no payment');
  const { gateway, call } = gatewayOf(record);
  // As a capture that was under way when somebody else decided.
  await gateway.capture({
    ...call,
    idempotencyKey: captureKey(payment),
    amountMinor: payment.amount_minor,
    currency: payment.currency,
  });
  await act(order.ref_no, 'cancel');
  // Twice does no harm.
  await Promise.all([sweepPayments(api.works, [merchant], -60_000), sweepPayments(api.works, [merchant], -60_000)]);
  await sweepPayments(api.works, [merchant], -60_000);
  expect(await chargeOf(api.database, record)).toEqual({ captured_minor: 2380n, refunded_minor: 2380n, voided: false });
  expect(await listAttempts(api.database, merchant.id, order.ref_no)).toMatchObject([{ state: 'VOIDED' }]);
});

test('an order whose reserved money is gone ends, and is not tried for ever', async () => {
  const record = await waiting();
  const { gateway, call } = gatewayOf(record);
  await gateway.voidAuthorisation({ ...call, idempotencyKey: 'by-the-provider' });
  const after = await act(record.order.ref_no, 'confirm');
  expect(after.order).toMatchObject({ status: 'REVERSED', confirmed_at: expect.any(Date) });
  await sweepPayments(api.works, [merchant], -60_000);
  expect(await listAttempts(api.database, merchant.id, record.order.ref_no)).toMatchObject([{ state: 'VOIDED' }]);
});
