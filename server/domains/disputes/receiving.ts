import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import type { Dispute } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import { amountText } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import { releaseKeys } from '../delivery/index.ts';
import { merchantNow, type Works } from '../orders/index.ts';
import {
  type DisputeRow,
  findPaymentByReference,
  listDisputes,
  listRefunds,
  type PaymentRow,
  returnedOf,
} from '../payments/index.ts';
import { insertOrderEvent, type LockedOrder, lockOrder, releaseWaitingRefunds } from '../refunds/index.ts';
import { resumeSubscriptions, suspendSubscriptionsOfOrder } from '../subscriptions/index.ts';
import { bookingsOf } from './booking.ts';
import { lossOf } from './rules/loss.ts';
import { contradicts, type Step, stepOf } from './rules/steps.ts';
import { decisiveOf, isLost, keepsMoney } from './rules/told.ts';
import { insertDispute, insertLedger, updateDispute, updateOrder } from './store.ts';

/**
 * Takes in what a gateway told of a dispute, with all that follows from it. Safe to be told twice, late, in any order, and
 * by many at once: the order is locked, and only what is new has any effect. A dispute over a payment that is not known
 * here is left to people.
 */
export const receiveDispute = async (works: Works, merchant: Merchant, told: Dispute): Promise<void> => {
  const payment = await findPaymentByReference(works.database, merchant.id, told.gatewayReference);
  const facts = { merchant: merchant.code, dispute: told.disputeReference, status: told.status };
  if (payment === undefined) {
    works.log.error({ ...facts, payment: told.gatewayReference }, 'a dispute over a payment that is not known');
    return;
  }
  const at = merchantNow(works, merchant);
  const outcome = await works.database.transaction((tx) => received(tx, merchant, payment, told, at));
  if (outcome === 'CONTRADICTED')
    works.log.error(facts, 'a dispute was decided otherwise before; somebody has to look');
  if (outcome === 'TAKEN_IN') works.log.warn({ ...facts, refNo: String(payment.ref_no) }, 'a payment is disputed');
};

type Scene = {
  readonly tx: Db;
  readonly merchant: Merchant;
  readonly payment: PaymentRow;
  /** Locked. */
  readonly order: LockedOrder;
  /** The other disputes of the order. */
  readonly others: readonly DisputeRow[];
  readonly at: Date;
};

const received = async (
  tx: Db,
  merchant: Merchant,
  payment: PaymentRow,
  told: Dispute,
  at: Date,
): Promise<'TAKEN_IN' | 'KNOWN' | 'CONTRADICTED'> => {
  const order = await lockOrder(tx, merchant.id, payment.ref_no);
  if (order === undefined) throw new Error(`payment ${payment.payment_id} has no order`);
  const disputes = await listDisputes(tx, merchant.id, payment.ref_no);
  const isIt = (one: DisputeRow): boolean =>
    one.gateway === payment.gateway && one.gateway_reference === told.disputeReference;
  const known = disputes.find(isIt);
  const step = stepOf(known, told);
  if (step === null) return contradicts(known, told) ? 'CONTRADICTED' : 'KNOWN';
  const scene: Scene = { tx, merchant, payment, order, others: disputes.filter((one) => !isIt(one)), at };
  await takeIn(scene, known, told, step);
  return 'TAKEN_IN';
};

const takeIn = async (scene: Scene, known: DisputeRow | undefined, told: Dispute, step: Step): Promise<void> => {
  const { tx, merchant, payment, order, others, at } = scene;
  const before = known ?? unknownDispute(payment, told, at);
  const dispute = { ...(await decided(scene, before, step)), suspended: await suspended(scene, before, step) };
  await (known === undefined ? insertDispute(tx, dispute) : updateDispute(tx, dispute));
  await insertLedger(tx, bookingsOf(before, dispute, step.withheldMinor, at));
  await updateOrder(tx, decisiveOf([...others, dispute].sort(byAge)) ?? dispute);
  const comment = `${amountText(dispute.amount_minor, dispute.currency)} ${dispute.currency}; ${dispute.reason}`;
  const actor = { kind: 'SYSTEM', name: payment.gateway } as const;
  await insertOrderEvent(tx, dispute, order.status, { eventId: newId(), event: step.event, actor, comment }, at);
  if (dispute.state !== 'OPEN') await closed(scene, dispute);
  if (dispute.state !== 'OPEN' && !others.some(({ held_minor }) => held_minor > 0n)) {
    await releaseWaitingRefunds(tx, merchant.id, dispute.ref_no, at);
  }
};

