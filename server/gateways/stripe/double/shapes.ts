import type Stripe from 'stripe';
import type { Decline } from './cards.ts';
import type {
  AccountState,
  ChargeState,
  CustomerState,
  DisputeState,
  IntentState,
  MethodState,
  PageState,
  RefundState,
} from './state.ts';

/** The objects of Stripe's API, as its published types want them, from what the double remembers. */

/** How objects are answered: in full where they were asked for so, by name elsewhere. */
export type View = {
  readonly state: AccountState;
  /** Address of the double, for pages that shoppers are sent to. */
  readonly url: string;
  readonly expand: readonly string[];
};

export const methodShape = (method: MethodState, view: View): Stripe.PaymentMethod => ({
  id: method.id,
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: { address: null, email: null, name: method.name, phone: null, tax_id: null },
  card: {
    brand: method.brand,
    checks: null,
    country: 'US',
    display_brand: method.brand,
    exp_month: method.expMonth,
    exp_year: method.expYear,
    fingerprint: null,
    funding: 'credit',
    generated_from: null,
    ...(method.firstSix !== null && { iin: method.firstSix }),
    last4: method.last4,
    networks: { available: [method.brand], preferred: null },
    regulated_status: 'unregulated',
    three_d_secure_usage: { supported: true },
    wallet: null,
  },
  created: method.created,
  customer: wholeCustomer(view, method.customer),
  customer_account: null,
  livemode: false,
  metadata: method.metadata,
  type: 'card',
});

const wholeCustomer = (view: View, id: string | null): string | Stripe.Customer | null => {
  const customer = id === null ? undefined : view.state.customers.get(id);
  return customer !== undefined && view.expand.includes('customer') ? customerShape(customer) : id;
};

export const customerShape = ({ id, created, metadata }: CustomerState): Stripe.Customer => ({
  id,
  object: 'customer',
  balance: 0,
  created,
  default_source: null,
  description: null,
  email: null,
  invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
  livemode: false,
  metadata,
  shipping: null,
});

const wholeMethod = (view: View, id: string | null): string | Stripe.PaymentMethod | null => {
  const method = id === null ? undefined : view.state.methods.get(id);
  return method !== undefined && view.expand.includes('payment_method') ? methodShape(method, view) : id;
};

export const paymentShape = (intent: IntentState, view: View): Stripe.PaymentIntent => {
  const { charge } = intent;
  const isCapturable = intent.status === 'requires_capture';
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: ['card'],
    amount: intent.amount,
    amount_capturable: isCapturable ? intent.amount : 0,
    amount_received: charge?.captured ?? 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: intent.canceledAt,
    cancellation_reason: intent.cancellationReason,
    capture_method: intent.captureMethod,
    client_secret: intent.clientSecret,
    confirmation_method: 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: intent.customer,
    customer_account: null,
    description: intent.description,
    excluded_payment_method_types: null,
    last_payment_error: errorShape(intent, view),
    latest_charge: charge && (view.expand.includes('latest_charge') ? chargeShape(charge, intent, view) : charge.id),
    livemode: false,
    managed_payments: null,
    metadata: intent.metadata,
    next_action: nextActionOf(intent, view),
    on_behalf_of: null,
    payment_method: wholeMethod(view, intent.method),
    payment_method_configuration_details: null,
    payment_method_options: null,
    payment_method_types: ['card'],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: charge?.isReviewed === true ? `prv_${charge.id.slice(3)}` : null,
    setup_future_usage: intent.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
};

export const setupShape = (intent: IntentState, view: View): Stripe.SetupIntent => ({
  id: intent.id,
  object: 'setup_intent',
  allowed_payment_method_types: ['card'],
  application: null,
  automatic_payment_methods: null,
  cancellation_reason: intent.cancellationReason,
  client_secret: intent.clientSecret,
  created: intent.created,
  customer: intent.customer,
  description: intent.description,
  excluded_payment_method_types: null,
  last_setup_error: errorShape(intent, view),
  latest_attempt: null,
  livemode: false,
  mandate: null,
  metadata: intent.metadata,
  next_action: nextActionOf(intent, view),
  on_behalf_of: null,
  payment_method: wholeMethod(view, intent.method),
  payment_method_configuration_details: null,
  payment_method_options: null,
  payment_method_types: ['card'],
  single_use_mandate: null,
  status: intent.status,
  usage: intent.setupFutureUsage ?? 'off_session',
});

/** Where the shopper confirms. */
export const confirmationPath = ({ id, clientSecret }: Pick<IntentState, 'id' | 'clientSecret'>): string =>
  `/pages/confirm/${id}/${clientSecret}`;

const nextActionOf = (intent: IntentState, { url }: View) =>
  intent.status === 'requires_action'
    ? {
        type: 'redirect_to_url',
        redirect_to_url: { return_url: intent.returnUrl, url: url + confirmationPath(intent) },
      }
    : null;

/** The failure that is told in an answer, and kept with the payment. */
export const failureShape = (decline: Decline) => ({
  type: 'card_error' as const,
  code: decline.code,
  ...(decline.declineCode !== undefined && { decline_code: decline.declineCode }),
  ...(decline.adviceCode !== undefined && { advice_code: decline.adviceCode }),
  message: 'The card was declined.',
});

const errorShape = ({ error, method }: IntentState, view: View) => {
  if (error === null) return null;
  const known = method === null ? undefined : view.state.methods.get(method);
  return { ...failureShape(error), ...(known !== undefined && { payment_method: methodShape(known, view) }) };
};

