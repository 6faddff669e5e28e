import { expect } from 'vitest';
import { type Db, statement } from '../server/db/database.ts';

/** What the stories check behind the API: the books of the simulated provider, and the ledger. */

export type Charge = {
  readonly refNo: string;
  readonly state: string;
  readonly amountMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  readonly isVoided: boolean;
};

/** The charges of a merchant as the provider has them, oldest first. */
export const chargesOf = async (db: Db, merchantId: bigint): Promise<readonly Charge[]> =>
  db.rows<Charge>(
    statement(
      `SELECT order_reference AS "refNo", state, amount_minor AS "amountMinor", captured_minor AS "capturedMinor",
         refunded_minor AS "refundedMinor", voided_at IS NOT NULL AS "isVoided"
       FROM simulator_charges WHERE merchant_id = $1 ORDER BY authorised_at, idempotency_key`,
      [merchantId],
    ),
  );

/** States of the attempts to pay an order, first to last. */
export const attemptsOf = async (db: Db, merchantId: bigint, refNo: string): Promise<readonly string[]> => {
  const rows = await db.rows<{ state: string }>(
    statement('SELECT state FROM payments WHERE merchant_id = $1 AND ref_no = $2 ORDER BY attempt', [
      merchantId,
      BigInt(refNo),
    ]),
  );
  return rows.map(({ state }) => state);
};

type Totals = {
  readonly orders: bigint;
  readonly doubly: bigint;
  readonly collected: bigint;
  readonly captured: bigint;
  readonly complete: bigint;
  readonly booked: bigint;
  readonly crooked: bigint;
  readonly booking: bigint;
  readonly returned: bigint;
  readonly refunds: bigint;
  readonly refunded: bigint;
  readonly unbooked: bigint;
  readonly beyond: bigint;
  readonly disputed: bigint;
  readonly withheld: bigint;
  readonly withheldBooked: bigint;
  readonly held: bigint;
  readonly heldBooked: bigint;
  readonly lost: bigint;
  readonly lostBooked: bigint;
  readonly differing: bigint;
  readonly mistold: bigint;
  readonly exceeded: bigint;
};

/**
 * The truths that hold of a merchant's money once nothing is under way: nobody is charged twice, and provider, payments,
 * orders and ledger tell of the same sum, of the same refunds and of the same disputes. Answers what was collected, in
 * minor units.
 */
