import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import { declined, isDeclineReason } from '../declines.ts';
import type { AuthoriseOutcome, AuthoriseRequest } from '../port.ts';
import type { CardColumns } from './card-columns.ts';
import { cardOf, cardValues } from './card-columns.ts';
import type { KnownCard, Verdict } from './judge.ts';

/** An authorisation as the books have it, with its challenge when there was one. */
export type ChargeRow = CardColumns & {
  merchant_id: bigint;
  idempotency_key: string;
  order_reference: string;
  test_order: boolean;
  amount_minor: bigint;
  currency: string;
  state: 'APPROVED' | 'DECLINED' | 'CHALLENGED';
  decline_reason: string | null;
  review: 'NONE' | 'HOLD';
  token: string | null;
  challenge_href: string | null;
  challenge_token: string | null;
  challenge_expires_at: Date | null;
};

export type NewCharge = {
  request: AuthoriseRequest;
  card: KnownCard | null;
  verdict: Verdict;
  /** Answered with the approval; null when the card is not kept. */
  token: string | null;
  /** The token is new and its card has to be stored with the charge. */
  tokenIsNew: boolean;
  challenge: { href: string; token: string; expiresAt: Date } | null;
};

const COLUMNS = `merchant_id, idempotency_key, order_reference, test_order, amount_minor, currency, state,
  decline_reason, review, brand, first_digits, last_digits, expiration_month, expiration_year, token`;

const FIND = `
  SELECT c.merchant_id, c.idempotency_key, c.order_reference, c.test_order, c.amount_minor, c.currency, c.state,
    c.decline_reason, c.review, c.brand, c.first_digits, c.last_digits, c.expiration_month, c.expiration_year, c.token,
    ch.href AS challenge_href, ch.token AS challenge_token, ch.expires_at AS challenge_expires_at
  FROM simulator_charges c
  LEFT JOIN simulator_challenges ch ON ch.merchant_id = c.merchant_id AND ch.idempotency_key = c.idempotency_key
  WHERE c.merchant_id = $1 AND c.idempotency_key = $2`;

/** The charge, its card and its challenge are stored together and by one round trip, or found as they are. */
const INSERT = `
  WITH charge AS (
    INSERT INTO simulator_charges (authorised_at, ${COLUMNS})
    VALUES ($3, $1, $2, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
    ON CONFLICT (merchant_id, idempotency_key) DO NOTHING
    RETURNING *
  ), kept AS (
    INSERT INTO simulator_tokens (merchant_id, token, idempotency_key, brand, first_digits, last_digits,
      expiration_month, expiration_year, test_behaviour, live_behaviour, created_at)
    SELECT merchant_id, token, idempotency_key, brand, first_digits, last_digits, expiration_month, expiration_year,
      $18::text, $19::text, authorised_at
    FROM charge WHERE $17::boolean
  ), asked AS (
    INSERT INTO simulator_challenges (merchant_id, token, idempotency_key, href, return_url, cancel_url, passes,
      expires_at)
    SELECT merchant_id, $20::text, idempotency_key, $21::text, $22::text, $23::text, $24::boolean, $25::timestamptz
    FROM charge WHERE $20::text IS NOT NULL
  )
  SELECT ${COLUMNS}, $21::text AS challenge_href, $20::text AS challenge_token, $25::timestamptz AS challenge_expires_at
  FROM charge
  UNION ALL ${FIND}`;

/** Writes the charge into the books unless its key is known already; answers what the books then have. */
export async function insertCharge(db: Db, charge: NewCharge): Promise<ChargeRow> {
  const { merchantId, idempotencyKey } = charge.request;
  const row =
    (await db.row<ChargeRow>(statement(INSERT, insertValues(charge)))) ??
    // A call with the same key wrote its charge while this one was waiting for it: only a new statement sees the row.
    (await findCharge(db, merchantId, idempotencyKey));
  if (row === undefined) throw new Error(`The simulator did not store the charge ${idempotencyKey}`);
  return row;
}

function insertValues({ request, card, verdict, token, tokenIsNew, challenge }: NewCharge) {
  const threeDSecure = verdict.state === 'CHALLENGED' ? verdict.threeDSecure : null;
  return [
    ...[request.merchantId, request.idempotencyKey, request.at, request.orderReference],
    ...[request.testOrder, request.amountMinor, request.currency, verdict.state],
    verdict.state === 'DECLINED' ? verdict.reason : null,
    verdict.state === 'APPROVED' ? verdict.review : 'NONE',
    ...[...cardValues(card?.facts ?? null), token, tokenIsNew],
    ...[card?.testBehaviour ?? null, card?.liveBehaviour ?? null],
    ...[challenge?.token ?? null, challenge?.href ?? null],
    ...[threeDSecure?.returnUrl ?? null, threeDSecure?.cancelUrl ?? null],
    verdict.state === 'CHALLENGED' ? verdict.passes : null,
    challenge?.expiresAt ?? null,
  ];
}

export async function findCharge(db: Db, merchantId: bigint, idempotencyKey: string): Promise<ChargeRow | undefined> {
  return db.row<ChargeRow>(statement(FIND, [merchantId, idempotencyKey]));
}

/** The answer that a charge gives: the same as when it was made, or what became of its challenge. */
export function chargeOutcome(row: ChargeRow): AuthoriseOutcome {
  switch (row.state) {
    case 'DECLINED': {
      const reason = row.decline_reason ?? '';
      return declined(isDeclineReason(reason) ? reason : 'CARD_DECLINED');
    }
    case 'CHALLENGED': {
      const { challenge_href: href, challenge_token: avng8apitoken } = row;
      if (href === null || avng8apitoken === null) throw new Error('The simulator lost a challenge');
      return { outcome: 'CHALLENGE', href, params: { avng8apitoken }, card: cardOf(row) };
    }
    case 'APPROVED': {
      const { merchant_id: merchantId, idempotency_key: idempotencyKey, token, review } = row;
      const gatewayReference = referenceOf(merchantId, idempotencyKey);
      return { outcome: 'APPROVED', gatewayReference, card: cardOf(row), token, review };
    }
  }
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
