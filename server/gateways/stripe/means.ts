import type Stripe from 'stripe';
import type { CardDetails, CardFacts } from '../cards.ts';
import { isExpired, isSecurityCode } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import type { AuthoriseRequest, PaymentMethod } from '../port.ts';
import { type Account, labels, stripeKey } from './account.ts';
import { ask } from './asking.ts';
import type { CallRow } from './calls.ts';
import { checkCard } from './card-check.ts';
import { isFault } from './fault.ts';
import { cardNotes, cardOf } from './intent.ts';

/** A card that Stripe has in its vault. */
export type Means = {
  readonly paymentMethodId: string;
  readonly card: CardFacts;
  /** Whose card it is at Stripe; null: it pays once, unless it is given to a customer. */
  readonly customerId: string | null;
};

type Asked = Pick<AuthoriseRequest, 'paymentMethod' | 'offSession' | 'at'>;

/** Finds or makes what pays; answers the reason when it cannot. Moves no money. Rejects with StripeFault. */
export const findMeans = async (account: Account, call: CallRow, asked: Asked): Promise<Means | DeclineReason> => {
  const { paymentMethod, offSession, at } = asked;
  switch (paymentMethod.kind) {
    case 'CARD':
      // Who types a card types its code too.
      if (paymentMethod.securityCode === null && !offSession) return 'INVALID_CVV';
      return typedCard(account, call, paymentMethod, at);
    case 'TOKEN':
      if (paymentMethod.securityCode !== null && !isSecurityCode(paymentMethod.securityCode)) return 'INVALID_CVV';
      return named(account, call, paymentMethod.token, at);
    case 'WALLET': {
      const token = tokenOfWallet(paymentMethod);
      return token === null ? 'INVALID_WALLET_PAYLOAD' : named(account, call, token, at);
    }
    default:
      return 'METHOD_NOT_OFFERED';
  }
};

/** Puts a card into Stripe's vault, where it stays only if it is given to a customer. */
export const typedCard = async (
  { api }: Account,
  call: CallRow,
  typed: CardDetails,
  at: Date,
): Promise<Means | DeclineReason> => {
  const card = checkCard(typed, at);
  if (typeof card === 'string') return card;
  const params: Stripe.PaymentMethodCreateParams = {
    type: 'card',
    card: {
      number: typed.number.replace(/\D/g, ''),
      exp_month: typed.expirationMonth,
      exp_year: typed.expirationYear,
      ...(typed.securityCode !== null && { cvc: typed.securityCode }),
    },
    ...(typed.holderName.trim() !== '' && { billing_details: { name: typed.holderName.trim() } }),
    metadata: { ...labels(call), ...cardNotes(card) },
  };
  const { id } = await ask(() => api.paymentMethods.create(params, { idempotencyKey: stripeKey(call, 'card') }));
  return { paymentMethodId: id, card, customerId: null };
};

/** What a page of the shop got from Stripe.js, or what this adapter gave as a token. */
const named = async (account: Account, call: CallRow, token: string, at: Date): Promise<Means | DeclineReason> => {
  try {
    if (/^pm_\w+$/.test(token)) return await knownMethod(account, call, token, at);
    if (/^tok_\w+$/.test(token)) return await fromToken(account, call, token, at);
  } catch (error) {
    // A token of Stripe.js pays once; the second time it is refused like a request that is wrong in itself.
    const isGone = isFault(error, 'MISSING') || (isFault(error, 'INVALID') && error.code === 'token_already_used');
    if (!isGone) throw error;
  }
  return 'INVALID_TOKEN';
};

const knownMethod = async ({ api }: Account, call: CallRow, id: string, at: Date): Promise<Means | DeclineReason> => {
  const method = await ask(() => api.paymentMethods.retrieve(id, { expand: ['customer'] }));
  const customer = typeof method.customer === 'object' ? method.customer : null;
  const owner = customer?.metadata?.['merchant_id'] ?? method.metadata?.['merchant_id'];
  // Merchants may share an account of Stripe, and are apart nevertheless.
  if (owner !== undefined && owner !== String(call.merchant_id)) return 'INVALID_TOKEN';
  return usable(method, customer?.id ?? null, at);
};

const fromToken = async ({ api }: Account, call: CallRow, token: string, at: Date): Promise<Means | DeclineReason> => {
  const params: Stripe.PaymentMethodCreateParams = { type: 'card', card: { token }, metadata: labels(call) };
  const method = await ask(() => api.paymentMethods.create(params, { idempotencyKey: stripeKey(call, 'card') }));
  return usable(method, null, at);
};

const usable = (method: Stripe.PaymentMethod, customerId: string | null, at: Date): Means | DeclineReason => {
  if (method.type !== 'card') return 'METHOD_NOT_OFFERED';
  const card = cardOf(method.card, method.metadata);
  if (card === null) return 'UNSUPPORTED_CARD';
  if (isExpired(Number(card.expirationMonth), 2000 + Number(card.expirationYear), at)) return 'EXPIRED_CARD';
  return { paymentMethodId: method.id, card, customerId };
};

const DEEPEST = 6;

/**
 * The token in what a wallet gave. Google Pay hands out one of Stripe's when the shop's page names Stripe as its gateway;
 * a page with Stripe.js has one of either wallet. What a wallet encrypted for anybody else cannot be read here.
 */
export const tokenOfWallet = ({ payload }: Extract<PaymentMethod, { kind: 'WALLET' }>): string | null => {
  const search = (value: unknown, depth: number): string | null => {
    if (depth > DEEPEST) return null;
    if (typeof value === 'string') {
      const text = value.trim();
      if (/^(tok|pm)_\w+$/.test(text)) return text;
      return text.startsWith('{') ? search(parsed(text), depth + 1) : null;
    }
    if (typeof value !== 'object' || value === null) return null;
    for (const name of ['id', 'token', 'tokenizationData', 'paymentMethodData', 'paymentMethod']) {
      const found = search((value as Readonly<Record<string, unknown>>)[name], depth + 1);
      if (found !== null) return found;
    }
    return null;
  };
  return search(payload, 0);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
