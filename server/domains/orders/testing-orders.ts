import type { Db } from '../../db/database.ts';
import { json, statement } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import type { PaymentRow, PaymentState } from '../payments/index.ts';
import type { ItemRow, OrderRow } from './rows.ts';
import { columnsOf, type Standing } from './states.ts';

/** Orders for tests, written as rows: at any standing, with an attempt to pay that fits it. */

let lastRefNo = 900_000_000n;

export const orderAt = (
  merchantId: bigint,
  standing: Standing,
  at: Date,
  changes: Partial<OrderRow> = {},
): OrderRow => {
  lastRefNo += 1n;
  return {
    merchant_id: merchantId,
    ref_no: lastRefNo,
    order_no: null,
    ...columnsOf(standing),
    approve_status: 'WAITING',
    vendor_approve_status: 'OK',
    is_test: false,
    currency: 'EUR',
    language: 'en',
    country_code: 'hk',
    customer_ip: null,
    source: null,
    external_reference: null,
    customer_id: null,
    external_customer_reference: null,
    payment_type: 'CC',
    payment_currency: 'EUR',
    recurring_enabled: false,
    net_minor: 1000n,
    gross_minor: 1000n,
    net_discounted_minor: 1000n,
    gross_discounted_minor: 1000n,
    discount_minor: 0n,
    vat_minor: 0n,
    vat_discounted_minor: 0n,
    commission_minor: 0n,
    affiliate_commission_minor: 0n,
    billing: PERSON,
    delivery: PERSON,
    details: {
      affiliate: { code: null, source: null },
      wsOrder: null,
      localTime: null,
      gift: null,
      additionalFields: null,
    },
    placed_at: at,
    finished_at: null,
    expires_at: null,
    confirmed_at: null,
    ...changes,
  };
};

const PERSON: OrderRow['billing'] = {
  FirstName: 'Ada',
  LastName: 'Kern',
  CountryCode: 'hk',
  State: null,
  City: 'Hong Kong',
  Address1: '4 Gate Street',
  Address2: null,
  Zip: '999077',
  Email: 'ada@example.test',
  Phone: null,
  Company: null,
  FiscalCode: null,
  TaxOffice: null,
  TaxExemptionId: null,
};

export const paymentAt = (order: OrderRow, state: PaymentState, changes: Partial<PaymentRow> = {}): PaymentRow => ({
  merchant_id: order.merchant_id,
  payment_id: newId(),
  ref_no: order.ref_no,
  attempt: 1,
  gateway: 'simulator',
  state,
  payment_type: order.payment_type,
  is_test: order.is_test,
  recurring_enabled: order.recurring_enabled,
  customer_ip: null,
  amount_minor: order.gross_discounted_minor,
  currency: order.currency,
  gateway_reference: state === 'REQUESTED' ? null : `ref-${order.ref_no}`,
  token: null,
  card: null,
  challenge: null,
  instructions: null,
  decline_reason: null,
  requested_at: order.placed_at,
  updated_at: order.placed_at,
  ...changes,
});

/** Writes an order with its attempts. */
export const writeOrder = async (
  db: Db,
  order: OrderRow,
  payments: readonly PaymentRow[] = [],
  items: readonly ItemRow[] = [],
): Promise<void> => {
  await db.rows(statement('INSERT INTO orders SELECT * FROM jsonb_populate_record(NULL::orders, $1)', [json(order)]));
  for (const [table, rows] of [
    ['payments', payments],
    ['order_items', items],
  ] as const) {
    const insert = `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`;
    await db.rows(statement(insert, [json(rows)]));
  }
};
