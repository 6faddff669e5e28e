import { createPage, expirePage, pageNamed } from './checkout.ts';
import type { Desk } from './desk.ts';
import { type Form, listIn, textIn } from './form.ts';
import { cancel, capture, confirm, createPayment, createSetup, intentNamed, update } from './paying.ts';
import { malformed, missing } from './problem.ts';
import { closeDispute, createRefund, disputeNamed } from './returning.ts';
import {
  chargeShape,
  customerShape,
  disputeShape,
  methodShape,
  pageShape,
  paymentShape,
  refundShape,
  setupShape,
  type View,
} from './shapes.ts';
import type { IntentState } from './state.ts';
import { createCustomer, createMethod, customerNamed, methodNamed } from './vault.ts';

/** One request, after the key and the idempotency key were looked at. */
type Call = { readonly desk: Desk; readonly form: Form; readonly id: string; readonly view: View };

type Route = {
  readonly method: 'GET' | 'POST';
  /** Below /v1/; `:id` stands for a name. */
  readonly path: string;
  /** Parameters that are known; others are refused, as Stripe does. */
  readonly params: readonly string[];
  readonly run: (call: Call) => object;
};

const COMMON = ['expand', 'metadata'];

const CREATED = ['customer', 'description', 'allowed_payment_method_types', 'confirm', 'payment_method', 'return_url'];

const payment = ({ desk, id }: Call): IntentState => intentNamed(desk, id, 'payment');
const setup = ({ desk, id }: Call): IntentState => intentNamed(desk, id, 'setup');

const ROUTES: readonly Route[] = [
  {
    method: 'POST',
    path: 'payment_methods',
    params: ['type', 'card', 'billing_details'],
    run: ({ desk, form, view }) => methodShape(createMethod(desk, form), view),
  },
  {
    method: 'GET',
    path: 'payment_methods/:id',
    params: [],
    run: ({ desk, id, view }) => methodShape(methodNamed(desk, id), view),
  },
  {
    method: 'POST',
    path: 'customers',
    params: ['email', 'name', 'description'],
    run: ({ desk, form }) => customerShape(createCustomer(desk, form)),
  },
  {
    method: 'GET',
    path: 'customers/:id',
    params: [],
    run: ({ desk, id }) => customerShape(customerNamed(desk, id, 'id')),
  },
  {
    method: 'POST',
    path: 'payment_intents',
    params: [...CREATED, 'amount', 'currency', 'capture_method', 'setup_future_usage', 'off_session'],
    run: ({ desk, form, view }) => paymentShape(confirmed(desk, createPayment(desk, form), form), view),
  },
  {
    method: 'GET',
    path: 'payment_intents',
    params: ['created', 'customer', 'limit', 'starting_after'],
    run: ({ desk, form, view }) => {
      const customer = textIn(form, 'customer');
      const all = [...desk.state.intents.values()].filter(
        (intent) => intent.kind === 'payment' && (customer === undefined || intent.customer === customer),
      );
      return page('payment_intents', all.reverse(), form, (intent) => paymentShape(intent, view));
    },
  },
  {
    method: 'GET',
    path: 'payment_intents/:id',
    params: [],
    run: (call) => paymentShape(payment(call), call.view),
  },
  {
    method: 'POST',
    path: 'payment_intents/:id',
    params: ['description'],
    run: (call) => paymentShape(update(payment(call), call.form), call.view),
  },
  {
    method: 'POST',
    path: 'payment_intents/:id/confirm',
    params: ['payment_method', 'return_url', 'off_session', 'error_on_requires_action'],
    run: (call) => paymentShape(confirm(call.desk, payment(call), call.form), call.view),
  },
  {
    method: 'POST',
    path: 'payment_intents/:id/capture',
    params: ['amount_to_capture'],
    run: (call) => paymentShape(capture(call.desk, payment(call), call.form), call.view),
  },
  {
    method: 'POST',
    path: 'payment_intents/:id/cancel',
    params: ['cancellation_reason'],
    run: (call) => paymentShape(cancel(call.desk, payment(call), call.form), call.view),
  },
  {
    method: 'POST',
    path: 'setup_intents',
    params: [...CREATED, 'usage'],
    run: ({ desk, form, view }) => setupShape(confirmed(desk, createSetup(desk, form), form), view),
  },
  { method: 'GET', path: 'setup_intents/:id', params: [], run: (call) => setupShape(setup(call), call.view) },
  {
    method: 'POST',
    path: 'setup_intents/:id/confirm',
    params: ['payment_method', 'return_url'],
    run: (call) => setupShape(confirm(call.desk, setup(call), call.form), call.view),
  },
  {
    method: 'POST',
    path: 'setup_intents/:id/cancel',
    params: ['cancellation_reason'],
    run: (call) => setupShape(cancel(call.desk, setup(call), call.form), call.view),
  },
  {
    method: 'POST',
    path: 'refunds',
    params: ['payment_intent', 'amount', 'reason'],
    run: ({ desk, form }) => refundShape(createRefund(desk, form)),
  },
  {
    method: 'GET',
    path: 'refunds',
    params: ['payment_intent', 'limit', 'starting_after'],
    run: ({ desk, form }) => {
      const of = textIn(form, 'payment_intent');
      const all = [...desk.state.refunds.values()].filter(({ intent }) => of === undefined || intent === of);
      return page('refunds', all.reverse(), form, refundShape);
    },
  },
  {
    method: 'POST',
    path: 'checkout/sessions',
    params: [
      ...['mode', 'allowed_payment_method_types', 'line_items', 'client_reference_id', 'payment_intent_data'],
      ...['customer', 'customer_email', 'success_url', 'cancel_url', 'expires_at'],
    ],
    run: ({ desk, form, view }) => pageShape(createPage(desk, form), view),
  },
  {
    method: 'GET',
    path: 'checkout/sessions/:id',
    params: [],
    run: ({ desk, id, view }) => pageShape(pageNamed(desk, id), view),
  },
  {
    method: 'POST',
    path: 'checkout/sessions/:id/expire',
    params: [],
    run: ({ desk, id, view }) => pageShape(expirePage(desk, pageNamed(desk, id)), view),
  },
  {
    method: 'GET',
    path: 'charges/:id',
    params: [],
    run: ({ desk, id, view }) => {
      const intent = [...desk.state.intents.values()].find(({ charge }) => charge?.id === id);
      if (intent?.charge == null) throw missing('charge', id);
      return chargeShape(intent.charge, intent, view);
    },
  },
  {
    method: 'GET',
    path: 'disputes/:id',
    params: [],
    run: ({ desk, id, view }) => disputeShape(disputeNamed(desk, id), view),
  },
  {
    method: 'POST',
    path: 'disputes/:id/close',
    params: [],
    run: ({ desk, id, view }) => disputeShape(closeDispute(desk, id), view),
  },
];

