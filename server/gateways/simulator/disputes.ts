import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import { newId, randomReference } from '../../kit/ids.ts';
import type { AcceptDisputeOutcome, AcceptDisputeRequest, Dispute, DisputeReason } from '../port.ts';
import { referenceOf } from './charges.ts';
import { noteDispute } from './events.ts';

type Row = {
  merchant_id: bigint;
  dispute_reference: string;
  charge_key: string;
  amount_minor: bigint;
  currency: string;
  reason: DisputeReason;
  status: Dispute['status'];
};

const COLUMNS = 'merchant_id, dispute_reference, charge_key, amount_minor, currency, reason, status';

function disputeOf(row: Row): Dispute {
  return {
    gatewayReference: referenceOf(row.merchant_id, row.charge_key),
    disputeReference: row.dispute_reference,
    status: row.status,
    reason: row.reason,
    amountMinor: row.amount_minor,
    currency: row.currency,
  };
}

/**
 * The charge is locked first: a refund and a dispute at once cannot take the same money. All that the checks of the table
 * look at comes from the locked row, as in movements.ts. No row: not possible. A bank that only asks (INFO_REQUEST) holds
 * nothing back.
 */
const OPEN = `
  WITH locked AS (
    SELECT currency, state, decline_reason, captured_at, captured_minor, refunded_minor, disputed_minor,
      captured_minor - refunded_minor - disputed_minor AS left_minor
    FROM simulator_charges WHERE merchant_id = $1 AND idempotency_key = $2 FOR UPDATE
  ), dispute AS (
    INSERT INTO simulator_disputes (merchant_id, dispute_reference, charge_key, amount_minor, currency, reason, status,
      opened_at)
    SELECT $1::bigint, $4::text, $2::text, COALESCE($3::bigint, left_minor), currency, $5::text, 'OPEN', $6::timestamptz
    FROM locked WHERE left_minor > 0 AND COALESCE($3::bigint, left_minor) <= left_minor
    RETURNING ${COLUMNS}
  ), held AS (
    UPDATE simulator_charges SET state = c.state, decline_reason = c.decline_reason, captured_at = c.captured_at,
      captured_minor = c.captured_minor, refunded_minor = c.refunded_minor,
      disputed_minor = c.disputed_minor + d.amount_minor
    FROM locked c, dispute d
    WHERE simulator_charges.merchant_id = $1 AND simulator_charges.idempotency_key = $2 AND d.reason <> 'INFO_REQUEST'
  ), noted AS (${noteDispute('$7', '$6')}
  )
  SELECT * FROM dispute`;

/** Opens a dispute over captured money, all that is left of it without an amount; undefined when there is not so much. */
export async function openDispute(
  db: Db,
  { merchantId, chargeKey, amountMinor, reason, at }: DisputeOpening,
): Promise<Dispute | undefined> {
  const reference = `dp_${randomReference(16)}`;
  const values = [merchantId, chargeKey, amountMinor, reference, reason, at, newId()];
  const row = await db.row<Row>(statement(OPEN, values));
  return row && disputeOf(row);
}

type DisputeOpening = {
  merchantId: bigint;
  chargeKey: string;
  amountMinor: bigint | undefined;
  reason: DisputeReason;
  at: Date;
};

/** Money of a dispute that was won is the merchant's again; otherwise it is gone. A question cannot be lost. */
const CLOSE = `
  WITH dispute AS (
    UPDATE simulator_disputes SET status = $3, closed_at = $4
    WHERE merchant_id = $1 AND dispute_reference = $2 AND status = 'OPEN'
      AND ($3 = 'WON' OR reason <> 'INFO_REQUEST')
    RETURNING ${COLUMNS}
  ), freed AS (
    UPDATE simulator_charges SET disputed_minor = disputed_minor - d.amount_minor
    FROM dispute d
    WHERE simulator_charges.merchant_id = $1 AND simulator_charges.idempotency_key = d.charge_key AND d.status = 'WON'
      AND d.reason <> 'INFO_REQUEST'
  ), noted AS (${noteDispute('$5', '$4')}
  )
  SELECT * FROM dispute`;

/** Ends an open dispute; undefined when there is none with this name that can end so. */
export async function closeDispute(
  db: Db,
  { merchantId, disputeReference, status, at }: DisputeEnd,
): Promise<Dispute | undefined> {
  const row = await db.row<Row>(statement(CLOSE, [merchantId, disputeReference, status, at, newId()]));
  return row && disputeOf(row);
}

export type DisputeEnd = {
  merchantId: bigint;
  disputeReference: string;
  status: 'WON' | 'LOST' | 'ACCEPTED';
  at: Date;
};

const FIND = `SELECT ${COLUMNS} FROM simulator_disputes WHERE merchant_id = $1 AND dispute_reference = $2`;

export async function findDispute(db: Db, merchantId: bigint, disputeReference: string): Promise<Dispute | undefined> {
  const row = await db.row<Row>(statement(FIND, [merchantId, disputeReference]));
  return row && disputeOf(row);
}

/** Why a dispute that is there cannot be closed in a way. */
export function whyNotClosed({ status }: Dispute): 'ALREADY_CLOSED' | 'ONLY_ASKED' {
  return status === 'OPEN' ? 'ONLY_ASKED' : 'ALREADY_CLOSED';
}

/** Gives an open dispute up; one that is accepted stays so. */
export async function acceptDispute(
  db: Db,
  { merchantId, disputeReference, at }: AcceptDisputeRequest,
): Promise<AcceptDisputeOutcome> {
  const status = 'ACCEPTED';
  if ((await closeDispute(db, { merchantId, disputeReference, status, at })) !== undefined) return { outcome: status };
  const dispute = await findDispute(db, merchantId, disputeReference);
  if (dispute === undefined) return { outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' };
  return dispute.status === status ? { outcome: status } : { outcome: 'REFUSED', reason: whyNotClosed(dispute) };
}

const LIST = `
  SELECT ${COLUMNS} FROM simulator_disputes
  WHERE merchant_id = $1 AND status = 'OPEN' AND dispute_reference > $2 ORDER BY dispute_reference LIMIT $3`;

/** Open disputes, in the order of their names. */
export async function listOpenDisputes(
  db: Db,
  merchantId: bigint,
  { limit, after = '' }: { limit: number; after: string | undefined },
): Promise<readonly Dispute[]> {
  return (await db.rows<Row>(statement(LIST, [merchantId, after, limit]))).map(disputeOf);
}
