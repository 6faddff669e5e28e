import { describe, expect, test } from 'vitest';
import type { Call } from './api/call.ts';
import { type Method, methodFor } from './api/method.ts';
import { text } from './api/schema.ts';
import { type InFlight, inFlight, tracked } from './in-flight.ts';

type Gate = { readonly promise: Promise<void>; readonly open: () => void };

const gate = (): Gate => {
  let open = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open };
};

const methodThat = (run: (call: Call) => Promise<string>): Method =>
  methodFor<unknown>()({
    name: 'work',
    summary: 'Works.',
    params: {},
    result: text(),
    refusals: [],
    examples: [],
    effect: 'own',
    run,
  });

/** Runs a method as the kernel does: what it leaves begins after the answer. */
const perform = async (method: Method): Promise<unknown> => {
  const later: (() => Promise<void>)[] = [];
  const call = { afterwards: (task: () => Promise<void>) => later.push(task) };
  const answer = await method.run(call as unknown as Call, {} as never);
  for (const task of later) setImmediate(() => task().catch(() => undefined));
  return answer;
};

const isSettled = async (work: InFlight): Promise<boolean> => {
  let settled = false;
  work.settled().then(() => {
    settled = true;
  });
  for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  return settled;
};

const only = (methods: readonly Method[]): Method => {
  const [method] = methods;
  if (method === undefined) throw new Error('no method');
  return method;
};

describe('a clean stop waits', () => {
  test('for nothing when nothing is under way', async () => {
    expect(await isSettled(inFlight())).toBe(true);
  });

  test('for a run, also when nobody waits for its answer any more', async () => {
    const work = inFlight();
    const slow = gate();
    const method = only(
      tracked(
        [
          methodThat(async () => {
            await slow.promise;
            return 'done';
          }),
        ],
        work,
      ),
    );
    const answer = perform(method);
    expect(work.count()).toBe(1);
    expect(await isSettled(work)).toBe(false);
    slow.open();
    expect(await answer).toBe('done');
    expect(await isSettled(work)).toBe(true);
  });

  test('for what a call left to do after its answer', async () => {
    const work = inFlight();
    const slow = gate();
    const method = only(
      tracked(
        [
          methodThat(async (call) => {
            call.afterwards(() => slow.promise);
            return 'done';
          }),
        ],
        work,
      ),
    );
    await perform(method);
    expect(await isSettled(work)).toBe(false);
    slow.open();
    expect(await isSettled(work)).toBe(true);
  });

  test('not for ever when what runs fails', async () => {
    const work = inFlight();
    const method = only(
      tracked(
        [
          methodThat(async (call) => {
            call.afterwards(() => Promise.reject(new Error('later')));
            throw new Error('now');
          }),
        ],
        work,
      ),
    );
    await expect(perform(method)).rejects.toThrow('now');
    expect(await isSettled(work)).toBe(true);
    expect(work.count()).toBe(0);
  });
});
