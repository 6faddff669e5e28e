import type { Written } from '../../api/schema.ts';
import type { Db } from '../../db/database.ts';
import {
  type DeliveryInfo,
  deliveryInfoAnswer,
  listDeliveriesOfOrders,
  listDeliveriesOfSubscriptions,
} from '../delivery/index.ts';
import { listImportedDeliveries } from './import-store.ts';
import type { HistoryRecord, SubscriptionRecord } from './store.ts';

export type Delivered = Written<typeof DeliveryInfo>;

type Delivering = Pick<SubscriptionRecord, 'reference' | 'has_deliveries' | 'is_imported'>;

/**
 * What was delivered of subscriptions, by reference: what their own orders brought, else what came with their import.
 * Asks for nothing where the rows say that there is nothing.
 */
export const deliveriesOf = async (
  db: Db,
  merchantId: bigint,
  rows: readonly Delivering[],
): Promise<ReadonlyMap<string, Delivered>> => {
  const imported = rows.filter(({ is_imported }) => is_imported).map(({ reference }) => reference);
  const ordered = rows.filter(({ has_deliveries }) => has_deliveries).map(({ reference }) => reference);
  const [before, since] = await Promise.all([
    imported.length === 0 ? [] : listImportedDeliveries(db, merchantId, imported),
    listDeliveriesOfSubscriptions(db, merchantId, ordered),
  ]);
  return new Map([
    ...before.map(({ reference, delivery }) => [reference, delivery] as const),
    ...since.map((delivery) => [delivery.reference, deliveryInfoAnswer(delivery)] as const),
  ]);
};

/** What the orders in the life of a subscription brought, by order and line. */
export const deliveriesOfHistory = async (
  db: Db,
  merchantId: bigint,
  orders: readonly HistoryRecord[],
): Promise<(order: HistoryRecord) => Delivered | undefined> => {
  const refNos = orders.filter(({ has_deliveries }) => has_deliveries).map(({ ref_no }) => ref_no);
  const found = await listDeliveriesOfOrders(db, merchantId, refNos);
  return ({ ref_no, line_no }) => {
    const own = found.find((delivery) => delivery.refNo === ref_no && delivery.lineNo === line_no);
    return own && deliveryInfoAnswer(own);
  };
};
