import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SubscriptionState } from '../state-store.ts';
import { type RenewalTerms, renewed } from './renewal.ts';

/* What becomes of a subscription that is paid for again. */

const at = (text: string): Date => new Date(text);

const state: SubscriptionState = {
  merchant_id: 7n,
  reference: 'ABCDE12345',
  customer_id: 200_000_001n,
  product_id: 1_000_001n,
  product_code: 'plan',
  product_name: 'Plan',
  product_version: '2',
  quantity: 2,
  price_option_codes: ['phone'],
  sku: '',
  currency: 'EUR',
  is_test: false,
  is_trial: false,
  enabled: true,
  recurring_enabled: true,
  receive_notifications: true,
  is_lifetime: false,
  partner_code: '',
  anchor_date: '2024-01-31',
  cycle_length: 1,
  cycle_unit: 'MONTH',
  cycle_number: 1,
  starts_at: at('2024-01-31T10:15:20Z'),
  expires_at: at('2024-02-29T10:15:20Z'),
  grace_days: 5,
  purchased_at: at('2024-01-31T10:15:20Z'),
  renewed_at: null,
  card_id: 9n,
  email: 'ana@example.test',
  country_code: 'no',
  end_user: {
    FirstName: 'Ana',
    LastName: 'Test',
    Company: '',
    Phone: '',
    Fax: '',
    Address1: '',
    Address2: '',
    Zip: '',
    City: '',
    State: '',
    Language: 'en',
  },
  updated_at: at('2024-01-31T10:15:20Z'),
  anchor_cycle: 0,
  anchor_time: null,
  external_reference: null,
  is_imported: false,
  own_price_minor: null,
  own_price_type: null,
  next_price_minor: null,
  next_price_currency: null,
  next_price_cycles: null,
  next_price_reason: null,
  contract: null,
  scheduled: null,
  resumes_at: null,
  pause_reason: null,
  stop_after_cycles: null,
  cancel_when_stopped: false,
  charge_at: null,
  failed_charges: 1,
  claimed_until: null,
  replaced_by: null,
  card_updated: false,
  churn_reasons: [],
  churn_reason_other: null,
  renewal_key: null,
};

const terms: RenewalTerms = {
  days: null,
  fromPayment: false,
  automatic: true,
  product: { productId: 1_000_001n, code: 'plan', name: 'Plan', version: '2', cycle: { length: 1, unit: 'MONTH' } },
  quantity: 2,
  priceOptionCodes: ['phone'],
  cardId: null,
  agreed: null,
};

const ZONE = { timeZone: 'GMT+02:00' };
const BEFORE_EXPIRY = at('2024-02-29T09:15:20Z');

const renewal = (
  changes: Partial<SubscriptionState> = {},
  more: Partial<RenewalTerms> = {},
  paidAt: Date = BEFORE_EXPIRY,
) => renewed({ ...state, ...changes }, { ...terms, ...more }, paidAt, ZONE);

