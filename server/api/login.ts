import { FORBIDDEN, NOT_ALLOWED, TOO_MANY_FAILURES } from './errors.ts';
import { methodFor } from './method.ts';
import { text } from './schema.ts';

/** The one method without a session before its parameters; the wires hand it to the authenticator. */
export const login = methodFor<unknown>()({
  name: 'login',
  summary: 'Opens a session of ten minutes and answers its identifier.',
  params: {
    merchantCode: text({ required: true, max: 64, refusal: FORBIDDEN }),
    date: text({
      required: true,
      max: 40,
      refusal: FORBIDDEN,
      about: 'Y-m-d H:i:s in UTC, the very text that was signed',
    }),
    hash: text({ required: true, max: 128, refusal: FORBIDDEN, about: 'HMAC in lower-case hexadecimal' }),
    algo: text({ max: 16, about: 'sha256 or sha3-256; md5 when absent' }),
  },
  result: text(),
  refusals: [TOO_MANY_FAILURES, FORBIDDEN, NOT_ALLOWED],
  examples: [],
  effect: 'read',
  run: () => {
    throw new Error('login is answered by the authenticator');
  },
});
