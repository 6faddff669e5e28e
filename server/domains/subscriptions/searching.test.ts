import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import { methods } from './index.ts';
import { SUBSCRIPTION_STATUSES } from './rules/status.ts';
import { CASES_NOW, statusCases } from './rules/status-cases.ts';
import { findLongestPastDue } from './search-store.ts';
import { searchByStatus } from './searching.ts';
import { deliverKeys } from './testing/delivered.ts';
import { createStage, OTHER_MERCHANT_ID, type Stage } from './testing/stage.ts';

let stage: Stage;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

const calling = (now: Date) => ({
  db: stage.database,
  merchant: { id: stage.merchantId, code: 'SHOP', timeZone: 'GMT+02:00', clockOffsetMs: 0, settings: {} },
  now,
});

const referencesOf = (found: { items: readonly { SubscriptionReference: string | null }[] }) =>
  found.items.map(({ SubscriptionReference }) => SubscriptionReference);

describe('searchByStatus', () => {
  const references = new Map<string, string>();

  beforeAll(async () => {
    const customerId = await stage.addCustomer();
    for (const [title, facts] of statusCases) {
      const { reference } = await stage.sell({ customerId });
      const { enabled, startsAt, expiresAt, graceDays, resumesAt } = facts;
      const columns = 'enabled = $3, starts_at = $4, expires_at = $5, grace_days = $6, resumes_at = $7';
      await stage.alter(reference, columns, [enabled, startsAt, expiresAt, graceDays, resumesAt]);
      references.set(title, reference);
    }
    const others = await stage.addCustomer({ merchantId: OTHER_MERCHANT_ID });
    await stage.sell({ customerId: others, merchantId: OTHER_MERCHANT_ID });
  });

  test.each(SUBSCRIPTION_STATUSES)('%s: finds what has it by the rule, and nothing else', async (status) => {
    const expected = statusCases.filter(([, , own]) => own === status).map(([title]) => references.get(title));
    const { items, count } = await searchByStatus(calling(CASES_NOW), status, { Limit: 100 });
    expect(items.map(({ SubscriptionReference }) => SubscriptionReference).sort()).toEqual([...expected].sort());
    expect(items.every(({ Status }) => Status === status)).toBe(true);
    expect(count).toBe(expected.length);
  });

  test('past due without an endless grace: only what can be is looked at', async () => {
    await stage.database.rows(
      statement('UPDATE subscriptions SET grace_days = 400 WHERE merchant_id = $1 AND grace_days IS NULL', [
        stage.merchantId,
      ]),
    );
    const since = await findLongestPastDue(stage.database, stage.merchantId, CASES_NOW);
    expect(since).toEqual(new Date('2023-04-11T12:00:00Z'));
    const { items } = await searchByStatus(calling(CASES_NOW), 'PASTDUE', { Limit: 100 });
    expect(items).toHaveLength(statusCases.filter(([, , own]) => own === 'PASTDUE').length);
  });

  test('other filters restrict further, and pages are counted', async () => {
    const all = await searchByStatus(calling(CASES_NOW), 'ACTIVE', { LifetimeSubscription: false });
    const found = await searchByStatus(calling(CASES_NOW), 'ACTIVE', {
      LifetimeSubscription: false,
      Limit: 1,
      Page: 2,
    });
    expect(referencesOf(found)).toEqual(referencesOf(all).slice(1, 2));
    expect(found).toMatchObject({ page: 2, limit: 1, count: all.count });
    expect((await searchByStatus(calling(CASES_NOW), 'ACTIVE', { MerchantCode: 'OTHER' })).items).toEqual([]);
  });

  test('grace after a pause is found, however long ago the cycle ended', async () => {
    const customerId = await stage.addCustomer();
    const { reference } = await stage.sell({ customerId });
    const [ended, resumed] = [new Date('2022-06-01T00:00:00Z'), new Date('2024-05-12T00:00:00Z')];
    const columns = 'starts_at = $3, expires_at = $3, resumes_at = $4, grace_days = 5';
    await stage.alter(reference, columns, [ended, resumed]);
    const { items } = await searchByStatus(calling(CASES_NOW), 'PASTDUE', { Limit: 100 });
    expect(referencesOf({ items })).toContain(reference);
  });
});

