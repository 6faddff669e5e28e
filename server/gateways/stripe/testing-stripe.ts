import type { Db } from '../../db/database.ts';
import { createLogger } from '../../kit/log.ts';
import type { CardDetails } from '../cards.ts';
import type { Gateway } from '../port.ts';
import { type DoubleOptions, startStripeDouble } from './double/double.ts';
import { createStripe, type StripeKeys, type StripeParts, stripeParts } from './stripe.ts';

/** Keys of the double: each merchant has an account of its own. */
export const keysFor = (merchantId: bigint): StripeKeys => ({
  secretKey: `sk_test_merchant${merchantId}`,
  webhookSecrets: [`whsec_of${merchantId}`],
});

export const typed = (number: string, changes: Partial<CardDetails> = {}): CardDetails => ({
  number,
  expirationMonth: 12,
  expirationYear: 2031,
  securityCode: '123',
  holderName: 'Ada Kern',
  type: null,
  ...changes,
});

export type StripeStage = {
  readonly double: Awaited<ReturnType<typeof startStripeDouble>>;
  readonly gateway: Gateway;
  readonly parts: StripeParts;
  /** Lines of the log. */
  readonly lines: readonly string[];
  /** Moves the real time, as the adapter sees it. */
  readonly advance: (ms: number) => void;
  readonly close: () => Promise<void>;
};

/** The adapter on a double; `keysOf` may take a merchant's keys away. */
export const stageStripe = async (
  db: Db,
  options: DoubleOptions & { readonly keysOf?: (merchantId: bigint) => StripeKeys | null } = {},
): Promise<StripeStage> => {
  let aheadMs = 0;
  const now = (): number => Date.now() + aheadMs;
  const double = await startStripeDouble({ now, ...options });
  const lines: string[] = [];
  const parts = stripeParts({
    db,
    apiBase: double.url,
    keysOf: async (merchantId) => (options.keysOf ?? keysFor)(merchantId),
    log: createLogger({ level: 'trace', destination: { write: (line) => lines.push(line) } }),
    now: () => new Date(now()),
  });
  return {
    double,
    gateway: createStripe(parts),
    parts,
    lines,
    advance: (ms) => {
      aheadMs += ms;
    },
    close: () => double.close(),
  };
};
