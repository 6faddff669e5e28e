import { refuse } from '../../api/errors.ts';
import { GatewayUnreachable, type PaymentMethod, type StatusOutcome } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import { gatewayNameOf } from '../accounts/index.ts';
import type { Call } from '../method.ts';
import {
  EXPRESS_LIFE_MS,
  type ExpressCheckout,
  findExpressCheckout,
  insertExpressCheckout,
  listExpressCheckouts,
  newExpressToken,
  PAYMENT_GATEWAY_UNAVAILABLE,
} from '../payments/index.ts';
import { authoriseKey } from './keys.ts';
import type { Means, Payable } from './means.ts';
import {
  ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID,
  PAYMENT_METHOD_EMPTY,
  PAYMENT_METHOD_INVALID,
} from './payment-errors.ts';
import type { PaymentPlan, ShopAddresses } from './rules/payment/plan.ts';

/*
 * PayPal Express: the shopper approves an amount before there is an order. The authorisation is begun under the id of the
 * attempt to pay, and with the number of the order, that will take it; so once the order is there, it is like any other.
 */

type ExpressPlan = Extract<PaymentPlan, { kind: 'EXPRESS' }>;

const paypal = (email: string | null): PaymentMethod => ({ kind: 'REDIRECT', method: 'PAYPAL', bankCode: null, email });

/** What the shopper is to approve. */
export type ExpressWish = {
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly email: string | null;
  readonly countryCode: string | null;
  readonly browser: ShopAddresses;
};

/**
 * Begins an authorisation without an order and answers the page on which the shopper approves it. Whoever comes back
 * from there brings the checkout's token along, in the query of the return address.
 */
export const beginExpress = async (call: Call, wish: ExpressWish): Promise<string> => {
  const { merchant, now, parts } = call;
  const token = newExpressToken();
  const email = wish.email?.trim().toLowerCase() || null;
  const checkout: ExpressCheckout = {
    merchant_id: merchant.id,
    payment_id: newId(),
    ref_no: await parts.numbers.next(merchant.id, 'order'),
    gateway: gatewayNameOf(merchant, false),
    email,
    amount_minor: wish.amountMinor,
    currency: wish.currency,
    state: 'OPEN',
    created_at: now,
    expires_at: new Date(now.getTime() + EXPRESS_LIFE_MS),
  };
  await insertExpressCheckout(call.db, checkout, token);
  const outcome = await answered(() =>
    parts.gateways.named(checkout.gateway).authorise({
      merchantId: merchant.id,
      idempotencyKey: authoriseKey(checkout),
      at: now,
      amountMinor: checkout.amount_minor,
      currency: checkout.currency,
      orderReference: String(checkout.ref_no),
      testOrder: false,
      offSession: false,
      keepCard: true,
      paymentMethod: paypal(email),
      shopper: { countryCode: wish.countryCode, ip: null },
      browser: {
        returnUrl: withToken(wish.browser.returnUrl, token),
        cancelUrl: withToken(wish.browser.cancelUrl, token),
        challengeBaseUrl: parts.publicUrl,
      },
    }),
  );
  return outcome.outcome === 'REDIRECT' ? outcome.href : refuse(PAYMENT_GATEWAY_UNAVAILABLE);
};

/** Added to the text of the address, which stays as the shop wrote it. */
const withToken = (address: string, token: string): string => {
  const [whole = '', ...fragment] = address.split('#');
  const query = `${whole.includes('?') ? '&' : '?'}token=${encodeURIComponent(token)}`;
  return [`${whole}${query}`, ...fragment].join('#');
};

/**
 * By what an order of type PAYPAL_EXPRESS is paid: the checkout that its token names, or the newest one of the same
 * shopper and amount that was approved. Without any, the shopper is sent to the page after the order.
 */
export const expressMeans = async (
  call: Call,
  plan: ExpressPlan,
  order: Payable,
): Promise<{ readonly method: PaymentMethod; readonly facts: Partial<Means> }> => {
  const email = plan.email ?? order.email;
  const checkout =
    plan.token === null ? await approvedOne(call, email, order) : await namedOne(call, plan.token, order);
  if (checkout === undefined) {
    if (plan.browser === null) refuse(PAYMENT_METHOD_EMPTY.ReturnURL);
    return { method: paypal(email), facts: {} };
  }
  return {
    method: paypal(email),
    facts: {
      gateway: checkout.gateway,
      takes: { kind: 'EXPRESS', paymentId: checkout.payment_id },
      begun: { paymentId: checkout.payment_id, refNo: checkout.ref_no },
    },
  };
};

const namedOne = async (call: Call, token: string, order: Payable): Promise<ExpressCheckout> => {
  const checkout = await findExpressCheckout(call.db, call.merchant.id, token, call.now);
  if (checkout === undefined) return refuse(PAYMENT_METHOD_INVALID.Token);
  if (checkout.amount_minor !== order.amountMinor || checkout.currency !== order.currency) {
    refuse(ORDER_PAYMENT_EXPRESS_AMOUNT_INVALID);
  }
  return checkout;
};

const approvedOne = async (
  call: Call,
  email: string | null,
  { amountMinor, currency }: Payable,
): Promise<ExpressCheckout | undefined> => {
  if (email === null) return undefined;
  const found = await listExpressCheckouts(call.db, call.merchant.id, { email, amountMinor, currency }, call.now);
  for (const checkout of found) {
    const outcome = await answered(() =>
      call.parts.gateways.named(checkout.gateway).statusOf({
        merchantId: call.merchant.id,
        idempotencyKey: authoriseKey(checkout),
        at: call.now,
      }),
    );
    if (outcome.outcome === 'APPROVED') return checkout;
  }
  return undefined;
};

/** Without an answer nothing is begun here: the caller tries again. */
const answered = async <Outcome extends StatusOutcome>(ask: () => Promise<Outcome>): Promise<Outcome> => {
  try {
    return await ask();
  } catch (error) {
    return error instanceof GatewayUnreachable ? refuse(PAYMENT_GATEWAY_UNAVAILABLE) : Promise.reject(error);
  }
};