export const chargeShape = (charge: ChargeState, intent: IntentState, view: View): Stripe.Charge => {
  const method = view.state.methods.get(charge.method);
  const failed = charge.failure !== null;
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: charge.captured,
    // What was reserved and not collected went back too.
    amount_refunded: charge.refunded + uncollected(charge, intent),
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: { address: null, email: null, name: method?.name ?? null, phone: null, tax_id: null },
    calculated_statement_descriptor: null,
    captured: charge.isCaptured,
    created: charge.created,
    currency: charge.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: charge.isDisputed,
    failure_balance_transaction: null,
    failure_code: charge.failure?.code ?? null,
    failure_message: failed ? 'The card was declined.' : null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: failed ? 'declined_by_network' : 'approved_by_network',
      reason: charge.isReviewed ? 'elevated_risk_level' : (charge.failure?.declineCode ?? null),
      risk_level: charge.isReviewed ? 'elevated' : 'normal',
      seller_message: null,
      type: failed ? 'issuer_declined' : charge.isReviewed ? 'manual_review' : 'authorized',
    },
    paid: !failed,
    payment_intent: intent.id,
    payment_method: charge.method,
    payment_method_details: method === undefined ? null : { type: 'card', card: chargedCard(method, charge) },
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: charge.refunded === charge.amount,
    review: charge.isReviewed ? `prv_${charge.id.slice(3)}` : null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: failed ? 'failed' : 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
};

const uncollected = ({ amount, captured, isCaptured }: ChargeState, { status }: IntentState): number =>
  isCaptured || status === 'canceled' ? amount - captured : 0;

const chargedCard = (method: MethodState, charge: ChargeState): Stripe.Charge.PaymentMethodDetails.Card => ({
  amount_authorized: charge.amount,
  authorization_code: null,
  brand: method.brand,
  checks: null,
  country: 'US',
  electronic_commerce_indicator: null,
  exp_month: method.expMonth,
  exp_year: method.expYear,
  fingerprint: null,
  funding: 'credit',
  ...(method.firstSix !== null && { iin: method.firstSix }),
  installments: null,
  last4: method.last4,
  mandate: null,
  network: method.brand,
  network_transaction_id: null,
  regulated_status: 'unregulated',
  three_d_secure: null,
  transaction_link_id: null,
  wallet: null,
});

export const refundShape = (refund: RefundState): Stripe.Refund => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  balance_transaction: null,
  charge: refund.charge,
  created: refund.created,
  currency: refund.currency,
  customer: null,
  customer_account: null,
  metadata: refund.metadata,
  payment_intent: refund.intent,
  payment_method: null,
  reason: null,
  receipt_number: null,
  source_transfer_reversal: null,
  status: refund.status,
  transfer_reversal: null,
});

/** Most of what shops may want of a page is left out. */
type PageShape = Pick<
  Stripe.Checkout.Session,
  | (
      | 'id'
      | 'object'
      | 'amount_subtotal'
      | 'amount_total'
      | 'cancel_url'
      | 'client_reference_id'
      | 'created'
      | 'currency'
    )
  | ('customer' | 'customer_email' | 'expires_at' | 'livemode' | 'metadata' | 'mode' | 'payment_intent')
  | ('payment_method_types' | 'payment_status' | 'status' | 'success_url' | 'url')
>;

const DAY = 86_400;

export const pagePath = ({ id, secret }: Pick<PageState, 'id' | 'secret'>): string => `/pages/pay/${id}/${secret}`;

export const pageShape = (page: PageState, view: View): PageShape => {
  const intent = page.intent === null ? undefined : view.state.intents.get(page.intent);
  const prefix = 'payment_intent.';
  const inner = view.expand.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
  const isWhole = view.expand.some((path) => path.startsWith('payment_intent'));
  return {
    id: page.id,
    object: 'checkout.session',
    amount_subtotal: page.amount,
    amount_total: page.amount,
    cancel_url: page.cancelUrl,
    client_reference_id: page.reference,
    created: page.created,
    currency: page.currency,
    customer: page.customer,
    customer_email: page.email,
    expires_at: page.created + DAY,
    livemode: false,
    metadata: page.metadata,
    mode: 'payment',
    payment_intent: intent !== undefined && isWhole ? paymentShape(intent, { ...view, expand: inner }) : page.intent,
    payment_method_types: ['card'],
    payment_status: intent?.status === 'succeeded' ? 'paid' : 'unpaid',
    status: page.status,
    success_url: page.successUrl,
    url: page.status === 'open' ? view.url + pagePath(page) : null,
  };
};

/** Evidence is left out: nothing is handed in through this adapter. */
export type DisputeShape = Omit<Stripe.Dispute, 'evidence' | 'evidence_details'>;

export const disputeShape = (dispute: DisputeState, view: View): DisputeShape => {
  const intent = view.state.intents.get(dispute.intent);
  return {
    id: dispute.id,
    object: 'dispute',
    amount: dispute.amount,
    balance_transactions: [],
    charge: dispute.charge,
    created: dispute.created,
    currency: dispute.currency,
    enhanced_eligibility_types: [],
    intended_submission_method: null,
    is_charge_refundable: dispute.status.startsWith('warning'),
    livemode: false,
    metadata: {},
    payment_intent:
      intent !== undefined && view.expand.includes('payment_intent')
        ? paymentShape(intent, { ...view, expand: [] })
        : dispute.intent,
    reason: dispute.reason,
    status: dispute.status,
  };
};
