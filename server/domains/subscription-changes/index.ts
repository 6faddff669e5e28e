import type { Method } from '../method.ts';
import { addSubscription } from './methods/add-subscription.ts';
import { copyPaymentInfo } from './methods/copy-payment-info.ts';
import { getSubscriptionCustomer } from './methods/get-subscription-customer.ts';
import { getSubscriptionPaymentInformation } from './methods/get-subscription-payment-information.ts';
import { setSubscriptionCustomer } from './methods/set-subscription-customer.ts';
import { updateSubscription } from './methods/update-subscription.ts';
import { updateSubscriptionPaymentInformation } from './methods/update-subscription-payment-information.ts';

export { type CardWorks, settleCardEvent } from './card-changes.ts';
export { type Replacement, replaceCard } from './cards.ts';
export { type Exported, exportSubscriptions } from './csv/export-subscriptions.ts';
export {
  type ImportHooks,
  type ImportTotals,
  importSubscriptions,
  type RefusedRow,
} from './csv/import-subscriptions.ts';
export { type Bytes, type Row, rowsOf } from './csv/reading.ts';
export { settleCardChanges } from './jobs.ts';

export const methods: readonly Method[] = [
  addSubscription,
  copyPaymentInfo,
  getSubscriptionCustomer,
  getSubscriptionPaymentInformation,
  setSubscriptionCustomer,
  updateSubscription,
  updateSubscriptionPaymentInformation,
];
