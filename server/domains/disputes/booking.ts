import { newId } from '../../kit/ids.ts';
import { type DisputeRow, disputeFeeEntries, heldEntries, lossEntries } from '../payments/index.ts';

/**
 * The rows of the ledger that lead from a dispute as it was to a dispute as it is: what the gateway withholds more or less
 * than before (`withheldMinor` in all), what is lost of it, and the operator's fee. None when no money moved.
 */
export const bookingsOf = (
  before: DisputeRow,
  after: DisputeRow,
  withheldMinor: bigint,
  at: Date,
): readonly object[] => {
  const { gateway, currency } = after;
  const loss = { netMinor: after.net_minor, vatMinor: after.vat_minor, beyondMinor: after.beyond_minor };
  const entries = [
    ...heldEntries({ gateway, currency, amountMinor: withheldMinor - before.held_minor }),
    ...lossEntries(currency, loss),
    ...disputeFeeEntries(currency, after.fee_minor),
  ];
  const transactionId = newId();
  return entries.map((entry, index) => ({
    merchant_id: after.merchant_id,
    transaction_id: transactionId,
    entry_no: index + 1,
    kind: 'DISPUTE',
    account: entry.account,
    currency: entry.currency,
    amount_minor: entry.amountMinor,
    ref_no: after.ref_no,
    booked_at: at,
  }));
};
