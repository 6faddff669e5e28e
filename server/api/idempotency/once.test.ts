import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { type Call, type Merchant, perform } from '../call.ts';
import { INVALID_PARAMETER, Refused, refuse } from '../errors.ts';
import { type Method, methodFor } from '../method.ts';
import { integer, object, text } from '../schema.ts';
import { forgetKeys } from './once.ts';

/* Methods whose effect is one transaction take keys by a flag alone. This one counts how often it was done. */

const DAY_MS = 24 * 3_600_000;

let api: TestApi;
let merchant: Merchant;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  merchant = await api.newMerchant();
});

const COUNT = `
  INSERT INTO counters AS c (merchant_id, name, next_value) VALUES ($1, 'done', 1)
  ON CONFLICT (merchant_id, name) DO UPDATE SET next_value = c.next_value + 1 RETURNING next_value AS times`;

const done = async ({ db, merchant: { id } }: Call): Promise<number> => {
  const row = await db.row<{ times: bigint }>(statement(COUNT, [id]));
  return Number(row?.times ?? 0n);
};

const counting = (idempotent: boolean): Method =>
  methodFor<unknown>()({
    name: 'count',
    summary: 'Counts.',
    params: { what: text({ required: true }), fails: text() },
    result: object('Counted', { What: text(), Times: integer() }),
    refusals: [],
    examples: [],
    effect: 'write',
    idempotent,
    run: async (call, { what, fails }) => {
      const times = await done(call);
      if (fails === 'refused') refuse(INVALID_PARAMETER);
      if (fails === 'broken') throw new Error('a bug');
      return { What: what, Times: times };
    },
  });

const count = async (
  key: string | undefined,
  sent: Record<string, string> = { what: 'a' },
  { idempotent = true, now = api.now }: { idempotent?: boolean; now?: () => Date } = {},
): Promise<unknown> => {
  const origin = { wire: 'rpc', version: '6.0', address: '::1', idempotencyKey: key } as const;
  try {
    return (await perform({ ...api.kernel, now }, merchant, origin, counting(idempotent), sent)).value;
  } catch (error) {
    return error instanceof Refused ? error.refusal.code : error;
  }
};

const keysLeft = async (): Promise<readonly string[]> => {
  const rows = await api.database.rows<{ key: string }>(
    statement('SELECT key FROM idempotent_calls WHERE merchant_id = $1 ORDER BY key', [merchant.id]),
  );
  return rows.map(({ key }) => key);
};

const once = { What: 'a', Times: 1 };

describe('a method with the flag', () => {
  test('does its work once for a key, and each time without one', async () => {
    expect(await count('k')).toEqual(once);
    expect(await count('k')).toEqual(once);
    expect(await count(undefined)).toEqual({ What: 'a', Times: 2 });
    expect(await count('other')).toEqual({ What: 'a', Times: 3 });
    expect(await keysLeft()).toEqual(['k', 'other']);
  });

  test('once, however many ask at the same moment', async () => {
    expect(new Set((await Promise.all(Array.from({ length: 20 }, () => count('k')))).map(jsonOf))).toEqual(
      new Set([jsonOf(once)]),
    );
    expect(await count(undefined)).toEqual({ What: 'a', Times: 2 });
  });

  test('refuses the key with another request, and keeps the first', async () => {
    await count('k');
    expect(await count('k', { what: 'b' })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await count('k')).toEqual(once);
  });

  test.each(['refused', 'broken'])('leaves the key free when the work is %s', async (fails) => {
    expect(await count('k', { what: 'a', fails })).toBe(fails === 'refused' ? 'INVALID_PARAMETER' : 'INTERNAL_ERROR');
    expect(await keysLeft()).toEqual([]);
    expect(await count('k')).toEqual(once);
  });

  test('refuses what is no key before it does anything', async () => {
    expect(await count('two words')).toBe('IDEMPOTENCY_KEY_INVALID');
    expect(await count('')).toBe('IDEMPOTENCY_KEY_INVALID');
    expect(await count(undefined)).toEqual(once);
  });

  test('names the two refusals', () => {
    expect(counting(true).refusals.map(({ code }) => code)).toEqual([
      'IDEMPOTENCY_KEY_INVALID',
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    expect(counting(false).refusals).toEqual([]);
  });
});

test('a method without the flag takes no notice of the header, right or wrong', async () => {
  expect(await count('k', { what: 'a' }, { idempotent: false })).toEqual(once);
  expect(await count('two words', { what: 'a' }, { idempotent: false })).toEqual({ What: 'a', Times: 2 });
  expect(await keysLeft()).toEqual([]);
});

describe('the time of a key', () => {
  const later = (days: number) => () => new Date(api.now().getTime() + days * DAY_MS);

  test('is thirty days; then the key is free, whether the sweep came by or not', async () => {
    await count('k');
    expect(await count('k', { what: 'b' }, { now: later(29.9) })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await count('k', { what: 'b' }, { now: later(30.1) })).toEqual({ What: 'b', Times: 2 });
    // And now it stands for that call.
    expect(await count('k', { what: 'b' }, { now: later(30.2) })).toEqual({ What: 'b', Times: 2 });
    expect(await count('k', { what: 'a' }, { now: later(30.2) })).toBe('IDEMPOTENCY_KEY_REUSED');
  });

  test('is as the account is set', async () => {
    merchant = await api.newMerchant({ settings: { idempotencyKeyDays: 2 } });
    await count('k');
    expect(await count('k', { what: 'b' }, { now: later(1.9) })).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await count('k', { what: 'b' }, { now: later(2.1) })).toEqual({ What: 'b', Times: 2 });
  });

  test('over, the key is removed, by the clock of its merchant', async () => {
    const ahead = { ...merchant, clockOffsetMs: 31 * DAY_MS };
    for (const key of ['a', 'b', 'c']) await count(key);
    expect(await forgetKeys(api.works, [merchant])).toBe(0);
    expect(await keysLeft()).toEqual(['a', 'b', 'c']);
    expect(await forgetKeys(api.works, [ahead])).toBe(3);
    expect(await forgetKeys(api.works, [ahead])).toBe(0);
    expect(await keysLeft()).toEqual([]);
  });

  test('many are removed a thousand at a time, each once, on several nodes at once too', async () => {
    await api.database.rows(
      statement(
        `INSERT INTO idempotent_calls (merchant_id, kind, key, request_hash, claimed_at, expires_at)
         SELECT $1, 'KEY', 'k' || n, '', $2, $2 FROM generate_series(1, 2500) n`,
        [merchant.id, new Date(api.now().getTime() - DAY_MS)],
      ),
    );
    const runs = await Promise.all([forgetKeys(api.works, [merchant]), forgetKeys(api.works, [merchant])]);
    expect(Math.max(...runs)).toBe(1_000);
    let sum = runs.reduce((total, each) => total + each, 0);
    for (let more = -1; more !== 0; sum += more) more = await forgetKeys(api.works, [merchant]);
    expect(sum).toBe(2_500);
  });
});

const jsonOf = (value: unknown): string => JSON.stringify(value);
