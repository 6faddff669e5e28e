import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import {
  CUSTOMER_NOT_FOUND,
  SIGN_ON_ADDRESS_INVALID,
  SIGN_ON_CUSTOMER_TYPE_INVALID,
  SIGN_ON_TIME_INVALID,
  SIGN_ON_URL_INVALID,
} from '../errors.ts';
import { withCustomer } from '../examples.ts';
import { cartLink } from '../sign-on/links.ts';
import { customerOfKind, customerType, language, limitsOf, validationIp, validityTime } from '../sign-on/terms.ts';

export const getSingleSignOnInCart = method({
  name: 'getSingleSignOnInCart',
  summary: "Makes of a buy link one that fills in a customer's data and offers the stored cards.",
  versions: { since: '3.0' },
  params: {
    idCustomer: text({ required: true, max: 255, aliases: ['CustomerReference'] }),
    customerType,
    url: text({ required: true, max: 4000, refusal: SIGN_ON_URL_INVALID }),
    validityTime,
    validationIp,
    lang: language,
  },
  result: text(),
  rest: GET('/customers/{idCustomer}/cart/', {
    query: ['url', 'customerType', 'lang', 'validityTime', 'validationIp'],
  }),
  refusals: [
    SIGN_ON_CUSTOMER_TYPE_INVALID,
    SIGN_ON_URL_INVALID,
    SIGN_ON_TIME_INVALID,
    SIGN_ON_ADDRESS_INVALID,
    CUSTOMER_NOT_FOUND,
  ],
  examples: [
    {
      title: 'a buy link',
      before: withCustomer,
      params: {
        idCustomer: 'crm-17',
        customerType: 'ExternalCustomerReference',
        url: 'https://shop.example.test/order/checkout.php?PRODS=1&QTY=1',
        validityTime: 600,
      },
    },
    {
      title: 'no complete address',
      before: withCustomer,
      params: { idCustomer: 'crm-17', customerType: 'ExternalCustomerReference', url: 'checkout.php' },
      refused: 'SIGN_ON_URL_INVALID',
    },
    {
      title: 'a customer that nobody is',
      params: { idCustomer: 'crm-18', customerType: 'ExternalCustomerReference', url: 'https://shop.example.test/' },
      refused: 'CUSTOMER_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { idCustomer, customerType: kind, url, lang, ...limits }) => {
    const terms = limitsOf(call, limits);
    const { customer_id } = await customerOfKind(call.db, call.merchant.id, idCustomer, kind);
    return cartLink(call, url, { ...terms, customer_id, page: '', reference: null, language: lang || null });
  },
});
