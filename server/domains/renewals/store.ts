import { type Db, hasSqlState, isUniqueViolation, json, statement } from '../../db/database.ts';
import type { Draft } from '../orders/index.ts';
import type { PaymentRow, PaymentState } from '../payments/index.ts';
import { type EventRow, KEPT_MEANS, type RenewingSubscription } from '../subscriptions/index.ts';

/** All SQL of the renewals. */

// The claim is no change of the subscription: it leaves updated_at, by which readers tell whether it changed.
const CLAIM = `
  UPDATE subscriptions s SET claimed_until = $3
  FROM (
    SELECT reference FROM subscriptions
    WHERE merchant_id = $1 AND charge_at <= $2 AND enabled AND recurring_enabled
      AND (claimed_until IS NULL OR claimed_until <= $2)
    ORDER BY charge_at LIMIT $4 FOR UPDATE SKIP LOCKED
  ) due
  WHERE s.merchant_id = $1 AND s.reference = due.reference
  RETURNING s.*, ${KEPT_MEANS}`;

/**
 * Takes subscriptions whose charge is due in hand until an instant, those first that have been due longest. Nobody else
 * gets them until then.
 */
export const claimDue = (
  db: Db,
  merchantId: bigint,
  facts: { readonly at: Date; readonly until: Date; readonly limit: number },
): Promise<RenewingSubscription[]> => db.rows(statement(CLAIM, [merchantId, facts.at, facts.until, facts.limit]));

/** Takes one subscription in hand longer, because what it waits for takes long. */
export const claimUntil = async (db: Db, merchantId: bigint, reference: string, until: Date): Promise<void> => {
  await db.rows(
    statement('UPDATE subscriptions SET claimed_until = $3 WHERE merchant_id = $1 AND reference = $2', [
      merchantId,
      reference,
      until,
    ]),
  );
};

export type RenewalState = 'OPEN' | 'DONE' | 'FAILED' | 'CANCELED';

/** The automatic order of a cycle, with where it stands and what became of the attempt that is not counted yet. */
export type RenewalRecord = {
  readonly reference: string;
  readonly cycle_number: number;
  readonly ref_no: bigint;
  readonly state: RenewalState;
  readonly payment_id: bigint | null;
  readonly failed_at: Date | null;
  readonly refused_card_id: bigint | null;
  readonly order_status: string;
  readonly payment_state: PaymentState | null;
  readonly decline_reason: string | null;
};

/** A cycle of a subscription. */
export type Cycle = { readonly reference: string; readonly cycleNumber: number };

const LIST = `
  SELECT r.reference, r.cycle_number, r.ref_no, r.state, r.payment_id, r.failed_at, r.refused_card_id,
    o.status AS order_status, p.state AS payment_state, p.decline_reason
  FROM renewals r
  JOIN orders o ON o.merchant_id = r.merchant_id AND o.ref_no = r.ref_no
  LEFT JOIN payments p ON p.merchant_id = r.merchant_id AND p.payment_id = r.payment_id
  WHERE r.merchant_id = $1 AND (r.reference, r.cycle_number) IN (SELECT * FROM unnest($2::text[], $3::integer[]))`;

/** The automatic orders that there are for cycles. */
export const listRenewals = (db: Db, merchantId: bigint, cycles: readonly Cycle[]): Promise<RenewalRecord[]> =>
  db.rows(
    statement(LIST, [
      merchantId,
      cycles.map(({ reference }) => reference),
      cycles.map(({ cycleNumber }) => cycleNumber),
    ]),
  );

/** What became of a renewal that was to be placed; see place_renewal. PROMOTION: one was used up meanwhile. */
export type Placed = 'PLACED' | 'CHANGED' | 'TAKEN' | 'PROMOTION';

