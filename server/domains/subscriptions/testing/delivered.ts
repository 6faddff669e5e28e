import { json, statement } from '../../../db/database.ts';
import type { Stage } from './stage.ts';

/** Rows as if the first line of an order had been delivered with keys; `taken` are those that went back into their list. */
export const deliverKeys = async (
  { database, merchantId, time }: Stage,
  refNo: bigint,
  keys: readonly string[],
  { taken = [], description = '' }: { taken?: readonly string[]; description?: string } = {},
): Promise<void> => {
  const line = { merchant_id: merchantId, ref_no: refNo, line_no: 1 };
  const insert = async (table: string, row: Readonly<Record<string, unknown>>): Promise<void> => {
    const columns = await database.rows<{ name: string; type: string }>(statement(NEEDED_COLUMNS, [table]));
    const empty = Object.fromEntries(columns.map(({ name, type }) => [name, EMPTY[type] ?? '']));
    const text = `INSERT INTO ${table} SELECT * FROM jsonb_populate_record(NULL::${table}, $1) ON CONFLICT DO NOTHING`;
    await database.rows(statement(text, [json({ ...empty, ...line, ...row })]));
  };
  const at = time.now;
  await insert('order_items', {});
  const delivered = { state: 'DELIVERED', codes_description: description, delivered_at: at };
  await insert('deliveries', { ...delivered, wanted_at: at, updated_at: at });
  for (const [index, code] of [...keys, ...taken].entries()) {
    await insert('delivered_codes', { code_no: index + 1, code, taken_back_at: taken.includes(code) ? at : null });
  }
};

const NEEDED_COLUMNS = `
  SELECT column_name AS name, data_type AS type FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name = $1 AND is_nullable = 'NO'`;

const EMPTY: Readonly<Record<string, unknown>> = { bigint: '0', integer: 0, smallint: 0, boolean: false, jsonb: {} };
