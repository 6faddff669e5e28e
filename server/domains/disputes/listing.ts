import type { Merchant } from '../../api/call.ts';
import type { Written } from '../../api/schema.ts';
import type { Db } from '../../db/database.ts';
import type { DisputeState } from '../payments/index.ts';
import type { DisputeList } from './internal/objects.ts';
import { disputeDetail } from './present.ts';
import { listDisputesIn } from './store.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

export const DISPUTE_STATES: readonly DisputeState[] = ['OPEN', 'WON', 'LOST', 'ACCEPTED'];

export type DisputePage = {
  /** Null, or no state: open ones. */
  readonly state: string | null;
  readonly limit: number | null;
  /** Id of the last dispute of the page before. */
  readonly before: string | null;
};

/** A page of disputes for people, newest first. */
export const disputePage = async (
  db: Db,
  merchant: Merchant,
  { state, limit: asked, before }: DisputePage,
): Promise<Written<typeof DisputeList>> => {
  const limit = Math.min(asked || DEFAULT_LIMIT, MAX_LIMIT);
  const named = DISPUTE_STATES.filter((known) => known === state);
  const states = named.length > 0 ? named : DISPUTE_STATES.slice(0, 1);
  const rows = await listDisputesIn(db, merchant.id, states, { limit, before: idOf(before) });
  return {
    Items: rows.map((dispute) => disputeDetail(merchant, dispute)),
    Next: rows.length < limit ? null : String(rows.at(-1)?.dispute_id ?? ''),
  };
};

const idOf = (text: string | null): bigint | null => (text !== null && /^\d{1,18}$/.test(text) ? BigInt(text) : null);
