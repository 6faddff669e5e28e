import { randomBytes } from 'node:crypto';
import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';

/** How long a shopper may take, by the merchant's clock. */
export const CHALLENGE_MS = 15 * 60 * 1000;

export type Decision = 'CONFIRMED' | 'CANCELLED' | 'EXPIRED';

/** What the challenge pages need to know. */
export type ChallengeRow = {
  merchant_id: bigint;
  idempotency_key: string;
  order_reference: string;
  amount_minor: bigint;
  currency: string;
  /** State of the charge. */
  state: 'APPROVED' | 'DECLINED' | 'CHALLENGED';
  return_url: string;
  cancel_url: string;
  expires_at: Date;
  decision: Decision | null;
};

/** The merchant is part of the token, because all the books are kept by merchant; the rest cannot be guessed. */
export function newChallengeToken(merchantId: bigint): string {
  return `${merchantId.toString(36)}.${randomBytes(24).toString('base64url')}`;
}

const LARGEST_ID = 2n ** 63n - 1n;

/** The merchant in a token, undefined for a text that cannot be a token. */
export function merchantOfToken(token: string): bigint | undefined {
  const digits = /^([0-9a-z]{1,13})\.[\w-]{32}$/.exec(token)?.[1];
  if (digits === undefined) return undefined;
  const id = [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  return id <= LARGEST_ID ? id : undefined;
}

const FIND = `
  SELECT ch.merchant_id, ch.idempotency_key, c.order_reference, c.amount_minor, c.currency, c.state, ch.return_url,
    ch.cancel_url, ch.expires_at, ch.decision
  FROM simulator_challenges ch
  JOIN simulator_charges c ON c.merchant_id = ch.merchant_id AND c.idempotency_key = ch.idempotency_key
  WHERE ch.merchant_id = $1 AND ch.token = $2`;

export async function findChallenge(db: Db, token: string): Promise<ChallengeRow | undefined> {
  const merchantId = merchantOfToken(token);
  if (merchantId === undefined) return undefined;
  return db.row<ChallengeRow>(statement(FIND, [merchantId, token]));
}

/** The first decision stands. A shopper cannot decide after the time is over, and nobody can say it is over before. */
const DECIDE = `
  WITH decided AS (
    UPDATE simulator_challenges SET decision = $3, decided_at = $4
    WHERE merchant_id = $1 AND token = $2 AND decision IS NULL AND ($3 = 'EXPIRED') = (expires_at <= $4)
    RETURNING idempotency_key, $3 = 'CONFIRMED' AND passes AS approved
  )
  UPDATE simulator_charges SET
    state = CASE WHEN (SELECT approved FROM decided) THEN 'APPROVED' ELSE 'DECLINED' END,
    decline_reason = CASE WHEN (SELECT approved FROM decided) THEN NULL ELSE 'AUTHENTICATION_FAILED' END
  WHERE merchant_id = $1 AND idempotency_key = (SELECT idempotency_key FROM decided)`;

/** Writes the decision and its consequence for the charge; no effect when one was made before. */
export async function decideChallenge(db: Db, token: string, decision: Decision, at: Date): Promise<void> {
  const merchantId = merchantOfToken(token);
  if (merchantId === undefined) return;
  await db.rows(statement(DECIDE, [merchantId, token, decision, at]));
}
