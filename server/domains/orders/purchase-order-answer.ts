import type { Merchant } from '../../api/call.ts';
import { dateTime, flag, object, text, type Written } from '../../api/schema.ts';
import { wallClock } from '../../kit/dates.ts';
import type { OrderRow } from './rows.ts';
import type { PurchaseOrder } from './rules/purchase-order.ts';

export const PurchaseOrderDetails = object('PurchaseOrderDetails', {
  Status: text({
    about:
      'NEW_PURCHASE_ORDER, PENDING_APPROVAL (the document is there), PENDING_PAYMENT, EXPIRED_NO_PAYMENT, COMPLETE or CANCELED',
  }),
  InternalPONumber: text(),
  AutoApprove: flag(),
  UploadDate: dateTime(),
  ApproveDate: dateTime(),
  LimitDate: dateTime({ about: 'Until when it is to be paid' }),
  Reason: text({
    about:
      'Of a canceled one: EXPIRED_NO_DOCUMENT, EXPIRED_NO_CONFIRMATION, EXPIRED_NO_PAYMENT, REJECTED, CANCELED or CANCELED_API',
  }),
});

/** The purchase order of an order as the API tells it; null of other orders. */
export const purchaseOrderAnswer = (
  merchant: Merchant,
  { details }: Pick<OrderRow, 'details'>,
): Written<typeof PurchaseOrderDetails> | null => {
  const { purchaseOrder } = details;
  if (purchaseOrder === undefined) return null;
  const clock = (iso: string | null): string | null => iso && wallClock(new Date(iso), merchant.timeZone);
  return {
    Status: STATUS_WORDS[purchaseOrder.state],
    InternalPONumber: purchaseOrder.number,
    AutoApprove: purchaseOrder.autoApprove,
    UploadDate: clock(purchaseOrder.uploadedAt),
    ApproveDate: clock(purchaseOrder.approvedAt),
    LimitDate: clock(purchaseOrder.dueAt),
    Reason: purchaseOrder.reason,
  };
};

/** The words of the notifications where they have one. */
const STATUS_WORDS: Readonly<Record<PurchaseOrder['state'], string>> = {
  NEW: 'NEW_PURCHASE_ORDER',
  UPLOADED: 'PENDING_APPROVAL',
  PENDING_PAYMENT: 'PENDING_PAYMENT',
  EXPIRED_NO_PAYMENT: 'EXPIRED_NO_PAYMENT',
  PAID: 'COMPLETE',
  CANCELED: 'CANCELED',
};
