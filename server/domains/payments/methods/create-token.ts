import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { object, on, type Read, text } from '../../../api/schema.ts';
import { type CardDetails, GatewayUnreachable } from '../../../gateways/port.ts';
import { SIMULATOR } from '../../../gateways/registry.ts';
import { gatewayNameOf, settingsOf } from '../../accounts/index.ts';
import { type Call, method } from '../../method.ts';
import * as errors from '../errors.ts';
import { makeOneTimeToken } from '../one-time-tokens.ts';

const TokenRequest = object('TokenRequest', {
  Name: text({ max: 255, about: 'Of the card holder' }),
  CreditCard: text({ required: true, max: 40, refusal: errors.TOKEN_CREDITCARD_EMPTY }),
  Cvv: text({ required: true, max: 10, refusal: errors.TOKEN_CVV_EMPTY }),
  ExpirationDate: text({ required: true, max: 10, refusal: errors.TOKEN_EXPIRATIONDATE_EMPTY, about: 'MM/YY' }),
  Scope: text({
    oneOf: ['ordering', 'subscription'],
    refusal: errors.TOKEN_SCOPE_INVALID,
    about: 'What the token is for; ordering when absent. The client looks after it itself.',
  }),
});

const EesToken = object('EesToken', {
  token: text({ about: 'Pays one order within ten minutes, as PaymentMethod.EesToken' }),
});

const card = { Name: 'John Doe', CreditCard: '4111111111111111', Cvv: '123', ExpirationDate: '12/31' };

export const createToken = method({
  name: 'createToken',
  summary: 'Makes a token of a card, as 2Pay.js does in a browser.',
  versions: { since: '6.0' },
  params: { card: on(TokenRequest, { required: true }) },
  result: EesToken,
  rest: POST('/tokens/', { body: 'card' }),
  refusals: [
    errors.TOKEN_CREDITCARD_EMPTY,
    errors.TOKEN_CVV_EMPTY,
    errors.TOKEN_EXPIRATIONDATE_EMPTY,
    errors.TOKEN_SCOPE_INVALID,
    errors.TOKEN_EXPIRATIONDATE_INVALID,
    errors.TOKEN_CARD_REFUSED,
    errors.PAYMENT_GATEWAY_UNAVAILABLE,
  ],
  examples: [
    { title: 'a test card', params: { card } },
    { title: 'without the code on the back', params: { card: { ...card, Cvv: '' } }, refused: 'TOKEN_CVV_EMPTY' },
    {
      title: 'a year alone',
      params: { card: { ...card, ExpirationDate: '2031' } },
      refused: 'TOKEN_EXPIRATIONDATE_INVALID',
    },
    {
      title: 'a number with a wrong digit',
      params: { card: { ...card, CreditCard: '4111111111111112' } },
      refused: 'TOKEN_CARD_REFUSED',
    },
  ],
  // The card is put into the gateway's vault before anything is written here.
  effect: 'own',
  run: async (call, { card: sent }) => {
    const outcome = await made(call, cardOf(sent), sent.Scope === 'subscription' ? 'subscription' : 'ordering');
    return outcome.outcome === 'MADE' ? { token: outcome.token } : refuse(errors.TOKEN_CARD_REFUSED, outcome.message);
  },
});

const cardOf = (sent: Read<typeof TokenRequest>): CardDetails => {
  const [, month = '', year = ''] = /^\s*(\d{1,2})\s*[/-]\s*(\d{2}|\d{4})\s*$/.exec(sent.ExpirationDate) ?? [];
  if (month === '') return refuse(errors.TOKEN_EXPIRATIONDATE_INVALID);
  return {
    number: sent.CreditCard,
    expirationMonth: Number(month),
    expirationYear: year.length === 2 ? 2000 + Number(year) : Number(year),
    securityCode: sent.Cvv,
    holderName: sent.Name ?? '',
    type: null,
  };
};

const made = async (
  { db, merchant, now, parts }: Call,
  details: CardDetails,
  scope: 'ordering' | 'subscription',
): ReturnType<typeof makeOneTimeToken> => {
  try {
    const gateways = gatewayNames(merchant).map((name) => ({ name, gateway: parts.gateways.named(name) }));
    return await makeOneTimeToken(db, { merchantId: merchant.id, card: details, scope, gateways, at: now });
  } catch (error) {
    if (error instanceof GatewayUnreachable) return refuse(errors.PAYMENT_GATEWAY_UNAVAILABLE);
    throw error;
  }
};

/** Real cards go where the money will come from; a card that is none there may still be a test card. */
const gatewayNames = (merchant: Call['merchant']): readonly string[] => {
  const live = gatewayNameOf(merchant, false);
  return settingsOf(merchant).testSystemEnabled && live !== SIMULATOR ? [live, SIMULATOR] : [live];
};
