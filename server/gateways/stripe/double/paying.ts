import type { CardBehaviour, Decline } from './cards.ts';
import { type Desk, newName } from './desk.ts';
import { type Form, metadataAfter, textIn } from './form.ts';
import { invalid, malformed, missing, Problem } from './problem.ts';
import { chargeShape, failureShape, paymentShape, setupShape, type View } from './shapes.ts';
import type { ChargeState, IntentState, MethodState } from './state.ts';
import { customerNamed, methodNamed } from './vault.ts';

/** Payments and checks of cards: made, confirmed, collected, cancelled. */

export const createPayment = (desk: Desk, form: Form): IntentState => {
  const amount = Number(textIn(form, 'amount'));
  const currency = textIn(form, 'currency') ?? '';
  if (!Number.isInteger(amount) || amount < 1)
    throw malformed('parameter_invalid_integer', 'Invalid integer', 'amount');
  if (!/^[a-z]{3}$/.test(currency)) throw malformed('parameter_missing', 'Invalid currency', 'currency');
  if (NOT_OFFERED.has(currency)) throw malformed('parameter_invalid', 'Invalid currency', 'currency');
  if (amount < desk.minimum) throw malformed('amount_too_small', 'Amount must convert to at least 50 cents', 'amount');
  if (amount > 99_999_999) throw malformed('amount_too_large', 'Amount must be no more than 999,999.99', 'amount');
  if (THREE_PLACES.has(currency) && amount % 10 !== 0) {
    throw malformed('parameter_invalid_integer', 'The last digit must be 0', 'amount');
  }
  if (TWO_PLACES_BY_CUSTOM.has(currency) && amount % 100 !== 0) {
    throw malformed('parameter_invalid_integer', 'The last two digits must be 00', 'amount');
  }
  return newIntent(desk, form, { kind: 'payment', amount, currency });
};

const NOT_OFFERED: ReadonlySet<string> = new Set(['lyd', 'iqd', 'irr', 'kpw', 'cup']);
const THREE_PLACES: ReadonlySet<string> = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);
const TWO_PLACES_BY_CUSTOM: ReadonlySet<string> = new Set(['isk', 'ugx']);

export const createSetup = (desk: Desk, form: Form): IntentState =>
  newIntent(desk, form, { kind: 'setup', amount: 0, currency: '' });

const newIntent = (desk: Desk, form: Form, what: Pick<IntentState, 'kind' | 'amount' | 'currency'>): IntentState => {
  const customer = textIn(form, 'customer') ?? null;
  if (customer !== null) customerNamed(desk, customer);
  const id = newName(what.kind === 'payment' ? 'pi' : 'seti');
  const intent: IntentState = {
    ...what,
    id,
    clientSecret: `${id}_secret_${newName('s').slice(2, 14)}`,
    captureMethod: textIn(form, 'capture_method') ?? 'automatic_async',
    customer,
    description: textIn(form, 'description') ?? null,
    setupFutureUsage: textIn(form, what.kind === 'payment' ? 'setup_future_usage' : 'usage') ?? null,
    created: desk.now(),
    status: 'requires_payment_method',
    metadata: metadataAfter({}, form),
    method: null,
    error: null,
    charge: null,
    returnUrl: null,
    canceledAt: null,
    cancellationReason: null,
  };
  desk.state.intents.set(id, intent);
  if (what.kind === 'payment') tell(desk, 'payment_intent.created', intent);
  return intent;
};

export const intentNamed = ({ state }: Desk, id: string, kind: IntentState['kind']): IntentState => {
  const intent = state.intents.get(id);
  if (intent === undefined || intent.kind !== kind) throw missing(`${kind}_intent`, id, 'intent');
  return intent;
};

const viewOf = ({ state, url }: Desk): View => ({ state, url, expand: [] });

const shapeOf = (desk: Desk, intent: IntentState): object =>
  intent.kind === 'payment' ? paymentShape(intent, viewOf(desk)) : setupShape(intent, viewOf(desk));

const tell = (desk: Desk, type: string, intent: IntentState): void => {
  desk.emit(type, shapeOf(desk, intent));
};

const unexpected = (desk: Desk, intent: IntentState, what: string): Problem =>
  invalid(`${intent.kind}_intent_unexpected_state`, `It could not be ${what} because it is ${intent.status}.`, {
    [`${intent.kind}_intent`]: shapeOf(desk, intent),
  });

