import type { Merchant } from '../../api/call.ts';
import type { Written } from '../../api/schema.ts';
import type { Db } from '../../db/database.ts';
import { OPEN_REFUND_STATES, type RefundState } from '../payments/index.ts';
import type { RefundList } from './internal/objects.ts';
import { refundDetail } from './present.ts';
import { listRefundsIn } from './store.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const ALL_STATES: readonly RefundState[] = [...OPEN_REFUND_STATES, 'DONE', 'REFUSED', 'CANCELED'];

export type RefundPage = {
  /** Null, or no state: those that are not ended. */
  readonly state: string | null;
  readonly limit: number | null;
  /** Id of the last refund of the page before. */
  readonly before: string | null;
};

/** A page of refunds for people, newest first. */
export const refundPage = async (
  db: Db,
  merchant: Merchant,
  { state, limit: asked, before }: RefundPage,
): Promise<Written<typeof RefundList>> => {
  const limit = Math.min(asked || DEFAULT_LIMIT, MAX_LIMIT);
  const named = ALL_STATES.filter((known) => known === state);
  const states = named.length > 0 ? named : OPEN_REFUND_STATES;
  const rows = await listRefundsIn(db, merchant.id, states, { limit, before: idOf(before) });
  return {
    Items: rows.map((refund) => refundDetail(merchant, refund)),
    Next: rows.length < limit ? null : String(rows.at(-1)?.refund_id ?? ''),
  };
};

const idOf = (text: string | null): bigint | null => (text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null);
