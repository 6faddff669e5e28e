import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { flag, integer, text } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { changeSubscription } from '../changing.ts';
import { SUBSCRIPTION_DAYS_INVALID, SUBSCRIPTION_LIFETIME, SUBSCRIPTION_NOT_FOUND } from '../errors.ts';
import { extended } from '../rules/ends.ts';

export const extendSubscription = method({
  name: 'extendSubscription',
  summary: 'Moves the end of a subscription by days, free of charge; negative days bring it nearer.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    days: integer({ required: true, min: -36_500, max: 36_500, refusal: SUBSCRIPTION_DAYS_INVALID }),
  },
  result: flag(),
  rest: PUT('/subscriptions/{subscriptionReference}/history/', { query: ['days'] }),
  refusals: [SUBSCRIPTION_DAYS_INVALID, SUBSCRIPTION_NOT_FOUND, SUBSCRIPTION_LIFETIME],
  examples: [
    {
      title: 'by a week',
      before: withOrder,
      params: { subscriptionReference: '$subscription', days: 7 },
      answers: true,
    },
    {
      title: 'to before it began',
      before: withOrder,
      params: { subscriptionReference: '$subscription', days: -400 },
      refused: 'SUBSCRIPTION_DAYS_INVALID',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', days: 1 },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async (call, { subscriptionReference, days }) => {
    const event = { kind: 'EXTENDED', changedBy: 'VENDOR', details: { days } } as const;
    await changeSubscription(call, subscriptionReference, event, (state) => {
      if (state.expires_at === null) return refuse(SUBSCRIPTION_LIFETIME);
      const change = extended({ ...state, expires_at: state.expires_at }, days, call.merchant.timeZone);
      return change ?? refuse(SUBSCRIPTION_DAYS_INVALID, 'It cannot end before it began, nor after the year 9999.');
    });
    return true;
  },
});
