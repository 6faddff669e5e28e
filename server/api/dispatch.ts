import type { Authenticator } from './authentication.ts';
import { type Answer, asRefusal, type Kernel, type Origin, perform } from './call.ts';
import { INVALID_SESSION, refuse } from './errors.ts';
import { login } from './login.ts';
import type { Method } from './method.ts';
import { read } from './read.ts';

/** What all wires share. */
export type Api = { readonly kernel: Kernel; readonly authenticator: Authenticator };

/** The names of the positional arguments of a method on JSON-RPC and SOAP: the session first, save for login. */
export const argumentNames = (method: Method): readonly string[] =>
  method.name === login.name ? Object.keys(method.params) : [SESSION, ...Object.keys(method.params)];

export const SESSION = 'sessionID';

/**
 * Makes a call of a wire with sessions. `sent` holds the arguments by the names of `argumentNames`.
 * Throws Refused for whatever the caller has to be told.
 */
export const dispatch = async (
  api: Api,
  origin: Origin,
  method: Method,
  sent: Readonly<Record<string, unknown>>,
): Promise<Answer> => {
  if (method.name === login.name) return logIn(api, origin, sent);
  const session = sent[SESSION];
  if (typeof session !== 'string' && typeof session !== 'number') return refuse(INVALID_SESSION);
  const merchant = await authenticated(api, () => api.authenticator.ofSession(String(session), origin.address));
  return perform(api.kernel, merchant, origin, method, sent);
};

const logIn = async (api: Api, origin: Origin, sent: Readonly<Record<string, unknown>>): Promise<Answer> => {
  const input = read(login.input, origin.version, sent, '') as Record<
    'merchantCode' | 'date' | 'hash' | 'algo',
    string
  >;
  const session = await authenticated(api, () =>
    api.authenticator.login(
      { code: input.merchantCode, date: input.date, hash: input.hash, algorithm: input.algo },
      origin.address,
    ),
  );
  return { value: session, shape: login.result, latest: session, input };
};

/** Authentication asks the database too, so its failures are told like those of a call. */
export const authenticated = async <T>(api: Api, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asRefusal(error, api.kernel.log, 'authentication');
  }
};
