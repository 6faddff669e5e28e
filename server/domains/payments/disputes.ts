import { type Db, statement } from '../../db/database.ts';
import type { DisputeReason } from '../../gateways/port.ts';

/**
 * Reading of disputes. It stands here because refunds look at the disputes of their order, while the domain that writes
 * disputes builds on refunds.
 */

export type DisputeState = 'OPEN' | 'WON' | 'LOST' | 'ACCEPTED';

/** A row of `disputes`. */
export type DisputeRow = {
  readonly merchant_id: bigint;
  readonly dispute_id: bigint;
  readonly ref_no: bigint;
  readonly payment_id: bigint;
  readonly gateway: string;
  /** Names the dispute at the gateway. */
  readonly gateway_reference: string;
  readonly state: DisputeState;
  readonly reason: DisputeReason;
  readonly amount_minor: bigint;
  readonly currency: string;
  /** What the ledger has as held back; nothing while a bank only asks, and once it is decided. */
  readonly held_minor: bigint;
  /** How the money of a lost one divides: what it takes of the sale, and what was beyond the sale. */
  readonly net_minor: bigint;
  readonly vat_minor: bigint;
  readonly beyond_minor: bigint;
  readonly fee_minor: bigint;
  /** References of the subscriptions that it disabled. */
  readonly suspended: readonly string[];
  /** Since when the gateway is to be told that the merchant accepts it; null: nothing is to be told. */
  readonly accepting_since: Date | null;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly updated_at: Date;
};

/** The disputes of an order, oldest first. */
export const listDisputes = (db: Db, merchantId: bigint, refNo: bigint): Promise<DisputeRow[]> =>
  db.rows(
    statement('SELECT * FROM disputes WHERE merchant_id = $1 AND ref_no = $2 ORDER BY dispute_id', [merchantId, refNo]),
  );
