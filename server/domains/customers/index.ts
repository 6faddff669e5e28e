import type { Method } from '../method.ts';
import { createCustomer } from './methods/create-customer.ts';
import { getCustomerInformation } from './methods/get-customer-information.ts';
import { getCustomerInformationBySSOToken } from './methods/get-customer-information-by-sso-token.ts';
import { getCustomerSubscriptions } from './methods/get-customer-subscriptions.ts';
import { getSingleSignOn } from './methods/get-single-sign-on.ts';
import { getSingleSignOnByCustomer } from './methods/get-single-sign-on-by-customer.ts';
import { getSingleSignOnInCart } from './methods/get-single-sign-on-in-cart.ts';
import { updateCustomerInformation } from './methods/update-customer-information.ts';

export { insertStoredCard, listCardsByToken, type NewStoredCard } from './card-store.ts';
export {
  CUSTOMER_NOT_FOUND,
  CUSTOMER_REFERENCE_MISSING,
  CUSTOMER_REFERENCES_DIFFER,
} from './errors.ts';
export { Customer } from './objects.ts';
export { customerAnswer, customerOfImport, type ImportedCustomer } from './of-imports.ts';
export {
  customerNamed,
  customerOfOrder,
  findCustomerByReference,
  type OrderCustomer,
  REFERENCE_REFUSALS,
  type References,
} from './references.ts';
export { type CustomerRow, customerForOrder, type Payer } from './rules/from-order.ts';
export { type Account, accountBehind } from './sign-on/account.ts';
export { forgetSignOns } from './sign-on/jobs.ts';
export {
  type CustomerRecord,
  findStoredCard,
  listCustomersById,
  listStoredMeans,
  type StoredCard,
  type StoredMeans,
} from './store.ts';

export const methods: readonly Method[] = [
  createCustomer,
  getCustomerInformation,
  getCustomerInformationBySSOToken,
  getCustomerSubscriptions,
  getSingleSignOn,
  getSingleSignOnByCustomer,
  getSingleSignOnInCart,
  updateCustomerInformation,
];
