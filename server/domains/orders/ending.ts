import { newId } from '../../kit/ids.ts';
import { receivableEntries, reversedEntries } from '../payments/index.ts';
import { listOrderSubscriptions } from '../subscriptions/index.ts';
import type { Works } from './charging.ts';
import { ledgerRows, saleOf } from './consequences.ts';
import { type Cause, LET_GO, noted } from './holding.ts';
import { type Happening, type Moved, moveOrder } from './life-store.ts';
import type { OrderRow } from './rows.ts';
import { ended, endedBy, lapsed, type PurchaseOrderEnd } from './rules/purchase-order.ts';

/** How orders end that nobody paid. */

/**
 * Gives an order up: whatever is reserved is let go, its promotions are free again, and what was delivered on account
 * ends and is taken out of the books.
 */
export const cancelOrder = (works: Pick<Works, 'database'>, order: OrderRow, cause: Cause, at: Date): Promise<Moved> =>
  end(works, order, 'cancel', cause, endedBy(cause.by.kind === 'API' ? 'API' : 'HAND', false), at);

/** The merchant does not take the purchase order. */
export const rejectPurchaseOrder = (
  works: Pick<Works, 'database'>,
  order: OrderRow,
  cause: Cause,
  at: Date,
): Promise<Moved> => end(works, order, 'rejectPurchaseOrder', cause, 'REJECTED', at);

/** The time of an order is over. A delivered purchase order has one more time, in which it still may be paid. */
export const expireOrder = (
  works: Pick<Works, 'database'>,
  order: OrderRow,
  cause: Cause,
  at: Date,
): Promise<Moved> => {
  const { purchaseOrder } = order.details;
  if (order.status === 'PURCHASE_PENDING' && purchaseOrder?.state === 'PENDING_PAYMENT') {
    const step = lapsed(purchaseOrder, at);
    return moveOrder(
      works.database,
      order,
      { event: 'expirePurchaseOrder', note: noted(cause), whenDue: true, ...step },
      at,
    );
  }
  const reason = purchaseOrder === undefined ? null : lapsed(purchaseOrder, at).purchaseOrder.reason;
  return end(works, order, 'expire', cause, reason, at);
};

const end = async (
  works: Pick<Works, 'database'>,
  order: OrderRow,
  event: 'cancel' | 'expire' | 'rejectPurchaseOrder',
  cause: Cause,
  reason: PurchaseOrderEnd | null,
  at: Date,
): Promise<Moved> => {
  const { purchaseOrder } = order.details;
  const happening: Happening = {
    event,
    note: noted(cause),
    payments: LET_GO,
    expiresAt: null,
    whenDue: event === 'expire',
    releasesPromotions: true,
    ...(purchaseOrder === undefined || reason === null
      ? {}
      : { purchaseOrder: ended(purchaseOrder, reason).purchaseOrder }),
    ...(order.status === 'PURCHASE_PENDING'
      ? { endsGoods: await lastEvents(works, order, cause, at), ledger: writtenOff(order, at) }
      : {}),
  };
  return moveOrder(works.database, order, happening, at);
};

/** What the history of the order's subscriptions tells of their end. */
const lastEvents = async (
  { database }: Pick<Works, 'database'>,
  { merchant_id, ref_no }: OrderRow,
  { by }: Cause,
  at: Date,
): Promise<readonly object[]> =>
  (await listOrderSubscriptions(database, merchant_id, [ref_no]))
    .filter(({ enabled }) => enabled)
    .map(({ reference }) => ({
      merchant_id,
      event_id: newId(),
      reference,
      kind: 'CANCELED',
      changed_by: by.kind === 'SYSTEM' ? 'SYSTEM' : 'VENDOR',
      details: { refNo: String(ref_no), reason: 'PURCHASE_ORDER_CANCELED' },
      happened_at: at,
    }));

/** What a delivery on account booked, taken back. */
const writtenOff = (order: OrderRow, at: Date): readonly object[] =>
  ledgerRows(order, 'WRITE_OFF', reversedEntries(receivableEntries(saleOf(order))), at);
