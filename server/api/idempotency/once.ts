import type { Db } from '../../db/database.ts';
import type { Call, Merchant } from '../call.ts';
import { IDEMPOTENCY_KEY_REUSED, Refused, refuse } from '../errors.ts';
import { requestHash } from './key.ts';
import {
  type CallClaim,
  claimCall,
  deleteExpiredCalls,
  type EarlierCall,
  keepAnswer,
  listEarlierCalls,
} from './store.ts';

const DAY_MS = 24 * 3_600_000;

/** Days for which a key stands for its call; the setting `idempotencyKeyDays` of an account. */
export const keyDaysOf = (settings: Merchant['settings']): number => {
  const days = settings['idempotencyKeyDays'];
  return typeof days === 'number' ? days : 30;
};

type Asking = Pick<Call, 'merchant' | 'now' | 'idempotencyKey'>;

/** The claim of the key that came with a call; undefined when none did. `request` is without secrets. */
export const keyClaim = (
  { merchant, now, idempotencyKey }: Asking,
  method: string,
  request: unknown,
  madeId: bigint | null,
): CallClaim | undefined =>
  idempotencyKey === null
    ? undefined
    : {
        merchant_id: merchant.id,
        kind: 'KEY',
        key: idempotencyKey,
        request_hash: `\\x${requestHash(method, request)}`,
        made_id: madeId,
        claimed_at: now,
        expires_at: new Date(now.getTime() + keyDaysOf(merchant.settings) * DAY_MS),
      };

/** Refuses IDEMPOTENCY_KEY_REUSED when the earlier call asked for something else. */
export const checkSameRequest = (earlier: EarlierCall, claim: CallClaim): void => {
  if (earlier.requestHash !== claim.request_hash) refuse(IDEMPOTENCY_KEY_REUSED);
};

/**
 * Runs a call whose whole effect is one transaction, once for its key: a repeated one answers what the first did. A
 * refusal undoes the claim with the rest, so the key can be used again.
 */
export const once = async (tx: Db, claim: CallClaim | undefined, run: () => Promise<unknown>): Promise<unknown> => {
  if (claim === undefined) return run();
  const earlier = await claimCall(tx, claim);
  if (earlier === undefined) {
    const answer = await run();
    await keepAnswer(tx, claim, answer);
    return answer;
  }
  checkSameRequest(earlier, claim);
  return earlier.answer;
};

/**
 * For methods that open their transactions themselves: does the work of a call, unless an earlier one has one of its
 * keys. The work claims them in the transaction that stores its intent. When it is refused, an earlier call may be the
 * reason, which took the last of something in between: then that one counts. No statement when there are no keys.
 */
export const onceOrEarlier = async <T>(
  { db, merchant }: Pick<Call, 'db' | 'merchant'>,
  claims: readonly CallClaim[],
  work: () => Promise<T>,
): Promise<{ readonly done: T } | { readonly earlier: EarlierCall }> => {
  const find = async (): Promise<EarlierCall | undefined> =>
    claims.length === 0 ? undefined : (await listEarlierCalls(db, merchant.id, claims))[0];
  const before = await find();
  if (before !== undefined) return { earlier: before };
  try {
    return { done: await work() };
  } catch (error) {
    const meanwhile = error instanceof Refused ? await find() : undefined;
    if (meanwhile === undefined) throw error;
    return { earlier: meanwhile };
  }
};

type Works = { readonly database: Db; readonly now: () => Date };

/** Keys removed in one run for a merchant. */
const BATCH = 1_000;

/** Removes keys whose time is over by the clock of their merchant. Answers how many. */
export const forgetKeys = async ({ database, now }: Works, merchants: readonly Merchant[]): Promise<number> => {
  let forgotten = 0;
  for (const { id, clockOffsetMs } of merchants) {
    forgotten += await deleteExpiredCalls(database, id, new Date(now().getTime() + clockOffsetMs), BATCH);
  }
  return forgotten;
};
