import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../../db/database.ts';
import { methods } from '../index.ts';
import { createStage, OTHER_MERCHANT_ID, type Stage } from '../testing/stage.ts';

/** The calls that change one subscription: what each makes different, when it refuses, and what it tells of itself. */
let stage: Stage;
let reference: string;

beforeAll(async () => {
  stage = await createStage(methods);
});

afterAll(() => stage.drop());

const SOLD_AT = new Date('2024-01-31T10:15:20Z');
const AFTER_EXPIRY = new Date('2024-03-02T10:00:00Z');

beforeEach(async () => {
  stage.time.now = SOLD_AT;
  ({ reference } = await stage.sell({ customerId: await stage.addCustomer(), cardId: null }));
});

type Answer = Readonly<Record<string, unknown>>;

const call = async (name: string, params: Record<string, unknown> = {}): Promise<unknown> =>
  (await stage.call(name, { subscriptionReference: reference, ...params })).value;

const read = async (): Promise<Answer> => (await call('getSubscription')) as Answer;

const refused = async (name: string, params: Record<string, unknown>): Promise<string> => {
  try {
    await call(name, params);
    return 'nothing';
  } catch (error) {
    return (error as { refusal?: { code: string } }).refusal?.code ?? String(error);
  }
};

const cancel = async (): Promise<void> => {
  await call('cancelSubscription');
};

const untilExpired = async (): Promise<void> => {
  stage.time.now = AFTER_EXPIRY;
};

const events = async (): Promise<readonly string[]> => {
  const text = 'SELECT kind FROM subscription_events WHERE merchant_id = $1 AND reference = $2 ORDER BY event_id';
  const rows = await stage.database.rows<{ kind: string }>(statement(text, [stage.merchantId, reference]));
  return rows.map(({ kind }) => kind);
};

describe('cancelling', () => {
  test('ends it at once, with the next charge, and is told of', async () => {
    expect(await call('cancelSubscription', { churnReasons: ['CHURN_REASON_OTHER'], churnReasonOther: 'Moved.' })).toBe(
      true,
    );
    expect(await read()).toMatchObject({ SubscriptionEnabled: false, Status: 'CANCELED', NextBillingDate: null });
    expect(await events()).toEqual(['CANCELED']);
  });

  test('and enabling gives it back as its dates say', async () => {
    await call('cancelSubscription');
    await call('enableSubscription');
    expect(await read()).toMatchObject({
      SubscriptionEnabled: true,
      Status: 'ACTIVE',
      ExpirationDate: '2024-02-29',
      NextBillingDate: '2024-02-29T11:15:20+02:00',
    });
    stage.time.now = AFTER_EXPIRY;
    await call('cancelSubscription');
    await call('enableSubscription');
    expect(await read()).toMatchObject({ Status: 'EXPIRED' });
  });

  test('an upgraded one is not given back', async () => {
    await stage.alter(reference, "enabled = false, replaced_by = 'AAAAAAAAAB'");
    expect(await refused('enableSubscription', {})).toBe('SUBSCRIPTION_UPGRADED');
  });
});

describe('automatic renewal', () => {
  test('goes off and on again', async () => {
    await call('disableRecurringBilling');
    expect(await read()).toMatchObject({ RecurringEnabled: false, NextBillingDate: null, Status: 'ACTIVE' });
    expect(await refused('enableRecurringBilling', {})).toBe('SUBSCRIPTION_NO_PAYMENT_METHOD');
    await storeCard();
    await call('enableRecurringBilling');
    expect(await read()).toMatchObject({ RecurringEnabled: true, NextBillingDate: '2024-02-29T11:15:20+02:00' });
    expect(await events()).toEqual(['RECURRING_DISABLED', 'RECURRING_ENABLED']);
  });

  test.each<[string, () => Promise<void>, string]>([
    ['cancelled', cancel, 'SUBSCRIPTION_CANCELED'],
    ['lifetime', () => stage.alter(reference, 'is_lifetime = true, expires_at = NULL'), 'SUBSCRIPTION_LIFETIME'],
    ['expired', untilExpired, 'SUBSCRIPTION_EXPIRED'],
  ])('cannot be had for a subscription that is %s', async (_title, prepare, code) => {
    await prepare();
    expect(await refused('enableRecurringBilling', {})).toBe(code);
  });

  const storeCard = async (): Promise<void> => {
    const text = `
      INSERT INTO stored_cards
      SELECT r.* FROM subscriptions s, jsonb_populate_record(NULL::stored_cards, jsonb_build_object(
        'merchant_id', s.merchant_id, 'card_id', $3::bigint, 'customer_id', s.customer_id, 'gateway', 'simulator',
        'token', 'tok', 'brand', 'visa', 'first_digits', '4111', 'last_digits', '1111', 'expiration_month', '12',
        'expiration_year', '31', 'holder_name', 'Ana Test', 'is_test', false, 'transient_token', s.reference,
        'created_at', s.purchased_at)) r
      WHERE s.merchant_id = $1 AND s.reference = $2`;
    const cardId = BigInt(Date.now());
    await stage.database.rows(statement(text, [stage.merchantId, reference, cardId]));
    await stage.alter(reference, 'card_id = $3', [cardId]);
  };
});

