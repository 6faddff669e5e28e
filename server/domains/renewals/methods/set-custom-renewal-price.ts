import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { amount, flag, integer, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription, SUBSCRIPTION_LIFETIME, SUBSCRIPTION_NOT_FOUND } from '../../subscriptions/index.ts';
import {
  RENEWAL_CURRENCY_INVALID,
  RENEWAL_CYCLES_INVALID,
  RENEWAL_PRICE_INVALID,
  RENEWAL_REASON_INVALID,
} from '../errors.ts';
import { currencyOr, priceOf } from '../rules/currency.ts';

export const setCustomRenewalPrice = method({
  name: 'setCustomRenewalPrice',
  summary: 'Sets what the next renewals of a subscription cost; then the price of its product counts again.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    price: amount({
      required: true,
      refusal: RENEWAL_PRICE_INVALID,
      about: 'Of all units; without tax or with it, as the price list of the product is.',
    }),
    currency: text({
      fold: 'upper',
      max: 3,
      refusal: RENEWAL_CURRENCY_INVALID,
      about: 'ISO 4217; its own when absent.',
    }),
    cycles: integer({ min: 1, max: 1000, refusal: RENEWAL_CYCLES_INVALID, about: 'Renewals; 1 when absent.' }),
    reasonText: text({ max: 500, refusal: RENEWAL_REASON_INVALID, aliases: ['Text'] }),
  },
  result: flag(),
  rest: PUT('/subscriptions/{subscriptionReference}/renewal/price/{currency}/', {
    body: ['price', 'currency', 'cycles', 'reasonText'],
  }),
  refusals: [
    RENEWAL_PRICE_INVALID,
    RENEWAL_CURRENCY_INVALID,
    RENEWAL_CYCLES_INVALID,
    RENEWAL_REASON_INVALID,
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_LIFETIME,
  ],
  examples: [
    {
      title: 'for three renewals',
      before: withOrder,
      params: {
        subscriptionReference: '$subscription',
        price: 9.5,
        currency: 'eur',
        cycles: 3,
        reasonText: 'A loyal customer',
      },
      answers: true,
    },
    {
      title: 'a price below zero',
      before: withOrder,
      params: { subscriptionReference: '$subscription', price: -1, currency: 'EUR', cycles: 1 },
      refused: 'RENEWAL_PRICE_INVALID',
    },
    {
      title: 'for no renewal',
      before: withOrder,
      params: { subscriptionReference: '$subscription', price: 1, currency: 'EUR', cycles: 0 },
      refused: 'RENEWAL_CYCLES_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', price: 1, currency: 'EUR', cycles: 1 },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, price, currency: sent, cycles, reasonText }) => {
    const details = { price, currency: sent ?? null, cycles: cycles ?? 1 };
    const event = { kind: 'CUSTOM_PRICE', changedBy: 'VENDOR', details } as const;
    await changeSubscription(call, subscriptionReference, event, (state) => {
      if (state.expires_at === null) refuse(SUBSCRIPTION_LIFETIME);
      const currency = currencyOr(sent, state.currency);
      return {
        next_price_minor: priceOf(price, currency),
        next_price_currency: currency,
        next_price_cycles: cycles ?? 1,
        next_price_reason: reasonText || null,
      };
    });
    return true;
  },
});
