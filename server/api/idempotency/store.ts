import { type Db, json, statement } from '../../db/database.ts';

/** What a key is: sent by the client in a header, or the reference of an order where that is unique. */
export type KeyKind = 'KEY' | 'EXTERNAL_REFERENCE';

/** A row of `idempotent_calls`; the names are the columns'. */
export type CallClaim = {
  readonly merchant_id: bigint;
  readonly kind: KeyKind;
  readonly key: string;
  /** As PostgreSQL writes bytes: \x and hexadecimal digits. */
  readonly request_hash: string;
  /** The order or refund that the call makes; null for calls that keep their answer. */
  readonly made_id: bigint | null;
  readonly claimed_at: Date;
  /** Null: the key is never free again. */
  readonly expires_at: Date | null;
};

/** The call that a key stands for already. */
export type EarlierCall = {
  readonly kind: KeyKind;
  readonly requestHash: string;
  readonly madeId: bigint | null;
  readonly answer: unknown;
};

type Row = {
  readonly kind: KeyKind | null;
  readonly request_hash: Uint8Array;
  readonly made_id: bigint | null;
  readonly answer: unknown;
};

/** The earlier call in a row of a function of the database, which answers one of nulls where there was none. */
export const earlierCallOf = (row: Row | undefined): EarlierCall | undefined =>
  row === undefined || row.kind === null
    ? undefined
    : {
        kind: row.kind,
        requestHash: `\\x${Buffer.from(row.request_hash).toString('hex')}`,
        madeId: row.made_id,
        answer: row.answer,
      };

export type EarlierCallRow = Row;

const CLAIM = `
  SELECT kind, request_hash, made_id, answer
  FROM claim_call(jsonb_populate_record(NULL::idempotent_calls, $1))`;

/** Takes a key for this call, until `tx` is undone; or answers the call that has it, once that is stored. */
export const claimCall = async (tx: Db, claim: CallClaim): Promise<EarlierCall | undefined> =>
  earlierCallOf(await tx.row<Row>(statement(CLAIM, [json(claim)])));

const EARLIER = `
  SELECT c.kind, c.request_hash, c.made_id, c.answer
  FROM jsonb_populate_recordset(NULL::idempotent_calls, $2) wanted
  JOIN idempotent_calls c ON c.merchant_id = $1 AND c.kind = wanted.kind AND c.key = wanted.key
  WHERE c.expires_at IS NULL OR c.expires_at > wanted.claimed_at
  ORDER BY c.kind = 'KEY' DESC`;

/**
 * The calls that have one of the keys, that of a client's own key first; a look before any work is done, which the claim
 * itself repeats.
 */
export const listEarlierCalls = async (
  db: Db,
  merchantId: bigint,
  claims: readonly CallClaim[],
): Promise<readonly EarlierCall[]> => {
  const rows = await db.rows<Row>(statement(EARLIER, [merchantId, json(claims)]));
  return rows.flatMap((row) => earlierCallOf(row) ?? []);
};

const KEEP = `
  UPDATE idempotent_calls SET answer = $4 WHERE merchant_id = $1 AND kind = $2 AND key = $3`;

/** Keeps the answer of a call with the key that it claimed. */
export const keepAnswer = async (tx: Db, { merchant_id, kind, key }: CallClaim, answer: unknown): Promise<void> => {
  await tx.rows(statement(KEEP, [merchant_id, kind, key, json(answer)]));
};

const FORGET = `
  DELETE FROM idempotent_calls c
  USING (
    SELECT kind, key FROM idempotent_calls
    WHERE merchant_id = $1 AND expires_at <= $2 ORDER BY expires_at LIMIT $3 FOR UPDATE SKIP LOCKED) old
  WHERE c.merchant_id = $1 AND c.kind = old.kind AND c.key = old.key
  RETURNING 1`;

/** Removes keys that are free again, oldest first; answers how many. */
export const deleteExpiredCalls = async (db: Db, merchantId: bigint, at: Date, limit: number): Promise<number> =>
  (await db.rows(statement(FORGET, [merchantId, at, limit]))).length;
