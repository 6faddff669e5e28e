import { behaviourOf, stripeBrandOf } from './cards.ts';
import { type Desk, newName } from './desk.ts';
import { type Form, formIn, metadataAfter, textIn } from './form.ts';
import { malformed, missing, Problem } from './problem.ts';
import type { CustomerState, MethodState } from './state.ts';

/** Cards and customers. */

/** Tokens as Stripe.js makes them: the part after `tok_` or `pm_card_` names a number. Each is used once. */
const TOKENS: Readonly<Record<string, string>> = {
  tok_visa: '4242424242424242',
  tok_mastercard: '5555555555554444',
  tok_chargeDeclined: '4000000000000002',
};

export const createMethod = (desk: Desk, form: Form): MethodState => {
  if (textIn(form, 'type') !== 'card') throw malformed('parameter_missing', 'Missing required param: type.', 'type');
  const card = formIn(form, 'card');
  const token = textIn(card, 'token');
  const number = token === undefined ? textIn(card, 'number') : numberOf(token);
  if (number === undefined) throw malformed('parameter_missing', 'Missing required param: card[number].', 'card');
  const behaviour = behaviourOf(number);
  if (behaviour.rejected !== undefined || !/^\d{12,19}$/.test(number)) {
    throw new Problem(402, { type: 'card_error', code: 'incorrect_number', message: 'Your card number is incorrect.' });
  }
  const expYear = Number(textIn(card, 'exp_year') ?? new Date(desk.now() * 1000).getUTCFullYear() + 3);
  const method: MethodState = {
    id: newName('pm'),
    brand: stripeBrandOf(number),
    last4: number.slice(-4),
    firstSix: desk.tellsIin ? number.slice(0, 6) : null,
    expMonth: Number(textIn(card, 'exp_month') ?? 12),
    expYear,
    name: textIn(formIn(form, 'billing_details'), 'name') ?? null,
    behaviour,
    created: desk.now(),
    metadata: metadataAfter({}, form),
    customer: null,
    isUsed: false,
    isSetUp: false,
  };
  desk.state.methods.set(method.id, method);
  return method;
};

const numberOf = (token: string): string => {
  const number = TOKENS[token];
  if (number === undefined) throw missing('token', token, 'card[token]');
  return number;
};

export const methodNamed = ({ state }: Desk, id: string, param = 'payment_method'): MethodState => {
  const method = state.methods.get(id);
  if (method === undefined) throw missing('PaymentMethod', id, param);
  return method;
};

export const createCustomer = (desk: Desk, form: Form): CustomerState => {
  const customer = { id: newName('cus'), created: desk.now(), metadata: metadataAfter({}, form) };
  desk.state.customers.set(customer.id, customer);
  return customer;
};

export const customerNamed = ({ state }: Desk, id: string, param = 'customer'): CustomerState => {
  const customer = state.customers.get(id);
  if (customer === undefined) throw missing('customer', id, param);
  return customer;
};
