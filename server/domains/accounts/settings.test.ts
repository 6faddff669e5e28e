import { expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import { checkSettings, settingsOf } from './settings.ts';

const merchant = (settings: Record<string, unknown>): Merchant => ({
  id: 1n,
  code: 'ACME',
  timeZone: 'GMT+02:00',
  clockOffsetMs: 0,
  settings,
});

test('an account without settings has the defaults', () => {
  expect(settingsOf(merchant({}))).toMatchObject({
    currency: 'EUR',
    testSystemEnabled: true,
    commissionPpm: 0n,
    commissionFixedMinor: 0n,
    gracePeriodDays: 0,
    loginToleranceMinutes: null,
    language: 'en',
    countries: null,
    currencies: null,
    languages: null,
    declared: {},
  });
});

test('what is set counts, what is not keeps its default, switch by switch', () => {
  const settings = settingsOf(
    merchant({ commissionPpm: 45_000, renewalEmails: { automaticRenewal: { before7Days: false, after5Days: true } } }),
  );
  expect(settings.commissionPpm).toBe(45_000n);
  expect(settings.renewalEmails.automaticRenewal).toMatchObject({ before7Days: false, after5Days: true });
  expect(settings.renewalEmails.manualRenewal.before30Days).toBe(true);
});

test('settings are read once for each merchant that was loaded', () => {
  const one = merchant({});
  expect(settingsOf(one)).toBe(settingsOf({ ...one, clockOffsetMs: 5 }));
});

test.each([
  [{ commissionPpm: 1_000_001 }, 'settings.commissionPpm must be at most 1000000'],
  [{ gracePeriodDays: -1 }, 'settings.gracePeriodDays must be at least 0'],
  [{ testSystemEnabled: 'perhaps' }, 'settings.testSystemEnabled must be true or false'],
  [{ renewalEmails: { manualRenewal: { before1Day: 7 } } }, 'settings.renewalEmails.manualRenewal.before1Day'],
  [{ countries: ['RO', 'XX'] }, 'settings.countries: "XX" is not known'],
  [{ currencies: ['euro'] }, 'settings.currencies[0] must not be longer than 3 characters'],
  [{ currencies: ['EUR', 'xxy'] }, 'settings.currencies: "XXY" is not known'],
  [{ languages: ['d1'] }, 'settings.languages: "d1" is not known'],
  [{ cancelSubscriptionsOnTotalRefund: 'perhaps' }, 'settings.cancelSubscriptionsOnTotalRefund'],
  [{ refundReasons: ['x'.repeat(256)] }, 'settings.refundReasons[0]'],
  [{ comission: 5 }, 'settings.comission is not a setting'],
])('%j is refused with the path', (given, message) => {
  expect(() => checkSettings(given, 'settings')).toThrow(message);
});
