import type { Merchant } from '../../api/call.ts';
import { hasSqlState, isUniqueViolation } from '../../db/database.ts';
import type { RefusalReason } from '../../gateways/port.ts';
import { deliverOrder } from '../delivery/index.ts';
import type { Call } from '../method.ts';
import { captureKey, type Works } from './charging.ts';
import { collection, completion, isByVendor } from './consequences.ts';
import { approveOrder, awaitConfirmation, holdForReview, judge, rejectByRules, reverseLost } from './holding.ts';
import { type Finish, finishOrderRow, SYSTEM } from './life-store.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import { forgotten, isInVain, isRenewing, withRenewing } from './renewing.ts';
import { isPaid, nextStep, type Paid } from './rules/next-step.ts';
import { endSuperseded } from './superseding.ts';

/**
 * Carries an order on whose money is reserved: collects it and brings what was bought into being (customer, stored card,
 * subscriptions, deliveries, invoice, ledger), or has the order wait for whom it has to wait. Safe to be done twice, by
 * two workers at once, and after a crash at any point: the capture has a key of its own and the rest is one statement.
 * True when this call finished it.
 */
export const finishOrder = async (works: Works, merchant: Merchant, refNo: bigint): Promise<boolean> => {
  const record = await loadOrder(works.database, merchant.id, refNo);
  return record !== undefined && finishRecord(works, merchant, record);
};

/** As finishOrder, for an order that is at hand as it was last written. */
export const finishRecord = async (works: Works, merchant: Merchant, record: OrderRecord): Promise<boolean> => {
  const paid = paidOf(record);
  if (!isPaid(paid)) return false;
  const at = merchantNow(works, merchant);
  switch (nextStep(paid, await judge(works, merchant, record))) {
    case 'FINISH':
      return collect(works, merchant, record, at);
    case 'RESUME': {
      const { moved } = await approveOrder(works, record.order, UNREVIEWED, at);
      return moved && finishOrder(works, merchant, record.order.ref_no);
    }
    case 'HOLD':
      await holdForReview(works, merchant, record, at);
      return false;
    case 'REJECT':
      await rejectByRules(works, record, at);
      return false;
    case 'AWAIT_CONFIRMATION':
      await awaitConfirmation(works, merchant, record.order, at);
      return false;
    case 'NOTHING':
      return false;
  }
};

const UNREVIEWED = { by: SYSTEM, comment: 'held by the gateway; the account reviews nothing' };

export const merchantNow = (works: Pick<Works, 'now'>, merchant: Merchant): Date =>
  new Date(works.now().getTime() + merchant.clockOffsetMs);

/** Work that goes on with the time of a call. */
export const worksOf = (call: Call): Works => ({
  database: { ...call.db, transaction: call.transaction },
  parts: call.parts,
  log: call.log,
  now: () => new Date(call.now.getTime() - call.merchant.clockOffsetMs),
});

const paidOf = ({ order, items, payment }: OrderRecord): Paid => ({
  status: order.status,
  awaits: order.awaits,
  approveStatus: order.approve_status,
  payment: payment?.state ?? null,
  isFree: order.payment_type === 'FREE',
  // A renewal goes on with what was delivered before.
  needsConfirmation: order.confirmed_at === null && items.some((item) => isByVendor(item) && !isRenewing(item)),
});

const collect = async (works: Works, merchant: Merchant, asLoaded: OrderRecord, at: Date): Promise<boolean> => {
  const record = await withRenewing(works, asLoaded);
  if (isInVain(record)) return reversedInVain(works, record, at);
  const refused = await capture(works, record, at);
  if (refused !== null) {
    works.log.error({ refNo: String(record.order.ref_no), reason: refused }, 'capture refused');
    if (isGone(refused)) await reverseLost(works, record, refused, at);
    return false;
  }
  let inVain = false;
  const rows = async (current: OrderRecord): Promise<Finish | null> => {
    inVain = isInVain(current);
    if (inVain) return null;
    return record.order.status === 'PURCHASE_PENDING'
      ? collection(works, merchant, current, at)
      : completion(works, merchant, current, at);
  };
  const finish = await finishWith(works, record, rows, at);
  if (inVain) return reversedInVain(works, record, at);
  if (finish === null) return false;
  await deliver(works, merchant, record, finish, at);
  await endSuperseded(works, record, at);
  return true;
};

/** A renewal whose subscription was cancelled in the meantime: its money is let go, or goes back where it was collected. */
const reversedInVain = async (works: Works, record: OrderRecord, at: Date): Promise<false> => {
  await reverseLost(works, record, 'its subscription was cancelled', at);
  return false;
};

/** Null when the money is collected. */
const capture = async (works: Works, { payment }: OrderRecord, at: Date): Promise<RefusalReason | null> => {
  if (payment === null || payment.gateway_reference === null) return null;
  const outcome = await works.parts.gateways.named(payment.gateway).capture({
    merchantId: payment.merchant_id,
    idempotencyKey: captureKey(payment),
    at,
    gatewayReference: payment.gateway_reference,
    amountMinor: payment.amount_minor,
    currency: payment.currency,
  });
  return outcome.outcome === 'DONE' ? null : outcome.reason;
};

/** The gateway has no reserved money of this order any more, and will not have it again. */
const isGone = (reason: RefusalReason): boolean => reason === 'ALREADY_VOIDED' || reason === 'NOT_AUTHORISED';

/** More often than this nobody changes a subscription, or makes a customer, while its order is being finished. */
const MOST_TRIES = 10;

/**
 * Writes what comes of an order; null when somebody else did it first, or nothing is to come of it. `rows` is asked again,
 * with an order that knows nothing of its subscription, when what it went by was changed in between: that subscription, or
 * the account of a new customer, whom another order brought along.
 */
export const finishWith = async (
  works: Works,
  record: OrderRecord,
  rows: (record: OrderRecord) => Promise<Finish | null>,
  at: Date,
): Promise<Finish | null> => {
  let current = await withRenewing(works, record);
  for (let tries = 1; ; tries += 1) {
    try {
      const finish = await rows(current);
      if (finish === null) return null;
      return (await finishOrderRow(works.database, record.order, finish, at)) ? finish : null;
    } catch (error) {
      if (tries >= MOST_TRIES || !isOvertaken(error)) throw error;
      current = await withRenewing(works, forgotten(record));
    }
  }
};

/** What the function renew_subscriptions raises when a subscription is not as it was read. */
const SUBSCRIPTION_CHANGED = 'SU003';

const isOvertaken = (error: unknown): boolean =>
  hasSqlState(error, SUBSCRIPTION_CHANGED) || isUniqueViolation(error, 'customers_external_reference');

/** Hands out what was bought; what cannot be handed out now is tried again in the background. */
export const deliver = async (
  works: Works,
  merchant: Merchant,
  { order }: OrderRecord,
  { deliveries }: Finish,
  at: Date,
): Promise<void> => {
  if (deliveries.length === 0) return;
  try {
    await deliverOrder(works, merchant, order.ref_no, at);
  } catch (error) {
    works.log.error({ refNo: String(order.ref_no), err: error }, 'delivery failed');
  }
};
