import { type Db, statement } from '../../db/database.ts';

/** How long after it was touched something is looked at again; milliseconds. */
export type Ages = { readonly toFinishMs: number; readonly openMs: number; readonly waitingMs: number };

// Each line goes by an index of its own.
const NEXT = `
  SELECT min(at) AS at FROM (
    SELECT min(expires_at) AS at FROM orders
    WHERE merchant_id = $1 AND status IN ('PENDING', 'PURCHASE_PENDING') AND expires_at > $2
    UNION ALL
    SELECT min(expires_at) FROM orders WHERE merchant_id = $1 AND awaits IS NOT NULL AND expires_at > $2
    UNION ALL
    SELECT min(placed_at) + $3::double precision * interval '1 millisecond' FROM orders
    WHERE merchant_id = $1 AND status = 'AUTHRECEIVED' AND awaits IS NULL
      AND placed_at > $2 - $3::double precision * interval '1 millisecond'
    UNION ALL
    SELECT min(updated_at) + $4::double precision * interval '1 millisecond' FROM payments
    WHERE merchant_id = $1 AND state IN ('REQUESTED', 'CHALLENGED', 'CAPTURING', 'VOIDING') AND state <> 'CHALLENGED'
      AND updated_at > $2 - $4::double precision * interval '1 millisecond'
    UNION ALL
    SELECT min(updated_at) + $5::double precision * interval '1 millisecond' FROM payments
    WHERE merchant_id = $1 AND state IN ('REQUESTED', 'CHALLENGED', 'CAPTURING', 'VOIDING') AND state = 'CHALLENGED'
      AND updated_at > $2 - $5::double precision * interval '1 millisecond'
    UNION ALL
    SELECT min(updated_at) + $5::double precision * interval '1 millisecond' FROM payments
    WHERE merchant_id = $1 AND state = 'AWAITING'
      AND updated_at > $2 - $5::double precision * interval '1 millisecond'
  ) moments`;

/**
 * The next moment after an instant at which something is to be done about an order of a merchant: its time is over, or
 * it is time to look after its payment. Null when there is none.
 */
export const findNextMoment = async (db: Db, merchantId: bigint, after: Date, ages: Ages): Promise<Date | null> => {
  const row = await db.row<{ at: Date | null }>(
    statement(NEXT, [merchantId, after, ages.toFinishMs, ages.openMs, ages.waitingMs]),
  );
  return row?.at ?? null;
};
