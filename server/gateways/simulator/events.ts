import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import type { DisputeReason, GatewayEvent } from '../port.ts';
import { referenceOf } from './charges.ts';

/** Hears what the provider tells by itself; when it rejects, the event is told again later. */
export type EventListener = (event: GatewayEvent) => Promise<void>;

/** Part of a statement whose CTE "charge" has at most one row: notes that something became of it. */
export const notePayment = (eventId: string, at: string): string => `
    INSERT INTO simulator_events (merchant_id, event_id, charge_key, happened_at)
    SELECT c.merchant_id, ${eventId}::bigint, c.idempotency_key, ${at}::timestamptz FROM charge c`;

/** Part of a statement whose CTE "dispute" has at most one row: notes what became of it. */
export const noteDispute = (eventId: string, at: string): string => `
    INSERT INTO simulator_events (merchant_id, event_id, charge_key, dispute_reference, dispute_status, happened_at)
    SELECT d.merchant_id, ${eventId}::bigint, d.charge_key, d.dispute_reference, d.status, ${at}::timestamptz
    FROM dispute d`;

type EventRow = {
  merchant_id: bigint;
  event_id: bigint;
  charge_key: string;
  dispute_reference: string | null;
  dispute_status: 'OPEN' | 'WON' | 'LOST' | 'ACCEPTED' | null;
  reason: DisputeReason | null;
  amount_minor: bigint | null;
  currency: string | null;
};

/** An event that nobody wanted to hear this often is not told any more. */
const MAX_TRIES = 20;

const LIST = `
  SELECT e.merchant_id, e.event_id, e.charge_key, e.dispute_reference, e.dispute_status, d.reason, d.amount_minor,
    d.currency
  FROM simulator_events e
  LEFT JOIN simulator_disputes d ON d.merchant_id = e.merchant_id AND d.dispute_reference = e.dispute_reference
  WHERE e.merchant_id = $1 AND e.told_at IS NULL AND e.tries < $2
  ORDER BY e.event_id LIMIT $3`;

const NOTE_TOLD = 'UPDATE simulator_events SET told_at = $3 WHERE merchant_id = $1 AND event_id = $2';
const NOTE_TRIED = 'UPDATE simulator_events SET tries = tries + 1 WHERE merchant_id = $1 AND event_id = $2';

/**
 * Tells what was not told yet, oldest first; answers how much of it was heard. Two nodes that do this at once tell the
 * same event twice, as real providers do.
 */
export async function tellEvents(
  db: Db,
  listener: EventListener,
  { merchantId, at, limit }: { merchantId: bigint; at: Date; limit: number },
): Promise<number> {
  let told = 0;
  for (const row of await db.rows<EventRow>(statement(LIST, [merchantId, MAX_TRIES, limit]))) {
    const isHeard = await listener(eventOf(row)).then(
      () => true,
      () => false,
    );
    if (isHeard) await db.rows(statement(NOTE_TOLD, [merchantId, row.event_id, at]));
    else await db.rows(statement(NOTE_TRIED, [merchantId, row.event_id]));
    if (isHeard) told += 1;
  }
  return told;
}

function eventOf(row: EventRow): GatewayEvent {
  const { merchant_id: merchantId, charge_key: idempotencyKey, dispute_reference: disputeReference } = row;
  const { dispute_status: status, reason, amount_minor: amountMinor, currency } = row;
  if (disputeReference === null || status === null || reason === null || amountMinor === null || currency === null) {
    return { kind: 'PAYMENT', merchantId, idempotencyKey };
  }
  const gatewayReference = referenceOf(merchantId, idempotencyKey);
  return { kind: 'DISPUTE', merchantId, gatewayReference, disputeReference, status, reason, amountMinor, currency };
}
