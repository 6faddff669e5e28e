import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { settingsOf } from '../accounts/index.ts';
import {
  type DisputeRow,
  feePortionOf,
  listDisputes,
  listRefunds,
  type PaymentRow,
  portionOf,
  type RefundRow,
  type Returned,
  returnedOf,
} from '../payments/index.ts';
import type { LockedOrder, RefundChange } from './store.ts';

/** An order whose row is locked, with all that became of its money. */
export type Account = {
  readonly order: LockedOrder;
  readonly refunds: readonly RefundRow[];
  readonly disputes: readonly DisputeRow[];
  readonly returned: Returned;
};

/** Reads what became of the money of an order, which is locked. Orders without disputes cost no question after them. */
export const accountOf = async (tx: Db, merchantId: bigint, refNo: bigint, order: LockedOrder): Promise<Account> => {
  const [refunds, disputes] = await Promise.all([
    listRefunds(tx, merchantId, [refNo]),
    order.chargeback_resolution === null ? [] : listDisputes(tx, merchantId, refNo),
  ]);
  return { order, refunds, disputes, returned: returnedOf(refunds, disputes) };
};

export const goneMinorOf = ({ returned }: Account): bigint => returned.refundedMinor + returned.lostMinor;

/** How an amount divides, as the account of its order is now, and whether it is the last of the money. */
export const measured = (
  merchant: Merchant,
  { order, returned }: Account,
  payment: PaymentRow,
  amountMinor: bigint,
  wish: boolean | null,
): Omit<RefundChange, 'state' | 'due_at' | 'refusal'> => {
  const { commissionBackOnRefund, cancelSubscriptionsOnTotalRefund } = settingsOf(merchant);
  const collected = { netMinor: order.net_discounted_minor, vatMinor: order.vat_discounted_minor };
  const portion = portionOf(collected, returned, amountMinor);
  const before = { amountMinor: returned.refundedMinor, feeMinor: returned.commissionMinor };
  const isTotal = returned.refundedMinor + amountMinor === payment.amount_minor;
  return {
    is_total: isTotal,
    amount_minor: amountMinor,
    net_minor: portion.netMinor,
    vat_minor: portion.vatMinor,
    commission_minor: commissionBackOnRefund
      ? feePortionOf(order.commission_minor, payment.amount_minor, before, amountMinor)
      : 0n,
    cancels_subscriptions: wish ?? (isTotal && cancelSubscriptionsOnTotalRefund),
  };
};
