import type { Merchant } from './api/call.ts';
import { forgetKeys } from './api/idempotency/once.ts';
import { listMerchants, merchantOf } from './domains/accounts/index.ts';
import { forgetSignOns } from './domains/customers/index.ts';
import { makeDeliveries } from './domains/delivery/index.ts';
import { sweepDisputes } from './domains/disputes/index.ts';
import { numberInvoices } from './domains/invoices/index.ts';
import {
  carryOnPurchaseOrders,
  closeExpress,
  deleteTestOrders,
  expireOrders,
  finishOrders,
  forgetTokens,
  sweepAwaiting,
  sweepPayments,
  type Works,
} from './domains/orders/index.ts';
import { refreshRates } from './domains/rates/index.ts';
import { makeDueRefunds, sweepRefunds } from './domains/refunds/index.ts';
import { endSubscriptions, renewDue } from './domains/renewals/index.ts';
import { settleCardChanges } from './domains/subscription-changes/index.ts';
import { createTimetable, type Task, type Timetable, whileThereIsWork } from './jobs/timetable.ts';

/** Longest time of a run, after which it ends at its next step; what it leaves waits for the next. */
const LIMIT_MS = 60_000;

/** Feeds change once a day; asking more often finds a late one. */
const RATES_EVERY_MS = 4 * 3_600_000;

/** Keys live for days, and one whose time is over counts no more whether its row is gone or not. */
const FORGET_KEYS_EVERY_MS = 10 * 60_000;

/** They live for three months; a quarter of an hour more does not matter. */
const DELETE_TESTS_EVERY_MS = 15 * 60_000;

type Settings = {
  readonly sweepAgeMs: number;
  readonly ratesUrl: string | undefined;
  /** Hears what payment providers have to tell that cannot call by themselves. */
  readonly hear: (merchants: readonly Merchant[]) => Promise<number>;
};

type Work = (works: Works, merchants: readonly Merchant[]) => Promise<number>;

/** What comes back by itself, for all enabled merchants: any number of nodes may do it side by side. */
export const createWorkLoop = (works: Works, { sweepAgeMs, ratesUrl, hear }: Settings): Timetable => {
  const forAll = (work: Work) =>
    whileThereIsWork(async () => {
      let done = 0;
      for await (const merchants of enabledMerchants(works)) done += await work(works, merchants);
      return done;
    });
  const sweepOld: Work = (those, merchants) => sweepPayments(those, merchants, sweepAgeMs);
  // What a node that died had in hand is taken up when its payments have been swept.
  const renewDueOnes: Work = (those, merchants) => renewDue(those, merchants, { claimMs: 2 * sweepAgeMs });
  const sweepOldRefunds: Work = (those, merchants) => sweepRefunds(those, merchants, sweepAgeMs);
  const sweepOldDisputes: Work = (those, merchants) => sweepDisputes(those, merchants, sweepAgeMs);
  const settleOldCardChanges: Work = (those, merchants) => settleCardChanges(those, merchants, sweepAgeMs);
  return createTimetable({
    log: works.log,
    tasks: [
      { name: 'finish orders', everyMs: 1_000, limitMs: LIMIT_MS, run: forAll(finishOrders) },
      { name: 'expire orders', everyMs: 10_000, limitMs: LIMIT_MS, run: forAll(expireOrders) },
      { name: 'carry on purchase orders', everyMs: 30_000, limitMs: LIMIT_MS, run: forAll(carryOnPurchaseOrders) },
      { name: 'delete test orders', everyMs: DELETE_TESTS_EVERY_MS, limitMs: LIMIT_MS, run: forAll(deleteTestOrders) },
      { name: 'make deliveries', everyMs: 5_000, limitMs: LIMIT_MS, run: forAll(makeDeliveries) },
      { name: 'hear providers', everyMs: 5_000, limitMs: LIMIT_MS, run: forAll((_, merchants) => hear(merchants)) },
      { name: 'sweep payments', everyMs: 5_000, limitMs: LIMIT_MS, run: forAll(sweepOld) },
      { name: 'sweep awaited money', everyMs: 60_000, limitMs: LIMIT_MS, run: forAll(sweepAwaiting) },
      { name: 'close express checkouts', everyMs: 60_000, limitMs: LIMIT_MS, run: forAll(closeExpress) },
      { name: 'renew subscriptions', everyMs: 5_000, limitMs: LIMIT_MS, run: forAll(renewDueOnes) },
      { name: 'end subscriptions', everyMs: 60_000, limitMs: LIMIT_MS, run: forAll(endSubscriptions) },
      { name: 'forget one-time tokens', everyMs: 10 * 60_000, limitMs: LIMIT_MS, run: forAll(forgetTokens) },
      { name: 'forget sign-on links', everyMs: 10 * 60_000, limitMs: LIMIT_MS, run: forAll(forgetSignOns) },
      { name: 'sweep refunds', everyMs: 5_000, limitMs: LIMIT_MS, run: forAll(sweepOldRefunds) },
      { name: 'settle changes of cards', everyMs: 30_000, limitMs: LIMIT_MS, run: forAll(settleOldCardChanges) },
      { name: 'make due refunds', everyMs: 10_000, limitMs: LIMIT_MS, run: forAll(makeDueRefunds) },
      { name: 'sweep disputes', everyMs: 30_000, limitMs: LIMIT_MS, run: forAll(sweepOldDisputes) },
      {
        name: 'forget idempotency keys',
        everyMs: FORGET_KEYS_EVERY_MS,
        limitMs: LIMIT_MS,
        run: forAll(forgetKeys),
      },
      { name: 'number invoices', everyMs: 2_000, limitMs: LIMIT_MS, run: forAll(numberInvoices) },
      ...(ratesUrl === undefined ? [] : [refreshing(works, ratesUrl)]),
    ],
  });
};

const refreshing = ({ database, now }: Works, url: string): Task => ({
  name: 'refresh exchange rates',
  everyMs: RATES_EVERY_MS,
  limitMs: LIMIT_MS,
  run: () => refreshRates(database, url, now()),
});

/** Enabled merchants, a page at a time. */
async function* enabledMerchants({ database }: Works): AsyncGenerator<readonly Merchant[]> {
  let page = await listMerchants(database);
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    yield page.filter(({ enabled }) => enabled).map(merchantOf);
    page = await listMerchants(database, { after: last.code });
  }
}
