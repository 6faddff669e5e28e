import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import type { MovementOutcome, RefusalReason } from '../port.ts';
import { referenceOf } from './charges.ts';
import { NOT_REFUNDABLE } from './methods.ts';

export type MovementKind = 'CAPTURE' | 'VOID' | 'REFUND';

export type MovementRow = {
  merchant_id: bigint;
  kind: MovementKind;
  charge_key: string;
  amount_minor: bigint;
  currency: string;
  refusal: RefusalReason | null;
};

export type NewMovement = {
  merchantId: bigint;
  idempotencyKey: string;
  at: Date;
  chargeKey: string;
  kind: MovementKind;
  /** Null: all that was authorised, in its currency (a void). */
  amountMinor: bigint | null;
  currency: string | null;
};

const COLUMNS = 'merchant_id, kind, charge_key, amount_minor, currency, refusal';

const FIND = `SELECT ${COLUMNS} FROM simulator_movements WHERE merchant_id = $1 AND idempotency_key = $2`;

/**
 * Judges and books a movement in one round trip. The charge is locked first, so that movements of one charge wait for
 * each other and each is judged by what the ones before it left; charges of others are not touched. A charge that waits
 * for its shopper or its money can be given up, and sends back what it has received.
 *
 * The update takes all that it checks or adds to from the locked row: it sees its own row as it was before the wait at
 * first, and the checks of the table would judge a mixture of both. It names the charge by the parameters: joined to
 * "movement" instead, it was planned as a scan of all charges of the merchant.
 */
const INSERT = `
  WITH charge AS (
    SELECT merchant_id, idempotency_key AS charge_key, method, state, decline_reason, amount_minor, currency,
      captured_minor, refunded_minor, disputed_minor, received_minor, returned_minor, captured_at, voided_at,
      COALESCE($6::bigint, amount_minor) AS wanted_minor, COALESCE($7::text, currency) AS wanted_currency
    FROM simulator_charges WHERE merchant_id = $1 AND idempotency_key = $4 FOR UPDATE
  ), movement AS (
    INSERT INTO simulator_movements (merchant_id, idempotency_key, moved_at, kind, charge_key, amount_minor,
      currency, refusal)
    SELECT merchant_id, $2::text, $3::timestamptz, $5::text, charge_key, wanted_minor, wanted_currency, CASE
      WHEN voided_at IS NOT NULL THEN 'ALREADY_VOIDED'
      WHEN state <> 'APPROVED' AND NOT ($5 = 'VOID' AND state IN ('REDIRECTED', 'AWAITING')) THEN 'NOT_AUTHORISED'
      WHEN wanted_currency <> currency THEN 'OTHER_CURRENCY'
      WHEN $5 = 'REFUND' AND captured_at IS NULL THEN 'NOT_CAPTURED'
      WHEN $5 = 'REFUND' AND method = ANY ($8::text[]) THEN 'NOT_REFUNDABLE'
      WHEN $5 = 'REFUND' AND refunded_minor + disputed_minor + wanted_minor > captured_minor THEN 'ABOVE_CAPTURED'
      WHEN $5 <> 'REFUND' AND captured_at IS NOT NULL THEN 'ALREADY_CAPTURED'
      WHEN wanted_minor > amount_minor THEN 'ABOVE_AUTHORISED'
    END
    FROM charge
    ON CONFLICT (merchant_id, idempotency_key) DO NOTHING
    RETURNING moved_at, ${COLUMNS}
  ), books AS (
    UPDATE simulator_charges SET
      state = CASE WHEN c.state = 'APPROVED' THEN c.state ELSE 'DECLINED' END,
      decline_reason = CASE WHEN c.state = 'APPROVED' THEN c.decline_reason ELSE 'VOIDED' END,
      captured_minor = c.captured_minor + CASE WHEN m.kind = 'CAPTURE' THEN m.amount_minor ELSE 0 END,
      refunded_minor = c.refunded_minor + CASE WHEN m.kind = 'REFUND' THEN m.amount_minor ELSE 0 END,
      disputed_minor = c.disputed_minor,
      received_minor = c.received_minor,
      returned_minor = CASE WHEN m.kind = 'VOID' THEN c.received_minor ELSE c.returned_minor END,
      captured_at = CASE WHEN m.kind = 'CAPTURE' THEN m.moved_at ELSE c.captured_at END,
      voided_at = CASE WHEN m.kind = 'VOID' THEN m.moved_at ELSE c.voided_at END
    FROM charge c, movement m
    WHERE simulator_charges.merchant_id = $1 AND simulator_charges.idempotency_key = $4 AND m.refusal IS NULL
  )
  SELECT ${COLUMNS} FROM movement UNION ALL ${FIND}`;

/** Books a movement unless its key is known already; answers what the books then have, undefined for no such charge. */
export async function insertMovement(db: Db, movement: NewMovement): Promise<MovementRow | undefined> {
  const { merchantId, idempotencyKey, at, chargeKey, kind, amountMinor, currency } = movement;
  const values = [merchantId, idempotencyKey, at, chargeKey, kind, amountMinor, currency, NOT_REFUNDABLE];
  return (
    (await db.row<MovementRow>(statement(INSERT, values))) ??
    // Either there is no such charge, or a call with the same key booked while this one was waiting for the lock.
    (await findMovement(db, merchantId, idempotencyKey))
  );
}

export async function findMovement(db: Db, merchantId: bigint, idempotencyKey: string) {
  return db.row<MovementRow>(statement(FIND, [merchantId, idempotencyKey]));
}

export function movementOutcome(row: MovementRow): MovementOutcome {
  if (row.refusal !== null) return { outcome: 'REFUSED', reason: row.refusal };
  const gatewayReference = referenceOf(row.merchant_id, row.charge_key);
  return { outcome: 'DONE', gatewayReference, amountMinor: row.amount_minor };
}