/** Writes the automatic order of the next cycle of a subscription as it was read; it may replace one that ended unpaid. */
export const placeRenewal = async (
  db: Db,
  state: RenewingSubscription,
  draft: Draft,
  replaces: bigint | null,
  at: Date,
): Promise<Placed> => {
  try {
    const row = await db.row<{ answer: Placed }>(
      statement('SELECT place_renewal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS answer', [
        state.merchant_id,
        state.reference,
        state.cycle_number + 1,
        state.updated_at,
        replaces,
        json(draft.order),
        json(draft.items),
        draft.payment && json(draft.payment),
        draft.claims.length === 0 ? null : json(draft.claims),
        at,
      ]),
    );
    return row?.answer ?? 'CHANGED';
  } catch (error) {
    if (isUniqueViolation(error, 'renewals_pkey')) return 'TAKEN';
    if (hasSqlState(error, PROMOTION_REFUSED)) return 'PROMOTION';
    throw error;
  }
};

/** What the function place_order raises when a promotion was used up since the order was priced. */
const PROMOTION_REFUSED = 'SU002';

/** Begins another automatic attempt to pay; see retry_renewal. */
export const retryRenewal = async (
  db: Db,
  state: RenewingSubscription,
  payment: PaymentRow,
  at: Date,
): Promise<'BEGUN' | 'STATUS' | 'BUSY' | 'CHANGED'> => {
  try {
    const row = await db.row<{ answer: 'BEGUN' | 'STATUS' | 'BUSY' | 'CHANGED' }>(
      statement('SELECT retry_renewal($1, $2, $3, $4, $5, $6) AS answer', [
        state.merchant_id,
        state.reference,
        state.cycle_number + 1,
        state.updated_at,
        json(payment),
        at,
      ]),
    );
    return row?.answer ?? 'STATUS';
  } catch (error) {
    // A shopper began an attempt of his own at the same moment.
    if (isUniqueViolation(error, 'payments_order')) return 'BUSY';
    throw error;
  }
};

/** A charge that failed, with all that follows from it. */
export type Failure = {
  /** The attempt; null: none was made. */
  readonly paymentId: bigint | null;
  readonly state: RenewalState;
  /** The means that need not be asked again; null: as it was. */
  readonly refusedCardId: bigint | null;
  readonly change: Pick<RenewingSubscription, 'failed_charges' | 'charge_at' | 'recurring_enabled'>;
  readonly events: readonly EventRow[];
};

/** Counts a failed charge; see fail_renewal. */
export const failRenewal = async (
  db: Db,
  state: RenewingSubscription,
  failure: Failure,
  at: Date,
): Promise<'FAILED' | 'GONE' | 'CHANGED'> => {
  const row = await db.row<{ answer: 'FAILED' | 'GONE' | 'CHANGED' }>(
    statement('SELECT fail_renewal($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) AS answer', [
      state.merchant_id,
      state.reference,
      state.cycle_number + 1,
      state.updated_at,
      failure.paymentId,
      failure.state,
      failure.refusedCardId,
      json(failure.change),
      json(failure.events),
      at,
    ]),
  );
  return row?.answer ?? 'GONE';
};

/** How the renewals of a merchant stand. */
export type Progress = {
  /** Charges that are due, those in hand among them. */
  readonly due: number;
  readonly inHand: number;
  /** The longest wait of those that are due; null when none is. */
  readonly dueSince: Date | null;
  /** Orders of renewals since the start of the span: paid, still open after a failed charge, and given up. */
  readonly done: number;
  readonly open: number;
  readonly failed: number;
  readonly nextAt: Date | null;
};

const PROGRESS = `
  SELECT due.*, made.*, (
    SELECT min(charge_at) FROM subscriptions
    WHERE merchant_id = $1 AND charge_at > $2 AND enabled AND recurring_enabled) AS "nextAt"
  FROM (
    SELECT count(*)::integer AS due, count(*) FILTER (WHERE claimed_until > $2)::integer AS "inHand",
      min(charge_at) AS "dueSince"
    FROM subscriptions WHERE merchant_id = $1 AND charge_at <= $2 AND enabled AND recurring_enabled
  ) due, (
    SELECT count(*) FILTER (WHERE state = 'DONE')::integer AS done, count(*) FILTER (WHERE state = 'OPEN')::integer AS open,
      count(*) FILTER (WHERE state = 'FAILED')::integer AS failed
    FROM renewals WHERE merchant_id = $1 AND updated_at >= $3
  ) made`;

