import { expect, test } from 'vitest';
import { isCancelable, isInPeriod, REFUND_MONTHS } from './period.ts';

test.each<[string, string, string, string, boolean]>([
  ['the same day', '2024-01-15T10:00:00Z', '2024-01-15T10:00:01Z', 'UTC', true],
  ['the last second', '2024-01-15T10:00:00Z', '2024-04-15T23:59:59Z', 'UTC', true],
  ['the day after', '2024-01-15T10:00:00Z', '2024-04-16T00:00:00Z', 'UTC', false],
  ['a short month ends it on its last day', '2023-11-30T10:00:00Z', '2024-02-29T20:00:00Z', 'UTC', true],
  ['and no later', '2023-11-30T10:00:00Z', '2024-03-01T00:00:00Z', 'UTC', false],
  ['the clocks of the merchant count', '2024-01-15T10:00:00Z', '2024-04-15T22:30:00Z', 'GMT+02:00', false],
  ['on both ends', '2024-01-15T23:00:00Z', '2024-04-16T10:00:00Z', 'GMT+02:00', true],
])('%s', (_, finished, now, zone, expected) => {
  expect(isInPeriod(new Date(finished), new Date(now), zone, REFUND_MONTHS.api)).toBe(expected);
});

test.each([
  ['2025-01-15T23:59:59Z', true],
  ['2025-01-16T00:00:00Z', false],
])('people may refund for a year: %s', (now, expected) => {
  const finished = new Date('2024-01-15T10:00:00Z');
  expect(isInPeriod(finished, new Date(now), 'UTC', REFUND_MONTHS.panel)).toBe(expected);
});

test.each([
  ['2024-01-15T12:00:00Z', true],
  ['2024-01-15T12:00:01Z', false],
])('a refund can be canceled for two hours: %s', (now, expected) => {
  expect(isCancelable(new Date('2024-01-15T10:00:00Z'), new Date(now))).toBe(expected);
});
