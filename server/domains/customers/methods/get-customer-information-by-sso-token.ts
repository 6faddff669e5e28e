import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { standingOfCustomer } from '../../subscriptions/index.ts';
import { SIGN_ON_TOKEN_INVALID } from '../errors.ts';
import { withSignOn } from '../examples.ts';
import { Customer } from '../objects.ts';
import { presentCustomer } from '../present.ts';
import { findSignOn } from '../sign-on/store.ts';
import { findCustomer, listCards } from '../store.ts';

export const getCustomerInformationBySSOToken = method({
  name: 'getCustomerInformationBySSOToken',
  summary: 'Reads the customer behind a link into the cart, with the stored cards and what pays with them.',
  versions: { since: '4.0' },
  params: {
    singleSignOnToken: text({ required: true, max: 255, aliases: ['ssotoken'], about: 'The logintoken of the link.' }),
  },
  result: Customer,
  rest: GET('/customers/', { query: ['singleSignOnToken'] }),
  refusals: [SIGN_ON_TOKEN_INVALID],
  examples: [
    {
      title: 'the customer of a link',
      before: withSignOn,
      params: { singleSignOnToken: '$token' },
      answers: { ExternalCustomerReference: 'crm-17', FirstName: 'Ana', ExistingCards: [] },
    },
    {
      title: 'a token that nobody was given',
      params: { singleSignOnToken: '0'.repeat(40) },
      refused: 'SIGN_ON_TOKEN_INVALID',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, now }, { singleSignOnToken }) => {
    const signOn = await findSignOn(db, merchant.id, singleSignOnToken, now);
    if (signOn?.kind !== 'CART') return refuse(SIGN_ON_TOKEN_INVALID);
    const customerId = signOn.customer_id;
    const [customer, standing, cards] = await Promise.all([
      findCustomer(db, merchant.id, customerId),
      standingOfCustomer(db, merchant.id, customerId, now),
      listCards(db, merchant.id, customerId),
    ]);
    return presentCustomer(customer ?? refuse(SIGN_ON_TOKEN_INVALID), standing, cards, { withTokens: true });
  },
});
