import type { Method } from '../method.ts';
import { createToken } from './methods/create-token.ts';

export { type Attempt, listAttempts } from './attempts.ts';
export { type DisputeRow, type DisputeState, listDisputes } from './disputes.ts';
export { PAYMENT_GATEWAY_UNAVAILABLE } from './errors.ts';
export {
  closeExpressCheckouts,
  EXPRESS_LIFE_MS,
  type ExpressCheckout,
  findExpressCheckout,
  insertExpressCheckout,
  listExpressCheckouts,
  markExpressClosed,
  newExpressToken,
  takeExpressCheckout,
} from './express-checkouts.ts';
export {
  deleteOldTokens,
  findOneTimeToken,
  makeOneTimeToken,
  type NewOneTimeToken,
  type OneTimeToken,
  type TokenScope,
  takeOneTimeToken,
} from './one-time-tokens.ts';
export {
  isOpenRefund,
  listRefunds,
  OPEN_REFUND_STATES,
  type RefundedItem,
  type RefundOrigin,
  type RefundRow,
  type RefundState,
} from './refunds.ts';
export {
  chargeEntries,
  collectedEntries,
  disputeFeeEntries,
  heldEntries,
  imbalances,
  type LedgerEntry,
  type Loss,
  lossEntries,
  receivableEntries,
  refundEntries,
  reversedEntries,
} from './rules/ledger.ts';
export {
  isByCard,
  PAYMENT_TYPE_LABELS,
  PAYMENT_TYPES,
  type PaymentKind,
  type PaymentType,
  type PaymentTypeTerms,
  pageOf,
  paymentTypeOf,
  termsOf,
  transferOf,
} from './rules/payment-types.ts';
export { feePortionOf, portionOf } from './rules/portion.ts';
export { type Returned, returnedOf } from './rules/returned.ts';
export {
  type CardOnRecord,
  type Challenge,
  isStillOpen,
  type Known,
  type PaymentState,
  type Settlement,
  settlementOf,
} from './rules/settlement.ts';
export {
  findPayment,
  findPaymentByReference,
  listAwaitingPayments,
  listDecisivePayments,
  listImbalances,
  listOpenPayments,
  markVoided,
  type PaymentRow,
  settlePayment,
  touchPayment,
} from './store.ts';

export const methods: readonly Method[] = [createToken];