describe('extending', () => {
  test.each([
    [7, '2024-03-07', '2024-03-07T11:15:20+02:00'],
    [0, '2024-02-29', '2024-02-29T11:15:20+02:00'],
    [-10, '2024-02-19', '2024-02-19T11:15:20+02:00'],
  ])('by %d days ends it on %s', async (days, ExpirationDate, NextBillingDate) => {
    await call('extendSubscription', { days });
    expect(await read()).toMatchObject({ ExpirationDate, NextBillingDate });
  });

  test('counts the cycles that follow from the new end', async () => {
    await call('extendSubscription', { days: 1 });
    const [row] = await stage.database.rows(
      statement('SELECT anchor_date, anchor_cycle FROM subscriptions WHERE merchant_id = $1 AND reference = $2', [
        stage.merchantId,
        reference,
      ]),
    );
    expect(row).toEqual({ anchor_date: '2024-03-01', anchor_cycle: 1 });
  });

  test.each([
    ['to its beginning', -29, 'SUBSCRIPTION_DAYS_INVALID'],
    ['beyond all calendars', 36_500_000, 'SUBSCRIPTION_DAYS_INVALID'],
    ['by half a day', '0.5', 'SUBSCRIPTION_DAYS_INVALID'],
  ])('%s is refused', async (_title, days, code) => {
    expect(await refused('extendSubscription', { days })).toBe(code);
  });

  test('what never ends is refused', async () => {
    await stage.alter(reference, 'is_lifetime = true, expires_at = NULL');
    expect(await refused('extendSubscription', { days: 1 })).toBe('SUBSCRIPTION_LIFETIME');
  });
});

describe('the grace period', () => {
  test('lets an expired subscription be past due, and opens the retries of charges', async () => {
    await call('setSubscriptionGracePeriod', { subscriptionGracePeriod: 5 });
    stage.time.now = AFTER_EXPIRY;
    expect(await read()).toMatchObject({ Status: 'PASTDUE' });
    await call('setSubscriptionGracePeriod', { subscriptionGracePeriod: 0 });
    expect(await read()).toMatchObject({ Status: 'EXPIRED' });
    expect(await refused('setSubscriptionGracePeriod', { subscriptionGracePeriod: 9 })).toBe(
      'SUBSCRIPTION_STATUS_INVALID',
    );
  });

  test('without days it is that of the account', async () => {
    await call('setSubscriptionGracePeriod', { subscriptionGracePeriod: 5 });
    await call('setSubscriptionGracePeriod', { subscriptionGracePeriod: null });
    stage.time.now = AFTER_EXPIRY;
    expect(await read()).toMatchObject({ Status: 'EXPIRED' });
  });

  test.each([-1, 3651, 'soon'])('%s days are refused', async (subscriptionGracePeriod) => {
    expect(await refused('setSubscriptionGracePeriod', { subscriptionGracePeriod })).toBe('SUBSCRIPTION_DAYS_INVALID');
  });
});

describe('a pause', () => {
  test('begins with the end of the cycle and puts off the next charge', async () => {
    await call('setRenewalPause', { resumeDate: '2024-05-01', pauseReason: 'On leave' });
    expect(await read()).toMatchObject({ Status: 'ACTIVE', NextBillingDate: '2024-05-01T00:00:00+02:00' });
    expect(await call('getRenewalPause')).toEqual({ ResumeDate: '2024-05-01', PauseReason: 'On leave' });
    stage.time.now = AFTER_EXPIRY;
    expect(await read()).toMatchObject({ Status: 'PAUSED' });
    expect(await call('cancelRenewalPause')).toBe(true);
    expect(await read()).toMatchObject({ Status: 'EXPIRED', NextBillingDate: '2024-02-29T11:15:20+02:00' });
    expect(await refused('cancelRenewalPause', {})).toBe('PAUSE_NOT_FOUND');
    expect(await events()).toEqual(['PAUSE', 'PAUSE_ENDED']);
  });

  test('answers to its second name', async () => {
    expect(await call('pauseSubscription', { resumeDate: '2024-05-01 08:30:00' })).toBe(true);
    expect(await read()).toMatchObject({ NextBillingDate: '2024-05-01T08:30:00+02:00' });
  });

  test.each([
    ['before the cycle ends', { resumeDate: '2024-02-10' }, 'PAUSE_DATE_INVALID'],
    ['more than three years after it', { resumeDate: '2027-03-02' }, 'PAUSE_DATE_INVALID'],
    ['on no date', { resumeDate: '2024-02-30' }, 'PAUSE_DATE_INVALID'],
    ['for a long reason', { resumeDate: '2024-05-01', pauseReason: 'x'.repeat(101) }, 'PAUSE_REASON_INVALID'],
  ])('%s is refused', async (_title, params, code) => {
    expect(await refused('setRenewalPause', params)).toBe(code);
  });

  test.each<[string, () => Promise<void>, string]>([
    ['cancelled', cancel, 'SUBSCRIPTION_STATUS_INVALID'],
    ['expired', untilExpired, 'SUBSCRIPTION_STATUS_INVALID'],
    ['lifetime', () => stage.alter(reference, 'is_lifetime = true, expires_at = NULL'), 'SUBSCRIPTION_LIFETIME'],
  ])('of a subscription that is %s is refused', async (_title, prepare, code) => {
    await prepare();
    expect(await refused('setRenewalPause', { resumeDate: '2024-05-01' })).toBe(code);
  });
});

