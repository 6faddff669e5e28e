import { createHash } from 'node:crypto';
import { type Db, json, statement } from '../../../db/database.ts';

/** A row of `sign_on_tokens`. */
export type SignOn = {
  readonly merchant_id: bigint;
  readonly customer_id: bigint;
  readonly kind: 'ACCOUNT' | 'CART';
  readonly page: string;
  readonly reference: string | null;
  readonly language: string | null;
  readonly only_address: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
};

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export const insertSignOn = async (db: Db, token: string, signOn: SignOn): Promise<void> => {
  const columns = 'merchant_id, customer_id, kind, page, reference, language, only_address, created_at, expires_at';
  const text = `
    INSERT INTO sign_on_tokens (token_hash, ${columns})
    SELECT $1, ${columns} FROM jsonb_populate_record(NULL::sign_on_tokens, $2)`;
  await db.rows(statement(text, [hashOf(token), json(signOn)]));
};

/** What a token is for; undefined when it is unknown or its time is over. */
export const findSignOn = (db: Db, merchantId: bigint, token: string, now: Date): Promise<SignOn | undefined> =>
  db.row(
    statement('SELECT * FROM sign_on_tokens WHERE merchant_id = $1 AND token_hash = $2 AND expires_at > $3', [
      merchantId,
      hashOf(token),
      now,
    ]),
  );

/** Forgets tokens whose time was over before an instant, a bounded number of them. Answers how many. */
export const deleteSignOns = async (db: Db, merchantId: bigint, before: Date, limit: number): Promise<number> => {
  const text = `
    DELETE FROM sign_on_tokens WHERE merchant_id = $1 AND token_hash IN (
      SELECT token_hash FROM sign_on_tokens WHERE merchant_id = $1 AND expires_at < $2 ORDER BY expires_at LIMIT $3)
    RETURNING 1`;
  return (await db.rows(statement(text, [merchantId, before, limit]))).length;
};