describe('what was delivered', () => {
  const SOLD_AT = new Date('2024-01-31T10:15:20Z');

  const search = async (searchBy: object) =>
    referencesOf({ items: ((await stage.call('searchSubscriptions', { searchBy })).value as Answer).Items });
  type Answer = { Items: readonly { SubscriptionReference: string; DeliveryInfo: unknown }[] };

  const withKeys = (Description: string, ...codes: readonly (string | null)[]) => ({
    Description,
    Codes: codes.map((Code) => ({ Code, Description: '', ExtraInfo: null, File: null })),
  });

  test('stands in the subscription, its history and searches, and finds it', async () => {
    stage.time.now = SOLD_AT;
    const customerId = await stage.addCustomer();
    const { reference, refNo } = await stage.sell({ customerId });
    stage.time.now = new Date(SOLD_AT.getTime() + 1000);
    const { reference: plain } = await stage.sell({ customerId });
    await deliverKeys(stage, refNo, ['KEY-1', 'KEY-2'], { taken: ['KEY-0'], description: 'Type it in.' });
    const expected = { DeliveryInfo: withKeys('Type it in.', 'KEY-1', 'KEY-2') };

    const subscriptionReference = reference;
    const one = (await stage.call('getSubscription', { subscriptionReference })).value;
    expect(one).toMatchObject({ SubscriptionReference: reference, ...expected });
    expect((await stage.call('getSubscriptionHistory', { subscriptionReference })).value).toMatchObject([expected]);
    expect(
      (
        await stage.call('getSubscriptionHistoryByOrder', {
          subscriptionReference,
          orderReference: String(refNo),
        })
      ).value,
    ).toMatchObject(expected);
    const page = (
      await stage.call('searchSubscriptions', { searchBy: { AvangateCustomerReference: String(customerId) } })
    ).value as Answer;
    expect(page.Items).toEqual([one, expect.objectContaining({ SubscriptionReference: plain })]);
    expect(page.Items[1]?.DeliveryInfo).toEqual({ Description: '', Codes: [expect.objectContaining({ Code: null })] });

    expect(await search({ DeliveredCode: ' KEY-2 ' })).toEqual([reference]);
    // In its exact case, while the order has it, and for its own merchant.
    expect(await search({ DeliveredCode: 'key-2' })).toEqual([]);
    expect(await search({ DeliveredCode: 'KEY-0' })).toEqual([]);
    const elsewhere = await stage.call(
      'searchSubscriptions',
      { searchBy: { DeliveredCode: 'KEY-2' } },
      { merchantId: OTHER_MERCHANT_ID },
    );
    expect((elsewhere.value as Answer).Items).toEqual([]);
  });

  test('a delivery that waits has no keys to tell', async () => {
    const { reference, refNo } = await stage.sell({ customerId: await stage.addCustomer() });
    await deliverKeys(stage, refNo, []);
    const { value } = await stage.call('getSubscription', { subscriptionReference: reference });
    expect(value).toMatchObject({ DeliveryInfo: withKeys('', null) });
  });

  test('is asked for by a statement of its own only where there is something', async () => {
    const counted = async (reference: string): Promise<number> => {
      let count = 0;
      const { database } = stage;
      const rows = database.rows;
      database.rows = (s) => {
        count += 1;
        return rows(s);
      };
      const row = database.row;
      database.row = (s) => {
        count += 1;
        return row(s);
      };
      await stage.call('getSubscription', { subscriptionReference: reference });
      database.rows = rows;
      database.row = row;
      return count;
    };
    const { reference: plain } = await stage.sell({ customerId: await stage.addCustomer() });
    const { reference, refNo } = await stage.sell({ customerId: await stage.addCustomer() });
    await deliverKeys(stage, refNo, ['KEY-9']);
    expect(await counted(plain)).toBe(1);
    expect(await counted(reference)).toBe(2);
  });
});

test('converted trials are found as such', async () => {
  const { reference } = await stage.sell({ customerId: await stage.addCustomer(), trialDays: 30 });
  const search = async (Type: string) =>
    (
      (await stage.call('searchSubscriptions', { searchBy: { Type, Limit: 200 } })).value as {
        Items: readonly { SubscriptionReference: string }[];
      }
    ).Items.map(({ SubscriptionReference }) => SubscriptionReference);
  expect(await search('TRIALCONVERSION')).toEqual([]);
  await stage.alter(reference, 'is_trial = false');
  await stage.database.rows(
    statement(`INSERT INTO subscription_events VALUES ($1, 1, $2, 'TRIAL_CONVERTED', 'SYSTEM', '{}', $3)`, [
      stage.merchantId,
      reference,
      stage.time.now,
    ]),
  );
  expect(await search('TRIALCONVERSION')).toEqual([reference]);
  expect(await search('REGULAR')).toContain(reference);
  expect(await search('TRIAL')).toEqual([]);
});
