import { describe, expect, test } from 'vitest';
import { endUserOfOrder } from './end-user.ts';
import { type NewSubscription, newSubscription, type SoldProduct, type SubscriptionRow, saleOf } from './life.ts';

const product: SoldProduct = {
  productId: 1_000_001n,
  code: 'plan',
  name: 'Plan',
  version: '2',
  cycle: { length: 1, unit: 'MONTH' },
  gracePeriodDays: 5,
};

const sale: NewSubscription = {
  merchantId: 7n,
  reference: 'ABCDE12345',
  customerId: 200_000_001n,
  product,
  quantity: 2,
  priceOptionCodes: ['support=full'],
  sku: 'SKU-1',
  currency: 'EUR',
  endUser: { FirstName: 'Ana', LastName: 'Test', CountryCode: 'NO', Email: 'ana@example.test' },
  language: 'EN',
  cardId: 9_007_199_254_740_993n,
  recurringEnabled: true,
  isTest: false,
  trialDays: null,
  partnerCode: '',
  startsAt: null,
  at: new Date('2024-01-31T10:15:20Z'),
  timeZone: 'GMT+02:00',
};

describe('what a sale makes of a subscription', () => {
  test.each<readonly [string, Partial<NewSubscription>, Partial<SubscriptionRow>]>([
    [
      'a monthly plan',
      {},
      {
        anchor_date: '2024-01-31',
        cycle_number: 1,
        starts_at: '2024-01-31T10:15:20.000Z',
        expires_at: '2024-02-29T10:15:20.000Z',
        is_lifetime: false,
        is_trial: false,
        recurring_enabled: true,
        grace_days: 5,
      },
    ],
    [
      'a yearly plan on clocks that change',
      { product: { ...product, cycle: { length: 12, unit: 'MONTH' } }, timeZone: 'America/New_York' },
      { anchor_date: '2024-01-31', expires_at: '2025-01-31T10:15:20.000Z' },
    ],
    [
      'it is already tomorrow in the zone of the account',
      { at: new Date('2024-01-30T23:00:00Z') },
      { anchor_date: '2024-01-31', expires_at: '2024-02-28T23:00:00.000Z' },
    ],
    [
      'a one-time fee',
      { product: { ...product, cycle: null } },
      {
        is_lifetime: true,
        expires_at: null,
        cycle_length: null,
        cycle_unit: null,
        cycle_number: 0,
        recurring_enabled: false,
      },
    ],
    [
      'a trial of 30 days: the paid cycles are counted from its end',
      { trialDays: 30 },
      { is_trial: true, expires_at: '2024-03-01T10:15:20.000Z', anchor_date: '2024-03-01', cycle_number: 0 },
    ],
    [
      'a later start',
      { startsAt: new Date('2024-03-31T22:00:01Z') },
      {
        anchor_date: '2024-04-01',
        starts_at: '2024-03-31T22:00:01.000Z',
        expires_at: '2024-04-30T22:00:01.000Z',
        purchased_at: '2024-01-31T10:15:20.000Z',
      },
    ],
    ['a test order', { isTest: true, cardId: null }, { is_test: true, card_id: null }],
    ['manual renewal', { recurringEnabled: false }, { recurring_enabled: false }],
    ['grace without end', { product: { ...product, gracePeriodDays: null } }, { grace_days: null }],
    ['sold by a partner', { partnerCode: 'P-1' }, { partner_code: 'P-1' }],
  ])('%s', (_title, facts, expected) => {
    expect(newSubscription({ ...sale, ...facts })).toMatchObject(expected);
  });
});

test('numbers beyond 2^53 keep their digits', () => {
  expect(newSubscription(sale).card_id).toBe('9007199254740993');
});

test('country and language are kept in lower case, and unknown texts are empty', () => {
  const { country_code, email, end_user } = newSubscription(sale);
  expect({ country_code, email, end_user }).toMatchObject({
    country_code: 'no',
    email: 'ana@example.test',
    end_user: { FirstName: 'Ana', Language: 'en', Company: '', Zip: '' },
  });
});

test('the order line of the sale repeats the service that it paid for', () => {
  const subscription = newSubscription(sale);
  expect(saleOf(subscription, 100_000_001n, 3)).toEqual({
    merchant_id: '7',
    reference: 'ABCDE12345',
    ref_no: '100000001',
    line_no: 3,
    type: 'SALE',
    starts_at: subscription.starts_at,
    expires_at: subscription.expires_at,
    is_lifetime: false,
    sku: 'SKU-1',
    booked_at: '2024-01-31T10:15:20.000Z',
  });
});

describe('who uses it', () => {
  const billing = { FirstName: 'Bo', LastName: 'Payer', CountryCode: 'no', Email: 'bo@example.test' };
  const delivery = { FirstName: 'Ana', LastName: 'Test', CountryCode: 'se', Email: null };

  test('the payer when the order has no recipient', () => {
    expect(endUserOfOrder(billing, null)).toBe(billing);
  });

  test('the recipient otherwise, reached through the payer when without an address', () => {
    expect(endUserOfOrder(billing, delivery)).toEqual({ ...delivery, Email: 'bo@example.test' });
    const reachable = { ...delivery, Email: 'ana@example.test' };
    expect(endUserOfOrder(billing, reachable)).toEqual(reachable);
  });

  test('the payer when the recipient has no name', () => {
    expect(endUserOfOrder(billing, { FirstName: null, LastName: null, CountryCode: 'se' })).toBe(billing);
  });
});