export const findProgress = async (db: Db, merchantId: bigint, at: Date, since: Date): Promise<Progress> => {
  const row = await db.row<Progress>(statement(PROGRESS, [merchantId, at, since]));
  if (row === undefined) throw new Error('a count answered no row');
  return row;
};

// Written out twice, for the look and for the change, since somebody may change the subscription in between.
const IS_OVER = `
  expires_at <= $2 AND enabled AND (contract IS NOT NULL OR cancel_when_stopped)
    AND (cancel_when_stopped AND stop_after_cycles = 0
      OR cycle_number - (contract ->> 'sinceCycle')::integer >= (contract ->> 'cycles')::integer
        AND NOT ((contract ->> 'merchantRenews')::boolean AND (contract ->> 'clientRenews')::boolean))`;

/** Subscriptions whose last cycle is over, after which nothing follows; those first whose cycle ended first. */
export const listEnded = async (db: Db, merchantId: bigint, at: Date, limit: number): Promise<readonly string[]> => {
  const rows = await db.rows<{ reference: string }>(
    statement(
      `SELECT reference FROM subscriptions WHERE merchant_id = $1 AND ${IS_OVER} ORDER BY expires_at LIMIT $3`,
      [merchantId, at, limit],
    ),
  );
  return rows.map(({ reference }) => reference);
};

/** Ends subscriptions whose last cycle is over, and tells of it. Answers how many. */
export const endAll = async (
  db: Db,
  merchantId: bigint,
  ended: readonly { readonly reference: string; readonly eventId: bigint }[],
  at: Date,
): Promise<number> => {
  const rows = await db.rows(
    statement(
      `WITH over AS (
         UPDATE subscriptions SET enabled = false, recurring_enabled = false, charge_at = NULL, updated_at = $2
         WHERE merchant_id = $1 AND reference = ANY ($3::text[]) AND ${IS_OVER}
         RETURNING reference, CASE WHEN cancel_when_stopped AND stop_after_cycles = 0 THEN 'STOPPED' ELSE 'CONTRACT_OVER' END
           AS reason
       )
       INSERT INTO subscription_events (merchant_id, event_id, reference, kind, changed_by, details, happened_at)
       SELECT $1, e.event_id, o.reference, 'ENDED', 'SYSTEM', jsonb_build_object('reason', o.reason), $2
       FROM over o JOIN unnest($3::text[], $4::bigint[]) AS e (reference, event_id) ON e.reference = o.reference
       RETURNING reference`,
      [merchantId, at, ended.map(({ reference }) => reference), ended.map(({ eventId }) => eventId)],
    ),
  );
  return rows.length;
};

// Charges that are due together, as those of one morning's sales, are made together.
const NEXT = `
  SELECT least(
    (SELECT max(charge_at) FROM (
       SELECT charge_at FROM subscriptions
       WHERE merchant_id = $1 AND charge_at > $2 AND enabled AND recurring_enabled
       ORDER BY charge_at LIMIT $3
     ) first WHERE charge_at <= (
       SELECT min(charge_at) FROM subscriptions
       WHERE merchant_id = $1 AND charge_at > $2 AND enabled AND recurring_enabled) + interval '10 minutes'),
    (SELECT min(claimed_until) FROM subscriptions
     WHERE merchant_id = $1 AND charge_at <= $2 AND enabled AND recurring_enabled AND claimed_until > $2),
    (SELECT min(expires_at) FROM subscriptions
     WHERE merchant_id = $1 AND expires_at > $2 AND enabled AND (contract IS NOT NULL OR cancel_when_stopped))
  ) AS at`;

/**
 * The next moment after an instant at which a subscription of a merchant is to be charged, or may end; so many charges as
 * are made at a time count as one when they are close to each other. Null when there is none.
 */
export const nextMoment = async (db: Db, merchantId: bigint, after: Date, together: number): Promise<Date | null> => {
  const row = await db.row<{ at: Date | null }>(statement(NEXT, [merchantId, after, together]));
  return row?.at ?? null;
};
