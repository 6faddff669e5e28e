import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, integer, text } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { findProductsForSale } from '../../catalog/index.ts';
import { withOrder } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { SUBSCRIPTION_DAYS_INVALID, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_STATUS_INVALID } from '../errors.ts';
import { isInForce } from '../rules/status.ts';
import { statusOfState } from '../state.ts';

export const setSubscriptionGracePeriod = method({
  name: 'setSubscriptionGracePeriod',
  summary: 'Gives a subscription a grace period of its own; without days, that of its product or account again.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    subscriptionGracePeriod: integer({
      min: 0,
      max: 3650,
      refusal: SUBSCRIPTION_DAYS_INVALID,
      aliases: ['Days'],
      about: 'Days; 0: no grace.',
    }),
  },
  result: flag(),
  rest: PUT('/subscriptions/{subscriptionReference}/renewal/graceperiod/', { query: ['subscriptionGracePeriod'] }),
  refusals: [SUBSCRIPTION_DAYS_INVALID, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_STATUS_INVALID],
  examples: [
    {
      title: 'two weeks',
      before: withOrder,
      params: { subscriptionReference: '$subscription', subscriptionGracePeriod: 14 },
      answers: true,
    },
    {
      title: 'of a cancelled one',
      before: [...withOrder, { call: 'cancelSubscription', params: { subscriptionReference: '$subscription' } }],
      params: { subscriptionReference: '$subscription', subscriptionGracePeriod: 14 },
      refused: 'SUBSCRIPTION_STATUS_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', subscriptionGracePeriod: 1 },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, subscriptionGracePeriod: days }) => {
    const event = { kind: 'GRACE_PERIOD', changedBy: 'VENDOR', details: { days: days ?? null } } as const;
    await changeSubscription(call, subscriptionReference, event, async (state) => {
      if (!isInForce(statusOfState(state, call.now))) refuse(SUBSCRIPTION_STATUS_INVALID);
      return { grace_days: days ?? (await usualGrace(call, state.product_code)) };
    });
    return true;
  },
});

/** The grace of the product, else that of the account. */
const usualGrace = async (call: Call, productCode: string): Promise<number | null> => {
  const [product] = await findProductsForSale(call.db, call.merchant.id, [productCode]);
  return product?.gracePeriodDays === undefined ? settingsOf(call.merchant).gracePeriodDays : product.gracePeriodDays;
};
