import { refuse } from '../../api/errors.ts';
import type { Call } from '../method.ts';
import { cancelOrder, loadOrder, SYSTEM, worksOf } from '../orders/index.ts';
import {
  findRenewing,
  type RenewingSubscription,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_EXPIRED,
  SUBSCRIPTION_NOT_FOUND,
  statusOfState,
  whyNotRenewable,
} from '../subscriptions/index.ts';
import { cycleAfter } from './charging.ts';
import { type ChargedNow, chargeNow, draftCharge } from './charging-now.ts';
import {
  RENEWAL_IN_PROGRESS,
  RENEWAL_NOT_POSSIBLE,
  SUBSCRIPTION_NOT_TRIAL,
  TRIAL_CONVERSION_TOO_SOON,
} from './errors.ts';
import { caseOf, loadBatch } from './ground.ts';
import { chargedInVain } from './rules/failure.ts';
import { endOfGrace, TRIAL_REST_MS } from './rules/next-move.ts';
import { failRenewal, listRenewals, placeRenewal, type RenewalRecord } from './store.ts';

/** More often than this nobody changes a trial while it is being converted. */
const MOST_TRIES = 5;

/**
 * Charges the full price of a trial now. The order is that of the first cycle, of which there is one: it takes the place
 * of one that was not paid.
 */
export const convertNow = async (call: Call, reference: string, fromPayment: boolean): Promise<ChargedNow> => {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const state = (await findRenewing(call.db, call.merchant.id, reference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    checkTrial(call, state);
    const [renewal] = await listRenewals(call.db, call.merchant.id, [cycleAfter(state)]);
    checkEarlier(renewal, call.now);
    const batch = await loadBatch({ database: call.db, parts: call.parts }, call.merchant, [state], call.now);
    const line = { automatic: true, ...(fromPayment ? { fromPayment } : {}) } as const;
    const draft = await draftCharge(call, batch, caseOf(batch, state, line), endOfGrace(state));
    const placed = await placeRenewal(call.db, state, draft, renewal?.ref_no ?? null, call.now);
    if (placed === 'TAKEN') return refuse(RENEWAL_IN_PROGRESS);
    if (placed !== 'PLACED') continue;
    await endReplaced(call, renewal);
    const charged = await chargeNow(call, draft);
    if (charged.kind === 'DECLINED') await noteFailure(call, state, draft.order.ref_no, charged);
    return charged;
  }
  return refuse(RENEWAL_IN_PROGRESS);
};

const checkTrial = (call: Call, state: RenewingSubscription): void => {
  if (!state.is_trial) refuse(SUBSCRIPTION_NOT_TRIAL);
  const status = statusOfState(state, call.now);
  if (status === 'CANCELED') refuse(SUBSCRIPTION_CANCELED);
  if (status === 'EXPIRED') refuse(SUBSCRIPTION_EXPIRED);
  if (whyNotRenewable(state) !== null) refuse(RENEWAL_NOT_POSSIBLE);
};

/** States of an attempt whose outcome is open. */
const UNDER_WAY: ReadonlySet<string> = new Set(['REQUESTED', 'CHALLENGED', 'AWAITING', 'AUTHORISED', 'CAPTURING']);

const checkEarlier = (renewal: RenewalRecord | undefined, now: Date): void => {
  if (renewal === undefined) return;
  const { order_status, payment_state, failed_at } = renewal;
  if (order_status === 'AUTHRECEIVED' || (payment_state !== null && UNDER_WAY.has(payment_state))) {
    refuse(RENEWAL_IN_PROGRESS);
  }
  if (failed_at !== null && now.getTime() < failed_at.getTime() + TRIAL_REST_MS) refuse(TRIAL_CONVERSION_TOO_SOON);
};

const REPLACED = { by: SYSTEM, comment: 'another order took its place' };

const endReplaced = async (call: Call, renewal: RenewalRecord | undefined): Promise<void> => {
  if (renewal?.order_status !== 'PENDING') return;
  const works = worksOf(call);
  const replaced = await loadOrder(call.db, call.merchant.id, renewal.ref_no);
  if (replaced !== undefined) await cancelOrder(works, replaced.order, REPLACED, call.now);
};

const noteFailure = async (
  call: Call,
  state: RenewingSubscription,
  refNo: bigint,
  { paymentId, reason }: Extract<ChargedNow, { kind: 'DECLINED' }>,
): Promise<void> => {
  let current: RenewingSubscription | undefined = state;
  for (let tries = 1; tries <= MOST_TRIES && current !== undefined; tries += 1) {
    const failure = chargedInVain(current, { reason, refNo, paymentId }, call.now);
    if ((await failRenewal(call.db, current, failure, call.now)) !== 'CHANGED') return;
    current = await findRenewing(call.db, call.merchant.id, state.reference);
  }
};
