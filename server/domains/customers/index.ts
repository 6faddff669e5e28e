import type { Method } from '../method.ts';
import { createCustomer } from './methods/create-customer.ts';
import { getCustomerInformation } from './methods/get-customer-information.ts';
import { updateCustomerInformation } from './methods/update-customer-information.ts';

export { findCustomerByReference, type References } from './references.ts';
export { type CustomerRow, customerForOrder, type Payer } from './rules/from-order.ts';
export type { CustomerRecord } from './store.ts';

export const methods: readonly Method[] = [createCustomer, getCustomerInformation, updateCustomerInformation];
