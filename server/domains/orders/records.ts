import type { Db } from '../../db/database.ts';
import { type LineDelivery, listDeliveriesOfOrders } from '../delivery/index.ts';
import { listDecisivePayments, listRefunds, type PaymentRow, type RefundRow } from '../payments/index.ts';
import { listOrderSubscriptions, type OrderSubscription, type RenewingSubscription } from '../subscriptions/index.ts';
import type { ItemRow, OrderRow } from './rows.ts';
import { listItems, listOrders } from './store.ts';

/** An order with everything that its answer shows. */
export type OrderRecord = {
  readonly order: OrderRow;
  readonly items: readonly ItemRow[];
  /** The attempt that paid, or else the last one; none for orders that cost nothing. */
  readonly payment: PaymentRow | null;
  readonly subscriptions: readonly OrderSubscription[];
  /** Absent where nothing was delivered yet. */
  readonly deliveries?: readonly LineDelivery[];
  /** Absent of an order that is just being placed. */
  readonly refunds?: readonly RefundRow[];
  /** The subscription that it renews, where that is at hand. */
  readonly renewing?: RenewingSubscription;
};

/**
 * Loads orders in the order of the references given; unknown ones are left out. Five statements, however many, and one
 * more where this program delivers.
 */
export const loadOrders = async (db: Db, merchantId: bigint, refNos: readonly bigint[]): Promise<OrderRecord[]> => {
  if (refNos.length === 0) return [];
  // The statements see the database one after the other: read first, an order is never ahead of what belongs to it.
  const orders = await listOrders(db, merchantId, refNos);
  const [items, payments, subscriptions, refunds] = await Promise.all([
    listItems(db, merchantId, refNos),
    listDecisivePayments(db, merchantId, refNos),
    listOrderSubscriptions(db, merchantId, refNos),
    listRefunds(db, merchantId, refNos),
  ]);
  const delivered = await listDeliveriesOfOrders(db, merchantId, refNosDelivered(orders, items));
  const byRefNo = new Map(orders.map((order) => [order.ref_no, order]));
  return refNos.flatMap((refNo) => {
    const order = byRefNo.get(refNo);
    if (order === undefined) return [];
    return {
      order,
      items: items.filter((item) => item.ref_no === refNo),
      payment: payments.find((payment) => payment.ref_no === refNo) ?? null,
      subscriptions: subscriptions.filter((subscription) => subscription.refNo === refNo),
      deliveries: delivered.filter((delivery) => delivery.refNo === refNo),
      refunds: refunds.filter((refund) => refund.ref_no === refNo),
    };
  });
};

/** Orders with goods that this program delivers, once they are due. */
const refNosDelivered = (orders: readonly OrderRow[], items: readonly ItemRow[]): readonly bigint[] => {
  const delivered = new Set(
    items.filter(({ details }) => details.fulfillment === 'BY_AVANGATE').map((item) => item.ref_no),
  );
  return orders
    .filter(({ ref_no, status }) => delivered.has(ref_no) && status !== 'PENDING' && status !== 'AUTHRECEIVED')
    .map(({ ref_no }) => ref_no);
};

/** Reads a reference as clients send it; undefined for text that no reference can be. */
export const parseRefNo = (text: string): bigint | undefined =>
  /^\d{1,18}$/.test(text.trim()) ? BigInt(text) : undefined;

export const loadOrder = async (db: Db, merchantId: bigint, refNo: bigint): Promise<OrderRecord | undefined> =>
  (await loadOrders(db, merchantId, [refNo]))[0];
