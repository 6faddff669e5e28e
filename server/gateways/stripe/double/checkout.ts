import { type Desk, newName } from './desk.ts';
import { type Form, formIn, metadataAfter, textIn } from './form.ts';
import { confirm, createPayment, decide } from './paying.ts';
import { malformed, missing, Problem } from './problem.ts';
import { pageShape } from './shapes.ts';
import type { PageState } from './state.ts';
import { createMethod, customerNamed } from './vault.ts';

/** Pages of Stripe on which shoppers type their cards. */

export const createPage = (desk: Desk, form: Form): PageState => {
  if (textIn(form, 'mode') !== 'payment') throw malformed('parameter_missing', 'Only payments are known', 'mode');
  const item = formIn(formIn(form, 'line_items'), '0');
  const price = formIn(item, 'price_data');
  const [successUrl, cancelUrl] = [textIn(form, 'success_url'), textIn(form, 'cancel_url')];
  if (successUrl === undefined) throw malformed('parameter_missing', 'Missing required param', 'success_url');
  const customer = textIn(form, 'customer') ?? null;
  if (customer !== null) customerNamed(desk, customer);
  const page: PageState = {
    id: newName('cs_test'),
    secret: newName('s').slice(2),
    amount: Number(textIn(price, 'unit_amount')) * Number(textIn(item, 'quantity')),
    currency: textIn(price, 'currency') ?? '',
    customer,
    email: textIn(form, 'customer_email') ?? null,
    reference: textIn(form, 'client_reference_id') ?? null,
    successUrl,
    cancelUrl: cancelUrl ?? successUrl,
    metadata: metadataAfter({}, form),
    payment: formIn(form, 'payment_intent_data'),
    created: desk.now(),
    status: 'open',
    intent: null,
  };
  // What a payment could not be made of, no page is made of either.
  const state = { ...desk.state, intents: new Map(desk.state.intents) };
  createPayment({ ...desk, state, emit: () => undefined }, paymentForm(page));
  desk.state.pages.set(page.id, page);
  return page;
};

const paymentForm = ({ amount, currency, customer, payment }: PageState): Form => ({
  ...payment,
  amount: String(amount),
  currency,
  ...(customer !== null && { customer }),
});

export const pageNamed = ({ state }: Desk, id: string): PageState => {
  const page = state.pages.get(id);
  if (page === undefined) throw missing('checkout.session', id);
  return page;
};

/** Stripe tells no code here. */
export const expirePage = (desk: Desk, page: PageState): PageState => {
  if (page.status !== 'open') {
    throw new Problem(400, { type: 'invalid_request_error', message: 'Only open sessions can be expired.' });
  }
  page.status = 'expired';
  desk.emit('checkout.session.expired', pageShape(page, { ...desk, expand: [] }));
  return page;
};

/**
 * The shopper types a card and pays, confirming at the bank where it asks. False when the page takes no cards any more,
 * or the bank declined: he may then try another.
 */
export const payOnPage = (desk: Desk, page: PageState, number: string): boolean => {
  if (page.status !== 'open') return false;
  try {
    const card = { number, exp_month: '12', exp_year: '2031', cvc: '123' };
    const method = createMethod(desk, { type: 'card', card });
    const intent = createPayment(desk, paymentForm(page));
    confirm(desk, intent, { payment_method: method.id, return_url: page.successUrl });
    decide(desk, intent, 'complete');
    if (intent.status !== 'requires_capture' && intent.status !== 'succeeded') return false;
    page.intent = intent.id;
    page.status = 'complete';
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
  desk.emit('checkout.session.completed', pageShape(page, { ...desk, expand: [] }));
  return true;
};
