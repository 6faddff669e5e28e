import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addCycles, type CycleUnit, calendarDate, isCalendarDate, isZone, parseWallClock, wallClock } from './dates.ts';

const ZONES = [
  'GMT+02:00',
  'UTC',
  'GMT-3',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
];

const anyInstant = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true });
const anyDate = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const anyUnit = fc.constantFrom<CycleUnit>('DAY', 'WEEK', 'MONTH', 'YEAR');

describe('zones', () => {
  test.each(['GMT+02:00', 'GMT', 'UTC', 'GMT-3', 'GMT+5:30', 'UTC+0530', 'Europe/Bucharest', 'America/New_York'])(
    '%s is a zone',
    (zone) => expect(isZone(zone)).toBe(true),
  );

  test.each(['', '+02:00', 'GMT+15:00', 'GMT+02:75', 'GMT+', 'Europe/Atlantis', 'Europe', '2'])(
    '%j is none',
    (zone) => {
      expect(isZone(zone)).toBe(false);
      expect(() => wallClock(new Date(0), zone)).toThrow(RangeError);
    },
  );
});

describe('wallClock', () => {
  test.each([
    ['2024-06-30T22:30:15.999Z', 'GMT+02:00', '2024-07-01 00:30:15'],
    ['2024-06-30T22:30:15Z', 'UTC', '2024-06-30 22:30:15'],
    ['2024-06-30T22:30:15Z', 'GMT-03:30', '2024-06-30 19:00:15'],
    ['2024-06-30T22:30:15Z', 'Europe/Berlin', '2024-07-01 00:30:15'],
    ['2024-12-31T23:30:00Z', 'Europe/Berlin', '2025-01-01 00:30:00'],
    ['2024-03-31T00:59:59Z', 'Europe/Berlin', '2024-03-31 01:59:59'],
    ['2024-03-31T01:00:00Z', 'Europe/Berlin', '2024-03-31 03:00:00'],
    ['2024-11-03T05:30:00Z', 'America/New_York', '2024-11-03 01:30:00'],
    ['2024-11-03T06:30:00Z', 'America/New_York', '2024-11-03 01:30:00'],
    ['1960-01-01T00:00:00Z', 'Africa/Monrovia', '1959-12-31 23:15:30'],
  ])('%s in %s is %s', (at, zone, text) => {
    expect(wallClock(new Date(at), zone)).toBe(text);
    expect(calendarDate(new Date(at), zone)).toBe(text.slice(0, 10));
  });

  test('agrees with an independent calendar in every zone', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...ZONES.slice(3)), (at, zone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone);
        const expected = zoned.toPlainDateTime().toString({ fractionalSecondDigits: 0 }).replace('T', ' ');
        expect(wallClock(at, zone)).toBe(expected);
      }),
    );
  });
});

describe('parseWallClock', () => {
  test.each([
    ['2024-07-01 00:30:15', 'GMT+02:00', '2024-06-30T22:30:15.000Z'],
    ['2024-07-01', 'GMT+02:00', '2024-06-30T22:00:00.000Z'],
    ['2024-07-01', 'Europe/Berlin', '2024-06-30T22:00:00.000Z'],
    ['2024-03-31 02:30:00', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'],
    ['2024-11-03 01:30:00', 'America/New_York', '2024-11-03T05:30:00.000Z'],
  ])('%s in %s is %s', (text, zone, iso) => {
    expect(parseWallClock(text, zone)?.toISOString()).toBe(iso);
  });

  test.each([
    '0000-00-00 00:00:00',
    '0000-00-00',
    '2023-02-29',
    '2024-04-31 10:00:00',
    '2024-13-01',
    '2024-01-01 24:00:00',
    '2024-01-01 10:60:00',
    '2024-01-01T10:00:00',
    '2024-01-01 10:00',
    '24-01-01',
    'tomorrow',
    '',
  ])('%j is no time', (text) => expect(parseWallClock(text, 'Europe/Berlin')).toBeUndefined());

  test('reads back what wallClock writes, save in the repeated hour of autumn', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...ZONES), (at, zone) => {
        const text = wallClock(at, zone);
        const read = parseWallClock(text, zone);
        expect(read === undefined ? undefined : wallClock(read, zone)).toBe(text);
        const ahead = at.getTime() - (read?.getTime() ?? 0);
        expect([0, 1_800_000, 3_600_000]).toContain(ahead - (at.getTime() % 1000));
      }),
    );
  });
});

describe('addCycles', () => {
  test.each<[string, number, CycleUnit, string]>([
    ['2023-01-31', 1, 'MONTH', '2023-02-28'],
    ['2024-01-31', 1, 'MONTH', '2024-02-29'],
    ['2024-01-31', 2, 'MONTH', '2024-03-31'],
    ['2024-01-31', 3, 'MONTH', '2024-04-30'],
    ['2024-02-29', 1, 'YEAR', '2025-02-28'],
    ['2024-02-29', 4, 'YEAR', '2028-02-29'],
    ['2024-12-30', 2, 'DAY', '2025-01-01'],
    ['2024-02-22', 1, 'WEEK', '2024-02-29'],
    ['2024-03-31', -1, 'MONTH', '2024-02-29'],
    ['2024-05-05', 0, 'MONTH', '2024-05-05'],
  ])('%s and %i %s is %s', (anchor, count, unit, date) => {
    expect(addCycles(anchor, count, unit)).toBe(date);
  });

  test.each<[string, number]>([
    ['2023-02-29', 1],
    ['2024-1-1', 1],
    ['2024-01-01', 0.5],
    ['2024-01-01', Number.NaN],
    ['2024-01-01', 120_000],
  ])('%s and %d months is refused', (anchor, count) => {
    expect(() => addCycles(anchor, count, 'MONTH')).toThrow(RangeError);
  });

  test('the day of the anchor comes back whenever the month has it', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -300, max: 300 }), (anchor, months) => {
        const date = addCycles(anchor, months, 'MONTH');
        const [year, month, day] = date.split('-').map(Number);
        const lastDay = new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
        expect(day).toBe(Math.min(Number(anchor.slice(8)), lastDay));
      }),
    );
  });

  test('more cycles are a later date, and twelve months are a year', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -80, max: 100 }), anyUnit, (anchor, count, unit) => {
        expect(addCycles(anchor, count, unit) < addCycles(anchor, count + 1, unit)).toBe(true);
        expect(addCycles(anchor, count % 50, 'YEAR')).toBe(addCycles(anchor, (count % 50) * 12, 'MONTH'));
      }),
    );
  });
});

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2000-02-29', true],
  ['1900-02-29', false],
  ['1899-12-31', false],
  ['9999-12-31', true],
  ['2024-00-10', false],
  ['2024-01-00', false],
  ['2024-1-1', false],
  ['2024-01-01 ', false],
])('isCalendarDate(%j) is %s', (text, answer) => expect(isCalendarDate(text)).toBe(answer));
