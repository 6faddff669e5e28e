import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDate, wallClock } from '../../../kit/dates.ts';
import { anchorAt, type Cycle, expiryAfter } from './cycle.ts';

const MONTH: Cycle = { length: 1, unit: 'MONTH' };

describe('the day of the first start is kept', () => {
  test.each([
    // start (UTC), zone, cycle, cycles, end on the clocks of the zone
    ['2024-01-31T10:00:00Z', 'GMT+02:00', MONTH, 1, '2024-02-29 12:00:00'],
    ['2024-01-31T10:00:00Z', 'GMT+02:00', MONTH, 2, '2024-03-31 12:00:00'],
    ['2023-01-31T10:00:00Z', 'GMT+02:00', MONTH, 1, '2023-02-28 12:00:00'],
    ['2024-02-29T10:00:00Z', 'GMT+02:00', { length: 12, unit: 'MONTH' }, 1, '2025-02-28 12:00:00'],
    ['2024-02-29T10:00:00Z', 'GMT+02:00', { length: 12, unit: 'MONTH' }, 4, '2028-02-29 12:00:00'],
    ['2024-01-31T10:00:00Z', 'GMT+02:00', { length: 3, unit: 'MONTH' }, 1, '2024-04-30 12:00:00'],
    ['2024-01-31T10:00:00Z', 'GMT+02:00', { length: 30, unit: 'DAY' }, 1, '2024-03-01 12:00:00'],
    ['2024-01-31T10:00:00Z', 'GMT+02:00', { length: 2, unit: 'WEEK' }, 3, '2024-03-13 12:00:00'],
    ['2024-01-31T10:00:00Z', 'GMT+02:00', { length: 1, unit: 'YEAR' }, 3, '2027-01-31 12:00:00'],
    // It is already the 31st in the account's zone.
    ['2024-01-30T22:30:00Z', 'GMT+02:00', MONTH, 1, '2024-02-29 00:30:00'],
    // The time of day stays when the clocks change in between.
    ['2024-03-15T09:00:00Z', 'Europe/Berlin', MONTH, 1, '2024-04-15 10:00:00'],
    // 02:30 does not exist on that day, so the service ends an hour later.
    ['2024-02-29T01:30:00Z', 'Europe/Berlin', { length: 31, unit: 'DAY' }, 1, '2024-03-31 03:30:00'],
  ] as const)('%s in %s, %o, %i cycles: %s', (start, zone, cycle, cycles, end) => {
    expect(wallClock(expiryAfter(anchorAt(new Date(start), zone), cycle, cycles), zone)).toBe(end);
  });
});

const zone = fc.constantFrom(
  'GMT+02:00',
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
);
const start = fc.date({ min: new Date('2000-01-01'), max: new Date('2080-01-01'), noInvalidDate: true });
const cycle = fc.oneof(
  fc.record({ length: fc.integer({ min: 1, max: 36 }), unit: fc.constant<'MONTH'>('MONTH') }),
  fc.record({ length: fc.integer({ min: 1, max: 1095 }), unit: fc.constant<'DAY'>('DAY') }),
);

const lastDayOf = (date: string): number =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();

test('after n monthly cycles the day is the anchor day, or the last of a shorter month', () => {
  fc.assert(
    fc.property(start, zone, fc.integer({ min: 1, max: 240 }), (at, timeZone, cycles) => {
      const anchor = anchorAt(at, timeZone);
      const end = calendarDate(expiryAfter(anchor, MONTH, cycles), timeZone);
      const months = Number(anchor.date.slice(0, 4)) * 12 + Number(anchor.date.slice(5, 7)) - 1 + cycles;
      expect(end.slice(0, 7)).toBe(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`);
      expect(Number(end.slice(8))).toBe(Math.min(Number(anchor.date.slice(8)), lastDayOf(end)));
    }),
  );
});

test('each cycle ends after the one before, and the first after the start', () => {
  fc.assert(
    fc.property(start, zone, cycle, fc.integer({ min: 1, max: 20 }), (at, timeZone, length, cycles) => {
      const anchor = anchorAt(at, timeZone);
      const end = expiryAfter(anchor, length, cycles).getTime();
      const before = cycles === 1 ? at.getTime() : expiryAfter(anchor, length, cycles - 1).getTime();
      expect(end).toBeGreaterThan(before);
    }),
  );
});