describe('the period that is paid for', () => {
  test.each<
    [
      title: string,
      changes: Partial<SubscriptionState>,
      more: Partial<RenewalTerms>,
      paidAt: string,
      from: string,
      to: string,
    ]
  >([
    ['follows the one before', {}, {}, '2024-02-29T09:15:20Z', '2024-02-29T10:15:20Z', '2024-03-31T10:15:20Z'],
    [
      'paid long before the end',
      {},
      { automatic: false },
      '2024-02-10T00:00:00Z',
      '2024-02-29T10:15:20Z',
      '2024-03-31T10:15:20Z',
    ],
    ['within grace', {}, {}, '2024-03-05T10:15:19Z', '2024-02-29T10:15:20Z', '2024-03-31T10:15:20Z'],
    ['when grace is over', {}, {}, '2024-03-05T10:15:20Z', '2024-03-05T10:15:20Z', '2024-04-05T10:15:20Z'],
    [
      'paid by hand a moment after the end, without grace',
      { grace_days: 0 },
      { automatic: false },
      '2024-02-29T22:30:00Z',
      '2024-02-29T22:30:00Z',
      '2024-03-31T22:30:00Z',
    ],
    [
      'charged by itself so late, without grace',
      { grace_days: 0 },
      {},
      '2024-02-29T22:30:00Z',
      '2024-02-29T10:15:20Z',
      '2024-03-31T10:15:20Z',
    ],
    [
      'charged by itself a day late, without grace',
      { grace_days: 0 },
      {},
      '2024-03-01T10:15:20Z',
      '2024-03-01T10:15:20Z',
      '2024-04-01T10:15:20Z',
    ],
    [
      'grace without end',
      { grace_days: null },
      {},
      '2024-03-30T00:00:00Z',
      '2024-02-29T10:15:20Z',
      '2024-03-31T10:15:20Z',
    ],
    [
      'nobody pays for time that is over',
      { grace_days: null },
      {},
      '2024-03-31T10:15:20Z',
      '2024-03-31T10:15:20Z',
      '2024-04-30T10:15:20Z',
    ],
    [
      'by days',
      {},
      { days: 10, automatic: false },
      '2024-02-20T10:00:00Z',
      '2024-02-29T10:15:20Z',
      '2024-03-10T10:15:20Z',
    ],
    [
      'a trial, counted from its end',
      { is_trial: true, anchor_date: '2024-02-29', cycle_number: 0 },
      {},
      '2024-02-29T09:15:20Z',
      '2024-02-29T10:15:20Z',
      '2024-03-29T10:15:20Z',
    ],
    [
      'a trial, converted from the payment',
      { is_trial: true, anchor_date: '2024-02-29', cycle_number: 0 },
      { fromPayment: true },
      '2024-02-05T08:00:00Z',
      '2024-02-05T08:00:00Z',
      '2024-03-05T08:00:00Z',
    ],
    [
      'after a pause, charged when it goes on',
      { resumes_at: at('2024-05-09T22:00:00Z') },
      {},
      '2024-05-09T22:00:10Z',
      '2024-05-09T22:00:00Z',
      '2024-06-09T22:00:00Z',
    ],
    [
      'in its pause, paid by hand',
      { resumes_at: at('2024-05-09T22:00:00Z') },
      { automatic: false },
      '2024-04-01T08:00:00Z',
      '2024-04-01T08:00:00Z',
      '2024-05-01T08:00:00Z',
    ],
    [
      'before its pause, paid by hand',
      { resumes_at: at('2024-05-09T22:00:00Z') },
      { automatic: false },
      '2024-02-20T08:00:00Z',
      '2024-02-29T10:15:20Z',
      '2024-03-31T10:15:20Z',
    ],
    [
      'the product has another cycle now',
      {},
      { product: { ...terms.product, cycle: { length: 12, unit: 'MONTH' } } },
      '2024-02-29T09:15:20Z',
      '2024-02-29T10:15:20Z',
      '2025-02-28T10:15:20Z',
    ],
    [
      'but its own was agreed on',
      { own_price_minor: 500n, own_price_type: 'NET' },
      { product: { ...terms.product, cycle: { length: 12, unit: 'MONTH' } } },
      '2024-02-29T09:15:20Z',
      '2024-02-29T10:15:20Z',
      '2024-03-31T10:15:20Z',
    ],
    [
      'its end was moved by somebody who did not count',
      { expires_at: at('2024-03-10T10:15:20Z') },
      {},
      '2024-03-10T09:15:20Z',
      '2024-03-10T10:15:20Z',
      '2024-04-10T10:15:20Z',
    ],
    [
      'after it was extended by hand',
      { expires_at: at('2024-03-10T10:15:20Z'), anchor_date: '2024-03-10', anchor_cycle: 1 },
      {},
      '2024-03-10T09:15:20Z',
      '2024-03-10T10:15:20Z',
      '2024-04-10T10:15:20Z',
    ],
  ])('%s', (_title, changes, more, paidAt, from, to) => {
    const { startsAt, expiresAt, set } = renewal(changes, more, at(paidAt));
    expect({ startsAt, expiresAt }).toEqual({ startsAt: at(from), expiresAt: at(to) });
    expect(set).toMatchObject({
      expires_at: at(to),
      cycle_number: (changes.cycle_number ?? 1) + 1,
      is_trial: false,
      failed_charges: 0,
      resumes_at: null,
      renewed_at: at(paidAt),
    });
  });

  test('what begins anew keeps its own time of day in the cycles after it', () => {
    const late = renewal({}, {}, at('2024-03-20T21:00:00Z'));
    const next = renewed({ ...state, ...late.set }, terms, at('2024-04-20T20:00:00Z'), ZONE);
    expect(next.expiresAt).toEqual(at('2024-05-20T21:00:00Z'));
  });

  test('a day that short months lack comes back', () => {
    let current = state;
    const ends = [];
    for (let cycle = 0; cycle < 13; cycle += 1) {
      const { set } = renewed(current, terms, new Date((current.expires_at?.getTime() ?? 0) - 3_600_000), ZONE);
      current = { ...current, ...set };
      ends.push(set.expires_at.toISOString().slice(5, 10));
    }
    expect(ends.join(' ')).toBe('03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31 01-31 02-28 03-31');
  });
});

