/** What the double refuses, as Stripe tells it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  readonly error: Readonly<Record<string, unknown>>;
  /** Whether the answer is kept for its idempotency key: not when nothing was begun. */
  readonly isKept: boolean;

  constructor(status: number, error: Readonly<Record<string, unknown>>, isKept = true) {
    super(`${status} ${error['code'] ?? error['type']}`);
    this.status = status;
    this.error = error;
    this.isKept = isKept;
  }
}

export const invalid = (code: string, message: string, others: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem(400, { type: 'invalid_request_error', code, message, ...others });

/** Refused before anything was begun. */
export const malformed = (code: string, message: string, param?: string): Problem =>
  new Problem(400, { type: 'invalid_request_error', code, message, ...(param !== undefined && { param }) }, false);

export const missing = (what: string, id: string, param = 'id'): Problem =>
  new Problem(
    404,
    { type: 'invalid_request_error', code: 'resource_missing', message: `No such ${what}: '${id}'`, param },
    false,
  );
