import type { Db } from '../../db/database.ts';
import { json, statement } from '../../db/database.ts';
import type { CardFacts } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import { declined, isDeclineReason } from '../declines.ts';
import type { AuthoriseOutcome, AuthoriseRequest } from '../port.ts';
import type { CardColumns } from './card-columns.ts';
import { cardColumns, cardOf, cardValues } from './card-columns.ts';
import type { NewChallenge } from './challenges.ts';
import { askConfirmation } from './challenges.ts';
import { instructionsFor } from './instructions.ts';
import type { CardVerdict } from './judge.ts';
import { type MethodName, methodOf } from './methods.ts';
import type { NewPage, PageKind } from './pages.ts';
import { openPages, pageHref } from './pages.ts';
import type { NewToken } from './tokens.ts';
import { keepTokens } from './tokens.ts';

export type ChargeState = 'APPROVED' | 'DECLINED' | 'CHALLENGED' | 'REDIRECTED' | 'AWAITING';

/** An authorisation as the books have it, with its challenge and its page when there was one. */
export type ChargeRow = CardColumns & {
  merchant_id: bigint;
  idempotency_key: string;
  order_reference: string;
  test_order: boolean;
  amount_minor: bigint;
  currency: string;
  method: string;
  state: ChargeState;
  decline_reason: string | null;
  review: 'NONE' | 'HOLD';
  token: string | null;
  payment_reference: string | null;
  due_at: Date | null;
  captured_at: Date | null;
  challenge_href: string | null;
  challenge_token: string | null;
  challenge_expires_at: Date | null;
  page_kind: PageKind | null;
  page_token: string | null;
  page_base_url: string | null;
  page_expires_at: Date | null;
};

/** What becomes of an authorisation when it is asked for. */
export type Verdict =
  | CardVerdict
  | { state: 'REDIRECTED' }
  | { state: 'AWAITING'; paymentReference: string; dueAt: Date | null; bounceReason: DeclineReason | null };

export type NewCharge = {
  request: AuthoriseRequest;
  method: MethodName;
  card: CardFacts | null;
  verdict: Verdict;
  /** Answered with the approval; null when the means are not kept. */
  token: string | null;
  /** Stored with the charge; null when the token is known already. */
  kept: NewToken | null;
  challenge: NewChallenge | null;
  page: NewPage | null;
};

const COLUMNS = `merchant_id, idempotency_key, authorised_at, order_reference, test_order, amount_minor, currency,
  method, state, decline_reason, review, brand, first_digits, last_digits, expiration_month, expiration_year, token,
  payment_reference, due_at, bounce_reason`;

const FIND = `
  SELECT c.merchant_id, c.idempotency_key, c.order_reference, c.test_order, c.amount_minor, c.currency, c.method,
    c.state, c.decline_reason, c.review, c.brand, c.first_digits, c.last_digits, c.expiration_month, c.expiration_year,
    c.token, c.payment_reference, c.due_at, c.captured_at,
    ch.href AS challenge_href, ch.token AS challenge_token, ch.expires_at AS challenge_expires_at,
    p.kind AS page_kind, p.token AS page_token, p.base_url AS page_base_url, p.expires_at AS page_expires_at
  FROM simulator_charges c
  LEFT JOIN simulator_challenges ch ON ch.merchant_id = c.merchant_id AND ch.idempotency_key = c.idempotency_key
  LEFT JOIN simulator_pages p ON p.merchant_id = c.merchant_id AND p.idempotency_key = c.idempotency_key
  WHERE c.merchant_id = $1 AND c.idempotency_key = $2`;

/**
 * The charge and all that belongs to it are stored by one round trip. $24: the token whose declines without a shopper are
 * counted. No row: the key is known already.
 */
const INSERT = `
  WITH charge AS (
    INSERT INTO simulator_charges (${COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
    ON CONFLICT (merchant_id, idempotency_key) DO NOTHING
    RETURNING *
  ), kept AS (${keepTokens('$21')}
  ), asked AS (${askConfirmation('$22')}
  ), opened AS (${openPages('$23')}
  ), counted AS (
    UPDATE simulator_tokens SET off_session_declines = off_session_declines + 1
    WHERE merchant_id = $1 AND token = $24::text AND EXISTS (SELECT FROM charge)
  )
  SELECT idempotency_key FROM charge`;

/** Writes the charge into the books unless its key is known already; answers what the books then have. */
export async function insertCharge(db: Db, charge: NewCharge): Promise<ChargeRow> {
  const inserted = await db.row(statement(INSERT, insertValues(charge)));
  if (inserted !== undefined) return rowOf(charge);
  const { merchantId, idempotencyKey } = charge.request;
  const row = await findCharge(db, merchantId, idempotencyKey);
  if (row === undefined) throw new Error(`The simulator did not store the charge ${idempotencyKey}`);
  return row;
}

const listOf = (entry: unknown): string => json(entry === null ? [] : [entry]);

