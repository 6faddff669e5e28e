import type { Merchant } from '../../api/call.ts';
import type { Written } from '../../api/schema.ts';
import { wallClock } from '../../kit/dates.ts';
import { amountNumber } from '../../kit/money.ts';
import type { DisputeRow } from '../payments/index.ts';
import type { DisputeDetail } from './internal/objects.ts';

/** A dispute as people see it, with what may be done to it. */
export const disputeDetail = (merchant: Merchant, dispute: DisputeRow): Written<typeof DisputeDetail> => {
  const clock = (at: Date | null): string | null => at && wallClock(at, merchant.timeZone);
  const money = (minor: bigint): number => amountNumber(minor, dispute.currency);
  return {
    DisputeId: String(dispute.dispute_id),
    RefNo: String(dispute.ref_no),
    State: dispute.state,
    Reason: dispute.reason,
    Amount: money(dispute.amount_minor),
    Currency: dispute.currency,
    HeldAmount: money(dispute.held_minor),
    FeeAmount: money(dispute.fee_minor),
    Gateway: dispute.gateway,
    GatewayReference: dispute.gateway_reference,
    SubscriptionsDisabled: dispute.suspended,
    IsAccepting: dispute.accepting_since !== null,
    OpenDate: clock(dispute.opened_at),
    CloseDate: clock(dispute.closed_at),
    ChangeDate: clock(dispute.updated_at),
    Actions: dispute.held_minor > 0n && dispute.accepting_since === null ? ['accept'] : [],
  };
};
