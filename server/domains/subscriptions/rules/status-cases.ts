import type { StatusFacts, SubscriptionStatus } from './status.ts';

const day = (text: string): Date => new Date(`${text}T12:00:00Z`);

/** The moment at which all cases are looked at: noon UTC of 15 May 2024. */
export const CASES_NOW = day('2024-05-15');

const monthly: StatusFacts = {
  enabled: true,
  startsAt: day('2024-05-01'),
  expiresAt: day('2024-06-01'),
  graceDays: 0,
  resumesAt: null,
};

type Case = readonly [title: string, facts: StatusFacts, status: SubscriptionStatus];

/** The table of statuses; the rule and the query of a customer's standing are both held to it. */
export const statusCases: readonly Case[] = [
  ['within its cycle', monthly, 'ACTIVE'],
  ['begins this instant', { ...monthly, startsAt: CASES_NOW }, 'ACTIVE'],
  ['begins a second later', { ...monthly, startsAt: new Date(CASES_NOW.getTime() + 1000) }, 'PENDING_ACTIVATION'],
  ['lifetime', { ...monthly, expiresAt: null }, 'ACTIVE'],
  ['lifetime that begins tomorrow', { ...monthly, startsAt: day('2024-05-16'), expiresAt: null }, 'PENDING_ACTIVATION'],
  ['ends a second later', { ...monthly, expiresAt: new Date(CASES_NOW.getTime() + 1000) }, 'ACTIVE'],
  ['ends this instant, no grace', { ...monthly, expiresAt: CASES_NOW }, 'EXPIRED'],
  ['ends this instant, a day of grace', { ...monthly, expiresAt: CASES_NOW, graceDays: 1 }, 'PASTDUE'],
  ['ended four days ago, five of grace', { ...monthly, expiresAt: day('2024-05-11'), graceDays: 5 }, 'PASTDUE'],
  ['ended five days ago, five of grace', { ...monthly, expiresAt: day('2024-05-10'), graceDays: 5 }, 'EXPIRED'],
  ['ended a year ago, grace without end', { ...monthly, expiresAt: day('2023-05-15'), graceDays: null }, 'PASTDUE'],
  ['ended a year ago, no grace', { ...monthly, expiresAt: day('2023-05-15') }, 'EXPIRED'],
  ['to be paused later', { ...monthly, resumesAt: day('2024-07-01') }, 'ACTIVE'],
  ['paused', { ...monthly, expiresAt: day('2024-05-10'), resumesAt: day('2024-05-16') }, 'PAUSED'],
  [
    'paused, with grace',
    { ...monthly, expiresAt: day('2024-05-10'), resumesAt: day('2024-05-16'), graceDays: 9 },
    'PAUSED',
  ],
  [
    'paused until this instant, no grace',
    { ...monthly, expiresAt: day('2024-05-10'), resumesAt: CASES_NOW },
    'EXPIRED',
  ],
  [
    'paused until yesterday, two days of grace',
    { ...monthly, expiresAt: day('2024-05-01'), resumesAt: day('2024-05-14'), graceDays: 2 },
    'PASTDUE',
  ],
  [
    'a pause that was over before the end',
    { ...monthly, expiresAt: day('2024-05-14'), resumesAt: day('2024-05-02'), graceDays: 2 },
    'PASTDUE',
  ],
  ['cancelled in its pause', { ...monthly, enabled: false, resumesAt: day('2024-07-01') }, 'CANCELED'],
  ['cancelled within its cycle', { ...monthly, enabled: false }, 'CANCELED'],
  ['cancelled before it begins', { ...monthly, enabled: false, startsAt: day('2024-05-16') }, 'CANCELED'],
  ['cancelled and long over', { ...monthly, enabled: false, expiresAt: day('2023-05-15') }, 'CANCELED'],
  ['cancelled lifetime', { ...monthly, enabled: false, expiresAt: null }, 'CANCELED'],
];
