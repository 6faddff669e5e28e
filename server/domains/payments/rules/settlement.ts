import type { CardFacts, PaymentInstructions, StatusOutcome } from '../../../gateways/port.ts';

export type PaymentState =
  | 'REQUESTED'
  | 'CHALLENGED'
  | 'AWAITING'
  | 'AUTHORISED'
  | 'CAPTURING'
  | 'CAPTURED'
  | 'DECLINED'
  | 'VOIDING'
  | 'VOIDED';

/** What a gateway's answer to an authorisation means for the payment and its order. */
export type Settlement = {
  readonly state: PaymentState;
  /** null: the order stays as it is. */
  readonly orderStatus: 'AUTHRECEIVED' | null;
  readonly gatewayReference: string | null;
  readonly token: string | null;
  readonly card: CardOnRecord | null;
  readonly challenge: Challenge | null;
  /** What the shopper has to know to pay; null: as it was. */
  readonly instructions: PaymentInstructions | null;
  readonly declineReason: string | null;
  /** States from which the payment may come to this one. */
  readonly from: readonly PaymentState[];
};

/** What is kept of a card or a bank account: nothing that could pay. */
export type CardOnRecord = {
  /** Lower case of a card; SEPA or ACH of a bank account, which has its last digits alone. */
  readonly brand: string;
  readonly firstDigits: string;
  readonly lastDigits: string;
  readonly expirationMonth: string;
  readonly expirationYear: string;
  /** Absent when the answer came too late to be asked for. */
  readonly holderName?: string;
};

/** Where the shopper has to go before the payment is decided. */
export type Challenge =
  /** To the bank, by an address and what is added to it as query. */
  | { readonly href: string; readonly params: Readonly<Record<string, string>> }
  /** To a page of the provider; instants are ISO texts, since this is kept as JSON. */
  | { readonly page: string; readonly expiresAt: string; readonly returnUrl: string; readonly cancelUrl: string };

/** What the answers of a gateway do not tell. */
export type Known = {
  readonly holderName?: string | undefined;
  /** Where the shop wants the shopper back. */
  readonly browser?: { readonly returnUrl: string; readonly cancelUrl: string } | null | undefined;
};

const OPEN: readonly PaymentState[] = ['REQUESTED', 'CHALLENGED', 'AWAITING'];

const NOTHING: Settlement = {
  state: 'REQUESTED',
  orderStatus: null,
  gatewayReference: null,
  token: null,
  card: null,
  challenge: null,
  instructions: null,
  declineReason: null,
  from: OPEN,
};

/** Reason of an attempt that never reached the gateway: nothing was reserved, and the card data is gone. */
export const NOT_ATTEMPTED = 'NOT_ATTEMPTED';

/**
 * An approval goes on to CAPTURING, which is the intent to collect, unless the fraud check holds it back. It counts even
 * after a decline: money that the gateway has must not be lost, and an attempt that seemed never to have arrived may
 * have been late. A gateway that knows nothing of the attempt never got it.
 */
export const settlementOf = (outcome: StatusOutcome, { holderName, browser }: Known = {}): Settlement => {
  const named = (card: CardFacts): CardOnRecord => (holderName === undefined ? card : { ...card, holderName });
  switch (outcome.outcome) {
    case 'APPROVED':
      return {
        ...NOTHING,
        state: outcome.review === 'HOLD' ? 'AUTHORISED' : 'CAPTURING',
        orderStatus: 'AUTHRECEIVED',
        gatewayReference: outcome.gatewayReference,
        token: outcome.token,
        card: outcome.card && named(outcome.card),
        from: [...OPEN, 'DECLINED'],
      };
    case 'CHALLENGE':
      return {
        ...NOTHING,
        state: 'CHALLENGED',
        card: named(outcome.card),
        challenge: { href: outcome.href, params: outcome.params },
      };
    case 'REDIRECT':
      return {
        ...NOTHING,
        state: 'CHALLENGED',
        gatewayReference: outcome.gatewayReference,
        challenge: {
          page: outcome.href,
          expiresAt: outcome.expiresAt.toISOString(),
          returnUrl: browser?.returnUrl ?? '',
          cancelUrl: browser?.cancelUrl ?? '',
        },
      };
    case 'AWAITING':
      return {
        ...NOTHING,
        state: 'AWAITING',
        gatewayReference: outcome.gatewayReference,
        instructions: outcome.instructions,
      };
    case 'DECLINED':
      return { ...NOTHING, state: 'DECLINED', declineReason: outcome.reason };
    case 'UNKNOWN':
      return { ...NOTHING, state: 'DECLINED', declineReason: NOT_ATTEMPTED };
    default:
      throw new Error(`The gateway answered ${outcome.outcome} to an authorisation.`);
  }
};

/** Whether an answer only repeats what is known: the shopper, or his money, is still waited for. */
export const isStillOpen = (state: PaymentState, outcome: StatusOutcome): boolean =>
  (state === 'CHALLENGED' && (outcome.outcome === 'CHALLENGE' || outcome.outcome === 'REDIRECT')) ||
  (state === 'AWAITING' && outcome.outcome === 'AWAITING');
