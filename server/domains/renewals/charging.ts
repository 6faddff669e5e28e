import type { Merchant } from '../../api/call.ts';
import { Refused } from '../../api/errors.ts';
import { DECLINES, isDeclineReason } from '../../gateways/port.ts';
import { settingsOf } from '../accounts/index.ts';
import {
  type Charged,
  charge,
  type Draft,
  draftRenewal,
  finishOrder,
  finishRecord,
  keptMeans,
  loadOrder,
  type Means,
  merchantNow,
  type OrderRecord,
  paymentRow,
  type RenewalCase,
  typeOfMeans,
  type Unchargeable,
  type Works,
} from '../orders/index.ts';
import { findRenewing, type RenewingSubscription } from '../subscriptions/index.ts';
import { type Batch, caseOf, loadBatch, meansOnFile } from './ground.ts';
import { failureOf, passedOver, stopped, type Wrong } from './rules/failure.ts';
import { endOfGrace, nextMove } from './rules/next-move.ts';
import {
  claimUntil,
  type Failure,
  failRenewal,
  listRenewals,
  placeRenewal,
  type RenewalRecord,
  retryRenewal,
} from './store.ts';

/** What became of one due subscription. OPEN: its outcome is not known yet, or it is somebody else's. */
export type Outcome = 'RENEWED' | 'FAILED' | 'OPEN';

/** More often than this nobody changes a subscription while it is being renewed. */
const MOST_TRIES = 5;

/**
 * Renews one subscription that is due, wherever an earlier attempt left it. Doing it twice, or on two nodes at once, does
 * no harm: each cycle has one order, each order one payment under way, and what was read is true when something is
 * written or nothing is.
 */
export const renewDueOne = async (
  works: Works,
  merchant: Merchant,
  batch: Batch,
  asRead: { readonly state: RenewingSubscription; readonly renewal: RenewalRecord | undefined },
): Promise<Outcome> => {
  let { state, renewal } = asRead;
  let current = batch;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const outcome = await moved(works, merchant, current, state, renewal);
    if (outcome !== 'CHANGED') return outcome;
    const again = await findRenewing(works.database, merchant.id, state.reference);
    const at = merchantNow(works, merchant);
    if (again === undefined || !isDue(again, at)) return 'OPEN';
    state = again;
    [renewal] = await listRenewals(works.database, merchant.id, [cycleAfter(state)]);
    current = await loadBatch(works, merchant, [state], at);
  }
  return 'OPEN';
};

export const cycleAfter = ({ reference, cycle_number }: RenewingSubscription) => ({
  reference,
  cycleNumber: cycle_number + 1,
});

const isDue = ({ enabled, recurring_enabled, charge_at }: RenewingSubscription, at: Date): boolean =>
  enabled && recurring_enabled && charge_at !== null && charge_at <= at;

const moved = async (
  works: Works,
  merchant: Merchant,
  batch: Batch,
  state: RenewingSubscription,
  renewal: RenewalRecord | undefined,
): Promise<Outcome | 'CHANGED'> => {
  const at = merchantNow(works, merchant);
  const { retryHours } = settingsOf(merchant);
  const move = nextMove(state, renewal, at);
  switch (move.kind) {
    case 'PLACE':
      return place(works, merchant, batch, state, move.replaces);
    case 'RETRY':
      return retry(works, merchant, batch, state, renewal, move.refNo);
    case 'FINISH':
      if (await finishOrder(works, merchant, move.refNo)) return 'RENEWED';
      await look(works, state, at, SLOW_MS);
      return 'OPEN';
    case 'COUNT':
      return failed(works, merchant, state, wrongBy(move.reason, move.refNo, move.paymentId));
    case 'PASS':
      return written(await failRenewal(works.database, state, passedOver(state, at, retryHours), at));
    case 'STOP':
      return written(await failRenewal(works.database, state, stopped(state, move.reason, at), at));
    case 'WAIT':
      if (move.forMs !== null) await look(works, state, at, move.forMs);
      return 'OPEN';
    case 'NOTHING':
      return 'OPEN';
  }
};

/** A person who looks at an order, or money on its way, is not asked for every minute. */
const SLOW_MS = 3_600_000;

const look = (works: Works, state: RenewingSubscription, at: Date, forMs: number): Promise<void> =>
  claimUntil(works.database, state.merchant_id, state.reference, new Date(at.getTime() + forMs));

const place = async (
  works: Works,
  merchant: Merchant,
  batch: Batch,
  state: RenewingSubscription,
  replaces: bigint | null,
): Promise<Outcome | 'CHANGED'> => {
  const renewal = caseOf(batch, state, { automatic: true });
  const draft = await drafted(works, merchant, batch, renewal);
  if ('reason' in draft) return failed(works, merchant, state, draft);
  const placed = await placeRenewal(works.database, state, draft.draft, replaces, batch.ground.at);
  if (placed === 'TAKEN') return 'OPEN';
  // A promotion that was used up meanwhile is a change of what the price was made from.
  if (placed !== 'PLACED') return 'CHANGED';
  const { means, unchargeable } = draft;
  const { order } = draft.draft;
  if (order.status === 'AUTHRECEIVED') return finished(works, merchant, draft.draft);
  if (means === null) {
    return failed(works, merchant, state, {
      reason: unchargeable ?? 'NO_PAYMENT_METHOD',
      refNo: order.ref_no,
      paymentId: null,
      isFinal: false,
    });
  }
  return charged(works, merchant, state, draft.draft, means);
};

