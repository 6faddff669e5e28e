import { randomBytes, randomInt } from 'node:crypto';

/** Ids count milliseconds from here; 41 bits of them last until 2089. */
const EPOCH_MS = Date.UTC(2020, 0, 1);
const NODE_BITS = 14;
const COUNTER_BITS = 8;
const COUNTER_END = 1 << COUNTER_BITS;
const MAX_START = 64;

export const UPPER_LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
 * Makes a source of positive 63-bit ids, each larger than the one before: 41 bits of milliseconds, 14 of the node, 8 of
 * a counter. Nodes draw their number at random. The counter starts each millisecond at a random place, so that two nodes
 * which drew the same number still seldom meet. When it is used up, or the machine's time goes back, the source runs
 * ahead of the time instead of repeating itself.
 */
export function createIdSource(options: { node?: number; now?: () => number } = {}): () => bigint {
  const node = BigInt(options.node ?? randomInt(1 << NODE_BITS));
  if (node < 0n || node >= 1n << BigInt(NODE_BITS)) throw new RangeError('node number is out of range');
  const now = options.now ?? Date.now;
  let lastMs = 0;
  let counter = 0;
  return () => {
    const ms = now() - EPOCH_MS;
    counter += 1;
    if (ms > lastMs || counter >= COUNTER_END) {
      lastMs = Math.max(ms, lastMs + 1);
      counter = Math.floor(Math.random() * MAX_START);
    }
    return (((BigInt(lastMs) << BigInt(NODE_BITS)) | node) << BigInt(COUNTER_BITS)) | BigInt(counter);
  };
}

/**
 * A new id for a row, ordered by time. It follows the machine's time and takes no other: a test merchant's moved clock
 * would drag the ids of everybody along.
 */
export const newId: () => bigint = createIdSource();

/** Random text from an alphabet, each sign equally likely; unguessable. Subscription references are ten signs. */
export function randomReference(length: number, alphabet: string = UPPER_LETTERS_AND_DIGITS): string {
  let text = '';
  for (let at = 0; at < length; at += 1) text += alphabet.charAt(randomInt(alphabet.length));
  return text;
}

/** Random bytes as lower-case hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}

/** Ten upper-case hex digits, the form of generated codes (price lists, promotions). */
export function randomCode(): string {
  return randomHex(5).toUpperCase();
}
