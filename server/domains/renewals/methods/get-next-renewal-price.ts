import { Refused, refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { amountNumber } from '../../../kit/money.ts';
import { withOrder } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { Price, quoteRenewal } from '../../orders/index.ts';
import {
  findRenewing,
  nextRenewalOf,
  type RenewingSubscription,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NOT_FOUND,
} from '../../subscriptions/index.ts';
import { RENEWAL_CURRENCY_INVALID, RENEWAL_PRICE_NOT_AVAILABLE } from '../errors.ts';
import { caseOf, loadBatch } from '../ground.ts';
import { currencyOr } from '../rules/currency.ts';

export const getNextRenewalPrice = method({
  name: 'getNextRenewalPrice',
  summary: 'Tells what the next renewal of a subscription costs, without and with tax, after discounts.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    currency: text({
      fold: 'upper',
      max: 3,
      refusal: RENEWAL_CURRENCY_INVALID,
      about: 'ISO 4217; its own when absent.',
    }),
  },
  result: Price,
  rest: GET('/subscriptions/{subscriptionReference}/renewal/price/{currency}/'),
  refusals: [RENEWAL_CURRENCY_INVALID, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_LIFETIME, RENEWAL_PRICE_NOT_AVAILABLE],
  examples: [
    {
      title: 'two units for a customer in Germany',
      before: withOrder,
      params: { subscriptionReference: '$subscription', currency: 'eur' },
      answers: { NetPrice: 20, NetCurrency: 'EUR', FinalPrice: 23.8, FinalCurrency: 'EUR' },
    },
    {
      title: 'a custom price',
      before: [
        ...withOrder,
        {
          call: 'setCustomRenewalPrice',
          params: { subscriptionReference: '$subscription', price: 7.5, currency: 'EUR', cycles: 2 },
        },
      ],
      params: { subscriptionReference: '$subscription', currency: 'EUR' },
      answers: { NetPrice: 7.5, FinalPrice: 8.93 },
    },
    {
      title: 'a currency that there is not',
      before: withOrder,
      params: { subscriptionReference: '$subscription', currency: 'XXY' },
      refused: 'RENEWAL_CURRENCY_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', currency: 'EUR' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async (call, { subscriptionReference, currency: sent }) => {
    const asked = sent ? currencyOr(sent, '') : null;
    const state =
      (await findRenewing(call.db, call.merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
    if (state.expires_at === null) refuse(SUBSCRIPTION_LIFETIME);
    const currency = asked ?? nextRenewalOf(state).currency;
    const { netDiscountedMinor, grossDiscountedMinor } = await totalsOf(call, state, currency);
    return {
      NetPrice: amountNumber(netDiscountedMinor, currency),
      NetCurrency: currency,
      FinalPrice: amountNumber(grossDiscountedMinor, currency),
      FinalCurrency: currency,
    };
  },
});

const totalsOf = async (call: Call, state: RenewingSubscription, currency: string) => {
  const { db, parts, merchant, now } = call;
  const batch = await loadBatch({ database: db, parts }, merchant, [state], now);
  try {
    return quoteRenewal(batch.ground, caseOf(batch, state, {}), currency).priced.totals;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return refuse(RENEWAL_PRICE_NOT_AVAILABLE, error.message);
  }
};
