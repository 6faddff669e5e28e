import pino from 'pino';
import type { Merchant } from '../../../api/call.ts';
import { json, statement } from '../../../db/database.ts';
import { newId } from '../../../kit/ids.ts';
import { createTestDatabase } from '../../../testing/test-database.ts';
import { type CodeListFacts, createCodeList, deliveriesForLine, deliverOrder, importKeys } from '../index.ts';

/** A database with merchants whose orders are to be delivered; the test moves the time. */
export type Stage = Awaited<ReturnType<typeof createStage>>;

export type Sold = {
  readonly product: string;
  readonly quantity?: number;
  readonly fulfillment?: string;
};

export const createStage = async (maxConnections = 5) => {
  const { database, drop } = await createTestDatabase({ maxConnections });
  const time = { now: new Date('2026-03-01T10:00:00Z') };
  const warnings: Record<string, unknown>[] = [];
  const log = pino({ level: 'warn', base: null }, { write: (line: string) => warnings.push(JSON.parse(line)) });
  const works = { database, log, now: () => time.now };

  const newMerchant = async (): Promise<Merchant> => {
    const id = newId();
    await database.rows(statement(INSERT_MERCHANT, [id]));
    return { id, code: `M${id}`, timeZone: 'GMT+02:00', clockOffsetMs: 0, settings: {} };
  };

  /** A product whose FulfillmentInformation is as given; its number is answered. */
  const putProduct = async (merchant: Merchant, code: string, information: object | null): Promise<void> => {
    const details = json({ FulfillmentInformation: information });
    await database.rows(statement(PUT_PRODUCT, [merchant.id, newId(), code, details, time.now]));
  };

  /** A list with keys, and a product of the same name that hands them out. */
  const putList = async (
    merchant: Merchant,
    code: string,
    keys: readonly string[],
    facts: Partial<CodeListFacts> = {},
  ): Promise<void> => {
    await createCodeList(database, merchant.id, code, { name: code, ...facts }, time.now);
    if (keys.length > 0) await importKeys(database, merchant.id, code, keys, time.now);
    await putProduct(merchant, code, { CodeList: { Code: code, Name: null, Type: null } });
  };

  /** Writes an order with the intents to deliver it, as finishing it does. */
  const sell = async (
    merchant: Merchant,
    lines: readonly Sold[],
    order: Readonly<Record<string, unknown>> = {},
  ): Promise<bigint> => {
    const refNo = newId();
    const items = [];
    for (const [index, { product, quantity = 1 }] of lines.entries()) {
      const found = await database.row<{ product_id: bigint }>(statement(FIND_PRODUCT, [merchant.id, product]));
      items.push({
        line_no: index + 1,
        line_item_reference: String(index),
        product_id: found?.product_id ?? 0n,
        product_code: product,
        quantity,
      });
    }
    const key = { merchant_id: merchant.id, ref_no: refNo };
    await insert('orders', [{ status: 'COMPLETE', language: 'en', placed_at: time.now, ...order, ...key }]);
    await insert(
      'order_items',
      items.map((item) => ({ ...item, ...key })),
    );
    const rows = items.flatMap((item, index) =>
      deliveriesForLine({
        merchantId: merchant.id,
        refNo,
        lineNo: item.line_no,
        productId: item.product_id,
        productCode: item.product_code,
        quantity: item.quantity,
        fulfillment: lines[index]?.fulfillment ?? 'BY_AVANGATE',
        at: time.now,
      }),
    );
    await database.rows(
      statement('INSERT INTO deliveries SELECT * FROM jsonb_populate_recordset(NULL::deliveries, $1)', [json(rows)]),
    );
    return refNo;
  };

  /** Rows of a table of orders; what these tests do not care about is zero or empty. */
  const insert = async (table: 'orders' | 'order_items', rows: readonly Record<string, unknown>[]): Promise<void> => {
    const columns = await database.rows<{ name: string; type: string }>(statement(NEEDED_COLUMNS, [table]));
    const empty = Object.fromEntries(columns.map(({ name, type }) => [name, EMPTY[name] ?? EMPTY[type] ?? '']));
    const whole = json(rows.map((row) => ({ ...empty, ...row })));
    await database.rows(
      statement(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1)`, [whole]),
    );
  };

  const deliver = (merchant: Merchant, refNo: bigint): Promise<boolean> =>
    deliverOrder(works, merchant, refNo, time.now);

  return { database, works, time, warnings, newMerchant, putProduct, putList, sell, deliver, drop };
};

const INSERT_MERCHANT = `
  INSERT INTO merchants VALUES
    ($1::bigint, 'M' || $1::bigint, 'Merchant', 'NO', 'EUR', 'GMT+02:00', true, true, 0, 0, '{}', '{}', '2024-01-01Z', '2024-01-01Z')`;

const PUT_PRODUCT = `
  INSERT INTO products (merchant_id, product_id, code, type, name, version, enabled, multiple_units, tangible, fulfillment,
    generates_subscription, details, created_at, updated_at)
  VALUES ($1, $2, $3, 'REGULAR', $3, '1', true, true, false, 'BY_AVANGATE', false, $4, $5, $5)
  ON CONFLICT (merchant_id, code) DO UPDATE SET details = excluded.details`;

const FIND_PRODUCT = 'SELECT product_id FROM products WHERE merchant_id = $1 AND code = $2';

const NEEDED_COLUMNS = `
  SELECT column_name AS name, data_type AS type FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO'`;

const EMPTY: Readonly<Record<string, unknown>> = {
  approve_status: 'OK',
  vendor_approve_status: 'OK',
  bigint: '0',
  integer: 0,
  smallint: 0,
  boolean: false,
  jsonb: {},
};
