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
    retryHours: [20, 44, 72],
    loginToleranceMinutes: null,
    language: 'en',
    countries: null,
    currencies: null,
    languages: null,
    idempotencyKeyDays: 30,
    externalReferenceIsUnique: false,
    invoiceSeller: { name: '', addressLines: [], taxId: null, email: null, footerLines: [] },
    invoiceSeries: { sale: 'INV', creditNote: 'CN', digits: 6 },
    fraudReview: { mode: 'gateway', holdAboveMinor: null, blockedCountries: [], blockedEmails: [] },
    reviewDays: 5,
    confirmationDays: 30,
    unpaidOrderDays: 30,
    allowCardImport: false,
    purchaseOrderDays: 30,
    purchaseOrderDocumentDays: 30,
    purchaseOrderConfirmationDays: 30,
    purchaseOrderAutoApprove: false,
    refundReasons: [],
    refundHoldMinutes: { api: 0, panel: 120 },
    cancelSubscriptionsOnTotalRefund: true,
    reuseKeysOnTotalRefund: false,
    commissionBackOnRefund: false,
    cancelSubscriptionsOnChargeback: true,
    reuseKeysOnLostChargeback: false,
    disputeFeeMinor: {},
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

test('fees of disputes are counted in minor units of their currency', () => {
  const checked = checkSettings({ disputeFeeMinor: { EUR: 1500, USD: '2000' } }, 'settings');
  expect(settingsOf(merchant(checked)).disputeFeeMinor).toEqual({ EUR: 1500n, USD: 2000n });
});

test('the seller of invoices is called as the account unless it has a name of its own', () => {
  const nameOf = (invoiceSeller: object) => settingsOf(merchant({ name: 'Acme', invoiceSeller })).invoiceSeller.name;
  expect([nameOf({}), nameOf({ name: ' ' }), nameOf({ name: 'Acme SRL' })]).toEqual(['Acme', 'Acme', 'Acme SRL']);
});

test.each(['INV', 'A', '2026-', 'F/2026/', 'TEST'])('%s can begin the numbers of invoices', (sale) => {
  expect(checkSettings({ invoiceSeries: { sale } }, 'settings')).toMatchObject({ invoiceSeries: { sale } });
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
  [{ idempotencyKeyDays: 0 }, 'settings.idempotencyKeyDays must be at least 1'],
  [{ externalReferenceIsUnique: 'perhaps' }, 'settings.externalReferenceIsUnique must be true or false'],
  [{ gateway: 'nowhere' }, 'settings.gateway: "nowhere" is not known'],
  [{ refundReasons: ['x'.repeat(256)] }, 'settings.refundReasons[0]'],
  [{ invoiceSeries: { sale: 'INV1' } }, 'settings.invoiceSeries.sale must be of letters'],
  [{ invoiceSeries: { creditNote: 'test-c' } }, 'settings.invoiceSeries.creditNote must be of letters'],
  [{ invoiceSeries: { sale: '' } }, 'settings.invoiceSeries.sale must be of letters'],
  [{ invoiceSeries: { digits: 13 } }, 'settings.invoiceSeries.digits must be at most 12'],
  [{ invoiceSeller: { footerLines: ['a', 'b', 'c', 'd', 'e'] } }, 'settings.invoiceSeller.footerLines'],
  [{ fraudReview: { mode: 'some' } }, 'settings.fraudReview.mode'],
  [{ fraudReview: { blockedCountries: ['XX'] } }, 'settings.fraudReview.blockedCountries: "XX" is not known'],
  [{ fraudReview: { blockedEmails: ['ada'] } }, 'settings.fraudReview.blockedEmails: "ada" is no address'],
  [{ unpaidOrderDays: 0 }, 'settings.unpaidOrderDays must be at least 1'],
  [{ reviewDays: 31 }, 'settings.reviewDays must be at most 30'],
  [{ purchaseOrderDays: 91 }, 'settings.purchaseOrderDays must be at most 90'],
  [{ retryHours: [19] }, 'settings.retryHours[0] must be at least 20'],
  [{ retryHours: [20, 39] }, 'settings.retryHours: charges are at least 20 hours apart'],
  [{ retryHours: [72, 44] }, 'settings.retryHours: charges are at least 20 hours apart'],
  [{ refundHoldMinutes: { panel: -1 } }, 'settings.refundHoldMinutes.panel must be at least 0'],
  [{ commissionBackOnRefund: 'perhaps' }, 'settings.commissionBackOnRefund must be true or false'],
  [{ disputeFeeMinor: { eur: 1500 } }, 'settings.disputeFeeMinor: "eur" is not known'],
  [{ disputeFeeMinor: { EUR: '15.00' } }, 'settings.disputeFeeMinor.EUR must be a whole number of minor units'],
  [{ comission: 5 }, 'settings.comission is not a setting'],
])('%j is refused with the path', (given, message) => {
  expect(() => checkSettings(given, 'settings')).toThrow(message);
});
