import type { Logger } from 'pino';
import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { settingsOf } from '../accounts/index.ts';
import { assignNumbers, listMerchantsToNumber } from './store.ts';

/** What the work in the background brings along. */
export type NumberingWorks = {
  readonly database: Db;
  readonly log: Logger;
  /** The real time. */
  readonly now: () => Date;
};

/** Documents of a series that one transaction numbers; it keeps others of the merchant waiting that long. */
const BATCH = 500;

/** Numbers the documents that wait for it; answers how many got a number. Looks once where there are none. */
export const numberInvoices = async (works: NumberingWorks, merchants: readonly Merchant[]): Promise<number> => {
  const waiting = await listMerchantsToNumber(
    works.database,
    merchants.map(({ id }) => id),
  );
  let numbered = 0;
  for (const merchant of merchants.filter(({ id }) => waiting.includes(id))) {
    try {
      const at = new Date(works.now().getTime() + merchant.clockOffsetMs);
      numbered += await numberBatch(works.database, merchant, at);
    } catch (error) {
      // One merchant's failure must not keep the others waiting; it is tried again in the next run.
      works.log.error({ merchant: merchant.code, err: error }, 'numbering invoices failed');
    }
  }
  return numbered;
};

/** Numbers a batch of what waits; `at` is the merchant's time. */
export const numberBatch = (db: Db, merchant: Merchant, at: Date): Promise<number> =>
  assignNumbers(db, merchant.id, settingsOf(merchant).invoiceSeries.digits, BATCH, at);