export const expectBooksToAgree = async (db: Db, merchantId: bigint): Promise<bigint> => {
  const totals = await db.row<Totals>(
    statement(
      `SELECT
         (SELECT count(*) FROM orders WHERE merchant_id = $1 AND status IN ('COMPLETE', 'REFUND')
            AND payment_type <> 'FREE') AS orders,
         (SELECT count(*) FROM (SELECT FROM simulator_charges WHERE merchant_id = $1 AND captured_minor > 0
            GROUP BY order_reference HAVING count(*) > 1) twice) AS doubly,
         (SELECT coalesce(sum(captured_minor), 0)::bigint FROM simulator_charges WHERE merchant_id = $1) AS collected,
         (SELECT coalesce(sum(amount_minor), 0)::bigint FROM payments
            WHERE merchant_id = $1 AND state = 'CAPTURED') AS captured,
         (SELECT coalesce(sum(gross_discounted_minor), 0)::bigint FROM orders
            WHERE merchant_id = $1 AND status IN ('COMPLETE', 'REFUND')) AS complete,
         (SELECT coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries
            WHERE merchant_id = $1 AND kind = 'CHARGE' AND account LIKE 'gateway:%') AS booked,
         (SELECT count(*) FROM (SELECT FROM ledger_entries WHERE merchant_id = $1
            GROUP BY transaction_id, currency HAVING sum(amount_minor) <> 0) crooked) AS crooked,
         (SELECT count(DISTINCT transaction_id) FROM ledger_entries
            WHERE merchant_id = $1 AND kind = 'CHARGE') AS booking,
         (SELECT coalesce(sum(refunded_minor), 0)::bigint FROM simulator_charges WHERE merchant_id = $1) AS returned,
         (SELECT coalesce(sum(amount_minor), 0)::bigint FROM refunds
            WHERE merchant_id = $1 AND state = 'DONE') AS refunds,
         (SELECT -coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries
            WHERE merchant_id = $1 AND kind = 'REFUND' AND account LIKE 'gateway:%') AS refunded,
         (SELECT count(*) FROM refunds r WHERE merchant_id = $1 AND state = 'DONE' AND NOT EXISTS (
            SELECT FROM ledger_entries e WHERE e.merchant_id = $1 AND e.transaction_id = r.refund_id)) AS unbooked,
         (SELECT count(*) FROM orders o WHERE merchant_id = $1 AND (status = 'REFUND') IS DISTINCT FROM (
            gross_discounted_minor > 0 AND gross_discounted_minor = (
              SELECT coalesce(sum(amount_minor), 0) FROM refunds r
              WHERE r.merchant_id = $1 AND r.ref_no = o.ref_no AND r.state = 'DONE'))) AS beyond,
         (SELECT coalesce(sum(disputed_minor), 0)::bigint FROM simulator_charges WHERE merchant_id = $1) AS disputed,
         (SELECT coalesce(sum(CASE WHEN state IN ('LOST', 'ACCEPTED') THEN amount_minor ELSE held_minor END), 0)::bigint
            FROM disputes WHERE merchant_id = $1) AS withheld,
         (SELECT -coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries
            WHERE merchant_id = $1 AND kind = 'DISPUTE' AND account LIKE 'gateway:%') AS "withheldBooked",
         (SELECT coalesce(sum(held_minor), 0)::bigint FROM disputes WHERE merchant_id = $1) AS held,
         (SELECT coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries
            WHERE merchant_id = $1 AND account = 'disputed') AS "heldBooked",
         (SELECT coalesce(sum(net_minor + vat_minor + beyond_minor), 0)::bigint FROM disputes
            WHERE merchant_id = $1) AS lost,
         (SELECT coalesce(sum(amount_minor), 0)::bigint FROM ledger_entries
            WHERE merchant_id = $1 AND kind = 'DISPUTE'
              AND account IN ('revenue', 'tax_payable', 'dispute_loss')) AS "lostBooked",
         (SELECT count(*) FROM (SELECT * FROM simulator_disputes WHERE merchant_id = $1) s
            FULL JOIN (SELECT * FROM disputes WHERE merchant_id = $1) d ON d.gateway_reference = s.dispute_reference
            WHERE (s.status, s.amount_minor, s.currency, s.reason)
              IS DISTINCT FROM (d.state, d.amount_minor, d.currency, d.reason)) AS differing,
         (SELECT count(*) FROM orders o WHERE merchant_id = $1 AND chargeback_resolution IS DISTINCT FROM (
            SELECT d.state FROM disputes d WHERE d.merchant_id = $1 AND d.ref_no = o.ref_no
            ORDER BY d.state <> 'OPEN', d.dispute_id DESC LIMIT 1)) AS mistold,
         (SELECT count(*) FROM orders o WHERE merchant_id = $1 AND gross_discounted_minor < (
            SELECT coalesce(sum(amount_minor), 0) FROM refunds r
            WHERE r.merchant_id = $1 AND r.ref_no = o.ref_no AND r.state IN ('DONE', 'REQUESTED')) + (
            SELECT coalesce(sum(CASE WHEN state IN ('LOST', 'ACCEPTED') THEN amount_minor ELSE held_minor END), 0)
            FROM disputes d WHERE d.merchant_id = $1 AND d.ref_no = o.ref_no)) AS exceeded`,
      [merchantId],
    ),
  );
  if (totals === undefined) return expect.fail('no totals');
  const { collected, orders, returned, disputed, held, lost } = totals;
  expect(totals).toEqual({
    orders,
    doubly: 0n,
    collected,
    captured: collected,
    complete: collected,
    booked: collected,
    crooked: 0n,
    booking: orders,
    returned,
    refunds: returned,
    refunded: returned,
    unbooked: 0n,
    beyond: 0n,
    disputed,
    withheld: disputed,
    withheldBooked: disputed,
    held,
    heldBooked: held,
    lost,
    lostBooked: lost,
    differing: 0n,
    mistold: 0n,
    exceeded: 0n,
  });
  expect(held + lost).toBe(disputed);
  return collected;
};
