import type Stripe from 'stripe';
import type { AuthoriseRequest, Redirected } from '../port.ts';
import { type Account, labels, stripeKey } from './account.ts';
import { toStripe } from './amounts.ts';
import { ask } from './asking.ts';
import type { CallRow } from './calls.ts';
import { isFault, StripeFault } from './fault.ts';
import { EXPAND_PAGE, type Intent, intentOfPage } from './intent.ts';
import { cancelPage, returnPage } from './page-links.ts';

/** Stripe's own page, on which the shopper types the card: its number never comes to this server. */

/** How long a shopper may take, by the merchant's clock; Stripe itself keeps a page for a day. */
const PAGE_MS = 60 * 60_000;

export const isForPage = ({ paymentMethod }: Pick<AuthoriseRequest, 'paymentMethod'>): boolean =>
  paymentMethod.kind === 'REDIRECT' && paymentMethod.method === 'CARD_PAGE';

/** Makes the page. Null where there is nowhere to come back to. Moves no money. */
export const createPage = async (
  { api }: Account,
  call: CallRow,
  request: AuthoriseRequest,
  customer: string | null,
): Promise<Intent | null> => {
  const [success, cancel] = [returnPage(call), cancelPage(call)];
  if (success === null || cancel === null) return null;
  const { orderReference, paymentMethod, currency } = request;
  const email = paymentMethod.kind === 'REDIRECT' ? paymentMethod.email : null;
  const metadata = { ...labels(call), order_reference: orderReference };
  const description = `Order ${orderReference}`;
  const price = {
    currency: currency.toLowerCase(),
    unit_amount: toStripe(request.amountMinor, currency) ?? 0,
    product_data: { name: description },
  };
  const params: Stripe.Checkout.SessionCreateParams = {
    mode: 'payment',
    allowed_payment_method_types: ['card'],
    line_items: [{ quantity: 1, price_data: price }],
    client_reference_id: orderReference,
    metadata,
    payment_intent_data: {
      capture_method: 'manual',
      description,
      metadata,
      ...(customer !== null && { setup_future_usage: 'off_session' }),
    },
    ...(customer !== null && { customer }),
    ...(customer === null && email !== null && email !== '' && { customer_email: email }),
    success_url: success,
    cancel_url: cancel,
    expand: EXPAND_PAGE,
  };
  const options = { idempotencyKey: stripeKey(call, 'page') };
  return intentOfPage(await ask(() => api.checkout.sessions.create(params, options)));
};

/** Closes a page on which nobody has paid. Rejects with StripeFault, STATE when it is over already. */
export const expirePage = async ({ api }: Account, reference: string, idempotencyKey: string): Promise<void> => {
  try {
    await ask(() => api.checkout.sessions.expire(reference, {}, { idempotencyKey }));
  } catch (error) {
    // Stripe has no code for a page that is not open any more.
    if (isFault(error, 'INVALID')) throw new StripeFault('STATE', 'The page is not open');
    throw error;
  }
};

const expiryOf = ({ asked_at }: Pick<CallRow, 'asked_at'>): Date => new Date(asked_at.getTime() + PAGE_MS);

/** The way to a page that waits for its shopper; null when the time for it is over. */
export const waitingPage = (call: CallRow, intent: Intent, at: Date): Redirected | null => {
  const expiresAt = expiryOf(call);
  if (intent.redirectUrl === null || at >= expiresAt) return null;
  return { outcome: 'REDIRECT', gatewayReference: intent.id, href: intent.redirectUrl, expiresAt };
};
