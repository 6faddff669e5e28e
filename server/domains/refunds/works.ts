import type { Database, Db } from '../../db/database.ts';
import type { Call } from '../method.ts';
import type { Works } from '../orders/index.ts';

/** What refunds need beside a merchant: money moves between transactions, which they open themselves. */
export type RefundWorks = Works & { readonly database: Db & Pick<Database, 'transaction'> };

/** Work that goes on with the time of a call. */
export const refundWorksOf = (call: Call): RefundWorks => ({
  database: { ...call.db, transaction: call.transaction },
  parts: call.parts,
  log: call.log,
  now: () => new Date(call.now.getTime() - call.merchant.clockOffsetMs),
});
