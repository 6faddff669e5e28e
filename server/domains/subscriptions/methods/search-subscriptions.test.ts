import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { methods } from '../index.ts';
import { createStage, OTHER_MERCHANT_ID, type Stage } from '../testing/stage.ts';

/**
 * The account of these tests, clocks two hours ahead of UTC, now 15 June 2024 noon:
 * - anaPlan: Ana's monthly plan, bought 1 May 23:30 UTC (2 May on the account's clocks), renewed and changed 10 June
 * - anaLife: Ana's lifetime licence, bought 5 May
 * - boYear: Bo's yearly plan for his colleague in Sweden, bought 20 May through a partner
 * - boTrial: Bo's trial, cancelled, bought 1 June
 */
let stage: Stage;
let ana: bigint;
let bo: bigint;
const names = new Map<string, string>();
const boHimself = { FirstName: 'Bo', LastName: 'Payer', CountryCode: 'no', Email: 'bo@payer.test' };

beforeAll(async () => {
  stage = await createStage(methods);
  const sell = async (name: string, at: string, facts: Parameters<Stage['sell']>[0]) => {
    stage.time.now = new Date(at);
    const { reference } = await stage.sell(facts);
    names.set(reference, name);
    return reference;
  };
  ana = await stage.addCustomer({ externalReference: 'crm-ana', email: 'Ana@Example.test' });
  bo = await stage.addCustomer({ email: 'bo@payer.test' });
  const stranger = await stage.addCustomer({ merchantId: OTHER_MERCHANT_ID });
  const anaPlan = await sell('anaPlan', '2024-05-01T23:30:00Z', { customerId: ana });
  await sell('anaLife', '2024-05-05T10:00:00Z', { customerId: ana, productCode: 'life', cycle: null });
  await sell('boYear', '2024-05-20T10:00:00Z', {
    customerId: bo,
    productCode: 'year',
    cycle: { length: 12, unit: 'MONTH' },
    partnerCode: 'P-1',
    billing: boHimself,
    delivery: { FirstName: 'Cy', LastName: 'User', CountryCode: 'se', Email: 'cy@user.test' },
  });
  const boTrial = await sell('boTrial', '2024-06-01T10:00:00Z', {
    customerId: bo,
    billing: boHimself,
    trialDays: 30,
    recurringEnabled: false,
  });
  await sell("the other merchant's", '2024-06-01T10:00:00Z', { customerId: stranger, merchantId: OTHER_MERCHANT_ID });
  await stage.alter(anaPlan, 'renewed_at = $3, updated_at = $3', [new Date('2024-06-10T10:00:00Z')]);
  await stage.alter(boTrial, 'enabled = false');
  stage.time.now = new Date('2024-06-15T12:00:00Z');
});

afterAll(() => stage.drop());

type Found = { Items: { SubscriptionReference: string }[]; Pagination: unknown };

const nameOf = ({ SubscriptionReference }: { SubscriptionReference: string }) => names.get(SubscriptionReference);

const search = async (searchBy: Record<string, unknown>) =>
  (await stage.call('searchSubscriptions', { searchBy })).value as Found;

const ALL = ['anaPlan', 'anaLife', 'boYear', 'boTrial'];

