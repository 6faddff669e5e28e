import type { Written } from '../../api/schema.ts';
import { amountNumber } from '../../kit/money.ts';
import type { RefundRow, RefundState } from '../payments/index.ts';
import type { Order } from './objects.ts';
import type { ItemRow } from './rows.ts';

type RefundObject = NonNullable<Written<typeof Order>['Refunds']>[number];

/** A refund that a dispute holds back is as pending as one that waits for its approval. */
const STATUS: Readonly<Record<RefundState, string>> = {
  PENDING: 'PENDING',
  WAITING_DISPUTE: 'PENDING',
  APPROVED: 'APPROVED',
  REQUESTED: 'PROCESSING',
  CANCELED: 'CANCELED',
  DONE: 'PROCESSED',
  REFUSED: 'REJECTED',
};

/** A refund as its order tells of it. */
export const refundAnswer = (
  refund: RefundRow,
  items: readonly ItemRow[],
  clock: (at: Date) => string | null,
): RefundObject => ({
  RefundId: String(refund.refund_id),
  Status: STATUS[refund.state],
  Type: refund.is_total ? 'TOTAL' : 'PARTIAL',
  Amount: amountNumber(refund.amount_minor, refund.currency),
  Currency: refund.currency,
  Reason: refund.reason,
  Comment: refund.comment,
  RequestDate: clock(refund.requested_at),
  Items: refund.items.map(({ lineNo, quantity, amountMinor }) => ({
    LineItemReference: items.find(({ line_no }) => line_no === lineNo)?.line_item_reference ?? null,
    Quantity: quantity,
    Amount: amountMinor === null ? null : amountNumber(BigInt(amountMinor), refund.currency),
  })),
});
