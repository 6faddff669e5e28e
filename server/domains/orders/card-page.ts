import type { Merchant } from '../../api/call.ts';
import { timingSafeEqualText } from '../../kit/seal.ts';
import { gatewayNameOf } from '../accounts/index.ts';
import type { PaymentRow } from '../payments/index.ts';
import { charge, type Works } from './charging.ts';
import { finishRecord, merchantNow } from './finishing.ts';
import type { Means } from './means.ts';
import type { OrderLink } from './order-link.ts';
import { paymentRow } from './paying.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import { mayPay } from './states.ts';
import { insertRetry } from './store.ts';

/** What the page of an order lets its shopper do. */

export const loadLinkedOrder = async (works: Works, link: OrderLink): Promise<OrderRecord | undefined> => {
  const record = await loadOrder(works.database, link.merchantId, link.refNo);
  const key = record?.order.details.linkKey;
  return key !== undefined && timingSafeEqualText(key, link.key) ? record : undefined;
};

/** Whether the shopper may pay on the order's page; a company that pays later does so by its purchase order. */
export const isPayable = ({ order }: OrderRecord): boolean =>
  mayPay(order.status) && order.details.purchaseOrder === undefined && order.gross_discounted_minor > 0n;

/**
 * Begins to pay an order by card on the gateway's page, and answers where that is; null when the order is not to be paid
 * any more, or another attempt is just being made. A page that is still of use is answered again.
 */
export const payOnCardPage = async (
  works: Works,
  merchant: Merchant,
  record: OrderRecord,
  backTo: string,
): Promise<string | null> => {
  if (!isPayable(record)) return null;
  const at = merchantNow(works, merchant);
  const open = openPage(record.payment, at);
  if (open !== null) return open;
  const { order } = record;
  const means = cardPage(merchant, order, backTo);
  // How it is paid is told by the attempt; the order follows once it is paid by it.
  const byCard = { ...order, payment_type: order.is_test ? 'TEST' : 'CCNOPCI' };
  const payment = paymentRow(byCard, (record.payment?.attempt ?? 0) + 1, means, at);
  if ((await insertRetry(works.database, payment)) !== 'BEGUN') return null;
  const { record: after } = await charge(works, { ...record, order: byCard, payment }, means, at);
  await finishRecord(works, merchant, after);
  return openPage(after.payment, at);
};

const cardPage = (merchant: Merchant, order: OrderRow, backTo: string): Means => ({
  gateway: gatewayNameOf(merchant, order.is_test),
  isTest: order.is_test,
  method: { kind: 'REDIRECT', method: 'CARD_PAGE', bankCode: null, email: order.billing.Email },
  browser: { returnUrl: backTo, cancelUrl: backTo },
  keep: true,
  card: null,
  holderName: undefined,
  takes: null,
  begun: null,
});

const openPage = (payment: PaymentRow | null, at: Date): string | null => {
  const challenge = payment?.state === 'CHALLENGED' ? payment.challenge : null;
  if (challenge === null || !('page' in challenge)) return null;
  return new Date(challenge.expiresAt) > at ? challenge.page : null;
};
