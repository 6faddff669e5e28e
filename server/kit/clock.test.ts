import { expect, test } from 'vitest';
import { fixedClock, shiftedClock, systemClock } from './clock.ts';

const NOON = new Date('2024-05-01T12:00:00Z');

test('a fixed clock stands still, even when its answer is changed', () => {
  const clock = fixedClock(NOON);
  clock.now().setTime(0);
  expect(clock.now()).toEqual(NOON);
});

test('a shifted clock keeps its distance', () => {
  expect(shiftedClock(fixedClock(NOON), 86_400_000).now().toISOString()).toBe('2024-05-02T12:00:00.000Z');
  expect(shiftedClock(fixedClock(NOON), -1).now().toISOString()).toBe('2024-05-01T11:59:59.999Z');
});

test('the system clock is the time of the machine', () => {
  const before = Date.now();
  expect(systemClock.now().getTime()).toBeGreaterThanOrEqual(before);
});
