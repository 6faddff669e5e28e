import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import {
  findPayment,
  isStillOpen,
  listAwaitingPayments,
  listOpenPayments,
  type PaymentRow,
  touchPayment,
} from '../payments/index.ts';
import { authoriseKey, paymentIdOf, settled, type Works } from './charging.ts';
import { finishOrder, finishRecord, merchantNow } from './finishing.ts';
import { listOrdersToFinish } from './life-store.ts';
import { findNextMoment } from './moments-store.ts';
import { loadOrder } from './records.ts';
import { releasePayment } from './releasing.ts';

/** Orders taken up in one run for a merchant, so that one with many does not hold up the others. */
const BATCH = 100;
/** An attempt younger than this may still be waiting for its answer; longer than any time limit of a gateway call. */
const OPEN_MS = 2 * 60_000;

/** The call that placed an order finishes it; younger ones are left to it. */
const LEFT_TO_THE_CALL_MS = 3_000;

/** A shopper on a page, or money that is sent, is waited for in days. */
const SLOW_MS = 24 * 3_600_000;

/** The next moment after an instant at which there is work for the jobs of orders; null when none is in sight. */
export const nextOrderMoment = (db: Db, merchantId: bigint, after: Date): Promise<Date | null> =>
  findNextMoment(db, merchantId, after, {
    toFinishMs: LEFT_TO_THE_CALL_MS + 1,
    openMs: OPEN_MS + 1,
    waitingMs: SLOW_MS,
  });

/** Finishes paid orders that no call is finishing, for example after a crash. Answers how many were. */
export const finishOrders = async (works: Works, merchants: readonly Merchant[]): Promise<number> => {
  let finished = 0;
  for (const merchant of merchants) {
    const before = new Date(merchantNow(works, merchant).getTime() - LEFT_TO_THE_CALL_MS);
    for (const refNo of await listOrdersToFinish(works.database, merchant.id, before, BATCH)) {
      if (await attempted(works, merchant, () => finishOrder(works, merchant, refNo))) finished += 1;
    }
  }
  return finished;
};

/** Asks the gateway for outcomes that were lost and carries them on. Answers how many payments moved. */
export const sweepPayments = async (
  works: Works,
  merchants: readonly Merchant[],
  openMs = OPEN_MS,
): Promise<number> => {
  let moved = 0;
  for (const merchant of merchants) {
    const before = new Date(merchantNow(works, merchant).getTime() - openMs);
    for (const payment of await listOpenPayments(works.database, merchant.id, before, BATCH)) {
      if (await attempted(works, merchant, () => sweep(works, merchant, payment))) moved += 1;
    }
  }
  return moved;
};

/** Money that is sent comes in days; gateways tell of it, and this is for what they did not tell. */
const AWAITING_MS = 3_600_000;

/** Asks the gateway whether money came that is waited for. Answers how many payments moved. */
export const sweepAwaiting = async (
  works: Works,
  merchants: readonly Merchant[],
  awaitingMs = AWAITING_MS,
): Promise<number> => {
  let moved = 0;
  for (const merchant of merchants) {
    const before = new Date(merchantNow(works, merchant).getTime() - awaitingMs);
    for (const payment of await listAwaitingPayments(works.database, merchant.id, before, BATCH)) {
      if (await attempted(works, merchant, () => resolve(works, merchant, payment))) moved += 1;
    }
  }
  return moved;
};

/** One order that fails must not keep the others waiting; it is tried again in the next run. */
export const attempted = async (works: Works, merchant: Merchant, work: () => Promise<boolean>): Promise<boolean> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GatewayUnreachable) works.log.warn({ merchant: merchant.code }, 'gateway unreachable');
    else works.log.error({ merchant: merchant.code, err: error }, 'background work failed');
    return false;
  }
};

const sweep = async (works: Works, merchant: Merchant, payment: PaymentRow): Promise<boolean> => {
  switch (payment.state) {
    case 'CAPTURING':
      return finishOrder(works, merchant, payment.ref_no);
    case 'VOIDING':
      return releasePayment(works, merchant, payment);
    default:
      return resolve(works, merchant, payment);
  }
};

/** Settles an attempt by what the gateway knows of it, and finishes its order when it was paid. */
const resolve = async (works: Works, merchant: Merchant, payment: PaymentRow): Promise<boolean> => {
  const at = merchantNow(works, merchant);
  const outcome = await works.parts.gateways.named(payment.gateway).statusOf({
    merchantId: merchant.id,
    idempotencyKey: authoriseKey(payment),
    at,
  });
  if (isStillOpen(payment.state, outcome)) {
    await touchPayment(works.database, payment, at);
    return false;
  }
  const record = await loadOrder(works.database, merchant.id, payment.ref_no);
  if (record === undefined) return false;
  const after = await settled(works.database, record, payment, outcome, at);
  await finishRecord(works, merchant, after.record);
  return true;
};

/**
 * Carries an order on after a gateway, or one of its pages, told that something became of a payment; the key is that of
 * the authorisation. The gateway is asked for the truth, so a hint that is wrong or comes twice does no harm.
 */
export const settlePaymentEvent = async (works: Works, merchant: Merchant, idempotencyKey: string): Promise<void> => {
  const paymentId = paymentIdOf(idempotencyKey);
  const payment = paymentId && (await findPayment(works.database, merchant.id, paymentId));
  if (payment && MAY_MOVE.has(payment.state)) await resolve(works, merchant, payment);
};

/** A decline may turn out to have been too early; what is reserved, collected or released is not for events to move. */
const MAY_MOVE: ReadonlySet<PaymentRow['state']> = new Set(['REQUESTED', 'CHALLENGED', 'AWAITING', 'DECLINED']);
