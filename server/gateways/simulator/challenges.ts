import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import type { BrowserAddresses } from '../port.ts';
import { merchantOfToken, newPageToken } from './page-tokens.ts';

/** Path of the pages on which the shopper confirms at the bank. */
export const CHALLENGE_PATH = '/payment/authorize/';

/** How long a shopper may take, by the merchant's clock. */
const CHALLENGE_MS = 15 * 60 * 1000;

export type Decision = 'CONFIRMED' | 'CANCELLED' | 'EXPIRED';

/** What the challenge pages need to know. */
export type ChallengeRow = {
  merchant_id: bigint;
  idempotency_key: string;
  order_reference: string;
  amount_minor: bigint;
  currency: string;
  /** State of the charge. */
  state: string;
  return_url: string;
  cancel_url: string;
  expires_at: Date;
  decision: Decision | null;
};

/** A row of simulator_challenges that is written together with its charge. */
export type NewChallenge = {
  token: string;
  href: string;
  return_url: string;
  cancel_url: string;
  passes: boolean;
  expires_at: Date;
};

export function newChallenge(merchantId: bigint, browser: BrowserAddresses, passes: boolean, at: Date): NewChallenge {
  return {
    token: newPageToken(merchantId),
    href: browser.challengeBaseUrl.replace(/\/+$/, '') + CHALLENGE_PATH,
    return_url: browser.returnUrl,
    cancel_url: browser.cancelUrl,
    passes,
    expires_at: new Date(at.getTime() + CHALLENGE_MS),
  };
}

/** Part of a statement whose CTE "charge" has at most one row; the parameter is a JSON array of `NewChallenge`. */
export const askConfirmation = (parameter: string): string => `
    INSERT INTO simulator_challenges (merchant_id, token, idempotency_key, href, return_url, cancel_url, passes,
      expires_at)
    SELECT c.merchant_id, a.token, c.idempotency_key, a.href, a.return_url, a.cancel_url, a.passes, a.expires_at
    FROM charge c, jsonb_to_recordset(${parameter}::jsonb) AS a (token text, href text, return_url text,
      cancel_url text, passes boolean, expires_at timestamptz)`;

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

/**
 * The first decision stands. A shopper cannot decide after the time is over, and nobody can say it is over before. A
 * charge that was given up meanwhile stays so.
 */
const DECIDE = `
  WITH decided AS (
    UPDATE simulator_challenges SET decision = $3, decided_at = $4
    WHERE merchant_id = $1 AND token = $2 AND decision IS NULL AND ($3 = 'EXPIRED') = (expires_at <= $4)
    RETURNING idempotency_key, $3 = 'CONFIRMED' AND passes AS approved
  )
  UPDATE simulator_charges SET
    state = CASE WHEN (SELECT approved FROM decided) THEN 'APPROVED' ELSE 'DECLINED' END,
    decline_reason = CASE WHEN (SELECT approved FROM decided) THEN NULL ELSE 'AUTHENTICATION_FAILED' END
  WHERE merchant_id = $1 AND idempotency_key = (SELECT idempotency_key FROM decided)
    AND state IN ('CHALLENGED', 'REDIRECTED')`;

/** Writes the decision and its consequence for the charge; no effect when one was made before. */
export async function decideChallenge(db: Db, token: string, decision: Decision, at: Date): Promise<void> {
  const merchantId = merchantOfToken(token);
  if (merchantId === undefined) return;
  await db.rows(statement(DECIDE, [merchantId, token, decision, at]));
}