describe('searchSubscriptions finds', () => {
  test.each<readonly [Record<string, unknown>, readonly string[]]>([
    [{}, ALL],
    [{ CustomerEmail: null, ProductCodes: [], PartnerCode: '', AvangateCustomerReference: 0, Type: '' }, ALL],
    [{ CustomerEmail: 'EXAMPLE' }, ['anaPlan', 'anaLife']],
    [{ CustomerEmail: 'user.test' }, ['boYear']],
    [{ CustomerEmail: 'bo@payer' }, ['boYear', 'boTrial']],
    [{ CustomerEmail: '%' }, []],
    [{ Email: 'ana@example.test' }, ['anaPlan', 'anaLife']],
    [{ CustomerEmail: 'CY@user.test', ExactMatchEmail: true }, ['boYear']],
    [{ CustomerEmail: 'bo@payer.test', ExactMatchEmail: '1' }, ['boYear', 'boTrial']],
    [{ CustomerEmail: 'payer.test', ExactMatchEmail: true }, []],
    [{ ExternalCustomerReference: 'crm-ana' }, ['anaPlan', 'anaLife']],
    [{ ExternalCustomerReference: 'CRM-ANA' }, []],
    [{ SubscriptionEnabled: false }, ['boTrial']],
    [{ SubscriptionEnabled: 'true' }, ['anaPlan', 'anaLife', 'boYear']],
    [{ RecurringEnabled: true }, ['anaPlan', 'boYear']],
    [{ RecurringEnabled: 0 }, ['anaLife', 'boTrial']],
    [{ ProductCodes: ['year', 'life', 'none'] }, ['anaLife', 'boYear']],
    [{ ProductCodes: 'year' }, ['boYear']],
    [{ CountryCodes: ['SE', 'DK'] }, ['boYear']],
    [{ PartnerCode: 'P-1' }, ['boYear']],
    // Days are those of the account: anaPlan was bought on 2 May there.
    [{ PurchasedAfter: '2024-05-02', PurchasedBefore: '2024-05-02' }, ['anaPlan']],
    [{ PurchasedBefore: '2024-05-01' }, []],
    [{ PurchasedAfter: '2024-05-05 12:00:00', PurchasedBefore: '2024-05-05 12:00:00' }, ['anaLife']],
    [{ PurchasedAfter: '2024-05-05 12:00:01' }, ['boYear', 'boTrial']],
    [{ ExpireAfter: '2024-06-02', ExpireBefore: '2024-06-02' }, ['anaPlan']],
    // In the order of their end.
    [{ ExpireAfter: '2024-06-03' }, ['boTrial', 'boYear']],
    [{ ExpireBefore: '2024-07-31' }, ['anaPlan', 'boTrial']],
    [{ RenewedAfter: '2024-06-10', RenewedBefore: '2024-06-10' }, ['anaPlan']],
    [{ RenewedAfter: '2024-06-11' }, []],
    [{ ModifiedAfter: '2024-06-10' }, ['anaPlan']],
    [{ ModifiedBefore: '2024-05-31' }, ['anaLife', 'boYear']],
    // boYear ends on 20 May 2025 and is charged two days before; boTrial is not charged at all.
    [{ NextBillingDateAfter: '2025-05-18', NextBillingDateBefore: '2025-05-18' }, ['boYear']],
    [{ NextBillingDateAfter: '2025-05-19' }, []],
    [{ NextBillingDateBefore: '2025-05-17' }, ['anaPlan']],
    [{ NextBillingDateAfter: '2024-06-02' }, ['anaPlan', 'boYear']],
    [{ LifetimeSubscription: true }, ['anaLife']],
    [{ LifetimeSubscription: false }, ['anaPlan', 'boYear', 'boTrial']],
    [{ Type: 'regular' }, ['anaPlan', 'anaLife', 'boYear']],
    [{ Type: 'TRIAL' }, ['boTrial']],
    [{ Aggregate: true }, ALL],
    [{ MerchantCode: 'shop' }, ALL],
    [{ MerchantCode: 'OTHER' }, []],
    // Nothing was delivered or converted here, and nobody is notified yet.
    [{ DeliveredCode: 'KEY-1' }, []],
    [{ NotificationAfter: '2024-01-01' }, []],
    [{ NotificationBefore: '2030-01-01' }, []],
    [{ Type: 'TRIALCONVERSION' }, []],
    [{ SubscriptionEnabled: true, RecurringEnabled: false, LifetimeSubscription: true }, ['anaLife']],
  ])('%o', async (searchBy, expected) => {
    const { Items, Pagination } = await search(searchBy);
    expect(Items.map(nameOf)).toEqual(expected);
    expect(Pagination).toEqual({ Page: 1, Limit: 10, Count: expected.length });
  });

  test('by the number of the customer, and by both references only when they agree', async () => {
    const found = async (searchBy: Record<string, unknown>) => (await search(searchBy)).Items.map(nameOf);
    expect(await found({ AvangateCustomerReference: Number(bo) })).toEqual(['boYear', 'boTrial']);
    expect(await found({ '2CheckoutCustomerReference': String(ana) })).toEqual(['anaPlan', 'anaLife']);
    expect(await found({ AvangateCustomerReference: Number(ana), ExternalCustomerReference: 'crm-ana' })).toHaveLength(
      2,
    );
    expect(await found({ AvangateCustomerReference: Number(bo), ExternalCustomerReference: 'crm-ana' })).toEqual([]);
  });

  test('without any options on RPC', async () => {
    expect(((await stage.call('searchSubscriptions')).value as Found).Items.map(nameOf)).toEqual(ALL);
  });

  test('whole subscriptions', async () => {
    const { Items } = await search({ LifetimeSubscription: true });
    const [lifetime] = Items;
    const { value } = await stage.call('getSubscription', { subscriptionReference: lifetime?.SubscriptionReference });
    expect(lifetime).toEqual(value);
  });
});

describe('searchSubscriptions pages', () => {
  test.each([
    [{ Limit: 3 }, ['anaPlan', 'anaLife', 'boYear'], { Page: 1, Limit: 3, Count: 4 }],
    [{ Limit: 3, Page: 2 }, ['boTrial'], { Page: 2, Limit: 3, Count: 4 }],
    [{ Limit: '3', Page: '3' }, [], { Page: 3, Limit: 3, Count: 4 }],
    [{ Pagination: { Page: 2, Limit: 1 } }, ['anaLife'], { Page: 2, Limit: 1, Count: 4 }],
    [{ Limit: 0, Page: 0 }, ALL, { Page: 1, Limit: 10, Count: 4 }],
    [{ Limit: 100_000 }, ALL, { Page: 1, Limit: 200, Count: 4 }],
    [{ Page: 999_999_999_999_999, Limit: 200 }, [], { Page: 999_999_999_999_999, Limit: 200, Count: 4 }],
  ])('%o', async (searchBy, expected, pagination) => {
    const { Items, Pagination } = await search(searchBy);
    expect(Items.map(nameOf)).toEqual(expected);
    expect(Pagination).toEqual(pagination);
  });

  test.each([
    ['3.0', true],
    ['4.0', true],
    ['5.0', false],
    ['6.0', false],
  ] as const)('in %s a bare list: %s', async (version, bare) => {
    const { value } = await stage.call('searchSubscriptions', { searchBy: { Limit: 2 } }, { version });
    expect(Array.isArray(value)).toBe(bare);
    const items = bare ? (value as Found['Items']) : (value as Found).Items;
    expect(items.map(nameOf)).toEqual(['anaPlan', 'anaLife']);
  });
});

test.each([
  [{ PurchasedAfter: 'yesterday' }],
  [{ ExpireBefore: '2024-02-30' }],
  [{ Page: -1 }],
  [{ Limit: 'all' }],
  [{ SubscriptionEnabled: 'maybe' }],
  [{ Type: 'SOMETHING' }],
  [{ AvangateCustomerReference: 'crm-ana' }],
])('searchSubscriptions refuses %o as INVALID_PARAMETER', async (searchBy) => {
  await expect(stage.call('searchSubscriptions', { searchBy })).rejects.toMatchObject({
    refusal: { code: 'INVALID_PARAMETER' },
  });
});
