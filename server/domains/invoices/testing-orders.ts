import { type Db, json, statement } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { addMerchant, findMerchantByCode, merchantOf, type NewMerchant } from '../accounts/index.ts';
import type { RefundRow } from '../payments/index.ts';
import type { Sale } from './rules/intents.ts';
import type { SoldOrder } from './sold.ts';
import { itemsOf, orderOf } from './testing-documents.ts';

/** Orders and refunds as rows, for tests of what is written about them afterwards. */

export const newMerchant = async (db: Db, changes: Partial<NewMerchant> = {}) => {
  const code = `M${newId()}`;
  await addMerchant(db, { code, name: code, ...changes }, new Date('2026-11-01T00:00:00Z'));
  const record = await findMerchantByCode(db, code);
  if (record === undefined) throw new Error('the merchant just added is not there');
  return merchantOf(record);
};

/** An order of one editor for 11.90, finished and paid by card. */
export const insertSale = async (
  db: Db,
  merchant: Sale['merchant'],
  at: Date,
  changes: Partial<SoldOrder & { status: string; finished_at: Date | null; order_no: bigint | null }> = {},
): Promise<Sale & { readonly paymentId: bigint }> => {
  const items = itemsOf([{}]);
  const order = { ...orderOf(items), merchant_id: merchant.id, ref_no: newId(), placed_at: at, ...changes };
  const stored = {
    ...UNTOLD,
    status: 'COMPLETE',
    finished_at: at,
    ...order,
    country_code: 'de',
    payment_currency: order.currency,
    net_minor: order.net_discounted_minor,
    vat_minor: order.vat_discounted_minor,
    gross_minor: order.gross_discounted_minor,
    delivery: order.billing,
  };
  const paymentId = newId();
  await insertRows(db, 'orders', [stored]);
  await insertRows(
    db,
    'order_items',
    items.map((item) => ({ ...UNTOLD_ITEM, ...item, ...keyOf(order) })),
  );
  await insertRows(db, 'payments', [
    {
      ...UNTOLD_PAYMENT,
      ...keyOf(order),
      payment_id: paymentId,
      amount_minor: order.gross_discounted_minor,
      requested_at: at,
      updated_at: at,
    },
  ]);
  const payment = { payment_type: 'CC', card: UNTOLD_PAYMENT.card };
  return { merchant, order, items, payment, suppliedAt: at, paidAt: at, at, paymentId };
};

const keyOf = ({ merchant_id, ref_no }: SoldOrder) => ({ merchant_id, ref_no });

/** A refund of everything, made. */
export const insertRefundOf = async (
  db: Db,
  { order, paymentId, at }: Awaited<ReturnType<typeof insertSale>>,
): Promise<RefundRow> => {
  const refund: RefundRow = {
    ...keyOf(order),
    refund_id: newId(),
    payment_id: paymentId,
    state: 'DONE',
    is_total: true,
    amount_minor: order.gross_discounted_minor,
    net_minor: order.net_discounted_minor,
    vat_minor: order.vat_discounted_minor,
    currency: order.currency,
    reason: 'Other',
    comment: '',
    items: [],
    cancels_subscriptions: true,
    subscriptions_wish: null,
    reuses_keys: false,
    commission_minor: 0n,
    origin: 'API',
    due_at: null,
    refusal: null,
    requested_at: at,
    updated_at: at,
  };
  await insertRows(db, 'refunds', [refund]);
  return refund;
};

/** Rows of columns that are named; the others get their defaults. */
const insertRows = async (db: Db, table: string, rows: readonly object[]): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await db.rows(
    statement(`INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1)`, [
      json(rows),
    ]),
  );
};

const UNTOLD = {
  approve_status: 'OK',
  vendor_approve_status: 'OK',
  recurring_enabled: false,
  discount_minor: 0n,
  commission_minor: 0n,
  affiliate_commission_minor: 0n,
  details: {},
};

const UNTOLD_ITEM = {
  line_item_reference: '',
  product_id: 0n,
  price_type: 'NET',
  unit_vat_minor: 0n,
  unit_gross_minor: 0n,
  unit_discount_minor: 0n,
  unit_net_discounted_minor: 0n,
  unit_gross_discounted_minor: 0n,
  vat_minor: 0n,
  gross_minor: 0n,
  discount_minor: 0n,
};

const UNTOLD_PAYMENT = {
  attempt: 1,
  gateway: 'simulator',
  state: 'CAPTURED',
  payment_type: 'CC',
  is_test: false,
  recurring_enabled: false,
  currency: 'EUR',
  card: { brand: 'visa', firstDigits: '4111', lastDigits: '1111', expirationMonth: '12', expirationYear: '31' },
};
