import { type Db, json, statement } from '../../db/database.ts';
import type { PaymentInstructions } from '../../gateways/port.ts';
import type { CardOnRecord, Challenge, PaymentState, Settlement } from './rules/settlement.ts';

/** A row of `payments`. */
export type PaymentRow = {
  readonly merchant_id: bigint;
  readonly payment_id: bigint;
  readonly ref_no: bigint;
  readonly attempt: number;
  readonly gateway: string;
  readonly state: PaymentState;
  readonly payment_type: string;
  readonly is_test: boolean;
  readonly recurring_enabled: boolean;
  readonly customer_ip: string | null;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly gateway_reference: string | null;
  readonly token: string | null;
  readonly card: CardOnRecord | null;
  readonly challenge: Challenge | null;
  /** What the shopper has to know to pay; null when nothing is to be done. */
  readonly instructions: PaymentInstructions | null;
  readonly decline_reason: string | null;
  readonly requested_at: Date;
  readonly updated_at: Date;
};

/**
 * The attempt that counts of each of the orders: the one that reserved or collected its money, else the last. A shopper
 * may confirm an older attempt after a newer one was declined.
 */
export const listDecisivePayments = (db: Db, merchantId: bigint, refNos: readonly bigint[]): Promise<PaymentRow[]> =>
  db.rows(
    statement(
      `SELECT DISTINCT ON (ref_no) * FROM payments WHERE merchant_id = $1 AND ref_no = ANY ($2::bigint[])
       ORDER BY ref_no, state IN ('AUTHORISED', 'CAPTURING', 'CAPTURED') DESC, attempt DESC`,
      [merchantId, refNos],
    ),
  );

export const findPayment = (db: Db, merchantId: bigint, paymentId: bigint): Promise<PaymentRow | undefined> =>
  db.row(statement('SELECT * FROM payments WHERE merchant_id = $1 AND payment_id = $2', [merchantId, paymentId]));

/** The attempt that a gateway names so. */
export const findPaymentByReference = (
  db: Db,
  merchantId: bigint,
  gatewayReference: string,
): Promise<PaymentRow | undefined> =>
  db.row(
    statement(
      'SELECT * FROM payments WHERE merchant_id = $1 AND gateway_reference = $2 ORDER BY payment_id DESC LIMIT 1',
      [merchantId, gatewayReference],
    ),
  );

/** Attempts whose outcome is open and which nobody touched since `before`, oldest first. */
export const listOpenPayments = (db: Db, merchantId: bigint, before: Date, limit: number): Promise<PaymentRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM payments
       WHERE merchant_id = $1 AND state IN ('REQUESTED', 'CHALLENGED', 'CAPTURING', 'VOIDING') AND updated_at < $2
       ORDER BY updated_at LIMIT $3`,
      [merchantId, before, limit],
    ),
  );

/** Attempts that wait for money that is sent, and which nobody looked at since `before`, oldest first. */
export const listAwaitingPayments = (db: Db, merchantId: bigint, before: Date, limit: number): Promise<PaymentRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM payments WHERE merchant_id = $1 AND state = 'AWAITING' AND updated_at < $2
       ORDER BY updated_at LIMIT $3`,
      [merchantId, before, limit],
    ),
  );

/**
 * Writes what became of an attempt. SUPERSEDED: reserved, but the order was paid otherwise or given up, so it is VOIDING
 * now; GONE: somebody else had settled it.
 */
export const settlePayment = async (
  db: Db,
  payment: Pick<PaymentRow, 'merchant_id' | 'ref_no' | 'payment_id'>,
  settlement: Settlement,
  at: Date,
): Promise<'SETTLED' | 'SUPERSEDED' | 'GONE'> => {
  const row = await db.row<{ settled: 'SETTLED' | 'SUPERSEDED' | 'GONE' }>(
    statement('SELECT settle_payment($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS settled', [
      payment.merchant_id,
      payment.ref_no,
      payment.payment_id,
      settlement.from,
      settlement.state,
      settlement.gatewayReference,
      settlement.token,
      settlement.card && json(settlement.card),
      settlement.challenge && json(settlement.challenge),
      settlement.instructions && json(settlement.instructions),
      settlement.declineReason,
      settlement.orderStatus,
      at,
    ]),
  );
  return row?.settled ?? 'GONE';
};

/** Notes that a reservation was released. */
export const markVoided = async (db: Db, payment: PaymentRow, at: Date): Promise<void> => {
  await db.rows(
    statement(
      `UPDATE payments SET state = 'VOIDED', updated_at = $3
       WHERE merchant_id = $1 AND payment_id = $2 AND state = 'VOIDING'`,
      [payment.merchant_id, payment.payment_id, at],
    ),
  );
};

/** Notes that an open attempt was looked at, so that the next sweep takes others first. */
export const touchPayment = async (db: Db, payment: PaymentRow, at: Date): Promise<void> => {
  await db.rows(
    statement('UPDATE payments SET updated_at = $3 WHERE merchant_id = $1 AND payment_id = $2', [
      payment.merchant_id,
      payment.payment_id,
      at,
    ]),
  );
};

/** Currencies of a merchant in which the ledger does not sum to zero; none, always. */
export const listImbalances = (
  db: Db,
  merchantId: bigint,
): Promise<{ readonly transaction_id: bigint; readonly currency: string; readonly sum_minor: string }[]> =>
  db.rows(
    statement(
      `SELECT transaction_id, currency, sum(amount_minor)::text AS sum_minor FROM ledger_entries
       WHERE merchant_id = $1 GROUP BY transaction_id, currency HAVING sum(amount_minor) <> 0 LIMIT 100`,
      [merchantId],
    ),
  );
