import type { Written } from '../../api/schema.ts';
import { type Db, json, statement } from '../../db/database.ts';
import type { DeliveryInfo } from '../delivery/index.ts';

/** SQL of what an import told of a subscription beside what stands in its row. */

export type ImportedDelivery = Written<typeof DeliveryInfo>;

/** A row of `subscription_imports`. */
export type ImportRow = {
  readonly merchant_id: bigint;
  readonly reference: string;
  /** What it had earned before, minor units of the currency. */
  readonly value_minor: bigint | null;
  readonly value_currency: string | null;
  readonly additional_info: string;
  readonly delivery: ImportedDelivery | null;
  /** The last import as it was sent, without its card. */
  readonly sent: Readonly<Record<string, unknown>>;
  readonly imported_at: Date;
  readonly updated_at: Date;
};

export const findImport = (db: Db, merchantId: bigint, reference: string): Promise<ImportRow | undefined> =>
  db.row(
    statement('SELECT * FROM subscription_imports WHERE merchant_id = $1 AND reference = $2', [merchantId, reference]),
  );

const PUT_IMPORT = `
  INSERT INTO subscription_imports AS i
    (merchant_id, reference, value_minor, value_currency, additional_info, delivery, sent, imported_at, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
  ON CONFLICT (merchant_id, reference) DO UPDATE SET
    value_minor = excluded.value_minor, value_currency = excluded.value_currency,
    additional_info = excluded.additional_info, delivery = excluded.delivery, sent = excluded.sent,
    updated_at = excluded.updated_at`;

/** Puts what an import told in the place of what was told before. Must run in a transaction. */
export const putImport = async (
  tx: Db,
  row: Omit<ImportRow, 'imported_at' | 'updated_at'>,
  codes: readonly string[],
  at: Date,
): Promise<void> => {
  const { merchant_id, reference, value_minor, value_currency, additional_info, delivery, sent } = row;
  const values = [merchant_id, reference, value_minor, value_currency, additional_info];
  await tx.rows(statement(PUT_IMPORT, [...values, delivery && json(delivery), json(sent), at]));
  await tx.rows(
    statement('DELETE FROM imported_codes WHERE merchant_id = $1 AND reference = $2', [merchant_id, reference]),
  );
  if (codes.length === 0) return;
  await tx.rows(
    statement(
      `INSERT INTO imported_codes (merchant_id, reference, code)
       SELECT DISTINCT $1::bigint, $2, code FROM unnest($3::text[]) code`,
      [merchant_id, reference, codes],
    ),
  );
};

/** What was delivered of imported subscriptions before their import, by reference; none where nothing was told. */
export const listImportedDeliveries = (
  db: Db,
  merchantId: bigint,
  references: readonly string[],
): Promise<{ readonly reference: string; readonly delivery: ImportedDelivery }[]> =>
  db.rows(
    statement(
      `SELECT reference, delivery FROM subscription_imports
       WHERE merchant_id = $1 AND reference = ANY ($2::text[]) AND delivery IS NOT NULL`,
      [merchantId, references],
    ),
  );
