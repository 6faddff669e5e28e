import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { ownerOfSubscription, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import {
  SIGN_ON_ADDRESS_INVALID,
  SIGN_ON_EMAIL_INVALID,
  SIGN_ON_PAGE_INVALID,
  SIGN_ON_TIME_INVALID,
} from '../errors.ts';
import { accountLink, pageNamed } from '../sign-on/links.ts';
import { language, limitsOf, validationIp, validityTime } from '../sign-on/terms.ts';
import { findCustomer } from '../store.ts';

/** Pages that a link by a subscription can open. */
const PAGES = [
  'view_order',
  'my_license',
  'change_card',
  'my_products',
  'payment_methods',
  'user_data',
  'order_lookup',
  'faq',
];

export const getSingleSignOn = method({
  name: 'getSingleSignOn',
  summary: 'Makes a link that signs the owner of a subscription in to the shopper account.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    email: text({ max: 255, about: 'When given, it must be an address of the subscription or its customer.' }),
    validityTime,
    accessPage: text({ max: 40, aliases: ['PageType'], refusal: SIGN_ON_PAGE_INVALID }),
    validationIp,
    lang: language,
  },
  result: text(),
  rest: [
    GET('/subscriptions/{subscriptionReference}/signon/{accessPage}/', {
      query: ['email', 'lang', 'validityTime', 'validationIp'],
    }),
    GET('/subscriptions/{subscriptionReference}/signon/', { query: ['email', 'lang', 'validityTime', 'validationIp'] }),
  ],
  refusals: [
    SIGN_ON_TIME_INVALID,
    SIGN_ON_PAGE_INVALID,
    SIGN_ON_ADDRESS_INVALID,
    SUBSCRIPTION_NOT_FOUND,
    SIGN_ON_EMAIL_INVALID,
  ],
  examples: [
    {
      title: 'to the page of the subscription',
      before: withOrder,
      params: { subscriptionReference: '$subscription', accessPage: 'my_license', validityTime: 60 },
    },
    {
      title: 'a page that there is not',
      before: withOrder,
      params: { subscriptionReference: '$subscription', accessPage: 'my_secrets' },
      refused: 'SIGN_ON_PAGE_INVALID',
    },
    {
      title: 'an address of somebody else',
      before: withOrder,
      params: { subscriptionReference: '$subscription', accessPage: 'my_license', email: 'eve@example.test' },
      refused: 'SIGN_ON_EMAIL_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', accessPage: 'my_license' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, email, accessPage, lang, ...limits }) => {
    const page = pageNamed(accessPage, PAGES);
    const terms = limitsOf(call, limits);
    const { db, merchant } = call;
    const owner = await ownerOfSubscription(db, merchant.id, subscriptionReference);
    if (owner === undefined) return refuse(SUBSCRIPTION_NOT_FOUND);
    if (email) {
      const customer = await findCustomer(db, merchant.id, owner.customerId);
      const known = [owner.email, customer?.email ?? ''].map((address) => address.toLowerCase());
      if (!known.includes(email.toLowerCase())) refuse(SIGN_ON_EMAIL_INVALID);
    }
    return accountLink(call, {
      ...terms,
      customer_id: owner.customerId,
      page,
      reference: subscriptionReference,
      language: lang || null,
    });
  },
});
