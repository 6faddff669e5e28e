import { type Refusal, refuse } from '../../../api/errors.ts';
import { checkSameRequest, keyClaim, onceOrEarlier } from '../../../api/idempotency/once.ts';
import type { CallClaim, EarlierCall } from '../../../api/idempotency/store.ts';
import { PUT } from '../../../api/method.ts';
import { amount, flag, integer, text } from '../../../api/schema.ts';
import { settingsOf } from '../../accounts/index.ts';
import { withOrder } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { type Draft, insertOrder, loadOrder } from '../../orders/index.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../../payments/index.ts';
import {
  findRenewing,
  type NotRenewable,
  type RenewingSubscription,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_DAYS_INVALID,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NO_PAYMENT_METHOD,
  SUBSCRIPTION_NOT_FOUND,
  SUBSCRIPTION_STATUS_INVALID,
  whyNotRenewable,
} from '../../subscriptions/index.ts';
import { answerOf, chargeNow, draftCharge } from '../charging-now.ts';
import * as errors from '../errors.ts';
import { caseOf, loadBatch } from '../ground.ts';
import { currencyOr, priceOf } from '../rules/currency.ts';
import { endOfGrace } from '../rules/next-move.ts';

const inRequest = ['days', 'price', 'currency'] as const;

export const renewSubscription = method({
  name: 'renewSubscription',
  summary: 'Charges what is on file for a subscription now, and prolongs it by days.',
  versions: { since: '3.0' },
  params: {
    subscriptionReference: text({ required: true, about: 'Case-sensitive.' }),
    days: integer({
      required: true,
      min: 1,
      max: 1461,
      refusal: SUBSCRIPTION_DAYS_INVALID,
      about: 'They follow the running cycle; four years at most.',
    }),
    price: amount({
      required: true,
      refusal: errors.RENEWAL_PRICE_INVALID,
      about: 'Of all units; without tax or with it, as the price list of the product is.',
    }),
    currency: text({
      required: true,
      fold: 'upper',
      max: 3,
      refusal: errors.RENEWAL_CURRENCY_INVALID,
      about: 'ISO 4217.',
    }),
  },
  result: flag(),
  rest: [
    PUT('/subscriptions/{subscriptionReference}/renewal/', { query: inRequest, body: inRequest }),
    PUT('/subscriptions/{subscriptionReference}/renewals/', { query: inRequest, body: inRequest }),
  ],
  refusals: [
    SUBSCRIPTION_DAYS_INVALID,
    errors.RENEWAL_PRICE_INVALID,
    errors.RENEWAL_CURRENCY_INVALID,
    SUBSCRIPTION_NOT_FOUND,
    SUBSCRIPTION_LIFETIME,
    SUBSCRIPTION_CANCELED,
    SUBSCRIPTION_STATUS_INVALID,
    errors.RENEWAL_NOT_POSSIBLE,
    errors.RENEWAL_PRICE_NOT_AVAILABLE,
    SUBSCRIPTION_NO_PAYMENT_METHOD,
    errors.RENEWAL_DECLINED,
    errors.RENEWAL_IN_PROGRESS,
    PAYMENT_GATEWAY_UNAVAILABLE,
  ],
  examples: [
    {
      title: 'for ten days',
      before: withOrder,
      params: { subscriptionReference: '$subscription', days: 10, price: 4.5, currency: 'eur' },
      answers: true,
    },
    {
      title: 'for no day',
      before: withOrder,
      params: { subscriptionReference: '$subscription', days: 0, price: 4.5, currency: 'EUR' },
      refused: 'SUBSCRIPTION_DAYS_INVALID',
    },
    {
      title: 'a cancelled one',
      before: [...withOrder, { call: 'cancelSubscription', params: { subscriptionReference: '$subscription' } }],
      params: { subscriptionReference: '$subscription', days: 10, price: 4.5, currency: 'EUR' },
      refused: 'SUBSCRIPTION_CANCELED',
    },
    {
      title: 'a reference that nobody has',
      params: { subscriptionReference: 'AAAAAAAAAA', days: 10, price: 4.5, currency: 'EUR' },
      refused: 'SUBSCRIPTION_NOT_FOUND',
    },
  ],
  // The gateway is asked between two transactions: the intent is stored before, the outcome after.
  effect: 'own',
  idempotent: true,
  run: async (call, sent) => {
    const claim = (refNo: bigint | null): readonly CallClaim[] => {
      const one = keyClaim(call, 'renewSubscription', sent, refNo);
      return one === undefined ? [] : [one];
    };
    const begun = await onceOrEarlier(call, claim(null), () => place(call, sent, claim));
    if ('earlier' in begun) return earlierAnswer(call, begun.earlier, claim(null));
    const placed = begun.done;
    return 'earlier' in placed
      ? earlierAnswer(call, placed.earlier, claim(null))
      : answerOf(await chargeNow(call, placed));
  },
});

