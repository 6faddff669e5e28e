import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addCycles } from '../../../kit/dates.ts';
import { type Anchor, type Cycle, expiryAfter } from './cycle.ts';
import { type FirstPeriodTerms, firstPeriod } from './first-period.ts';

const at = (date: string): Anchor => ({ date, time: '10:15:20', timeZone: 'UTC' });
const month: Cycle = { length: 1, unit: 'MONTH' };

test.each<[string, string, Partial<FirstPeriodTerms>, string | null, string, number]>([
  ['a cycle', '2024-01-31', {}, '2024-02-29', '2024-01-31', 1],
  ['a one-time fee', '2024-01-31', { cycle: null }, null, '2024-01-31', 0],
  ['months mean nothing where nothing ends', '2024-01-31', { cycle: null, optionMonths: 6 }, null, '2024-01-31', 0],
  ['a trial', '2024-01-31', { trialDays: 30 }, '2024-03-01', '2024-03-01', 0],
  [
    'months do not make a trial longer',
    '2024-01-31',
    { trialDays: 30, optionMonths: 6 },
    '2024-03-01',
    '2024-03-01',
    0,
  ],
  ['two months more, the day is not lost', '2024-01-31', { optionMonths: 2 }, '2024-04-30', '2024-04-30', 0],
  [
    'a year and three months',
    '2024-02-29',
    { cycle: { length: 1, unit: 'YEAR' }, optionMonths: 3 },
    '2025-05-29',
    '2025-05-29',
    0,
  ],
  [
    'two weeks and a month',
    '2024-01-17',
    { cycle: { length: 2, unit: 'WEEK' }, optionMonths: 1 },
    '2024-02-29',
    '2024-02-29',
    0,
  ],
  [
    'three months less',
    '2024-01-31',
    { cycle: { length: 12, unit: 'MONTH' }, optionMonths: -3 },
    '2024-10-31',
    '2024-10-31',
    0,
  ],
  ['more than there is cannot be taken away', '2024-01-31', { optionMonths: -1 }, '2024-02-29', '2024-01-31', 1],
])('%s', (_, start, terms, end, anchorDate, cycleNumber) => {
  expect(firstPeriod(at(start), { cycle: month, trialDays: null, optionMonths: 0, ...terms })).toEqual({
    expiresAt: end === null ? null : new Date(`${end}T10:15:20Z`),
    anchorDate,
    cycleNumber,
  });
});

test('the cycles after it are counted from the anchor, whatever it was', () => {
  const terms = fc.record({
    cycle: fc.record({
      length: fc.integer({ min: 1, max: 24 }),
      unit: fc.constantFrom('DAY', 'WEEK', 'MONTH', 'YEAR'),
    }),
    trialDays: fc.option(fc.integer({ min: 1, max: 90 }), { nil: null }),
    optionMonths: fc.integer({ min: -12, max: 36 }),
  });
  const start = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  fc.assert(
    fc.property(start, terms, (date, { cycle, ...others }) => {
      const found = firstPeriod(at(date), { cycle: cycle as Cycle, ...others });
      const anchor = { ...at(date), date: found.anchorDate };
      expect(found.expiresAt).toEqual(expiryAfter(anchor, cycle as Cycle, found.cycleNumber));
      expect(found.expiresAt && found.expiresAt > new Date(`${date}T10:15:20Z`)).toBe(true);
      expect(addCycles(date, 0, 'DAY') <= found.anchorDate).toBe(true);
    }),
  );
});
