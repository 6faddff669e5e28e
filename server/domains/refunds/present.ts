import type { Merchant } from '../../api/call.ts';
import type { Written } from '../../api/schema.ts';
import { wallClock } from '../../kit/dates.ts';
import { amountNumber } from '../../kit/money.ts';
import type { RefundRow } from '../payments/index.ts';
import type { RefundDetail } from './internal/objects.ts';
import { possibleActions } from './rules/actions.ts';

/** A refund as people see it, with what may be done to it. */
export const refundDetail = (merchant: Merchant, refund: RefundRow): Written<typeof RefundDetail> => {
  const clock = (at: Date | null): string | null => at && wallClock(at, merchant.timeZone);
  return {
    RefundId: String(refund.refund_id),
    RefNo: String(refund.ref_no),
    State: refund.state,
    Type: refund.is_total ? 'TOTAL' : 'PARTIAL',
    Amount: amountNumber(refund.amount_minor, refund.currency),
    Currency: refund.currency,
    Reason: refund.reason,
    Comment: refund.comment,
    Origin: refund.origin,
    Refusal: refund.refusal,
    EndsSubscriptions: refund.cancels_subscriptions,
    ReusesKeys: refund.reuses_keys,
    RequestDate: clock(refund.requested_at),
    DueDate: clock(refund.due_at),
    ChangeDate: clock(refund.updated_at),
    Actions: possibleActions(refund.state),
  };
};
