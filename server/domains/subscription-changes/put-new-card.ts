import { refuse } from '../../api/errors.ts';
import { DECLINES, GatewayUnreachable, isDeclineReason, type StatusOutcome } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import { gatewayNameOf } from '../accounts/index.ts';
import type { Call } from '../method.ts';
import { INVALID_EES_TOKEN } from '../orders/index.ts';
import { findOneTimeToken, PAYMENT_GATEWAY_UNAVAILABLE, takeOneTimeToken } from '../payments/index.ts';
import {
  findState,
  lockSubscription,
  SUBSCRIPTION_CANCELED,
  SUBSCRIPTION_LIFETIME,
  SUBSCRIPTION_NOT_FOUND,
  type SubscriptionState,
} from '../subscriptions/index.ts';
import { type CardChange, insertCardChange } from './card-change-store.ts';
import { cardKeyOf, settleCardChange } from './card-changes.ts';
import { SUBSCRIPTION_CARD_REFUSED } from './errors.ts';

/** A card behind a one-time token, and where its holder comes back to after confirming it. */
export type NewCard = {
  readonly token: string;
  readonly browser: { readonly returnUrl: string; readonly cancelUrl: string };
};

/**
 * Puts the card of a token on a subscription: an intent that uses up the token, the question to the gateway whether the
 * card is good, and what follows from the answer. When the answer is lost, a job asks for it. Refuses a card that is
 * declined.
 */
export const putNewCard = async (call: Call, reference: string, newCard: NewCard): Promise<void> => {
  const { state, change } = await intend(call, reference, newCard);
  const outcome = await ask(call, state, change, newCard);
  const after = await settleCardChange(worksOf(call), call.merchant, change.change_id, outcome, call.now);
  if (after.state === 'DECLINED') refuse(SUBSCRIPTION_CARD_REFUSED, messageOf(after.decline_reason));
};

const worksOf = ({ transaction, db }: Call) => ({ database: { row: db.row, rows: db.rows, transaction } });

type Intent = { readonly state: SubscriptionState; readonly change: CardChange };

const intend = async (call: Call, reference: string, { token }: NewCard): Promise<Intent> => {
  const { db, merchant, now } = call;
  const state = payable(await findState(db, merchant.id, reference));
  const known = await findOneTimeToken(db, merchant.id, token, now);
  // A token for test orders pays for no others, and the other way round.
  if (known === undefined || known.gateway !== gatewayNameOf(merchant, state.is_test)) return refuse(INVALID_EES_TOKEN);
  const change: CardChange = {
    merchant_id: merchant.id,
    change_id: newId(),
    reference,
    gateway: known.gateway,
    token: known.gateway_token,
    card: known.card,
    state: 'REQUESTED',
    challenge_url: null,
    decline_reason: null,
    requested_at: now,
    updated_at: now,
  };
  return call.transaction(async (tx) => {
    const locked = payable(await lockSubscription(tx, merchant.id, reference));
    if (!(await takeOneTimeToken(tx, merchant.id, token, change.change_id, now))) refuse(INVALID_EES_TOKEN);
    await insertCardChange(tx, change);
    return { state: locked, change };
  });
};

/** What is over for good, and what never ends, is not charged any more. */
const payable = (state: SubscriptionState | undefined): SubscriptionState => {
  if (state === undefined) return refuse(SUBSCRIPTION_NOT_FOUND);
  if (!state.enabled) refuse(SUBSCRIPTION_CANCELED);
  if (state.is_lifetime) refuse(SUBSCRIPTION_LIFETIME);
  return state;
};

const ask = async (
  { merchant, now, address, parts }: Call,
  state: SubscriptionState,
  change: CardChange,
  { browser }: NewCard,
): Promise<StatusOutcome> => {
  try {
    return await parts.gateways.named(change.gateway).authorise({
      merchantId: merchant.id,
      idempotencyKey: cardKeyOf(change),
      at: now,
      amountMinor: 0n,
      currency: state.currency,
      orderReference: state.reference,
      testOrder: state.is_test,
      offSession: false,
      keepCard: true,
      paymentMethod: { kind: 'TOKEN', token: change.token, securityCode: null },
      shopper: { countryCode: state.country_code.toUpperCase() || null, ip: address },
      browser: { ...browser, challengeBaseUrl: parts.publicUrl },
    });
  } catch (error) {
    if (error instanceof GatewayUnreachable) return refuse(PAYMENT_GATEWAY_UNAVAILABLE);
    throw error;
  }
};

const messageOf = (reason: string | null): string =>
  reason !== null && isDeclineReason(reason) ? DECLINES[reason].message : 'The card cannot be used.';
