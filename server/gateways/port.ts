import type { CardDetails, CardFacts } from './cards.ts';
import type { Declined } from './declines.ts';

export { type CardBrand, type CardDetails, type CardFacts, cardBrandOf, parseCardBrand } from './cards.ts';
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
  /** Reserves an amount, or begins to. Nothing is collected before `capture`. */
  authorise(request: AuthoriseRequest): Promise<AuthoriseOutcome>;
  /** Collects at most the reserved amount, once; what was not collected is released. */
  capture(request: MovementRequest): Promise<MovementOutcome>;
  /**
   * Gives up an authorisation of which nothing was captured, also one that waits for its shopper or its money: its key
   * then answers DECLINED, and money that comes all the same is sent back.
   */
  voidAuthorisation(request: VoidRequest): Promise<MovementOutcome>;
  /** Gives captured money back; several times, in sum never more than was captured. */
  refund(request: MovementRequest): Promise<MovementOutcome>;
  /**
   * Puts a card into the gateway's vault and answers a token that pays later. No money is asked for, so an unknown
   * outcome is resolved by calling again with the same key, and `statusOf` does not know it.
   */
  tokenise(request: TokeniseRequest): Promise<TokeniseOutcome>;
  /**
   * Gives up an open dispute in favour of the shopper. There is nothing to it that could be done twice, so an unknown
   * outcome is resolved by calling again, and `statusOf` does not know it.
   */
  acceptDispute(request: AcceptDisputeRequest): Promise<AcceptDisputeOutcome>;
  /**
   * What became of the call with this key: its answer, or UNKNOWN when it never arrived (the call may then be made
   * again with the same key). Also the step after CHALLENGE, REDIRECT and AWAITING: once the shopper has decided, the
   * money is there, or the time for it is over, the key of an authorisation answers what became of it.
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
  /** Absent (null) when the order named no addresses: what needs the shopper's browser is then declined. */
  browser: BrowserAddresses | null;
};

export type PaymentMethod =
  | ({ kind: 'CARD' } & CardDetails)
  /** `securityCode`: asked again for stored cards in some flows; null when it was not. */
  | { kind: 'TOKEN'; token: string; securityCode: string | null }
  /** What a wallet gave the shop's page, as it was given. */
  | { kind: 'WALLET'; wallet: 'APPLE_PAY' | 'GOOGLE_PAY'; payload: string }
  /** The shopper decides on a page of the provider; answered by REDIRECT. */
  | { kind: 'REDIRECT'; method: RedirectMethod; bankCode: string | null; email: string | null }
  /** Drawn from a bank account; answered by AWAITING, and known to be paid or bounced days later. */
  | { kind: 'DIRECT_DEBIT'; account: DebitAccount }
  /** The shopper pays by himself with the instructions that come back; answered by AWAITING. */
  | { kind: 'OFFLINE'; method: OfflineMethod };

/** Ways to pay on a page of somebody else; `CARD_PAGE` is a page that asks for a card. */
export type RedirectMethod =
  | 'PAYPAL'
  | 'IDEAL'
  | 'TRUSTLY'
  | 'WE_CHAT_PAY'
  | 'ALIPAY'
  | 'GIROPAY'
  | 'SOFORT'
  | 'UNIONPAY'
  | 'WEBMONEY'
  | 'CARD_PAGE';

export type OfflineMethod = 'WIRE' | 'CHECK' | 'BOLETO' | 'PIX';

export type DebitAccount =
  | { scheme: 'SEPA'; holderName: string; iban: string }
  | { scheme: 'ACH'; holderName: string; routingNumber: string; accountNumber: string; type: 'CHECKING' | 'SAVINGS' };

export type BrowserAddresses = {
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

/** `disputeReference` is the gateway's own name of the dispute. */
export type AcceptDisputeRequest = Call & { disputeReference: string };

export type AcceptDisputeOutcome =
  /** The shopper keeps the money. */
  { outcome: 'ACCEPTED' } | { outcome: 'REFUSED'; reason: 'UNKNOWN_REFERENCE' | 'ALREADY_CLOSED' | 'ONLY_ASKED' };

export type StatusQuery = Call;

export type AuthoriseOutcome = Approved | Declined | Challenge | Redirected | Awaiting;

/** The amount is reserved, or is there. */
export type Approved = {
  outcome: 'APPROVED';
  /** Names the authorisation in capture, void and refund. */
  gatewayReference: string;
  /** null: it was not paid by card. */
  card: CardFacts | null;
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

/** The shopper decides on the provider's page; then the status of the key answers APPROVED, AWAITING or DECLINED. */
export type Redirected = {
  outcome: 'REDIRECT';
  /** Names the authorisation in void. */
  gatewayReference: string;
  /** Whole address, with its query. */
  href: string;
  /** When the page stops to be of use, by the merchant's clock. */
  expiresAt: Date;
};

/** Money is on its way or is to be sent by the shopper; the status of the key answers APPROVED once it is there. */
export type Awaiting = {
  outcome: 'AWAITING';
  /** Names the authorisation in void. */
  gatewayReference: string;
  /** What the shopper has to know to pay; null when nothing is to be done. */
  instructions: PaymentInstructions | null;
};

export type PaymentInstructions =
  | { kind: 'WIRE'; paymentReference: string; routingNumber: string | null; accounts: readonly BankAccount[] }
  | { kind: 'CHECK'; payableTo: string; address: string; paymentReference: string }
  | { kind: 'SLIP'; href: string; barcode: string };

/** A receiving account; null where a member does not apply. */
export type BankAccount = {
  beneficiary: string;
  bankName: string;
  bankCountry: string;
  bankCity: string | null;
  bankAddress: string | null;
  account: string | null;
  iban: string | null;
  swiftCode: string | null;
  currency: string;
};

/**
 * What a gateway tells by itself, at most as a hint: the receiver asks `statusOf` for the truth of a payment. Told again
 * as often as the gateway likes, and in any order.
 */
export type GatewayEvent =
  /** Something became of the call with this key. */
  { kind: 'PAYMENT'; merchantId: bigint; idempotencyKey: string } | ({ kind: 'DISPUTE'; merchantId: bigint } & Dispute);

/** The shopper's bank asks for money back. */
export type Dispute = {
  /** The authorisation that is disputed. */
  gatewayReference: string;
  /** Names the dispute at the gateway. */
  disputeReference: string;
  status: 'OPEN' | 'WON' | 'LOST' | 'ACCEPTED';
  reason: DisputeReason;
  amountMinor: bigint;
  currency: string;
};

export type DisputeReason =
  | 'MERCHANDISE_NOT_RECEIVED'
  | 'NOT_AS_DESCRIBED'
  | 'DUPLICATE_TRANSACTION'
  | 'FRAUD'
  | 'NOT_RECOGNIZED'
  | 'CREDIT_NOT_PROCESSED'
  | 'AUTHORIZATION_PROBLEM'
  /** The bank only asks: no money is held back, and it may still be refunded. It may dispute later. */
  | 'INFO_REQUEST'
  | 'UNKNOWN';

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
  /** Declined, or its shopper or its money is still waited for. */
  | 'NOT_AUTHORISED'
  | 'ALREADY_CAPTURED'
  | 'ALREADY_VOIDED'
  | 'NOT_CAPTURED'
  | 'ABOVE_AUTHORISED'
  /** More than was captured and not yet refunded. */
  | 'ABOVE_CAPTURED'
  | 'OTHER_CURRENCY'
  /** Money paid this way cannot be given back by the gateway. */
  | 'NOT_REFUNDABLE';

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
