import { SutlerApiError, SutlerConnectionError } from './errors.ts';

export type JsonRpcOptions = {
  /** Address of the endpoint, with version and slash. */
  readonly endpoint: string;
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
};

/** Sends one call and answers its result. Throws SutlerApiError when it is refused, else SutlerConnectionError. */
export type Send = (method: string, params: readonly unknown[]) => Promise<unknown>;

export const jsonRpc = (options: JsonRpcOptions): Send => {
  let lastId = 0;
  return async (method, params) => {
    lastId += 1;
    const { status, body } = await post(options, method, { jsonrpc: '2.0', id: lastId, method, params: cut(params) });
    const answer = parse(body);
    if (isRecord(answer) && isRecord(answer['error'])) throw refusalOf(answer['error']);
    if (isRecord(answer) && 'result' in answer) return answer['result'];
    throw new SutlerConnectionError(`The answer to ${method} (HTTP ${status}) is not one of JSON-RPC.`, status);
  };
};

/** Absent arguments at the end are not sent; those before others keep their places as nulls. */
const cut = (params: readonly unknown[]): readonly unknown[] =>
  params.slice(0, params.findLastIndex((param) => param !== undefined) + 1).map((param) => param ?? null);

const post = async (
  { endpoint, fetch, timeoutMs }: JsonRpcOptions,
  method: string,
  call: unknown,
): Promise<{ readonly status: number; readonly body: string }> => {
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(call),
      // Calls are not repeated elsewhere: a redirect would have to be meant by whoever set the address.
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch (cause) {
    const late = cause instanceof Error && cause.name === 'TimeoutError';
    const reason = late ? `no answer within ${timeoutMs} ms` : 'the server could not be reached';
    throw new SutlerConnectionError(`${method} failed: ${reason}.`, undefined, cause);
  }
};

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};

const refusalOf = ({ code, message, data }: Record<string, unknown>): SutlerApiError =>
  new SutlerApiError(
    Number(code),
    isRecord(data) && typeof data['error_code'] === 'string' ? data['error_code'] : '',
    typeof message === 'string' ? message : 'The call was refused.',
  );

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
