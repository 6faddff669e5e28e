import type { Merchant } from '../../../api/call.ts';
import type { Db } from '../../../db/database.ts';
import { deleteSignOns } from './store.ts';

/** Tokens forgotten in one run for a merchant. */
const BATCH = 500;

/** How long a token is kept after its time, for whoever looks into why a link did not work. */
const KEPT_MS = 86_400_000;

/** Forgets links whose time is long over. Answers how many. */
export const forgetSignOns = async (
  { database, now }: { readonly database: Db; readonly now: () => Date },
  merchants: readonly Merchant[],
): Promise<number> => {
  let forgotten = 0;
  for (const merchant of merchants) {
    const before = new Date(now().getTime() + merchant.clockOffsetMs - KEPT_MS);
    forgotten += await deleteSignOns(database, merchant.id, before, BATCH);
  }
  return forgotten;
};
