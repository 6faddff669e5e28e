export { listRefunds, type RefundedItem, type RefundRow, type RefundState } from './refunds.ts';
export { chargeEntries, imbalances, type LedgerEntry, refundEntries } from './rules/ledger.ts';
export { type CardOnRecord, type PaymentState, type Settlement, settlementOf } from './rules/settlement.ts';
export {
  findPayment,
  listDecisivePayments,
  listImbalances,
  listOpenPayments,
  markVoided,
  type PaymentRow,
  settlePayment,
  touchPayment,
} from './store.ts';
