import type { CardFacts, StatusOutcome } from '../../../gateways/port.ts';

export type PaymentState =
  | 'REQUESTED'
  | 'CHALLENGED'
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
  readonly declineReason: string | null;
};

/** What is kept of a card: nothing that could pay. */
export type CardOnRecord = {
  readonly brand: string;
  readonly firstDigits: string;
  readonly lastDigits: string;
  readonly expirationMonth: string;
  readonly expirationYear: string;
  /** Absent when the answer came too late to be asked for. */
  readonly holderName?: string;
};

export type Challenge = { readonly href: string; readonly params: Readonly<Record<string, string>> };

const NOTHING: Settlement = {
  state: 'REQUESTED',
  orderStatus: null,
  gatewayReference: null,
  token: null,
  card: null,
  challenge: null,
  declineReason: null,
};

/** Reason of an attempt that never reached the gateway: nothing was reserved, and the card data is gone. */
export const NOT_ATTEMPTED = 'NOT_ATTEMPTED';

/**
 * An approval goes on to CAPTURING, which is the intent to collect, unless the fraud check holds it back. A gateway
 * that knows nothing of the attempt never got it.
 */
export const settlementOf = (outcome: StatusOutcome, holderName?: string): Settlement => {
  const named = (card: CardFacts): CardOnRecord => (holderName === undefined ? card : { ...card, holderName });
  switch (outcome.outcome) {
    case 'APPROVED':
      return {
        ...NOTHING,
        state: outcome.review === 'HOLD' ? 'AUTHORISED' : 'CAPTURING',
        orderStatus: 'AUTHRECEIVED',
        gatewayReference: outcome.gatewayReference,
        token: outcome.token,
        card: named(outcome.card),
      };
    case 'CHALLENGE':
      return {
        ...NOTHING,
        state: 'CHALLENGED',
        card: named(outcome.card),
        challenge: { href: outcome.href, params: outcome.params },
      };
    case 'DECLINED':
      return { ...NOTHING, state: 'DECLINED', declineReason: outcome.reason };
    case 'UNKNOWN':
      return { ...NOTHING, state: 'DECLINED', declineReason: NOT_ATTEMPTED };
    default:
      throw new Error(`The gateway answered ${outcome.outcome} to an authorisation.`);
  }
};
