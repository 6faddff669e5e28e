import { type DeclineReason, declined } from '../declines.ts';
import type { TokeniseOutcome, TokeniseRequest } from '../port.ts';
import { IdempotencyKeyReused } from '../port.ts';
import { type Account, accountOf, labels, type StripeParts, stripeKey } from './account.ts';
import { ask } from './asking.ts';
import { type CallRow, claimCall, fingerprintOf, settleCall } from './calls.ts';
import { checkCard } from './card-check.ts';
import { declineReasonOf } from './decline-codes.ts';
import { isFault, StripeFault } from './fault.ts';
import { cardOf, EXPAND_CHECK, type Intent, intentOfCheck } from './intent.ts';
import { createCustomer } from './intents.ts';
import { typedCard } from './means.ts';
import { declinedAs } from './standing.ts';

/**
 * Puts a card into Stripe's vault; see Gateway. The bank is asked whether the card may pay later without its holder; one
 * whose bank wants to see the holder first is declined, because nobody is there.
 */
export const tokenise = async (parts: StripeParts, request: TokeniseRequest): Promise<TokeniseOutcome> => {
  const { merchantId, idempotencyKey, at } = request;
  const card = checkCard(request.card, at);
  if (typeof card === 'string') return declined(card);
  const { firstDigits, lastDigits, expirationMonth, expirationYear } = card;
  const fingerprint = fingerprintOf('TOKENISE', firstDigits, lastDigits, expirationMonth, expirationYear);
  const asked = { merchantId, idempotencyKey, at, operation: 'TOKENISE', fingerprint } as const;
  const call = await claimCall(parts.db, asked, parts.now());
  if (call.fingerprint !== fingerprint) throw new IdempotencyKeyReused(idempotencyKey);
  if (call.outcome === 'DECLINED') return declinedAs(call.reason);
  const account = await accountOf(parts, merchantId);
  const stored = call.outcome === 'TOKENISED' ? call : await store(parts, account, call, request);
  if (stored.provider_reference === null) return declinedAs(stored.reason);
  const token = stored.provider_reference;
  const method = await ask(() => account.api.paymentMethods.retrieve(token));
  return { outcome: 'TOKENISED', token, card: cardOf(method.card, method.metadata) ?? card };
};

/** Has the card stored and writes down what came of it. */
const store = async (parts: StripeParts, account: Account, call: CallRow, request: TokeniseRequest) => {
  const stands = await settleCall(parts.db, call, await vault(parts, account, call, request));
  if (stands === undefined) throw new StripeFault('BUSY', 'Another run of the call has gone further');
  return stands;
};

type Vaulted =
  | { readonly outcome: 'TOKENISED'; readonly reference: string }
  | { readonly outcome: 'DECLINED'; readonly reason: DeclineReason };

const refused = (reason: DeclineReason): Vaulted => ({ outcome: 'DECLINED', reason });

const vault = async (
  parts: StripeParts,
  account: Account,
  call: CallRow,
  request: TokeniseRequest,
): Promise<Vaulted> => {
  try {
    const [means, customer] = await Promise.all([
      typedCard(account, call, request.card, request.at),
      createCustomer(account, call),
    ]);
    if (typeof means === 'string') return refused(means);
    const check = await checkMeans(account, call, means.paymentMethodId, customer);
    if (check.status === 'succeeded') return { outcome: 'TOKENISED', reference: means.paymentMethodId };
    return refused(check.error === null ? 'AUTHENTICATION_REQUIRED' : declineReasonOf(check.error));
  } catch (error) {
    if (isFault(error, 'CARD')) return refused(declineReasonOf(error));
    if (!isFault(error, 'INVALID', 'MISSING')) throw error;
    const { kind, code, param, status, requestId } = error;
    parts.log.warn({ merchantId: call.merchant_id, kind, code, param, status, requestId }, 'Stripe stored no card');
    return refused('METHOD_NOT_OFFERED');
  }
};

/** Asks the bank whether a card may pay later without its holder, and gives it to the customer when it may. */
const checkMeans = async ({ api }: Account, call: CallRow, method: string, customer: string): Promise<Intent> => {
  const params = {
    allowed_payment_method_types: ['card'],
    payment_method: method,
    customer,
    confirm: true,
    usage: 'off_session',
    metadata: labels(call),
    expand: EXPAND_CHECK,
  };
  const options = { idempotencyKey: stripeKey(call, 'check') };
  return intentOfCheck(await ask(() => api.setupIntents.create(params, options)));
};