describe('the end user', () => {
  test('changes, and members that were left out stay', async () => {
    await call('updateSubscriptionEndUser', {
      endUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test', CountryCode: 'SE', Language: 'SV' },
    });
    const expected = { FirstName: 'Bo', LastName: 'Lind', CountryCode: 'se', Language: 'sv', City: 'Oslo' };
    expect(await call('getSubscriptionEndUser')).toMatchObject({ ...expected, Email: 'bo@example.test' });
    expect(await read()).toMatchObject({ EndUser: expected });
  });

  test.each([
    ['an address that is none', { FirstName: 'Bo', LastName: 'Lind', Email: 'bo' }],
    ['a country that is none', { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test', CountryCode: 'xx' }],
  ])('%s is refused', async (_title, endUser) => {
    expect(await refused('updateSubscriptionEndUser', { endUser })).toBe('END_USER_INVALID');
  });
});

describe('mails about renewals', () => {
  test('can be switched off and on', async () => {
    await call('setRenewalNotificationStatus', { status: false });
    expect(await read()).toMatchObject({ ReceiveNotifications: false });
    await call('setRenewalNotificationStatus', { status: 1 });
    expect(await read()).toMatchObject({ ReceiveNotifications: true });
  });
});

describe('attached values', () => {
  const add = (fieldName: string, fieldValue = 'x') =>
    call('addSubscriptionAdditionalInformationField', { fieldName, fieldValue });

  test('are listed in their order, changed and taken away', async () => {
    await add('team', 'blue');
    await add('desk', '12');
    await call('updateSubscriptionAdditionalInformationField', { fieldName: 'team', fieldValue: 'green' });
    expect(await call('getSubscriptionAdditionalInformation')).toEqual([
      { fieldName: 'team', fieldValue: 'green' },
      { fieldName: 'desk', fieldValue: '12' },
    ]);
    await call('deleteSubscriptionAdditionalInformationField', { fieldName: 'team' });
    const gone = { fieldName: 'team' };
    expect(await refused('getSubscriptionAdditionalInformationField', gone)).toBe('SUBSCRIPTION_FIELD_NOT_FOUND');
    expect(await call('getSubscriptionAdditionalInformationField', { fieldName: 'desk' })).toEqual({
      fieldName: 'desk',
      fieldValue: '12',
    });
  });

  test('are five at most, each name once, also when they come at once', async () => {
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => add(name)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    const params = { fieldName: 'h', fieldValue: 'x' };
    expect(await refused('addSubscriptionAdditionalInformationField', params)).toBe('SUBSCRIPTION_FIELDS_TOO_MANY');
  });

  test('a name twice is refused', async () => {
    await add('team');
    const params = { fieldName: 'team', fieldValue: 'x' };
    expect(await refused('addSubscriptionAdditionalInformationField', params)).toBe('SUBSCRIPTION_FIELD_EXISTS');
  });
});

describe('every call', () => {
  test.each([
    ['cancelSubscription', {}],
    ['enableSubscription', {}],
    ['enableRecurringBilling', {}],
    ['disableRecurringBilling', {}],
    ['extendSubscription', { days: 1 }],
    ['setSubscriptionGracePeriod', { subscriptionGracePeriod: 1 }],
    ['setRenewalNotificationStatus', { status: true }],
    ['setRenewalPause', { resumeDate: '2099-01-01' }],
    ['getRenewalPause', {}],
    ['cancelRenewalPause', {}],
    ['getSubscriptionHistoryByOrder', { orderReference: '1' }],
    ['updateSubscriptionEndUser', { endUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test' } }],
    ['getSubscriptionEndUser', {}],
    ['addSubscriptionAdditionalInformationField', { fieldName: 'a', fieldValue: 'b' }],
    ['getSubscriptionAdditionalInformation', {}],
    ['getSubscriptionAdditionalInformationField', { fieldName: 'a' }],
    ['updateSubscriptionAdditionalInformationField', { fieldName: 'a', fieldValue: 'b' }],
    ['deleteSubscriptionAdditionalInformationField', { fieldName: 'a' }],
  ])('%s sees nothing of another merchant', async (name, params) => {
    const others = await stage.addCustomer({ merchantId: OTHER_MERCHANT_ID });
    ({ reference } = await stage.sell({ customerId: others, merchantId: OTHER_MERCHANT_ID }));
    expect(await refused(name, params)).toBe('SUBSCRIPTION_NOT_FOUND');
  });
});
