import { jsonRpc } from './json-rpc.ts';
import { withSession } from './session.ts';
import type { Algorithm } from './signature.ts';
import { type Methods, methodNames } from './types.ts';

export { SutlerApiError, SutlerConnectionError } from './errors.ts';
export type { Algorithm } from './signature.ts';
export type * from './types.ts';

export type ClientOptions = {
  /** Address of the server without path, for example http://localhost:3000 or https://api.2checkout.com. */
  readonly url: string;
  readonly merchantCode: string;
  readonly secretKey: string;
  /** Version of the API, "6.0" when not given. The types are those of 6.0; older versions may answer less. */
  readonly version?: string;
  /** Hash of the login: sha256 when not given, md5 for versions before 6.0, which know nothing else. */
  readonly algorithm?: Algorithm;
  /** In place of the global fetch, for example one with a proxy. */
  readonly fetch?: typeof fetch;
  /** Longest time of one HTTP request in milliseconds, 60 000 when not given. */
  readonly timeoutMs?: number;
};

export type Client = Methods & {
  /** Calls a method by its name. */
  call<Name extends keyof Methods>(name: Name, ...params: Parameters<Methods[Name]>): ReturnType<Methods[Name]>;
  /** Calls a method that the types do not know. */
  call(name: string, ...params: readonly unknown[]): Promise<unknown>;
};

const LATEST = '6.0';
const TIMEOUT_MS = 60_000;

/**
 * A client of the merchant API over JSON-RPC. Nothing is sent before the first call; it logs in by itself, and again
 * when its session has run out.
 */
export const createClient = (options: ClientOptions): Client => {
  const { url, merchantCode, secretKey, version = LATEST, timeoutMs = TIMEOUT_MS } = options;
  const endpoint = `${url.replace(/\/+$/, '')}/rpc/${version}/`;
  const algorithm = options.algorithm ?? (version === LATEST ? 'sha256' : 'md5');
  const send = jsonRpc({ endpoint, fetch: options.fetch ?? globalThis.fetch, timeoutMs });
  const inSession = withSession(send, { merchantCode, secretKey, algorithm });

  const call = (name: string, ...params: readonly unknown[]): Promise<unknown> => inSession(name, params);
  const methods = methodNames.map(
    (name) => [name, (...params: readonly unknown[]) => inSession(name, params)] as const,
  );
  // One function for each name of Methods; what they answer is the server's word, which no compiler can check.
  return Object.assign(Object.fromEntries(methods), { call }) as unknown as Client;
};
