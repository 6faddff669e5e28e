/** The API refused the call: it had no effect, unless the refusal itself says otherwise. */
export class SutlerApiError extends Error {
  /** JSON-RPC number, for example 10000. */
  readonly code: number;
  /** Symbolic code, for example FORBIDDEN; programs should look at this one. Empty when the platform sent none. */
  readonly errorCode: string;

  constructor(code: number, errorCode: string, message: string) {
    super(message);
    this.name = 'SutlerApiError';
    this.code = code;
    this.errorCode = errorCode;
  }
}

/** No answer came, or none that makes sense: whether the call had an effect is not known. `cause` tells more. */
export class SutlerConnectionError extends Error {
  /** HTTP status, if there was an answer at all. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, cause?: unknown) {
    super(message, { cause });
    this.name = 'SutlerConnectionError';
    this.status = status;
  }
}
