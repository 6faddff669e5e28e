import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addCycles } from '../../../kit/dates.ts';
import { importedPeriod } from './dates.ts';

const MONTHLY = { length: 1, unit: 'MONTH' } as const;
const ZONE = 'GMT+02:00';

describe('the period of an import', () => {
  test('lies between the beginnings of its days on the clocks of the account', () => {
    expect(importedPeriod('2024-01-31', '2024-02-29', MONTHLY, ZONE)).toEqual({
      starts_at: new Date('2024-01-30T22:00:00Z'),
      expires_at: new Date('2024-02-28T22:00:00Z'),
      anchor_date: '2024-01-31',
      anchor_cycle: 0,
      anchor_time: null,
      cycle_number: 1,
    });
  });

  test.each([
    ['whole months', '2022-01-31', '2024-06-30', MONTHLY, '2022-01-31', 29],
    ['whole years', '2020-02-29', '2023-02-28', { length: 12, unit: 'MONTH' }, '2020-02-29', 3],
    ['whole weeks', '2024-01-01', '2024-01-15', { length: 1, unit: 'WEEK' }, '2024-01-01', 2],
    ['no whole months', '2024-01-31', '2024-06-29', MONTHLY, '2024-06-29', 0],
    ['less than a cycle', '2024-01-01', '2024-01-02', MONTHLY, '2024-01-02', 0],
    ['no whole number of cycles', '2024-01-01', '2024-03-01', { length: 3, unit: 'MONTH' }, '2024-03-01', 0],
  ] as const)('%s: cycles go on from the start only then', (_title, start, end, cycle, anchor_date, cycle_number) => {
    expect(importedPeriod(start, end, cycle, ZONE)).toMatchObject({ anchor_date, cycle_number });
  });

  test.each([
    ['in the wrong order', '2024-02-01', '2024-01-01'],
    ['on one day', '2024-02-01', '2024-02-01'],
    ['that leads beyond all calendars', '2024-02-01', '9999-12-31'],
  ])('there is none %s', (_title, start, end) => {
    expect(importedPeriod(start, end, MONTHLY, ZONE)).toBeUndefined();
  });

  test('all whole cycles are counted as such, and go on to the same end', () => {
    const dates = fc
      .record({ year: fc.integer({ min: 1990, max: 2060 }), day: fc.integer({ min: 0, max: 365 }) })
      .map(({ year, day }) => addCycles(`${year}-01-01`, day, 'DAY'));
    const cycles = fc.record({
      length: fc.integer({ min: 1, max: 36 }),
      unit: fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const, 'YEAR' as const),
    });
    fc.assert(
      fc.property(dates, cycles, fc.integer({ min: 1, max: 60 }), (start, cycle, count) => {
        const end = addCycles(start, count * cycle.length, cycle.unit);
        const period = importedPeriod(start, end, cycle, ZONE);
        expect(period).toMatchObject({ anchor_date: start, cycle_number: count });
      }),
    );
  });
});
