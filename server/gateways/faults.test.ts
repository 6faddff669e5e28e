import { expect, test } from 'vitest';
import { type EventFaults, withEventFaults } from './event-faults.ts';
import { type Fault, seededFaults } from './faults.ts';
import type { GatewayEvent } from './port.ts';

const operations = ['authorise', 'capture', 'refund'] as const;

const faultsOf = (seed: number): (Fault | null)[] => {
  const plan = seededFaults(seed, { lostRequest: 0.2, lostAnswer: 0.2, twice: 0.1, late: 0.1, delayMs: 9 });
  return Array.from({ length: 300 }, (_, count) =>
    plan({ operation: operations[count % 3] ?? 'capture', idempotencyKey: String(count), count }),
  );
};

test('faults by chance are the same for the same seed, and others for another', () => {
  expect(faultsOf(7)).toEqual(faultsOf(7));
  expect(faultsOf(7)).not.toEqual(faultsOf(8));
});

test('each kind of fault happens about as often as asked', () => {
  const counts = new Map<string, number>();
  for (const fault of faultsOf(7)) counts.set(fault?.kind ?? 'NONE', (counts.get(fault?.kind ?? 'NONE') ?? 0) + 1);
  const shares = { LOST_REQUEST: 60, LOST_ANSWER: 60, TWICE: 30, LATE: 30, NONE: 120 };
  for (const [kind, expected] of Object.entries(shares)) {
    expect(counts.get(kind) ?? 0, kind).toBeGreaterThan(expected / 2);
    expect(counts.get(kind) ?? 0, kind).toBeLessThan(expected * 2);
  }
});

test('delays stay within their bound', () => {
  const delays = faultsOf(7).flatMap((fault) => (fault?.kind === 'LATE' ? [fault.delayMs] : []));
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(1);
  expect(Math.max(...delays)).toBeLessThanOrEqual(9);
});

test('only the named operations suffer', () => {
  const plan = seededFaults(1, { lostRequest: 1, operations: ['capture'] });
  expect(plan({ operation: 'authorise', idempotencyKey: 'a', count: 1 })).toBeNull();
  expect(plan({ operation: 'capture', idempotencyKey: 'b', count: 1 })).toEqual({ kind: 'LOST_REQUEST' });
});

const event = (number: number): GatewayEvent => ({
  kind: 'PAYMENT',
  merchantId: 1n,
  idempotencyKey: `key-${number}`,
});

const heardWith = async (faults: EventFaults): Promise<{ heard: string[]; failed: string[] }> => {
  const heard: string[] = [];
  const failed: string[] = [];
  const keyOf = (told: GatewayEvent) => (told.kind === 'PAYMENT' ? told.idempotencyKey : told.disputeReference);
  const { listener, flush } = withEventFaults(async (told) => {
    heard.push(keyOf(told));
  }, faults);
  for (let number = 0; number < 40; number += 1) {
    await listener(event(number)).catch(() => failed.push(keyOf(event(number))));
  }
  await flush();
  return { heard, failed };
};
const all = Array.from({ length: 40 }, (_, number) => `key-${number}`);

test('events without faults are heard once, in order', async () => {
  expect(await heardWith({ seed: 3 })).toEqual({ heard: all, failed: [] });
});

test('events are heard again, and out of order, and none is missing after all', async () => {
  const { heard } = await heardWith({ seed: 3, duplicate: 0.3, hold: 0.3 });
  expect(heard.length).toBeGreaterThan(all.length);
  expect(heard.filter((key, at) => heard.indexOf(key) === at)).not.toEqual(all);
  expect(new Set(heard)).toEqual(new Set(all));
  expect((await heardWith({ seed: 3, duplicate: 0.3, hold: 0.3 })).heard).toEqual(heard);
});

test('a lost event fails for the provider, which may tell it again', async () => {
  const { heard, failed } = await heardWith({ seed: 3, lose: 0.5 });
  expect(failed.length).toBeGreaterThan(5);
  expect([...heard, ...failed].sort()).toEqual([...all].sort());
});
