import { expect, test } from 'vitest';
import { between } from './bounds.ts';

test.each([
  // after, before, zone, first instant, first instant that is out
  ['2024-05-01', '2024-05-01', 'GMT+02:00', '2024-04-30T22:00:00.000Z', '2024-05-01T22:00:00.000Z'],
  ['2024-05-01', null, 'GMT+02:00', '2024-04-30T22:00:00.000Z', null],
  [undefined, '2024-05-01', 'UTC', null, '2024-05-02T00:00:00.000Z'],
  ['', '', 'UTC', null, null],
  [null, '9999-12-31', 'UTC', null, null],
  ['2024-05-01 10:00:00', '2024-05-01 10:00:00', 'UTC', '2024-05-01T10:00:00.000Z', '2024-05-01T10:00:01.000Z'],
  // The day on which the clocks go forward has 23 hours.
  ['2024-03-31', '2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00.000Z', '2024-03-31T22:00:00.000Z'],
])('after %s, before %s in %s', (after, before, zone, from, out) => {
  const bounds = between(after, before, zone);
  expect([bounds.from?.toISOString() ?? null, bounds.before?.toISOString() ?? null]).toEqual([from, out]);
});
