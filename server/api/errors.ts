import { scrub } from '../kit/cards.ts';

/**
 * What kind of refusal it is. The kind decides how each wire tells it: HTTP status on REST, always a fault with
 * HTTP 500 on SOAP, always HTTP 200 with an error member on JSON-RPC.
 */
export type RefusalKind =
  | 'malformed'
  | 'unknown-method'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'reused'
  | 'method-not-allowed'
  | 'media-type'
  | 'too-large'
  | 'throttled'
  | 'unavailable'
  | 'internal';

/** A refusal that a method may answer: symbolic code, JSON-RPC number, kind and a sentence for people. */
export type Refusal = {
  readonly code: string;
  readonly number: number;
  readonly kind: RefusalKind;
  readonly sentence: string;
};

const REST_STATUS: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  'unknown-method': 404,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  invalid: 400,
  conflict: 400,
  reused: 409,
  'method-not-allowed': 405,
  'media-type': 415,
  'too-large': 413,
  throttled: 429,
  unavailable: 503,
  internal: 500,
};

export const restStatus = (refusal: Refusal): number => REST_STATUS[refusal.kind];

/** Declares a refusal. `number` is the JSON-RPC code: the platform's where it is known, else one of our own blocks. */
export const refusal = (code: string, number: number, kind: RefusalKind, sentence: string): Refusal => ({
  code,
  number,
  kind,
  sentence,
});

/** Thrown to end a call with a refusal; everything else that is thrown is a bug and answers INTERNAL_ERROR. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(reason: Refusal, message: string = reason.sentence) {
    // A message may quote what was sent, and card numbers are sent in the strangest places.
    super(scrub(message));
    this.name = 'Refused';
    this.refusal = reason;
  }
}

/** Ends the call with a refusal; `message` replaces the constant's sentence where a detail helps the reader. */
export const refuse = (reason: Refusal, message?: string): never => {
  throw new Refused(reason, message);
};

// Codes of the protocol itself. Numbers 10000 to 11000 are the platform's; the negative ones are JSON-RPC 2.0's.
// Clients log in again when they find FORBIDDEN, so that is what a session answers which has run out or is not known.
export const FORBIDDEN = refusal('FORBIDDEN', 10000, 'unauthenticated', 'Invalid hash provided or session expired');
export const INVALID_SESSION = refusal(
  'INVALID_SESSION',
  10001,
  'unauthenticated',
  'The session identifier is not valid.',
);
export const NOT_ALLOWED = refusal(
  'NOT_ALLOWED',
  10004,
  'forbidden',
  'This account may not use the API from this address.',
);
export const AUTHENTICATION_ERROR = refusal(
  'AUTHENTICATION_ERROR',
  10005,
  'unauthenticated',
  'Authentication needed for this resource',
);
export const TOO_MANY_FAILURES = refusal(
  'TOO_MANY_FAILURES',
  10006,
  'throttled',
  'Too many failed authentications; wait before trying again.',
);
export const MALFORMED_JSON = refusal('MALFORMED_JSON', -32700, 'malformed', 'The request is not well-formed JSON.');
export const MALFORMED_XML = refusal('MALFORMED_XML', -32702, 'malformed', 'The request is not well-formed XML.');
export const INVALID_REQUEST = refusal(
  'INVALID_REQUEST',
  -32600,
  'malformed',
  'The request does not have the expected form.',
);
export const METHOD_NOT_FOUND = refusal(
  'METHOD_NOT_FOUND',
  -32601,
  'unknown-method',
  'There is no such method in this version.',
);
export const INVALID_PARAMETER = refusal(
  'INVALID_PARAMETER',
  -32602,
  'invalid',
  'A parameter is missing or not valid.',
);
export const RESOURCE_NOT_FOUND = refusal('RESOURCE_NOT_FOUND', -32604, 'not-found', 'There is no such resource.');
export const METHOD_NOT_ALLOWED = refusal(
  'METHOD_NOT_ALLOWED',
  -32605,
  'method-not-allowed',
  'This resource does not take this HTTP method.',
);
export const UNSUPPORTED_MEDIA_TYPE = refusal(
  'UNSUPPORTED_MEDIA_TYPE',
  -32606,
  'media-type',
  'The body must be JSON (application/json).',
);
export const REQUEST_TOO_LARGE = refusal(
  'REQUEST_TOO_LARGE',
  -32607,
  'too-large',
  'The request is larger than allowed.',
);
export const TIMED_OUT = refusal('TIMED_OUT', -32608, 'unavailable', 'The call took too long and was given up.');
export const UNAVAILABLE = refusal('UNAVAILABLE', -32609, 'unavailable', 'The service is not available at the moment.');
export const IDEMPOTENCY_KEY_INVALID = refusal(
  'IDEMPOTENCY_KEY_INVALID',
  -32610,
  'malformed',
  'The Idempotency-Key header must have 1 to 255 visible ASCII characters.',
);
export const IDEMPOTENCY_KEY_REUSED = refusal(
  'IDEMPOTENCY_KEY_REUSED',
  -32611,
  'reused',
  'This idempotency key was sent with another request before.',
);
export const INTERNAL_ERROR = refusal('INTERNAL_ERROR', -32603, 'internal', 'Internal error.');

export const PROTOCOL_REFUSALS: readonly Refusal[] = [
  FORBIDDEN,
  INVALID_SESSION,
  NOT_ALLOWED,
  AUTHENTICATION_ERROR,
  TOO_MANY_FAILURES,
  MALFORMED_JSON,
  MALFORMED_XML,
  INVALID_REQUEST,
  METHOD_NOT_FOUND,
  INVALID_PARAMETER,
  RESOURCE_NOT_FOUND,
  METHOD_NOT_ALLOWED,
  UNSUPPORTED_MEDIA_TYPE,
  REQUEST_TOO_LARGE,
  TIMED_OUT,
  UNAVAILABLE,
  IDEMPOTENCY_KEY_INVALID,
  IDEMPOTENCY_KEY_REUSED,
  INTERNAL_ERROR,
];
