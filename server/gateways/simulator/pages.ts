import type { Db } from '../../db/database.ts';
import { json, statement } from '../../db/database.ts';
import type { CardFacts } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { cardValues } from './card-columns.ts';
import type { NewChallenge } from './challenges.ts';
import { askConfirmation } from './challenges.ts';
import { merchantOfToken } from './page-tokens.ts';
import type { NewToken } from './tokens.ts';
import { keepTokens } from './tokens.ts';

/** CHOICE: the shopper pays or goes away here; SLIP: the page says how to pay elsewhere. */
export type PageKind = 'CHOICE' | 'SLIP';

export const PAGE_PATHS: Readonly<Record<PageKind, string>> = { CHOICE: '/payment/page/', SLIP: '/payment/slip/' };

export function pageHref(baseUrl: string, kind: PageKind, token: string): string {
  return `${baseUrl}${PAGE_PATHS[kind]}?payment=${encodeURIComponent(token)}`;
}

/** A row of simulator_pages that is written together with its charge. */
export type NewPage = {
  token: string;
  kind: PageKind;
  /** Public address of this server without a slash at its end. */
  base_url: string;
  return_url: string | null;
  cancel_url: string | null;
  bank_code: string | null;
  email: string | null;
  keeps: boolean;
  expires_at: Date | null;
};

/** Part of a statement whose CTE "charge" has at most one row; the parameter is a JSON array of `NewPage`. */
export const openPages = (parameter: string): string => `
    INSERT INTO simulator_pages (merchant_id, idempotency_key, token, kind, base_url, return_url, cancel_url, bank_code,
      email, keeps, expires_at)
    SELECT c.merchant_id, c.idempotency_key, p.token, p.kind, p.base_url, p.return_url, p.cancel_url, p.bank_code,
      p.email, p.keeps, p.expires_at
    FROM charge c, jsonb_to_recordset(${parameter}::jsonb) AS p (token text, kind text, base_url text, return_url text,
      cancel_url text, bank_code text, email text, keeps boolean, expires_at timestamptz)`;

/** What the pages need to know. */
export type PageRow = {
  merchant_id: bigint;
  idempotency_key: string;
  kind: PageKind;
  base_url: string;
  return_url: string | null;
  cancel_url: string | null;
  bank_code: string | null;
  email: string | null;
  keeps: boolean;
  expires_at: Date | null;
  decision: PageDecision | null;
  order_reference: string;
  test_order: boolean;
  amount_minor: bigint;
  currency: string;
  method: string;
  state: 'APPROVED' | 'DECLINED' | 'REDIRECTED' | 'AWAITING';
  payment_reference: string | null;
  challenge_token: string | null;
};

const FIND = `
  SELECT p.merchant_id, p.idempotency_key, p.kind, p.base_url, p.return_url, p.cancel_url, p.bank_code, p.email,
    p.keeps, p.expires_at, p.decision, c.order_reference, c.test_order, c.amount_minor, c.currency, c.method, c.state,
    c.payment_reference, ch.token AS challenge_token
  FROM simulator_pages p
  JOIN simulator_charges c ON c.merchant_id = p.merchant_id AND c.idempotency_key = p.idempotency_key
  LEFT JOIN simulator_challenges ch ON ch.merchant_id = p.merchant_id AND ch.idempotency_key = p.idempotency_key
  WHERE p.merchant_id = $1 AND p.token = $2 AND p.kind = $3`;

export async function findPage(db: Db, kind: PageKind, token: string): Promise<PageRow | undefined> {
  const merchantId = merchantOfToken(token);
  if (merchantId === undefined) return undefined;
  return db.row<PageRow>(statement(FIND, [merchantId, token, kind]));
}

export type PageDecision = 'PAID' | 'PAID_LATER' | 'CARD_GIVEN' | 'CANCELLED' | 'FAILED' | 'EXPIRED';

/** What a decision makes of the charge. */
export type PageResult = {
  decision: PageDecision;
  state: 'APPROVED' | 'DECLINED' | 'AWAITING' | 'REDIRECTED';
  reason: DeclineReason | null;
  review: 'NONE' | 'HOLD';
  card: CardFacts | null;
  kept: NewToken | null;
  challenge: NewChallenge | null;
  /** Of money that comes later. */
  paymentReference: string | null;
  dueAt: Date | null;
};

/**
 * The first decision stands. A shopper cannot decide after the time is over, and nobody can say it is over before. A
 * charge that was given up meanwhile stays so.
 */
const DECIDE = `
  WITH decided AS (
    UPDATE simulator_pages SET decision = $3, decided_at = $4
    WHERE merchant_id = $1 AND token = $2 AND kind = 'CHOICE' AND decision IS NULL
      AND ($3 = 'EXPIRED') = (expires_at <= $4)
    RETURNING idempotency_key
  ), charge AS (
    UPDATE simulator_charges SET state = $5, decline_reason = $6, review = $7, brand = $8, first_digits = $9,
      last_digits = $10, expiration_month = $11, expiration_year = $12, token = $13, payment_reference = $14, due_at = $15
    WHERE merchant_id = $1 AND idempotency_key = (SELECT idempotency_key FROM decided) AND state = 'REDIRECTED'
    RETURNING *
  ), kept AS (${keepTokens('$16')}
  ), asked AS (${askConfirmation('$17')}
  )
  SELECT FROM decided`;

/** Writes a decision and all that follows from it; no effect when one was made before. */
export async function decidePage(db: Db, token: string, result: PageResult, at: Date): Promise<void> {
  const merchantId = merchantOfToken(token);
  if (merchantId === undefined) return;
  const { decision, state, reason, review, card, kept, challenge, paymentReference, dueAt } = result;
  const side = [kept, challenge].map((entry) => json(entry === null ? [] : [entry]));
  const values = [merchantId, token, decision, at, state, reason, review, ...cardValues(card)];
  await db.rows(statement(DECIDE, [...values, kept?.token ?? null, paymentReference, dueAt, ...side]));
}
