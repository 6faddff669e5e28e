import type Stripe from 'stripe';
import type { AuthoriseRequest } from '../port.ts';
import { type Account, labels, stripeKey } from './account.ts';
import { toStripe } from './amounts.ts';
import { ask } from './asking.ts';
import type { CallRow } from './calls.ts';
import {
  ABANDONED,
  cardNotes,
  EXPAND_CHECK,
  EXPAND_PAGE,
  EXPAND_PAYMENT,
  type Intent,
  intentOfCheck,
  intentOfPage,
  intentOfPayment,
  isCheckReference,
  isPageReference,
} from './intent.ts';
import type { Means } from './means.ts';
import { returnPage } from './page-links.ts';
import { expirePage } from './paying-page.ts';

/**
 * Payments and checks of cards at Stripe. A payment is made in two steps: it comes into being without a card, its name is
 * written down on this side, and only then it is confirmed, which is what moves money. So there is never money reserved
 * that this side cannot find, and a payment whose confirmation was lost can be cancelled before it is called unknown.
 */

const ONLY_CARDS = { allowed_payment_method_types: ['card'] };

/** Makes a payment, or a check where no money is asked for; answers its name. Moves no money. */
export const createIntent = async (
  { api }: Account,
  call: CallRow,
  request: AuthoriseRequest,
  means: Means,
  customer: string | null,
): Promise<string> => {
  const options = { idempotencyKey: stripeKey(call, 'create') };
  const params = {
    ...ONLY_CARDS,
    description: `Order ${request.orderReference}`,
    metadata: { ...labels(call), order_reference: request.orderReference, ...cardNotes(means.card) },
    ...(customer !== null && { customer }),
  };
  if (request.amountMinor === 0n) {
    const usage = customer === null ? 'on_session' : 'off_session';
    return (await ask(() => api.setupIntents.create({ ...params, usage }, options))).id;
  }
  const payment: Stripe.PaymentIntentCreateParams = {
    ...params,
    amount: toStripe(request.amountMinor, request.currency) ?? 0,
    currency: request.currency.toLowerCase(),
    capture_method: 'manual',
    ...(customer !== null && means.customerId === null && { setup_future_usage: 'off_session' }),
  };
  return (await ask(() => api.paymentIntents.create(payment, options))).id;
};

/** Asks the bank. Rejects with StripeFault, CARD when the bank declined. */
export const confirmIntent = async (
  { api }: Account,
  call: CallRow,
  reference: string,
  means: Means,
  { offSession }: Pick<AuthoriseRequest, 'offSession'>,
): Promise<Intent> => {
  const options = { idempotencyKey: stripeKey(call, 'confirm') };
  const page = offSession ? null : returnPage(call);
  const params = { payment_method: means.paymentMethodId, ...(page !== null && { return_url: page }) };
  if (isCheckReference(reference)) {
    const check = { ...params, expand: EXPAND_CHECK };
    return intentOfCheck(await ask(() => api.setupIntents.confirm(reference, check, options)));
  }
  const payment: Stripe.PaymentIntentConfirmParams = {
    ...params,
    ...(offSession && { off_session: true }),
    // Without anywhere to come back to nobody can be asked, so the bank's wish to ask is a refusal.
    ...(!offSession && page === null && { error_on_requires_action: true }),
    expand: EXPAND_PAYMENT,
  };
  return intentOfPayment(await ask(() => api.paymentIntents.confirm(reference, payment, options)));
};

export const readIntent = async ({ api }: Account, reference: string): Promise<Intent> => {
  if (isPageReference(reference)) {
    return intentOfPage(await ask(() => api.checkout.sessions.retrieve(reference, { expand: EXPAND_PAGE })));
  }
  return isCheckReference(reference)
    ? intentOfCheck(await ask(() => api.setupIntents.retrieve(reference, { expand: EXPAND_CHECK })))
    : intentOfPayment(await ask(() => api.paymentIntents.retrieve(reference, { expand: EXPAND_PAYMENT })));
};

/** Ends a payment that nobody will finish, so that it cannot pay. Rejects with StripeFault, STATE when it is over. */
export const abandonIntent = async (account: Account, reference: string, idempotencyKey: string): Promise<void> => {
  if (isPageReference(reference)) return expirePage(account, reference, idempotencyKey);
  const { api } = account;
  const [params, options] = [{ cancellation_reason: ABANDONED }, { idempotencyKey }];
  if (isCheckReference(reference)) await ask(() => api.setupIntents.cancel(reference, params, options));
  else await ask(() => api.paymentIntents.cancel(reference, params, options));
};

/** Lets reserved money go, or ends the wait for a shopper. Rejects with StripeFault, STATE when it is over. */
export const releaseIntent = async (account: Account, intent: Intent, idempotencyKey: string): Promise<void> => {
  const { paymentId } = intent;
  if (paymentId === null) return expirePage(account, intent.id, idempotencyKey);
  await ask(() => account.api.paymentIntents.cancel(paymentId, {}, { idempotencyKey }));
};

/** Makes a customer at Stripe, who can own a card; one a card, because the port knows no shoppers. */
export const createCustomer = async ({ api }: Account, call: CallRow): Promise<string> => {
  const params = { metadata: labels(call) };
  return (await ask(() => api.customers.create(params, { idempotencyKey: stripeKey(call, 'customer') }))).id;
};
