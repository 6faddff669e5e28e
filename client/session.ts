import { SutlerApiError } from './errors.ts';
import type { Send } from './json-rpc.ts';
import { type Algorithm, loginDate, signature } from './signature.ts';

export type Credentials = {
  readonly merchantCode: string;
  readonly secretKey: string;
  readonly algorithm: Algorithm;
};

/** FORBIDDEN, INVALID_SESSION and SESSION_EXPIRED: the call was not made because of its session. */
const SESSION_NUMBERS = new Set([10_000, 10_001, 10_002]);

/**
 * Makes calls inside a session. It is opened with the first call; calls that start meanwhile wait for the same login.
 * When a session has run out, a new one is opened and the call made once more: the first one had no effect.
 */
export const withSession = (send: Send, credentials: Credentials): Send => {
  let current: Promise<string> | undefined;

  const session = (): Promise<string> => {
    if (current !== undefined) return current;
    const opening = login(send, credentials);
    current = opening;
    opening.catch(() => leave(opening));
    return opening;
  };

  /** Forgets a session, unless another call has done so and opened the next one. */
  const leave = (old: Promise<string>): void => {
    if (current === old) current = undefined;
  };

  return async (method, params) => {
    const first = session();
    const id = await first;
    try {
      return await send(method, [id, ...params]);
    } catch (error) {
      if (!(error instanceof SutlerApiError) || !SESSION_NUMBERS.has(error.code)) throw error;
      leave(first);
      return send(method, [await session(), ...params]);
    }
  };
};

const login = async (send: Send, { merchantCode, secretKey, algorithm }: Credentials): Promise<string> => {
  const date = loginDate(new Date());
  const hash = signature(merchantCode, date, secretKey, algorithm);
  // Versions before 6.0 know three arguments, and no fourth one means md5 everywhere.
  const algo = algorithm === 'md5' ? undefined : algorithm;
  return String(await send('login', [merchantCode, date, hash, algo]));
};