const confirmed = (desk: Desk, intent: IntentState, form: Form): IntentState =>
  textIn(form, 'confirm') === 'true' ? confirm(desk, intent, form) : intent;

type Named = { readonly id: string };

const page = <Held extends Named>(name: string, all: readonly Held[], form: Form, shape: (held: Held) => object) => {
  const limit = Math.min(Number(textIn(form, 'limit') ?? 10), 100);
  const after = textIn(form, 'starting_after');
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const shown = all.slice(start, start + limit);
  return { object: 'list', data: shown.map(shape), has_more: start + limit < all.length, url: `/v1/${name}` };
};

/** Finds what answers a request; undefined when nothing does. */
export const routeOf = (method: string, path: string): { readonly route: Route; readonly id: string } | undefined => {
  const segments = path.split('/');
  for (const route of ROUTES) {
    const pattern = route.path.split('/');
    const fits =
      route.method === method &&
      pattern.length === segments.length &&
      pattern.every((part, index) => part === ':id' || part === segments[index]);
    if (fits) return { route, id: segments[pattern.indexOf(':id')] ?? '' };
  }
  return undefined;
};

/** Runs a request. Throws Problem for what Stripe would refuse. */
export const run = (route: Route, id: string, desk: Desk, form: Form): object => {
  const stranger = Object.keys(form).find((name) => ![...route.params, ...COMMON].includes(name));
  if (stranger !== undefined) {
    throw malformed('parameter_unknown', `Received unknown parameter: ${stranger}`, stranger);
  }
  const view: View = { state: desk.state, url: desk.url, expand: listIn(form, 'expand') };
  return route.run({ desk, form, id, view });
};
