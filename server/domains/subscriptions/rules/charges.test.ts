import { expect, test } from 'vitest';
import { afterFailure, type ChargeFacts, chargeMoments, nextChargeAt } from './charges.ts';

const END = new Date('2024-02-29T10:00:00Z');
const EARLY = ['2024-02-27T10:00:00.000Z', '2024-02-28T10:00:00.000Z'];

const facts = (changes: Partial<ChargeFacts> = {}): ChargeFacts => ({
  enabled: true,
  recurringEnabled: true,
  expiresAt: END,
  cycle: { length: 1, unit: 'MONTH' },
  graceDays: 0,
  failedCharges: 0,
  resumesAt: null,
  ...changes,
});

test.for<[name: string, changes: Partial<ChargeFacts>, moments: readonly string[]]>([
  ['a month without grace', {}, ['2024-02-29T09:00:00.000Z']],
  ['six months', { cycle: { length: 6, unit: 'MONTH' } }, ['2024-02-29T09:00:00.000Z']],
  ['184 days', { cycle: { length: 184, unit: 'DAY' } }, ['2024-02-29T09:00:00.000Z']],
  ['26 weeks', { cycle: { length: 26, unit: 'WEEK' } }, ['2024-02-29T09:00:00.000Z']],
  ['185 days', { cycle: { length: 185, unit: 'DAY' } }, EARLY],
  ['27 weeks', { cycle: { length: 27, unit: 'WEEK' } }, EARLY],
  ['seven months', { cycle: { length: 7, unit: 'MONTH' } }, EARLY],
  ['a year', { cycle: { length: 1, unit: 'YEAR' } }, EARLY],
  [
    'a year without grace',
    { cycle: { length: 12, unit: 'MONTH' } },
    ['2024-02-27T10:00:00.000Z', '2024-02-28T10:00:00.000Z'],
  ],
  [
    'a month with five days of grace',
    { graceDays: 5 },
    ['2024-02-29T09:00:00.000Z', '2024-03-01T06:00:00.000Z', '2024-03-02T06:00:00.000Z', '2024-03-03T10:00:00.000Z'],
  ],
  [
    'no retry when grace is over',
    { graceDays: 2 },
    ['2024-02-29T09:00:00.000Z', '2024-03-01T06:00:00.000Z', '2024-03-02T06:00:00.000Z'],
  ],
  [
    'paused: when it goes on',
    { resumesAt: new Date('2024-05-01T00:00:00Z'), cycle: { length: 12, unit: 'MONTH' } },
    ['2024-05-01T00:00:00.000Z'],
  ],
  [
    'a pause that is over before the end',
    { resumesAt: new Date('2024-02-01T00:00:00Z') },
    ['2024-02-29T09:00:00.000Z'],
  ],
  ['lifetime', { expiresAt: null }, []],
])('moments of charges: %s', ([, changes, moments]) => {
  expect(chargeMoments(facts(changes)).map((at) => at.toISOString())).toEqual(moments);
});

test.for<[name: string, changes: Partial<ChargeFacts>, at: string | null]>([
  ['first', {}, '2024-02-29T09:00:00.000Z'],
  ['after one failure, with grace', { failedCharges: 1, graceDays: 5 }, '2024-03-01T06:00:00.000Z'],
  ['after one failure, without grace', { failedCharges: 1 }, null],
  ['after all of them', { failedCharges: 4, graceDays: 5 }, null],
  ['cancelled', { enabled: false }, null],
  ['renewed by hand', { recurringEnabled: false }, null],
])('the next charge: %s', ([, changes, at]) => {
  expect(nextChargeAt(facts(changes))?.toISOString() ?? null).toBe(at);
});

test.for<[name: string, changes: Partial<ChargeFacts>, at: string, failed: number, next: string | null]>([
  ['in time', { graceDays: 5 }, '2024-02-29T09:00:10Z', 1, '2024-03-01T06:00:00.000Z'],
  ['an hour late', { graceDays: 5 }, '2024-02-29T10:00:00Z', 1, '2024-03-01T06:00:00.000Z'],
  ['too late for the next moment', { graceDays: 5 }, '2024-02-29T16:00:00Z', 2, '2024-03-02T06:00:00.000Z'],
  ['a day late', { graceDays: 5 }, '2024-03-01T09:00:00Z', 2, '2024-03-02T06:00:00.000Z'],
  ['after all moments', { graceDays: 5 }, '2024-03-09T09:00:00Z', 4, null],
  ['the last one', { graceDays: 5, failedCharges: 3 }, '2024-03-03T10:00:00Z', 4, null],
  ['without grace', {}, '2024-02-29T09:00:00Z', 1, null],
  ['the first of a year', { cycle: { length: 1, unit: 'YEAR' } }, EARLY[0] ?? '', 1, EARLY[1] ?? ''],
])('after a failed charge: %s', ([, changes, at, failedCharges, next]) => {
  const after = afterFailure(facts(changes), new Date(at));
  expect({ ...after, chargeAt: after.chargeAt?.toISOString() ?? null }).toEqual({ failedCharges, chargeAt: next });
});

test('the account may say when failed charges are tried again', () => {
  const after = afterFailure(facts({ graceDays: 30 }), new Date('2024-02-29T09:00:00Z'), [24, 240]);
  expect(after.chargeAt).toEqual(new Date('2024-03-01T10:00:00Z'));
  expect(chargeMoments(facts({ graceDays: 9 }), [24, 240])).toHaveLength(2);
});
