import type Stripe from 'stripe';
import type { CardFacts } from '../cards.ts';
import { parseCardBrand } from '../cards.ts';
import { brandOf } from './card-check.ts';
import type { ErrorFacts } from './decline-codes.ts';

/**
 * What this adapter reads of a payment at Stripe, of a check of a card, which is a payment of nothing, or of a page on
 * which a shopper pays. The status is Stripe's of the payment; a page that waits is `open`, one that is over `canceled`.
 */
export type Intent = {
  readonly id: string;
  /** The payment that moves money: itself, or the one that was made on a page; null while there is none. */
  readonly paymentId: string | null;
  readonly status: string;
  /** Of the last try to pay; null when none failed. */
  readonly error: ErrorFacts | null;
  /** Where the shopper is to confirm, or to pay. */
  readonly redirectUrl: string | null;
  /** Whether money was reserved, or a card checked, whatever became of it later. */
  readonly wasAuthorised: boolean;
  /** Ended by this adapter because nobody finished it; whatever was reserved at the last moment was let go. */
  readonly isAbandoned: boolean;
  /** A person is to look at it before goods are delivered. */
  readonly isHeld: boolean;
  readonly card: CardFacts | null;
  readonly paymentMethodId: string | null;
  /** The card belongs to this customer, so it can pay again. */
  readonly customerId: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** Upper-case; null where no money is asked for. */
  readonly currency: string | null;
  /** In Stripe's count. */
  readonly amount: number;
  readonly amountCapturable: number;
  readonly amountReceived: number;
};

/** Members of a payment that are asked for in full, wherever one is answered. */
export const EXPAND_PAYMENT = ['latest_charge', 'payment_method'];
/** The same of a check. */
export const EXPAND_CHECK = ['payment_method'];

export const intentOfPayment = (payment: Stripe.PaymentIntent): Intent => {
  const charge = typeof payment.latest_charge === 'object' ? payment.latest_charge : null;
  const method = typeof payment.payment_method === 'object' ? payment.payment_method : null;
  return {
    ...commonOf(payment),
    paymentId: payment.id,
    error: errorOf(payment.last_payment_error),
    wasAuthorised: charge?.status === 'succeeded',
    isHeld: charge?.outcome?.type === 'manual_review',
    card: cardOf(charge?.payment_method_details?.card ?? method?.card, payment.metadata),
    currency: payment.currency.toUpperCase(),
    amount: payment.amount,
    amountCapturable: payment.amount_capturable,
    amountReceived: payment.amount_received,
  };
};

export const intentOfCheck = (check: Stripe.SetupIntent): Intent => {
  const method = typeof check.payment_method === 'object' ? check.payment_method : null;
  return {
    ...commonOf(check),
    paymentId: null,
    error: errorOf(check.last_setup_error),
    wasAuthorised: check.status === 'succeeded',
    isHeld: false,
    card: cardOf(method?.card, check.metadata ?? {}),
    currency: null,
    amount: 0,
    amountCapturable: 0,
    amountReceived: 0,
  };
};

/** Members of a page that are asked for in full. */
export const EXPAND_PAGE = ['payment_intent', 'payment_intent.latest_charge', 'payment_intent.payment_method'];

export const intentOfPage = (page: Stripe.Checkout.Session): Intent => {
  const payment = typeof page.payment_intent === 'object' ? page.payment_intent : null;
  const labels = page.metadata ?? {};
  if (page.status === 'complete' && payment !== null) {
    const paid = intentOfPayment(payment);
    return { ...paid, id: page.id, metadata: { ...labels, ...paid.metadata } };
  }
  return {
    id: page.id,
    paymentId: null,
    status: page.status === 'open' ? 'open' : 'canceled',
    // Cards that were declined on the page are between the shopper and the page: he may try others.
    error: null,
    isAbandoned: false,
    redirectUrl: page.url,
    wasAuthorised: false,
    isHeld: false,
    card: null,
    paymentMethodId: null,
    customerId: null,
    metadata: labels,
    currency: page.currency?.toUpperCase() ?? null,
    amount: page.amount_total ?? 0,
    amountCapturable: 0,
    amountReceived: 0,
  };
};

/** Whether a reference names a page on which the shopper pays. */
export const isPageReference = (reference: string): boolean => /^cs_\w+$/.test(reference);

/** Whether a reference names a check, which moves no money. */
export const isCheckReference = (reference: string): boolean => /^seti_\w+$/.test(reference);
export const isPaymentReference = (reference: string): boolean => /^pi_\w+$/.test(reference);

/** Why this adapter cancels what nobody finished; what was given up by a void is cancelled without a reason. */
export const ABANDONED = 'abandoned';

const commonOf = (intent: Stripe.PaymentIntent | Stripe.SetupIntent) => ({
  id: intent.id,
  status: intent.status,
  isAbandoned: intent.cancellation_reason === ABANDONED,
  redirectUrl: intent.next_action?.redirect_to_url?.url ?? null,
  paymentMethodId: idOf(intent.payment_method),
  customerId: idOf(intent.customer),
  metadata: intent.metadata ?? {},
});

/** The name of something that Stripe answers by name or in full. */
export const idOf = (named: string | { readonly id: string } | null): string | null =>
  named === null || typeof named === 'string' ? named : named.id;

type GivenError = { readonly code?: string; readonly decline_code?: string; readonly advice_code?: string } | null;

const errorOf = (error: GivenError): ErrorFacts | null =>
  error && {
    code: error.code ?? null,
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
  };

/** A card as Stripe tells of it. */
export type GivenCard = {
  readonly brand: string | null;
  readonly last4: string | null;
  readonly exp_month: number;
  readonly exp_year: number;
  /** The first digits, which Stripe tells to some accounts only. */
  readonly iin?: string | null;
};

/** What was noted of a card by this adapter: Stripe does not tell everything of it later. */
export const cardNotes = ({ brand, firstDigits }: Pick<CardFacts, 'brand' | 'firstDigits'>) => ({
  card_brand: brand,
  card_first_digits: firstDigits,
});

/** A card by what was noted and what Stripe tells; null when its brand has no name in the API. */
export const cardOf = (
  card: GivenCard | null | undefined,
  notes: Readonly<Record<string, string>> | null,
): CardFacts | null => {
  if (card === null || card === undefined) return null;
  const brand = parseCardBrand(notes?.['card_brand'] ?? '') ?? brandOf(card.brand);
  if (brand === null) return null;
  return {
    brand,
    firstDigits: notes?.['card_first_digits'] ?? card.iin?.slice(0, 4) ?? '',
    lastDigits: card.last4 ?? '',
    expirationMonth: String(card.exp_month).padStart(2, '0'),
    expirationYear: String(card.exp_year % 100).padStart(2, '0'),
  };
};