const byAge = (a: DisputeRow, b: DisputeRow): number => (a.dispute_id < b.dispute_id ? -1 : 1);

const unknownDispute = (payment: PaymentRow, told: Dispute, at: Date): DisputeRow => ({
  merchant_id: payment.merchant_id,
  dispute_id: newId(),
  ref_no: payment.ref_no,
  payment_id: payment.payment_id,
  gateway: payment.gateway,
  gateway_reference: told.disputeReference,
  state: 'OPEN',
  reason: told.reason,
  amount_minor: told.amountMinor,
  currency: told.currency,
  held_minor: 0n,
  net_minor: 0n,
  vat_minor: 0n,
  beyond_minor: 0n,
  fee_minor: 0n,
  suspended: [],
  accepting_since: null,
  opened_at: at,
  closed_at: null,
  updated_at: at,
});

/** The dispute after a step, with where its money comes from when it is lost. */
const decided = async (scene: Scene, before: DisputeRow, step: Step): Promise<DisputeRow> => {
  const { at } = scene;
  const { state, reason, amountMinor, withheldMinor } = step;
  const after = { ...before, state, reason, amount_minor: amountMinor, updated_at: at };
  if (state === 'OPEN') return { ...after, held_minor: withheldMinor };
  const over = { ...after, held_minor: 0n, accepting_since: null, closed_at: at };
  return isLost(state) ? { ...over, ...(await lost(scene, over)) } : over;
};

const lost = async (
  { tx, merchant, payment, order, others }: Scene,
  { currency, amount_minor, ref_no }: DisputeRow,
): Promise<Pick<DisputeRow, 'net_minor' | 'vat_minor' | 'beyond_minor' | 'fee_minor'>> => {
  const collected = { netMinor: order.net_discounted_minor, vatMinor: order.vat_discounted_minor };
  const returned = returnedOf(await listRefunds(tx, merchant.id, [ref_no]), others);
  const loss = lossOf(collected, returned, amount_minor, currency === payment.currency);
  return {
    net_minor: loss.netMinor,
    vat_minor: loss.vatMinor,
    beyond_minor: loss.beyondMinor,
    fee_minor: settingsOf(merchant).disputeFeeMinor[currency] ?? 0n,
  };
};

/** Disables the subscriptions once money is withheld, whether it is disputed or lost at once. */
const suspended = async (scene: Scene, before: DisputeRow, step: Step): Promise<readonly string[]> => {
  const { tx, merchant, at } = scene;
  const isNew = before.held_minor === 0n && step.withheldMinor > 0n;
  if (!isNew || !settingsOf(merchant).cancelSubscriptionsOnChargeback) return before.suspended;
  const order = { merchant, refNo: before.ref_no, at };
  return [...before.suspended, ...(await suspendSubscriptionsOfOrder(tx, order))];
};

/** What follows from the end of a dispute for the goods. */
const closed = async ({ tx, merchant, payment, others, at }: Scene, dispute: DisputeRow): Promise<void> => {
  if (others.some(keepsMoney)) return;
  if (!isLost(dispute.state)) {
    const references = [...others, dispute].flatMap((one) => one.suspended);
    await resumeSubscriptions(tx, { merchant, refNo: dispute.ref_no, at }, references);
    return;
  }
  // Where the bank took only a part, the rest of the goods are paid.
  if (dispute.amount_minor < payment.amount_minor) return;
  await releaseKeys(tx, merchant.id, dispute.ref_no, settingsOf(merchant).reuseKeysOnLostChargeback, at);
};
