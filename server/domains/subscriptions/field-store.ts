import { type Db, statement } from '../../db/database.ts';

/** A name with a value that is attached to a subscription. */
export type Field = { readonly name: string; readonly value: string };

/** The pairs of a subscription in the order in which they were attached; a handful at most. */
export const listFields = (db: Db, merchantId: bigint, reference: string): Promise<Field[]> =>
  db.rows(
    statement(
      `SELECT name, value FROM subscription_fields WHERE merchant_id = $1 AND reference = $2
       ORDER BY position LIMIT 100`,
      [merchantId, reference],
    ),
  );

export const insertField = async (
  db: Db,
  merchantId: bigint,
  reference: string,
  { name, value }: Field,
  at: Date,
): Promise<void> => {
  await db.rows(
    statement(
      `INSERT INTO subscription_fields (merchant_id, reference, name, value, position, created_at)
       SELECT $1, $2, $3, $4, coalesce(max(position), 0) + 1, $5
       FROM subscription_fields WHERE merchant_id = $1 AND reference = $2`,
      [merchantId, reference, name, value, at],
    ),
  );
};

/** False when there is no such pair. */
export const updateField = async (
  db: Db,
  merchantId: bigint,
  reference: string,
  { name, value }: Field,
): Promise<boolean> => {
  const text = `UPDATE subscription_fields SET value = $4 WHERE merchant_id = $1 AND reference = $2 AND name = $3
                RETURNING name`;
  return (await db.row(statement(text, [merchantId, reference, name, value]))) !== undefined;
};

/** False when there is no such pair. */
export const deleteField = async (db: Db, merchantId: bigint, reference: string, name: string): Promise<boolean> => {
  const text = 'DELETE FROM subscription_fields WHERE merchant_id = $1 AND reference = $2 AND name = $3 RETURNING name';
  return (await db.row(statement(text, [merchantId, reference, name]))) !== undefined;
};
