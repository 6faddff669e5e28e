import { expect, test } from 'vitest';
import type { Database } from '../db/database.ts';
import { createLogger } from '../kit/log.ts';
import { type Kernel, type Merchant, perform } from './call.ts';
import { Refused } from './errors.ts';
import { type Method, methodFor, methodList } from './method.ts';
import { text } from './schema.ts';

/* What a call answers when the method does not: each wire tells these refusals in its own way. */

const merchant: Merchant = { id: 1n, code: 'M', timeZone: 'GMT+02:00', clockOffsetMs: 3_600_000, settings: {} };
const origin = { wire: 'rpc', version: '6.0', address: '127.0.0.1' } as const;

const methodThat = (run: (call: { readonly now: Date }) => Promise<string>): Method =>
  methodFor<unknown>()({
    name: 'doIt',
    summary: 'Does it.',
    params: {},
    result: text(),
    refusals: [],
    examples: [],
    effect: 'read',
    run,
  });

const calling = async (method: Method): Promise<string> => {
  const logged: string[] = [];
  const kernel: Kernel = {
    methods: methodList([method as Method<never>]),
    // A method with effect `read` that asks nothing needs none.
    database: {} as Database,
    parts: {},
    log: createLogger({ level: 'error', destination: { write: (line: string) => void logged.push(line) } }),
    now: () => new Date('2026-01-01T00:00:00Z'),
    timeLimitMs: 30,
  };
  try {
    return String((await perform(kernel, merchant, origin, method, {})).value);
  } catch (error) {
    return error instanceof Refused ? `${error.refusal.code}: ${error.message}` : `thrown: ${String(error)}`;
  }
};

const failing = (code: string): Error => Object.assign(new Error('secret inner text'), { code });

test('a call is given the clock of its merchant', async () => {
  expect(await calling(methodThat(async ({ now }) => now.toISOString()))).toBe('2026-01-01T01:00:00.000Z');
});

test('a method that takes too long is given up', async () => {
  expect(await calling(methodThat(() => new Promise(() => undefined)))).toMatch(/^TIMED_OUT: /);
});

test.each(['ECONNREFUSED', '57P01', '08006', '53300'])(
  'a database that is gone or full (%s) is no fault of the call',
  async (code) => {
    expect(await calling(methodThat(() => Promise.reject(failing(code))))).toMatch(/^UNAVAILABLE: /);
  },
);

test('a bug answers an incident to find it by, and none of its text', async () => {
  const answer = await calling(methodThat(() => Promise.reject(failing('22P02'))));
  expect(answer).toMatch(/^INTERNAL_ERROR: Internal error \(incident [a-z0-9]+\)\.$/);
});
