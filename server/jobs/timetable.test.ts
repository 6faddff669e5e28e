import type { Logger } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../kit/log.ts';
import { createTimetable, type Task, type Timetable, whileThereIsWork } from './timetable.ts';

/** With 0.5 the jitter is nothing, and the first run comes after a twentieth of the interval. */
const timetableOf = (tasks: readonly Task[], log: Logger): Timetable =>
  createTimetable({ tasks, log, random: () => 0.5 });

const deferred = (): { promise: Promise<void>; resolve: () => void } => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

let lines: Record<string, unknown>[];
let log: Logger;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  log = createLogger({ level: 'info', destination: { write: (line) => lines.push(JSON.parse(line)) } });
});

afterEach(() => vi.useRealTimers());

describe('a task', () => {
  test('runs soon after the start and then at its interval', async () => {
    const run = vi.fn(async () => undefined);
    const timetable = timetableOf([{ name: 'tick', everyMs: 1_000, limitMs: 500, run }], log);
    timetable.start();
    await vi.advanceTimersByTimeAsync(49);
    expect(run).toHaveBeenCalledTimes(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(run).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(run).toHaveBeenCalledTimes(4);
    await timetable.stop();
  });

  test('waits a little more or less than its interval, by chance', async () => {
    const startedAt: number[] = [];
    const chances = [0, 0, 0.999, 0];
    const task = { name: 'tick', everyMs: 1_000, limitMs: 500, run: async () => startedAt.push(Date.now()) };
    const timetable = createTimetable({ tasks: [task], log, random: () => chances.shift() ?? 0 });
    const start = Date.now();
    timetable.start();
    await vi.advanceTimersByTimeAsync(2_500);
    await timetable.stop();
    const pauses = startedAt.slice(0, 3).map((at) => at - start);
    expect(pauses[0]).toBeLessThan(5);
    expect(pauses[1]).toBeCloseTo(900, -1);
    expect((pauses[2] ?? 0) - (pauses[1] ?? 0)).toBeCloseTo(1_100, -1);
  });

  test('that throws is logged and comes back', async () => {
    const run = vi.fn(async () => {
      throw new Error('no database');
    });
    const timetable = timetableOf([{ name: 'tick', everyMs: 1_000, limitMs: 500, run }], log);
    timetable.start();
    await vi.advanceTimersByTimeAsync(1_050);
    await timetable.stop();
    expect(run).toHaveBeenCalledTimes(2);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      level: 'error',
      task: 'tick',
      msg: 'task failed',
      err: { message: 'no database' },
    });
  });

  test('never overlaps itself, even when it outlasts its limit; it is told and reported', async () => {
    const slow = deferred();
    const signals: AbortSignal[] = [];
    const run = vi.fn(async (signal: AbortSignal) => {
      signals.push(signal);
      if (signals.length === 1) await slow.promise;
    });
    const timetable = timetableOf([{ name: 'slow', everyMs: 100, limitMs: 500, run }], log);
    timetable.start();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(run).toHaveBeenCalledTimes(1);
    expect(signals[0]?.aborted).toBe(true);
    expect(lines).toMatchObject([{ level: 'error', task: 'slow', limitMs: 500, msg: 'task takes too long' }]);
    slow.resolve();
    await vi.advanceTimersByTimeAsync(150);
    expect(run).toHaveBeenCalledTimes(2);
    expect(signals[1]?.aborted).toBe(false);
    await timetable.stop();
  });

  test('does not wait for a slow one beside it', async () => {
    const slow = deferred();
    const quick = vi.fn(async () => undefined);
    const tasks: Task[] = [
      { name: 'slow', everyMs: 100, limitMs: 60_000, run: () => slow.promise },
      { name: 'quick', everyMs: 100, limitMs: 60_000, run: quick },
    ];
    const timetable = timetableOf(tasks, log);
    timetable.start();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(quick.mock.calls.length).toBeGreaterThan(8);
    slow.resolve();
    await timetable.stop();
  });
});

describe('stop', () => {
  test('tells the running task, waits for it and starts nothing more', async () => {
    const slow = deferred();
    let told = false;
    const run = vi.fn(async (signal: AbortSignal) => {
      signal.addEventListener('abort', () => {
        told = true;
      });
      await slow.promise;
    });
    const timetable = timetableOf([{ name: 'slow', everyMs: 100, limitMs: 60_000, run }], log);
    timetable.start();
    await vi.advanceTimersByTimeAsync(50);
    let stopped = false;
    const stopping = timetable.stop().then(() => {
      stopped = true;
    });
    await vi.advanceTimersByTimeAsync(1_000);
    expect({ told, stopped }).toEqual({ told: true, stopped: false });
    slow.resolve();
    await stopping;
    await timetable.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(run).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('before the first run leaves nothing behind', async () => {
    const run = vi.fn(async () => undefined);
    const timetable = timetableOf([{ name: 'tick', everyMs: 1_000, limitMs: 500, run }], log);
    timetable.start();
    timetable.start();
    await timetable.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('whileThereIsWork', () => {
  const never = new AbortController().signal;

  test('goes on until a piece did nothing', async () => {
    const counts = [50, 50, 3, 0, 7];
    await whileThereIsWork(async () => counts.shift() ?? 0)(never);
    expect(counts).toEqual([7]);
  });

  test('ends after so many rounds, and when it is told to', async () => {
    const piece = vi.fn(async () => 1);
    await whileThereIsWork(piece, 5)(never);
    expect(piece).toHaveBeenCalledTimes(5);
    await whileThereIsWork(piece)(AbortSignal.abort());
    expect(piece).toHaveBeenCalledTimes(5);
  });
});