function insertValues({ request, method, card, verdict, token, kept, challenge, page }: NewCharge) {
  const awaited = verdict.state === 'AWAITING' ? verdict : null;
  const isCounted = request.offSession && verdict.state === 'DECLINED' && request.paymentMethod.kind === 'TOKEN';
  return [
    ...[request.merchantId, request.idempotencyKey, request.at, request.orderReference],
    ...[request.testOrder, request.amountMinor, request.currency, method, verdict.state],
    verdict.state === 'DECLINED' ? verdict.reason : null,
    verdict.state === 'APPROVED' ? verdict.review : 'NONE',
    ...[...cardValues(card), token],
    ...[awaited?.paymentReference ?? null, awaited?.dueAt ?? null, awaited?.bounceReason ?? null],
    ...[listOf(kept), listOf(challenge), listOf(page)],
    isCounted ? token : null,
  ];
}

function rowOf({ request, method, card, verdict, token, challenge, page }: NewCharge): ChargeRow {
  const awaited = verdict.state === 'AWAITING' ? verdict : null;
  return {
    ...cardColumns(card),
    merchant_id: request.merchantId,
    idempotency_key: request.idempotencyKey,
    order_reference: request.orderReference,
    test_order: request.testOrder,
    amount_minor: request.amountMinor,
    currency: request.currency,
    method,
    state: verdict.state,
    decline_reason: verdict.state === 'DECLINED' ? verdict.reason : null,
    review: verdict.state === 'APPROVED' ? verdict.review : 'NONE',
    token,
    payment_reference: awaited?.paymentReference ?? null,
    due_at: awaited?.dueAt ?? null,
    captured_at: null,
    challenge_href: challenge?.href ?? null,
    challenge_token: challenge?.token ?? null,
    challenge_expires_at: challenge?.expires_at ?? null,
    page_kind: page?.kind ?? null,
    page_token: page?.token ?? null,
    page_base_url: page?.base_url ?? null,
    page_expires_at: page?.expires_at ?? null,
  };
}

export async function findCharge(db: Db, merchantId: bigint, idempotencyKey: string): Promise<ChargeRow | undefined> {
  return db.row<ChargeRow>(statement(FIND, [merchantId, idempotencyKey]));
}

/** The answer that a charge gives: the same as when it was made, or what became of it since. */
export function chargeOutcome(row: ChargeRow): AuthoriseOutcome {
  const { state, token, review } = row;
  const gatewayReference = referenceOf(row.merchant_id, row.idempotency_key);
  switch (state) {
    case 'DECLINED': {
      const reason = row.decline_reason ?? '';
      return declined(isDeclineReason(reason) ? reason : 'CARD_DECLINED');
    }
    case 'CHALLENGED':
      return challengeOf(row);
    case 'REDIRECTED': {
      const { page_expires_at: expiresAt } = row;
      const href = pageHrefOf(row);
      if (href === null || expiresAt === null) throw new Error('The simulator lost a page');
      return { outcome: 'REDIRECT', gatewayReference, href, expiresAt };
    }
    case 'AWAITING':
      return { outcome: 'AWAITING', gatewayReference, instructions: instructionsOf(row) };
    case 'APPROVED':
      return { outcome: 'APPROVED', gatewayReference, card: cardOf(row), token, review };
  }
}

function challengeOf(row: ChargeRow): AuthoriseOutcome {
  const { challenge_href: href, challenge_token: avng8apitoken } = row;
  const card = cardOf(row);
  if (href === null || avng8apitoken === null || card === null) throw new Error('The simulator lost a challenge');
  return { outcome: 'CHALLENGE', href, params: { avng8apitoken }, card };
}

function pageHrefOf({ page_base_url: baseUrl, page_kind: kind, page_token: token }: ChargeRow): string | null {
  return baseUrl === null || kind === null || token === null ? null : pageHref(baseUrl, kind, token);
}

function instructionsOf(row: ChargeRow) {
  const { payment_reference: paymentReference, amount_minor: amountMinor, currency } = row;
  if (paymentReference === null) throw new Error('The simulator lost a payment reference');
  const method = methodOf(row.method);
  return instructionsFor({ method, paymentReference, amountMinor, currency, slipHref: pageHrefOf(row) });
}

/** The name of a charge outside of the books. It is made from its key, so that the books need no second index. */
export function referenceOf(merchantId: bigint, idempotencyKey: string): string {
  return `${referencePrefix(merchantId)}${idempotencyKey}`;
}

/** The key of the charge with this reference; undefined when it is none of the merchant. */
export function chargeKeyOf(merchantId: bigint, gatewayReference: string): string | undefined {
  const prefix = referencePrefix(merchantId);
  return gatewayReference.startsWith(prefix) ? gatewayReference.slice(prefix.length) : undefined;
}

function referencePrefix(merchantId: bigint): string {
  return `sim_${merchantId.toString(36)}_`;
}
