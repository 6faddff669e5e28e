import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import type { Logger } from '../../kit/log.ts';
import { accompanimentOf } from './rules/accompaniment.ts';
import { listOpenDeliveries, makeDelivery, type OpenDelivery } from './store.ts';

/** What delivering needs; the works of the orders domain are such. */
export type DeliveryWorks = { readonly database: Db; readonly log: Logger };

/**
 * Delivers what waits of an order. Safe to be done twice, by two workers at once and after a crash at any point: a line
 * is delivered in one statement, which first looks whether that was done. True when nothing of the order waits any
 * more. `at` is the merchant's now.
 */
export const deliverOrder = async (
  works: DeliveryWorks,
  merchant: Merchant,
  refNo: bigint,
  at: Date,
): Promise<boolean> => {
  let isComplete = true;
  for (const delivery of await listOpenDeliveries(works.database, merchant.id, refNo)) {
    if (!(await deliverLine(works, merchant, refNo, delivery, at))) isComplete = false;
  }
  return isComplete;
};

const deliverLine = async (
  { database, log }: DeliveryWorks,
  merchant: Merchant,
  refNo: bigint,
  delivery: OpenDelivery,
  at: Date,
): Promise<boolean> => {
  const { lineNo, listCode } = delivery;
  const accompaniment = accompanimentOf(delivery.fulfillment, delivery.language);
  const line = { merchantId: merchant.id, refNo, lineNo };
  const { state, isLow } = await makeDelivery(database, line, listCode, accompaniment, at);
  const about = { merchant: merchant.code, list: listCode };
  if (isLow) log.warn(about, 'few activation keys are left');
  // Only the first time: the job tries again and again.
  if (state === 'SHORT' && delivery.state === 'WAITING') {
    const { productCode, quantity } = delivery;
    log.warn({ ...about, refNo: String(refNo), lineNo, productCode, quantity }, 'not enough activation keys');
  }
  return state !== 'SHORT';
};