type Sent = {
  readonly subscriptionReference: string;
  readonly days: number;
  readonly price: string;
  readonly currency: string;
};

const DAY_MS = 86_400_000;

/** The order as it was written, or the call that placed one for the same key. */
const place = async (
  call: Call,
  { subscriptionReference, days, price, currency: sent }: Sent,
  claim: (refNo: bigint) => readonly CallClaim[],
): Promise<Draft | { readonly earlier: EarlierCall }> => {
  const currency = currencyOr(sent, '');
  const amountMinor = priceOf(price, currency);
  const state =
    (await findRenewing(call.db, call.merchant.id, subscriptionReference)) ?? refuse(SUBSCRIPTION_NOT_FOUND);
  checkRenewable(state);
  const batch = await loadBatch({ database: call.db, parts: call.parts }, call.merchant, [state], call.now);
  const renewal = { ...caseOf(batch, state, { days, automatic: true }), price: { amountMinor, currency } };
  const draft = await draftCharge(call, batch, renewal, expiryOf(call, state));
  const outcome = await insertOrder(
    call.db,
    draft.order,
    draft.items,
    draft.payment,
    draft.claims,
    claim(draft.order.ref_no),
  );
  if (outcome === 'PROMOTION') return refuse(errors.RENEWAL_PRICE_NOT_AVAILABLE);
  return outcome === 'PLACED' ? draft : { earlier: outcome };
};

const REFUSED: Readonly<Record<NotRenewable, Refusal>> = {
  LIFETIME: SUBSCRIPTION_LIFETIME,
  CANCELED: SUBSCRIPTION_CANCELED,
  CONTRACT_OVER: errors.RENEWAL_NOT_POSSIBLE,
  STOPPED: errors.RENEWAL_NOT_POSSIBLE,
};

const checkRenewable = (state: RenewingSubscription): void => {
  const why = whyNotRenewable(state);
  if (why !== null) refuse(REFUSED[why]);
  if (state.is_trial) refuse(SUBSCRIPTION_STATUS_INVALID, 'A trial is converted by convertTrial.');
};

/** A customer whose card was declined may pay the order by hand for some time. */
const expiryOf = ({ merchant, now }: Call, state: RenewingSubscription): Date | null => {
  const grace = endOfGrace(state);
  const unpaid = new Date(now.getTime() + settingsOf(merchant).unpaidOrderDays * DAY_MS);
  return grace === null || grace < unpaid ? unpaid : grace;
};

/** What the call that had the same key before would be told now. */
const earlierAnswer = async (call: Call, earlier: EarlierCall, [claim]: readonly CallClaim[]): Promise<true> => {
  if (claim !== undefined) checkSameRequest(earlier, claim);
  const record = earlier.madeId === null ? undefined : await loadOrder(call.db, call.merchant.id, earlier.madeId);
  switch (record?.order.status) {
    case 'PENDING':
      return record.payment?.state === 'DECLINED'
        ? refuse(errors.RENEWAL_DECLINED)
        : refuse(errors.RENEWAL_IN_PROGRESS);
    case 'CANCELED':
    case 'REVERSED':
      return refuse(errors.RENEWAL_DECLINED);
    default:
      return true;
  }
};
