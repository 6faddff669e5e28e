import type { Merchant } from './api/call.ts';
import { listMerchants, merchantOf } from './domains/accounts/index.ts';
import { finishOrders, sweepPayments, type Works } from './domains/orders/index.ts';
import { createTimetable, type Timetable, whileThereIsWork } from './jobs/timetable.ts';

/** Longest time of a run, after which it ends at its next step; what it leaves waits for the next. */
const LIMIT_MS = 60_000;

type Work = (works: Works, merchants: readonly Merchant[]) => Promise<number>;

/** What comes back by itself, for all enabled merchants: any number of nodes may do it side by side. */
export const createWorkLoop = (works: Works, { sweepAgeMs }: { readonly sweepAgeMs: number }): Timetable => {
  const forAll = (work: Work) =>
    whileThereIsWork(async () => {
      let done = 0;
      for await (const merchants of enabledMerchants(works)) done += await work(works, merchants);
      return done;
    });
  const sweepOld: Work = (those, merchants) => sweepPayments(those, merchants, sweepAgeMs);
  return createTimetable({
    log: works.log,
    tasks: [
      { name: 'finish orders', everyMs: 1_000, limitMs: LIMIT_MS, run: forAll(finishOrders) },
      { name: 'sweep payments', everyMs: 5_000, limitMs: LIMIT_MS, run: forAll(sweepOld) },
    ],
  });
};

/** Enabled merchants, a page at a time. */
async function* enabledMerchants({ database }: Works): AsyncGenerator<readonly Merchant[]> {
  let page = await listMerchants(database);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield page.filter(({ enabled }) => enabled).map(merchantOf);
    page = await listMerchants(database, { after: last.code });
  }
}