type Drafted = { readonly draft: Draft; readonly means: Means | null; readonly unchargeable: Unchargeable | null };

/** The order of a renewal, or why there can be none. */
const drafted = async (
  works: Works,
  merchant: Merchant,
  batch: Batch,
  renewal: RenewalCase,
): Promise<Drafted | Wrong> => {
  const { ground } = batch;
  const kept = meansOnFile(batch, renewal.state);
  const means = keptMeans(works.parts, merchant, kept, ground.at);
  const chargeable = typeof means === 'string' ? null : means;
  const refNo = await works.parts.numbers.next(merchant.id, 'order');
  try {
    const draft = draftRenewal(ground, renewal, {
      means: chargeable,
      paymentType: typeOfMeans(kept, renewal.state.is_test),
      refNo,
      expiresAt: endOfGrace(renewal.state),
    });
    return { draft, means: draft.means, unchargeable: typeof means === 'string' ? means : null };
  } catch (error) {
    // The product is gone, or has no price for this customer any more: nothing can be sold.
    if (!(error instanceof Refused)) throw error;
    works.log.warn({ subscription: renewal.state.reference, code: error.refusal.code }, 'no order for a renewal');
    return { reason: error.refusal.code, refNo: null, paymentId: null, isFinal: false };
  }
};

const retry = async (
  works: Works,
  merchant: Merchant,
  batch: Batch,
  state: RenewingSubscription,
  renewal: RenewalRecord | undefined,
  refNo: bigint,
): Promise<Outcome | 'CHANGED'> => {
  const record = await loadOrder(works.database, merchant.id, refNo);
  if (record === undefined) return 'OPEN';
  const means = keptMeans(works.parts, merchant, meansOnFile(batch, state), batch.ground.at);
  const isRefused = renewal?.refused_card_id != null && renewal.refused_card_id === state.card_id;
  if (typeof means === 'string' || isRefused) {
    const reason = typeof means === 'string' ? means : 'REFUSED_BEFORE';
    return failed(works, merchant, state, { reason, refNo, paymentId: null, isFinal: false });
  }
  const { order } = record;
  const facts = { ...order, payment_type: typeOfMeans(meansOnFile(batch, state), order.is_test), customer_ip: null };
  const attempt = (record.payment?.attempt ?? 0) + 1;
  const payment = paymentRow(
    { ...facts, is_test: means.isTest, recurring_enabled: true },
    attempt,
    means,
    batch.ground.at,
  );
  const begun = await retryRenewal(works.database, state, payment, batch.ground.at);
  if (begun === 'CHANGED') return 'CHANGED';
  if (begun !== 'BEGUN') return 'OPEN';
  return charged(works, merchant, state, { ...record, payment, renewing: state }, means);
};

/** Asks for the money of an order whose attempt is written. */
const charged = async (
  works: Works,
  merchant: Merchant,
  state: RenewingSubscription,
  record: OrderRecord,
  means: Means,
): Promise<Outcome | 'CHANGED'> => {
  const at = merchantNow(works, merchant);
  const { record: after }: Charged = await charge(works, record, means, at);
  const { order, payment } = after;
  if (order.status === 'AUTHRECEIVED') return finished(works, merchant, { ...after, renewing: state });
  if (payment?.state === 'DECLINED') {
    return failed(works, merchant, state, wrongBy(payment.decline_reason ?? '', order.ref_no, payment.payment_id));
  }
  if (payment?.state === 'AWAITING') await look(works, state, at, SLOW_MS);
  return 'OPEN';
};

const finished = async (works: Works, merchant: Merchant, record: OrderRecord): Promise<Outcome> => {
  if (await finishRecord(works, merchant, record)) return 'RENEWED';
  // It is held, or somebody else finished it; then the claim is over anyway.
  return 'OPEN';
};

const wrongBy = (reason: string, refNo: bigint, paymentId: bigint): Wrong => ({
  reason,
  refNo,
  paymentId,
  isFinal: isDeclineReason(reason) && !DECLINES[reason].retryable,
});

const failed = async (
  works: Works,
  merchant: Merchant,
  state: RenewingSubscription,
  wrong: Wrong,
): Promise<Outcome | 'CHANGED'> => {
  const at = merchantNow(works, merchant);
  const { retryHours } = settingsOf(merchant);
  let current = state;
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const failure: Failure = failureOf(current, wrong, at, retryHours);
    const answer = await failRenewal(works.database, current, failure, at);
    if (answer !== 'CHANGED') return written(answer);
    const again = await findRenewing(works.database, merchant.id, state.reference);
    // Its cycle was paid for in the meantime: nothing is to be counted.
    if (again === undefined || again.cycle_number !== state.cycle_number) return 'OPEN';
    // One that was not made counts against the subscription as it was found due.
    if (wrong.paymentId === null) return 'CHANGED';
    current = again;
  }
  return 'OPEN';
};

const written = (answer: 'FAILED' | 'GONE' | 'CHANGED'): Outcome | 'CHANGED' => (answer === 'GONE' ? 'OPEN' : answer);