describe('what it uses up and changes', () => {
  test.each<[title: string, changes: Partial<SubscriptionState>, more: Partial<RenewalTerms>, set: object]>([
    [
      'a custom price, one cycle less',
      { next_price_minor: 500n, next_price_currency: 'USD', next_price_cycles: 3, next_price_reason: 'Sorry' },
      {},
      { next_price_minor: 500n, next_price_currency: 'USD', next_price_cycles: 2, next_price_reason: 'Sorry' },
    ],
    [
      'its last cycle',
      { next_price_minor: 500n, next_price_currency: 'USD', next_price_cycles: 1, next_price_reason: 'Sorry' },
      {},
      { next_price_minor: null, next_price_currency: null, next_price_cycles: null, next_price_reason: null },
    ],
    [
      'two charges before billing stops',
      { stop_after_cycles: 2 },
      {},
      { stop_after_cycles: 1, recurring_enabled: true },
    ],
    ['the last one', { stop_after_cycles: 1 }, {}, { stop_after_cycles: 0, recurring_enabled: false, charge_at: null }],
    [
      'a means that the buyer agreed to',
      { recurring_enabled: false, stop_after_cycles: 0 },
      { cardId: 11n, automatic: false },
      { card_id: 11n, recurring_enabled: true, stop_after_cycles: null, charge_at: at('2024-03-31T09:15:20Z') },
    ],
    ['no means', { recurring_enabled: false }, { automatic: false }, { card_id: 9n, recurring_enabled: false }],
    [
      'another product, which has no terms of its own',
      {
        own_price_minor: 500n,
        own_price_type: 'NET',
        scheduled: { productCode: 'pro', priceOptionCodes: null, quantity: 5 },
      },
      {
        product: { ...terms.product, productId: 2n, code: 'pro', name: 'Pro', cycle: { length: 1, unit: 'YEAR' } },
        quantity: 5,
        priceOptionCodes: [],
      },
      {
        product_id: 2n,
        product_code: 'pro',
        quantity: 5,
        price_option_codes: [],
        own_price_minor: null,
        own_price_type: null,
        scheduled: null,
        cycle_unit: 'YEAR',
        charge_at: at('2025-02-26T10:15:20Z'),
      },
    ],
    [
      'the currency of an order that somebody placed',
      {},
      { automatic: false, agreed: { currency: 'USD', ownPrice: null } },
      { currency: 'USD' },
    ],
    [
      'but not that of terms which stay',
      { own_price_minor: 500n, own_price_type: 'NET' },
      { automatic: false, agreed: { currency: 'USD', ownPrice: null } },
      { currency: 'EUR', own_price_minor: 500n },
    ],
    [
      'terms that are new',
      { own_price_minor: 500n, own_price_type: 'NET' },
      { automatic: false, agreed: { currency: 'USD', ownPrice: { amountMinor: 700n, priceType: 'GROSS' } } },
      { currency: 'USD', own_price_minor: 700n, own_price_type: 'GROSS' },
    ],
    [
      'a contract that has not ended',
      { contract: { cycles: 12, sinceCycle: 0, merchantRenews: true, clientRenews: true } },
      {},
      { contract: { cycles: 12, sinceCycle: 0, merchantRenews: true, clientRenews: true } },
    ],
    [
      'a contract that begins anew',
      { cycle_number: 12, contract: { cycles: 12, sinceCycle: 0, merchantRenews: true, clientRenews: true } },
      {},
      { contract: { cycles: 12, sinceCycle: 12, merchantRenews: true, clientRenews: true } },
    ],
    [
      'the last cycle of a contract is charged by nothing after it',
      { cycle_number: 11, contract: { cycles: 12, sinceCycle: 0, merchantRenews: true, clientRenews: false } },
      {},
      { recurring_enabled: true, charge_at: null },
    ],
  ])('%s', (_title, changes, more, set) => {
    expect(renewal(changes, more).set).toMatchObject(set);
  });

  test('what never ends is not renewed', () => {
    expect(() => renewal({ expires_at: null })).toThrow(RangeError);
  });
});

test('whenever it is paid, the end moves forward to a time that is not over, and cycles follow from it', () => {
  const cycles = fc.record({
    length: fc.integer({ min: 1, max: 36 }),
    unit: fc.constantFrom('DAY', 'WEEK', 'MONTH', 'YEAR' as const),
  });
  fc.assert(
    fc.property(
      fc.constantFrom('GMT+02:00', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
      cycles,
      fc.option(fc.integer({ min: 0, max: 30 })),
      fc.array(
        fc.record({
          delayMin: fc.integer({ min: -60_000, max: 60_000 }),
          days: fc.option(fc.integer({ min: 1, max: 90 })),
        }),
        {
          minLength: 1,
          maxLength: 12,
        },
      ),
      (timeZone, cycle, grace_days, payments) => {
        let current: SubscriptionState = { ...state, grace_days, cycle_length: cycle.length, cycle_unit: cycle.unit };
        let now = state.starts_at;
        for (const { delayMin, days } of payments) {
          const end = current.expires_at ?? now;
          now = new Date(Math.max(now.getTime(), end.getTime() + delayMin * 60_000));
          const { set, startsAt, expiresAt } = renewed(
            current,
            { ...terms, days, product: { ...terms.product, cycle } },
            now,
            { timeZone },
          );
          expect(expiresAt.getTime()).toBeGreaterThan(end.getTime());
          expect(expiresAt.getTime()).toBeGreaterThan(now.getTime());
          expect(expiresAt.getTime()).toBeGreaterThan(startsAt.getTime());
          expect(startsAt.getTime()).toBeGreaterThanOrEqual(end.getTime());
          expect(set.cycle_number).toBe(current.cycle_number + 1);
          current = { ...current, ...set };
        }
      },
    ),
    { numRuns: 100 },
  );
});
