import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { ownerOfSubscription, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import {
  CUSTOMER_NOT_FOUND,
  SIGN_ON_ADDRESS_INVALID,
  SIGN_ON_CUSTOMER_TYPE_INVALID,
  SIGN_ON_PAGE_INVALID,
  SIGN_ON_TIME_INVALID,
} from '../errors.ts';
import { withCustomer } from '../examples.ts';
import { accountLink, pageNamed } from '../sign-on/links.ts';
import { customerOfKind, customerType, language, limitsOf, validationIp, validityTime } from '../sign-on/terms.ts';

/** Pages that a link by a customer can open. */
const PAGES = ['my_subscription', 'my_products', 'user_data', 'order_lookup', 'faq', 'payment_methods'];

export const getSingleSignOnByCustomer = method({
  name: 'getSingleSignOnByCustomer',
  summary: 'Makes a link that signs a customer in to the shopper account.',
  versions: { since: '3.0' },
  params: {
    idCustomer: text({ required: true, max: 255, aliases: ['CustomerReference'] }),
    customerType,
    page: text({ max: 40, aliases: ['PageType'], refusal: SIGN_ON_PAGE_INVALID }),
    request: text({ max: 1000, about: 'Of the page my_subscription: Request[]=code=REFERENCE.' }),
    validityTime,
    validationIp,
    lang: language,
  },
  result: text(),
  rest: [
    GET('/customers/{idCustomer}/account/{page}/', {
      query: ['customerType', 'request', 'lang', 'validityTime', 'validationIp'],
    }),
    GET('/customers/{idCustomer}/account/', { query: ['customerType', 'lang', 'validityTime', 'validationIp'] }),
  ],
  refusals: [
    SIGN_ON_CUSTOMER_TYPE_INVALID,
    SIGN_ON_TIME_INVALID,
    SIGN_ON_PAGE_INVALID,
    SIGN_ON_ADDRESS_INVALID,
    CUSTOMER_NOT_FOUND,
    SUBSCRIPTION_NOT_FOUND,
  ],
  examples: [
    {
      title: 'by the reference of the shop',
      before: withCustomer,
      params: { idCustomer: 'crm-17', customerType: 'ExternalCustomerReference', page: 'user_data' },
    },
    {
      title: 'a customer that nobody is',
      params: { idCustomer: 'crm-18', customerType: 'ExternalCustomerReference', page: 'user_data' },
      refused: 'CUSTOMER_NOT_FOUND',
    },
    {
      title: 'a page that there is not',
      before: withCustomer,
      params: { idCustomer: 'crm-17', customerType: 'ExternalCustomerReference', page: 'my_secrets' },
      refused: 'SIGN_ON_PAGE_INVALID',
    },
  ],
  effect: 'write',
  run: async (call, { idCustomer, customerType: kind, page: sent, request, lang, ...limits }) => {
    const page = pageNamed(sent, PAGES);
    const terms = limitsOf(call, limits);
    const { customer_id } = await customerOfKind(call.db, call.merchant.id, idCustomer, kind);
    const reference = SUBSCRIPTION_IN_REQUEST.exec(request ?? '')?.[1] ?? null;
    if (reference !== null) {
      const owner = await ownerOfSubscription(call.db, call.merchant.id, reference);
      if (owner?.customerId !== customer_id) refuse(SUBSCRIPTION_NOT_FOUND);
    }
    return accountLink(call, { ...terms, customer_id, page, reference, language: lang || null });
  },
});

/** As clients write it, with or without the words before the reference, percent signs included. */
const SUBSCRIPTION_IN_REQUEST = /(?:^|=|%3D)([A-Z0-9]{10})$/;
