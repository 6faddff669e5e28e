import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import type { DeclineReason } from '../declines.ts';
import type { ChargeState } from './charges.ts';
import { referenceOf } from './charges.ts';
import { notePayment } from './events.ts';
import { type MethodName, methodOf } from './methods.ts';

/** Money that is, or was, waited for. */
export type ExpectedPayment = {
  readonly paymentReference: string;
  /** Key of the authorisation. */
  readonly idempotencyKey: string;
  readonly gatewayReference: string;
  readonly orderReference: string;
  readonly method: MethodName;
  readonly state: ChargeState;
  readonly amountMinor: bigint;
  /** All that came, and of it what was sent back by itself: too much, too late, or for an order that was given up. */
  readonly receivedMinor: bigint;
  readonly returnedMinor: bigint;
  readonly currency: string;
  readonly since: Date;
  /** When it comes, or bounces, by itself; null: when somebody sends it. */
  readonly dueAt: Date | null;
};

type Row = {
  merchant_id: bigint;
  payment_reference: string;
  idempotency_key: string;
  order_reference: string;
  method: string;
  state: ChargeState;
  amount_minor: bigint;
  received_minor: bigint;
  returned_minor: bigint;
  currency: string;
  authorised_at: Date;
  due_at: Date | null;
};

const COLUMNS = `c.merchant_id, c.payment_reference, c.idempotency_key, c.order_reference, c.method, c.state,
  c.amount_minor, c.received_minor, c.returned_minor, c.currency, c.authorised_at, c.due_at`;

function expectedOf(row: Row): ExpectedPayment {
  return {
    paymentReference: row.payment_reference,
    idempotencyKey: row.idempotency_key,
    gatewayReference: referenceOf(row.merchant_id, row.idempotency_key),
    orderReference: row.order_reference,
    method: methodOf(row.method),
    state: row.state,
    amountMinor: row.amount_minor,
    receivedMinor: row.received_minor,
    returnedMinor: row.returned_minor,
    currency: row.currency,
    since: row.authorised_at,
    dueAt: row.due_at,
  };
}

const LIST = `
  SELECT ${COLUMNS} FROM simulator_charges c
  WHERE c.merchant_id = $1 AND c.state = 'AWAITING' AND (c.authorised_at, c.idempotency_key) > ($2::timestamptz, $3::text)
  ORDER BY c.authorised_at, c.idempotency_key LIMIT $4`;

/** What is waited for, oldest first, after the one given. */
export async function listAwaited(
  db: Db,
  merchantId: bigint,
  { limit, after }: { limit: number; after: Pick<ExpectedPayment, 'since' | 'idempotencyKey'> | undefined },
): Promise<readonly ExpectedPayment[]> {
  const values = [merchantId, after?.since ?? new Date(0), after?.idempotencyKey ?? '', limit];
  return (await db.rows<Row>(statement(LIST, values))).map(expectedOf);
}

const FIND = `SELECT ${COLUMNS} FROM simulator_charges c WHERE c.merchant_id = $1 AND c.payment_reference = $2`;

export async function findExpected(db: Db, merchantId: bigint, paymentReference: string) {
  const row = await db.row<Row>(statement(FIND, [merchantId, paymentReference]));
  return row && expectedOf(row);
}

/**
 * Without an amount ($3) all that is missing comes; when the payment is not waited for any more, all that was expected.
 * One row and no join: each transfer is judged by what the ones before it left, and goes back as a whole when the payment
 * is paid or given up. A payment that is there needs an amount, so that telling it twice changes nothing.
 */
const RECEIVE = `
  WITH charge AS (
    UPDATE simulator_charges c SET
      received_minor = received_minor
        + COALESCE($3::bigint, CASE WHEN state = 'AWAITING' THEN amount_minor - received_minor ELSE amount_minor END),
      returned_minor = returned_minor + CASE WHEN state <> 'AWAITING' THEN COALESCE($3::bigint, amount_minor)
        ELSE GREATEST(COALESCE($3::bigint, 0) - (amount_minor - received_minor), 0) END,
      state = CASE WHEN state = 'AWAITING' AND COALESCE($3::bigint >= amount_minor - received_minor, true) THEN 'APPROVED'
        ELSE state END
    WHERE merchant_id = $1 AND payment_reference = $2 AND ($3::bigint IS NOT NULL OR state <> 'APPROVED')
    RETURNING ${COLUMNS}
  ), noted AS (${notePayment('$4', '$5')}
  )
  SELECT * FROM charge`;

export type Money = { merchantId: bigint; paymentReference: string; amountMinor?: bigint; at: Date };

/** Books money that came; undefined when nothing changed: the payment is there already, or was never waited for. */
export async function receiveMoney(db: Db, money: Money): Promise<ExpectedPayment | undefined> {
  const values = [money.merchantId, money.paymentReference, money.amountMinor, newId(), money.at];
  const row = await db.row<Row>(statement(RECEIVE, values));
  return row && expectedOf(row);
}

const BOUNCE = `
  WITH charge AS (
    UPDATE simulator_charges c SET state = 'DECLINED', decline_reason = $3, returned_minor = received_minor
    WHERE merchant_id = $1 AND payment_reference = $2 AND state = 'AWAITING'
    RETURNING ${COLUMNS}
  ), noted AS (${notePayment('$4', '$5')}
  )
  SELECT * FROM charge`;

/** Ends the wait for a payment; undefined when it is not waited for. */
export async function bounceMoney(
  db: Db,
  bounce: { merchantId: bigint; paymentReference: string; reason: DeclineReason; at: Date },
): Promise<ExpectedPayment | undefined> {
  const values = [bounce.merchantId, bounce.paymentReference, bounce.reason, newId(), bounce.at];
  const row = await db.row<Row>(statement(BOUNCE, values));
  return row && expectedOf(row);
}

const LIST_DUE = `
  SELECT c.idempotency_key FROM simulator_charges c
  WHERE c.merchant_id = $1 AND c.state = 'AWAITING' AND c.due_at <= $2
  ORDER BY c.authorised_at, c.idempotency_key LIMIT $3`;

const SETTLE_DUE = `
  WITH charge AS (
    UPDATE simulator_charges c SET
      state = CASE WHEN c.bounce_reason IS NULL THEN 'APPROVED' ELSE 'DECLINED' END,
      decline_reason = c.bounce_reason,
      received_minor = CASE WHEN c.bounce_reason IS NULL THEN c.amount_minor ELSE c.received_minor END,
      returned_minor = CASE WHEN c.bounce_reason IS NULL THEN c.returned_minor ELSE c.received_minor END
    WHERE c.merchant_id = $1 AND c.idempotency_key = $2 AND c.state = 'AWAITING' AND c.due_at <= $4
    RETURNING c.merchant_id, c.idempotency_key
  ), noted AS (${notePayment('$3', '$4')}
  )
  SELECT FROM charge`;

/** Lets the money of one charge come, or bounce, when its time is there. */
export async function settleDue(db: Db, merchantId: bigint, idempotencyKey: string, at: Date): Promise<void> {
  await db.rows(statement(SETTLE_DUE, [merchantId, idempotencyKey, newId(), at]));
}

/** Lets all money come, or bounce, whose time is there. */
export async function settleAllDue(db: Db, merchantId: bigint, at: Date, limit: number): Promise<void> {
  const due = await db.rows<{ idempotency_key: string }>(statement(LIST_DUE, [merchantId, at, limit]));
  for (const { idempotency_key: key } of due) await settleDue(db, merchantId, key, at);
}