export const confirm = (desk: Desk, intent: IntentState, form: Form): IntentState => {
  if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
    throw unexpected(desk, intent, 'confirmed');
  }
  const method = methodNamed(desk, textIn(form, 'payment_method') ?? intent.method ?? '');
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalid('payment_method_invalid_parameter', 'The card belongs to another customer.');
  }
  if (method.customer === null && method.isUsed) {
    throw invalid('payment_method_unexpected_state', 'The card was used without a customer and cannot be used again.');
  }
  const isOffSession = textIn(form, 'off_session') === 'true';
  intent.method = method.id;
  intent.returnUrl = textIn(form, 'return_url') ?? null;
  const { behaviour } = method;
  const asks = behaviour.authenticates === 'ALWAYS' || (behaviour.authenticates === 'UNLESS_SET_UP' && !method.isSetUp);
  if (asks && (isOffSession || textIn(form, 'error_on_requires_action') === 'true')) {
    throw failed(desk, intent, method, { code: 'authentication_required', declineCode: 'authentication_required' });
  }
  if (asks) {
    intent.status = 'requires_action';
    if (intent.kind === 'payment') tell(desk, 'payment_intent.requires_action', intent);
    return intent;
  }
  const decline = declineOf(behaviour, isOffSession);
  if (decline !== undefined) throw failed(desk, intent, method, decline);
  return succeed(desk, intent, method);
};

const declineOf = (behaviour: CardBehaviour, isOffSession: boolean): Decline | undefined =>
  behaviour.declined ?? (isOffSession ? behaviour.declinedOffSession : undefined);

/** What the shopper does on the bank's page. Nothing happens when he comes too late. */
export const decide = (desk: Desk, intent: IntentState, decision: 'complete' | 'fail'): void => {
  if (intent.status !== 'requires_action' || intent.method === null) return;
  const method = methodNamed(desk, intent.method);
  const { failsAuthentication = false, declinedWhenConfirmed } = method.behaviour;
  if (decision === 'fail' || failsAuthentication) {
    fail(desk, intent, method, { code: `${intent.kind}_intent_authentication_failure` });
  } else if (declinedWhenConfirmed !== undefined) fail(desk, intent, method, declinedWhenConfirmed);
  else succeed(desk, intent, method);
};

const newCharge = (desk: Desk, intent: IntentState, method: MethodState, failure: Decline | null): ChargeState => ({
  id: newName('ch'),
  intent: intent.id,
  amount: intent.amount,
  currency: intent.currency,
  method: method.id,
  created: desk.now(),
  failure,
  isReviewed: failure === null && method.behaviour.goesToReview === true,
  captured: 0,
  isCaptured: false,
  refunded: 0,
  isDisputed: false,
});

const succeed = (desk: Desk, intent: IntentState, method: MethodState): IntentState => {
  intent.error = null;
  method.isUsed = true;
  if (intent.customer !== null && intent.setupFutureUsage === 'off_session') {
    method.customer = intent.customer;
    method.isSetUp = true;
  }
  if (intent.kind === 'setup') {
    intent.status = 'succeeded';
    return intent;
  }
  intent.charge = newCharge(desk, intent, method, null);
  if (intent.captureMethod === 'manual') {
    intent.status = 'requires_capture';
    tell(desk, 'payment_intent.amount_capturable_updated', intent);
    return intent;
  }
  return collect(desk, intent, intent.charge, intent.amount);
};

const fail = (desk: Desk, intent: IntentState, method: MethodState, decline: Decline): void => {
  intent.status = 'requires_payment_method';
  intent.error = decline;
  if (intent.kind === 'setup') return;
  intent.charge = newCharge(desk, intent, method, decline);
  tell(desk, 'payment_intent.payment_failed', intent);
};

const failed = (desk: Desk, intent: IntentState, method: MethodState, decline: Decline): Problem => {
  fail(desk, intent, method, decline);
  return new Problem(402, {
    ...failureShape(decline),
    [`${intent.kind}_intent`]: shapeOf(desk, intent),
  });
};

const collect = (desk: Desk, intent: IntentState, charge: ChargeState, amount: number): IntentState => {
  charge.captured = amount;
  charge.isCaptured = true;
  intent.status = 'succeeded';
  desk.emit('charge.captured', chargeShape(charge, intent, viewOf(desk)));
  tell(desk, 'payment_intent.succeeded', intent);
  return intent;
};

export const capture = (desk: Desk, intent: IntentState, form: Form): IntentState => {
  const { charge } = intent;
  if (intent.status !== 'requires_capture' || charge === null) throw unexpected(desk, intent, 'captured');
  const amount = Number(textIn(form, 'amount_to_capture') ?? charge.amount);
  if (!Number.isInteger(amount) || amount < 1 || amount > charge.amount) {
    throw invalid('amount_too_large', 'More than can be captured', { param: 'amount_to_capture' });
  }
  intent.metadata = metadataAfter(intent.metadata, form);
  return collect(desk, intent, charge, amount);
};

export const cancel = (desk: Desk, intent: IntentState, form: Form): IntentState => {
  if (['succeeded', 'canceled', 'processing'].includes(intent.status)) throw unexpected(desk, intent, 'canceled');
  intent.status = 'canceled';
  intent.canceledAt = desk.now();
  intent.cancellationReason = textIn(form, 'cancellation_reason') ?? null;
  if (intent.kind === 'payment') tell(desk, 'payment_intent.canceled', intent);
  return intent;
};

export const update = (intent: IntentState, form: Form): IntentState => {
  intent.metadata = metadataAfter(intent.metadata, form);
  return intent;
};
