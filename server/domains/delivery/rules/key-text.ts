import { Buffer } from 'node:buffer';
import { refuse } from '../../../api/errors.ts';
import { ACTIVATION_KEY_INVALID } from '../errors.ts';

/** Longest key in bytes of UTF-8, so that an index can hold it. */
export const MOST_KEY_BYTES = 2000;

/**
 * A key without the blanks around it; empty text is none. Refuses ACTIVATION_KEY_INVALID, telling where it stands and
 * not the key itself: messages get into logs.
 */
export const keyText = (given: string, where: string): string | undefined => {
  const key = given.trim();
  if (key === '') return undefined;
  if (/\p{Cc}|\p{Surrogate}/u.test(key)) refuse(ACTIVATION_KEY_INVALID, `${where}: a key has no control characters.`);
  if (Buffer.byteLength(key) > MOST_KEY_BYTES) {
    refuse(ACTIVATION_KEY_INVALID, `${where}: a key has ${MOST_KEY_BYTES} bytes at most.`);
  }
  return key;
};
