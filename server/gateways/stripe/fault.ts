import Stripe from 'stripe';
import type { ErrorFacts } from './decline-codes.ts';

export type FaultKind =
  /** The payment was declined; the codes say why. */
  | 'CARD'
  /** What was to be changed is in a state that does not allow it, or not any more. */
  | 'STATE'
  /** It does not exist in this account. */
  | 'MISSING'
  /** The request cannot be done as it is, however often it is sent. */
  | 'INVALID'
  /** The merchant's keys are missing, wrong, revoked, or do not allow this. */
  | 'KEYS'
  /** The key of the request belongs to another request. */
  | 'REUSED'
  /** Another request is at work on the same; nothing was done. */
  | 'BUSY'
  /** No answer, or one that tells nothing: the request may have been done. */
  | 'UNREACHABLE';

/** What the library knows of an answer, none of it secret; its own errors carry headers and client secrets. */
export type FaultFacts = Partial<ErrorFacts> & {
  readonly status?: number | undefined;
  readonly param?: string | undefined;
  /** Name of the request in Stripe's log. */
  readonly requestId?: string | undefined;
};

/** Something that Stripe did not do. Message and members can be logged as they are. */
export class StripeFault extends Error implements ErrorFacts {
  override readonly name = 'StripeFault';
  readonly kind: FaultKind;
  readonly code: string | null;
  readonly declineCode: string | null;
  readonly adviceCode: string | null;
  readonly status: number | null;
  readonly param: string | null;
  readonly requestId: string | null;

  constructor(kind: FaultKind, sentence: string, facts: FaultFacts = {}) {
    super(sentence);
    this.kind = kind;
    this.code = facts.code ?? null;
    this.declineCode = facts.declineCode ?? null;
    this.adviceCode = facts.adviceCode ?? null;
    this.status = facts.status ?? null;
    this.param = facts.param ?? null;
    this.requestId = facts.requestId ?? null;
  }
}

const STATE_CODES: ReadonlySet<string> = new Set([
  'capture_charge_authorization_expired',
  'capture_unauthorized_payment',
  'charge_already_captured',
  'charge_already_refunded',
  'charge_expired_for_capture',
  'intent_invalid_state',
  'payment_intent_unexpected_state',
  'setup_intent_unexpected_state',
]);

/** An error of the library as a fault; anything else as it is. */
export const faultOf = (error: unknown): unknown => {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  const kind = kindOf(error);
  const told = [error.statusCode, error.rawType, error.code, error.decline_code].filter((word) => word !== undefined);
  return new StripeFault(kind, `Stripe answered ${told.join(' ') || 'nothing'}`, {
    code: error.code ?? null,
    declineCode: error.decline_code ?? null,
    adviceCode: error.advice_code ?? null,
    status: error.statusCode,
    param: error.param,
    requestId: error.requestId,
  });
};

const kindOf = ({ statusCode = 0, rawType, code = '' }: InstanceType<typeof Stripe.errors.StripeError>): FaultKind => {
  if (statusCode === 409 || code === 'lock_timeout' || code === 'idempotency_key_in_use') return 'BUSY';
  if (statusCode === 401 || statusCode === 403) return 'KEYS';
  if (rawType === 'idempotency_error') return 'REUSED';
  if (rawType === 'card_error') return 'CARD';
  if (STATE_CODES.has(code)) return 'STATE';
  if (code === 'resource_missing') return 'MISSING';
  // 402 is not only the answer to declined cards: it also refuses what an account may not do.
  if (statusCode === 400 || statusCode === 402 || statusCode === 404) return code === 'rate_limit' ? 'BUSY' : 'INVALID';
  return 'UNREACHABLE';
};

/** Whether `error` is a fault of one of these kinds. */
export const isFault = (error: unknown, ...kinds: readonly FaultKind[]): error is StripeFault =>
  error instanceof StripeFault && kinds.includes(error.kind);
