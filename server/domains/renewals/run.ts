import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { merchantNow, type Works } from '../orders/index.ts';
import type { RenewingSubscription } from '../subscriptions/index.ts';
import { cycleAfter, type Outcome, renewDueOne } from './charging.ts';
import { loadBatch } from './ground.ts';
import { inParallel } from './in-parallel.ts';
import { claimDue, listRenewals, nextMoment } from './store.ts';

/** Subscriptions taken up at a time for a merchant, so that one with many does not hold up the others. */
const BATCH = 50;
/** Renewals that a node has under way at once. */
const PARALLEL = 8;
/** Longer than a batch takes with a gateway that answers late; after a crash others go on then. */
const CLAIM_MS = 4 * 60_000;

/**
 * Renews subscriptions whose charge is due, a batch a merchant. Any number of nodes may do it side by side. Answers how
 * many were taken up.
 */
export const renewDue = async (
  works: Works,
  merchants: readonly Merchant[],
  { claimMs = CLAIM_MS }: { readonly claimMs?: number } = {},
): Promise<number> => {
  let taken = 0;
  for (const merchant of merchants) taken += await renewBatch(works, merchant, claimMs);
  return taken;
};

/** The next moment after an instant at which there is a subscription to charge or to end; null when none is in sight. */
export const nextRenewalMoment = (db: Db, merchantId: bigint, after: Date): Promise<Date | null> =>
  nextMoment(db, merchantId, after, BATCH);

const renewBatch = async (works: Works, merchant: Merchant, claimMs: number): Promise<number> => {
  const at = merchantNow(works, merchant);
  const until = new Date(at.getTime() + claimMs);
  const due = await claimDue(works.database, merchant.id, { at, until, limit: BATCH });
  if (due.length === 0) return 0;
  const started = performance.now();
  const [batch, renewals] = await Promise.all([
    loadBatch(works, merchant, due, at),
    listRenewals(works.database, merchant.id, due.map(cycleAfter)),
  ]);
  const byReference = new Map(renewals.map((one) => [one.reference, one]));
  const outcomes = await inParallel(due, PARALLEL, (state) =>
    attempted(works, merchant, state, () =>
      renewDueOne(works, merchant, batch, { state, renewal: byReference.get(state.reference) }),
    ),
  );
  const count = (outcome: Outcome): number => outcomes.filter((one) => one === outcome).length;
  works.log.info(
    {
      merchant: merchant.code,
      taken: due.length,
      renewed: count('RENEWED'),
      failed: count('FAILED'),
      open: count('OPEN'),
      ms: Math.round(performance.now() - started),
    },
    'renewals',
  );
  return due.length;
};

/** One that fails must not keep the others waiting; it is taken up again when its claim is over. */
const attempted = async (
  works: Works,
  merchant: Merchant,
  { reference }: RenewingSubscription,
  work: () => Promise<Outcome>,
): Promise<Outcome> => {
  try {
    return await work();
  } catch (error) {
    const facts = { merchant: merchant.code, subscription: reference };
    if (error instanceof GatewayUnreachable) works.log.warn(facts, 'gateway unreachable');
    else works.log.error({ ...facts, err: error }, 'renewal failed');
    return 'OPEN';
  }
};
