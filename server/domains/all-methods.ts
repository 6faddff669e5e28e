import { login } from '../api/login.ts';
import { type MethodList, methodList } from '../api/method.ts';
import { methods as accounts } from './accounts/index.ts';
import { methods as catalog } from './catalog/index.ts';
import { methods as customers } from './customers/index.ts';
import { methods as orders } from './orders/index.ts';
import { methods as subscriptions } from './subscriptions/index.ts';

/** Every method of the API; the wires and the contract are made from this list. */
export const allMethods: MethodList = methodList([
  login,
  ...accounts,
  ...catalog,
  ...customers,
  ...orders,
  ...subscriptions,
]);
