import type { CardDetails, CardFacts } from './cards.ts';
import type { Declined } from './declines.ts';

export { type CardBrand, type CardDetails, type CardFacts, parseCardBrand } from './cards.ts';
export { DECLINES, type Declined, type DeclineReason, isDeclineReason } from './declines.ts';

/**
 * A payment gateway as the domains see it. The promises that every adapter keeps stand in README.md and are proved by
 * port-suite.ts.
 *
 * A method rejects with `GatewayUnreachable` when the outcome is not known: the caller asks `statusOf` later and never
 * guesses. It rejects with `IdempotencyKeyReused` when a key comes back with another request: that is a bug of the caller.
 * Refusals are answers, not rejections.
 */
export type Gateway = {
  /** Reserves an amount on a card. Nothing is collected before `capture`. */
  authorise(request: AuthoriseRequest): Promise<AuthoriseOutcome>;
  /** Collects at most the reserved amount, once; what was not collected is released. */
  capture(request: MovementRequest): Promise<MovementOutcome>;
  /** Gives up an authorisation of which nothing was captured. */
  voidAuthorisation(request: VoidRequest): Promise<MovementOutcome>;
  /** Gives captured money back; several times, in sum never more than was captured. */
  refund(request: MovementRequest): Promise<MovementOutcome>;
  /**
   * Puts a card into the gateway's vault and answers a token that pays later. No money is asked for, so an unknown
   * outcome is resolved by calling again with the same key, and `statusOf` does not know it.
   */
  tokenise(request: TokeniseRequest): Promise<TokeniseOutcome>;
  /**
   * What became of the call with this key: its answer, or UNKNOWN when it never arrived (the call may then be made
   * again with the same key). Also the step after 3-D Secure: once the shopper has decided, or the time for it is over,
   * the key of an authorisation answers APPROVED or DECLINED instead of CHALLENGE.
   */
  statusOf(query: StatusQuery): Promise<StatusOutcome>;
};

export type GatewayOperation = keyof Gateway;

type Call = {
  merchantId: bigint;
  /** Unique among all calls of the merchant, also across operations; made from the row that wants the effect. */
  idempotencyKey: string;
  /** Now by the merchant's clock. */
  at: Date;
};

export type AuthoriseRequest = Call & {
  /** Whole minor units, zero or more. Zero only checks the card. */
  amountMinor: bigint;
  /** Upper-case ISO 4217. */
  currency: string;
  /** RefNo of the order: shown to the shopper and added to the return address of 3-D Secure. */
  orderReference: string;
  /** Orders of payment type TEST: no bank is involved, and 3-D Secure is never asked for. */
  testOrder: boolean;
  /** True when no shopper is present (renewals): nothing can be challenged. */
  offSession: boolean;
  /** Asks for a token with the approval, so that the card can pay again. */
  keepCard: boolean;
  paymentMethod: PaymentMethod;
  shopper: { countryCode: string | null; ip: string | null };
  /** Absent (null) when the order named no addresses: a card that needs 3-D Secure is then declined. */
  threeDSecure: ThreeDSecure | null;
};

export type PaymentMethod =
  | ({ kind: 'CARD' } & CardDetails)
  /** `securityCode`: asked again for stored cards in some flows; null when it was not. */
  | { kind: 'TOKEN'; token: string; securityCode: string | null };

export type ThreeDSecure = {
  /** Where the browser goes after success, as the order gave it; may lack a scheme. */
  returnUrl: string;
  /** Where the browser goes after failure or cancellation, as the order gave it. */
  cancelUrl: string;
  /** Public address of this server, for example `https://shop.example`; adapters with pages of their own ignore it. */
  challengeBaseUrl: string;
};

/** A capture or refund of an earlier authorisation. */
export type MovementRequest = Call & {
  gatewayReference: string;
  /** Whole minor units, more than zero (a capture of a zero authorisation: zero). */
  amountMinor: bigint;
  /** Must be the currency of the authorisation. */
  currency: string;
};

export type VoidRequest = Call & { gatewayReference: string };

export type TokeniseRequest = Call & { card: CardDetails };

export type StatusQuery = Call;

export type AuthoriseOutcome = Approved | Declined | Challenge;

/** The amount is reserved. */
export type Approved = {
  outcome: 'APPROVED';
  /** Names the authorisation in capture, void and refund. */
  gatewayReference: string;
  card: CardFacts;
  /** Pays again; null unless `keepCard` was asked for. A payment by token answers that token. */
  token: string | null;
  /** HOLD: the fraud check wants a person to look before goods are delivered or money is captured. */
  review: 'NONE' | 'HOLD';
};

/** The shopper must confirm at the bank: send the browser to `href` with `params` added as query. */
export type Challenge = {
  outcome: 'CHALLENGE';
  /** Address without query. */
  href: string;
  /** Clients of the API read the member `avng8apitoken`. */
  params: Record<string, string>;
  card: CardFacts;
};

export type MovementOutcome = Done | Refused;

/** The movement took place. */
export type Done = {
  outcome: 'DONE';
  /** The authorisation that was captured, voided or refunded. */
  gatewayReference: string;
  /** What moved; of a void: what was released. */
  amountMinor: bigint;
};

/** The movement is not possible, now or later, and nothing moved. */
export type Refused = { outcome: 'REFUSED'; reason: RefusalReason };

export type RefusalReason =
  /** No such authorisation of this merchant. */
  | 'UNKNOWN_REFERENCE'
  /** Declined, or its challenge is not passed. */
  | 'NOT_AUTHORISED'
  | 'ALREADY_CAPTURED'
  | 'ALREADY_VOIDED'
  | 'NOT_CAPTURED'
  | 'ABOVE_AUTHORISED'
  /** More than was captured and not yet refunded. */
  | 'ABOVE_CAPTURED'
  | 'OTHER_CURRENCY';

export type TokeniseOutcome = Tokenised | Declined;

export type Tokenised = { outcome: 'TOKENISED'; token: string; card: CardFacts };

/** The gateway never saw a call with this key. */
export type Unknown = { outcome: 'UNKNOWN' };

export type StatusOutcome = AuthoriseOutcome | MovementOutcome | Unknown;

/** The outcome of a call is not known: it may or may not have had its effect. Ask `statusOf` with the same key. */
export class GatewayUnreachable extends Error {
  readonly operation: GatewayOperation;
  readonly idempotencyKey: string;

  constructor(operation: GatewayOperation, idempotencyKey: string, options?: ErrorOptions) {
    super(`The payment gateway gave no answer to ${operation} ${idempotencyKey}`, options);
    this.name = 'GatewayUnreachable';
    this.operation = operation;
    this.idempotencyKey = idempotencyKey;
  }
}

/** A key was used for two different requests. The first stands; the second had no effect. */
export class IdempotencyKeyReused extends Error {
  constructor(idempotencyKey: string) {
    super(`The idempotency key ${idempotencyKey} belongs to another request`);
    this.name = 'IdempotencyKeyReused';
  }
}
