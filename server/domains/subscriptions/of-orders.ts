import type { Merchant } from '../../api/call.ts';
import { type Db, statement } from '../../db/database.ts';
import { settingsOf } from '../accounts/index.ts';
import { applyChange, type Change, type ChangeEvent } from './changing.ts';
import { statusOfState } from './state.ts';
import { lockSubscription, type SubscriptionState } from './state-store.ts';

/**
 * What becomes of subscriptions when the money of their order goes back. All of it must run in a transaction that holds
 * the order, which is locked before its subscriptions.
 */

export type PaidOrder = {
  readonly merchant: Merchant;
  readonly refNo: bigint;
  /** Now, by the merchant's clock. */
  readonly at: Date;
};

/** Cancels the subscriptions that an order, or the given lines of it, paid for; answers which. */
export const endSubscriptionsOfOrder = (
  tx: Db,
  order: PaidOrder,
  lineNos: readonly number[] | null = null,
): Promise<readonly string[]> => changeEach(tx, order, lineNos, REFUNDED, { enabled: false, recurring_enabled: false });

/** Disables the subscriptions that an order paid for, as long as its payment is disputed; answers which. */
export const suspendSubscriptionsOfOrder = (tx: Db, order: PaidOrder): Promise<readonly string[]> =>
  changeEach(tx, order, null, SUSPENDED, { enabled: false });

const REFUNDED = 'REFUNDED';
const SUSPENDED = 'CHARGEBACK_OPENED';
const RESUMED = 'CHARGEBACK_WON';

const changeEach = async (
  tx: Db,
  order: PaidOrder,
  lineNos: readonly number[] | null,
  kind: string,
  change: Change,
): Promise<readonly string[]> => {
  const states = await lockEnabled(tx, order, lineNos);
  for (const state of states) await changed(tx, state, order, kind, change);
  return states.map(({ reference }) => reference);
};

const changed = (
  tx: Db,
  state: SubscriptionState,
  { merchant, refNo, at }: PaidOrder,
  kind: string,
  change: Change,
): Promise<SubscriptionState> => {
  const event: ChangeEvent = { kind, changedBy: 'SYSTEM', details: { refNo: String(refNo) } };
  return applyChange(tx, state, change, event, at, settingsOf(merchant).retryHours);
};

/**
 * Enables subscriptions again that a dispute had disabled, and answers which: not those that somebody cancelled in the
 * meantime, nor those whose time and grace are over. The time in between is not given back; one that is past due is
 * charged at once.
 */
export const resumeSubscriptions = async (
  tx: Db,
  order: PaidOrder,
  references: readonly string[],
): Promise<readonly string[]> => {
  const resumed: string[] = [];
  for (const reference of [...references].sort()) {
    const state = await lockSubscription(tx, order.merchant.id, reference);
    if (state === undefined || !(await mayResume(tx, state, order.at))) continue;
    await changed(tx, state, order, RESUMED, { enabled: true });
    resumed.push(reference);
  }
  return resumed;
};

const mayResume = async (tx: Db, state: SubscriptionState, at: Date): Promise<boolean> =>
  !state.enabled &&
  state.replaced_by === null &&
  statusOfState({ ...state, enabled: true }, at) !== 'EXPIRED' &&
  !(await wasCancelledSince(tx, state));

const lockEnabled = (
  tx: Db,
  { merchant, refNo }: PaidOrder,
  lineNos: readonly number[] | null,
): Promise<SubscriptionState[]> =>
  tx.rows(
    statement(
      `SELECT * FROM subscriptions
       WHERE merchant_id = $1 AND enabled AND reference IN (
         SELECT reference FROM subscription_orders
         WHERE merchant_id = $1 AND ref_no = $2 AND ($3::smallint[] IS NULL OR line_no = ANY ($3::smallint[])))
       ORDER BY reference FOR UPDATE`,
      [merchant.id, refNo, lineNos],
    ),
  );

/** Whether somebody ended it after the last dispute had disabled it. */
const wasCancelledSince = async (
  tx: Db,
  { merchant_id, reference }: Pick<SubscriptionState, 'merchant_id' | 'reference'>,
): Promise<boolean> => {
  const last = await tx.row<{ kind: string }>(
    statement(
      `SELECT kind FROM subscription_events
       WHERE merchant_id = $1 AND reference = $2 AND kind IN ('CANCELED', $3, $4) ORDER BY event_id DESC LIMIT 1`,
      [merchant_id, reference, REFUNDED, SUSPENDED],
    ),
  );
  return last !== undefined && last.kind !== SUSPENDED;
};
