import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import { type Actor, loadOrder, merchantNow, type Works } from '../orders/index.ts';
import type { RefundOrigin, RefundRow } from '../payments/index.ts';
import { beginRefund } from './beginning.ts';
import { ORDER_REF_INVALID, REFUND_ORDER_STATUS, REFUND_PERIOD_EXPIRED } from './errors.ts';
import { isInPeriod, REFUND_MONTHS } from './rules/period.ts';
import { type SentRefund, wishOf } from './wish.ts';

/**
 * Asks for a refund on behalf of a shopper or of somebody who works for the merchant: it waits for an approval. Possible
 * for a year after the order was finished. Refuses what issueRefund refuses.
 */
export const requestRefund = async (
  works: Works,
  merchant: Merchant,
  refNo: bigint,
  sent: SentRefund,
  { origin, by }: { readonly origin: Exclude<RefundOrigin, 'API'>; readonly by: Actor },
): Promise<RefundRow> => {
  const at = merchantNow(works, merchant);
  const record = (await loadOrder(works.database, merchant.id, refNo)) ?? refuse(ORDER_REF_INVALID);
  const wish = wishOf(merchant, record, works.parts.gateways, sent);
  const { status, finished_at: finishedAt } = record.order;
  if (finishedAt === null || status !== 'COMPLETE') return refuse(REFUND_ORDER_STATUS);
  if (!isInPeriod(finishedAt, at, merchant.timeZone, REFUND_MONTHS.panel)) refuse(REFUND_PERIOD_EXPIRED);
  return works.database.transaction((tx) =>
    beginRefund(tx, merchant, record, wish, { origin, by, holdMinutes: null }, at),
  );
};
