/**
 * Slows down whoever fails to authenticate again and again, per address and account. Some samples read the clock twice
 * and fail by accident, so the first failures cost nothing, a success forgets them, and nobody is locked out: the wait
 * grows to a minute at most and concerns that address only. Each node counts for itself.
 */
export type Attempts = {
  /** Seconds until this address may try this account again; 0 when it may now. */
  waitSeconds(address: string, code: string): number;
  failed(address: string, code: string): void;
  succeeded(address: string, code: string): void;
};

const FREE_FAILURES = 10;
const LONGEST_WAIT_MS = 60_000;
const FORGET_MS = 15 * 60_000;
const MOST_ENTRIES = 10_000;

type Failures = { count: number; lastAt: number };

export const attemptsOf = (now: () => Date): Attempts => {
  const failures = new Map<string, Failures>();
  // A code is one account in any letter case.
  const keyOf = (address: string, code: string): string => `${address}|${code.slice(0, 64).toLowerCase()}`;

  const waitMs = ({ count }: Failures): number =>
    count < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** (count - FREE_FAILURES));

  return {
    waitSeconds(address, code) {
      const known = failures.get(keyOf(address, code));
      if (known === undefined) return 0;
      return Math.max(0, Math.ceil((known.lastAt + waitMs(known) - now().getTime()) / 1000));
    },
    failed(address, code) {
      const key = keyOf(address, code);
      const at = now().getTime();
      const known = failures.get(key);
      const count = known === undefined || at - known.lastAt > FORGET_MS ? 1 : known.count + 1;
      failures.delete(key);
      failures.set(key, { count, lastAt: at });
      // The map keeps the order of insertion, so its first key is the one that failed longest ago.
      const oldest = failures.keys().next();
      if (failures.size > MOST_ENTRIES && oldest.done !== true) failures.delete(oldest.value);
    },
    succeeded(address, code) {
      failures.delete(keyOf(address, code));
    },
  };
};
