import { login } from '../api/login.ts';
import { type MethodList, methodList } from '../api/method.ts';
import { methods as accounts } from './accounts/index.ts';
import { methods as catalog } from './catalog/index.ts';
import { methods as crossSelling } from './cross-selling/index.ts';
import { methods as customers } from './customers/index.ts';
import { methods as invoices } from './invoices/index.ts';
import { methods as lookups } from './lookups/index.ts';
import { methods as orders } from './orders/index.ts';
import { methods as payments } from './payments/index.ts';
import { methods as pricing } from './pricing/index.ts';
import { methods as promotions } from './promotions/index.ts';
import { methods as refunds } from './refunds/index.ts';
import { methods as renewals } from './renewals/index.ts';
import { methods as subscriptionChanges } from './subscription-changes/index.ts';
import { methods as subscriptions } from './subscriptions/index.ts';

/** Every method of the API; the wires and the contract are made from this list. */
export const allMethods: MethodList = methodList([
  login,
  ...accounts,
  ...catalog,
  ...crossSelling,
  ...customers,
  ...invoices,
  ...lookups,
  ...orders,
  ...payments,
  ...pricing,
  ...promotions,
  ...refunds,
  ...renewals,
  ...subscriptionChanges,
  ...subscriptions,
]);
