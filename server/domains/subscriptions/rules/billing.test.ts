import { expect, test } from 'vitest';
import { type BillingFacts, nextBillingAt } from './billing.ts';

const expiresAt = new Date('2024-06-10T09:00:00Z');
const atExpiry = '2024-06-10T09:00:00.000Z';
const twoDaysBefore = '2024-06-08T09:00:00.000Z';
const monthly: BillingFacts = {
  enabled: true,
  recurringEnabled: true,
  expiresAt,
  cycle: { length: 1, unit: 'MONTH' },
};

test.each<readonly [string, Partial<BillingFacts>, string | null]>([
  ['a month', {}, atExpiry],
  ['six months', { cycle: { length: 6, unit: 'MONTH' } }, atExpiry],
  ['seven months', { cycle: { length: 7, unit: 'MONTH' } }, twoDaysBefore],
  ['a year in months', { cycle: { length: 12, unit: 'MONTH' } }, twoDaysBefore],
  ['a year', { cycle: { length: 1, unit: 'YEAR' } }, twoDaysBefore],
  ['30 days', { cycle: { length: 30, unit: 'DAY' } }, atExpiry],
  ['184 days', { cycle: { length: 184, unit: 'DAY' } }, atExpiry],
  ['185 days', { cycle: { length: 185, unit: 'DAY' } }, twoDaysBefore],
  ['26 weeks', { cycle: { length: 26, unit: 'WEEK' } }, atExpiry],
  ['27 weeks', { cycle: { length: 27, unit: 'WEEK' } }, twoDaysBefore],
  ['manual renewal', { recurringEnabled: false }, null],
  ['cancelled', { enabled: false }, null],
  ['lifetime', { expiresAt: null, cycle: null }, null],
])('%s', (_title, facts, expected) => {
  expect(nextBillingAt({ ...monthly, ...facts })?.toISOString() ?? null).toBe(expected);
});
