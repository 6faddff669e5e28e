import { type Db, json, statement } from '../../db/database.ts';
import type { DisputeRow, DisputeState } from '../payments/index.ts';

export const findDispute = (db: Db, merchantId: bigint, disputeId: bigint): Promise<DisputeRow | undefined> =>
  db.row(statement('SELECT * FROM disputes WHERE merchant_id = $1 AND dispute_id = $2', [merchantId, disputeId]));

export const insertDispute = async (tx: Db, dispute: DisputeRow): Promise<void> => {
  await tx.rows(
    statement('INSERT INTO disputes SELECT * FROM jsonb_populate_record(NULL::disputes, $1)', [json(dispute)]),
  );
};

/** Writes what became of a dispute whose order is locked. */
export const updateDispute = async (tx: Db, dispute: DisputeRow): Promise<void> => {
  await tx.rows(
    statement(
      `UPDATE disputes SET state = $3, reason = $4, amount_minor = $5, held_minor = $6, net_minor = $7, vat_minor = $8,
         beyond_minor = $9, fee_minor = $10, suspended = $11, accepting_since = $12, closed_at = $13, updated_at = $14
       WHERE merchant_id = $1 AND dispute_id = $2`,
      [
        ...[dispute.merchant_id, dispute.dispute_id, dispute.state, dispute.reason, dispute.amount_minor],
        ...[dispute.held_minor, dispute.net_minor, dispute.vat_minor, dispute.beyond_minor, dispute.fee_minor],
        ...[dispute.suspended, dispute.accepting_since, dispute.closed_at, dispute.updated_at],
      ],
    ),
  );
};

/** Writes what an order tells of its disputes. */
export const updateOrder = async (tx: Db, { merchant_id, ref_no, state, reason }: DisputeRow): Promise<void> => {
  await tx.rows(
    statement(
      'UPDATE orders SET chargeback_resolution = $3, chargeback_reason = $4 WHERE merchant_id = $1 AND ref_no = $2',
      [merchant_id, ref_no, state, reason],
    ),
  );
};

export const insertLedger = async (tx: Db, rows: readonly object[]): Promise<void> => {
  await tx.rows(
    statement('INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, $1)', [
      json(rows),
    ]),
  );
};

/** Open disputes that the merchant accepted before an instant, of which the gateway may not know. */
export const listAccepting = (db: Db, merchantId: bigint, before: Date, limit: number): Promise<DisputeRow[]> =>
  db.rows(
    statement(
      `SELECT * FROM disputes WHERE merchant_id = $1 AND accepting_since IS NOT NULL AND accepting_since < $2
       ORDER BY accepting_since LIMIT $3`,
      [merchantId, before, limit],
    ),
  );

/** A page of disputes in the given states, newest first; `before` is the last one of the page before. */
export const listDisputesIn = (
  db: Db,
  merchantId: bigint,
  states: readonly DisputeState[],
  { limit, before }: { readonly limit: number; readonly before: bigint | null },
): Promise<DisputeRow[]> =>
  db.rows(
    statement(
      `SELECT d.* FROM unnest($2::text[]) AS wanted (state)
       CROSS JOIN LATERAL (
         SELECT * FROM disputes WHERE merchant_id = $1 AND state = wanted.state AND dispute_id < $3
         ORDER BY dispute_id DESC LIMIT $4) d
       ORDER BY d.dispute_id DESC LIMIT $4`,
      [merchantId, states, before ?? LARGEST_ID, limit],
    ),
  );

const LARGEST_ID = 2n ** 63n - 1n;
