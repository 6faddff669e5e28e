import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../../db/database.ts';
import type { TestApiOptions } from '../../../testing/api.ts';
import { exampleOrder } from '../../examples.ts';
import { renewDue } from '../../renewals/index.ts';
import { exampleImport, exampleTestCard } from '../examples.ts';
import { replaceCard, settleCardChanges } from '../index.ts';
import { createStage, type Shop, SOLD_AT, type Stage } from '../testing/stage.ts';

/** What is on file to pay for subscriptions, and how another card gets there. */
let stage: Stage;
let shop: Shop;
type Fault = NonNullable<ReturnType<NonNullable<TestApiOptions['faults']>>>;

/** What goes wrong with the next question to the gateway. */
let fault: Fault | null = null;

beforeAll(async () => {
  stage = await createStage({ faults: ({ operation }) => (operation === 'authorise' ? fault : null) });
});

afterAll(() => stage.close());

beforeEach(async () => {
  fault = null;
  stage.time.now = SOLD_AT;
  shop = await stage.newShop();
});

type Sent = Readonly<Record<string, unknown>>;

const urls = { Vendor3DSReturnURL: 'https://shop.example.test/ok', Vendor3DSCancelURL: 'https://shop.example.test/no' };

const token = async (CreditCard: string, Name = 'Ada Kern'): Promise<string> => {
  const card = { Name, CreditCard, Cvv: '123', ExpirationDate: '12/31' };
  return ((await shop.call('createToken', { card })) as { token: string }).token;
};

const details = (EesToken: string | null, changes: Sent = {}): Sent => ({
  PaymentDetails: { Type: 'EES_TOKEN_PAYMENT', PaymentMethod: { EesToken, ...urls, ...changes } },
});

type Information = { Type: string; Currency: string; PaymentMethod: Record<string, unknown> };

const put = async (subscriptionReference: string, EesToken: string): Promise<Information> =>
  (await shop.call('updateSubscriptionPaymentInformation', {
    subscriptionReference,
    paymentInformation: details(EesToken),
  })) as Information;

const putRefused = (subscriptionReference: string, paymentInformation: Sent): Promise<string> =>
  shop.refused('updateSubscriptionPaymentInformation', { subscriptionReference, paymentInformation });

const read = async (subscriptionReference: string, version: '3.0' | '5.0' | '6.0' = '6.0'): Promise<Information> =>
  (await shop.call('getSubscriptionPaymentInformation', { subscriptionReference }, version)) as Information;

const kinds = async (reference: string) => (await shop.events(reference)).map(({ kind }) => kind);

/** A subscription paid by a card of a person, at the account's own gateway. */
const sellLive = (CardNumber = '4242424242424242'): Promise<string> =>
  shop.sell({
    PaymentDetails: {
      ...exampleOrder.PaymentDetails,
      Type: 'CC',
      PaymentMethod: { ...exampleOrder.PaymentDetails.PaymentMethod, CardNumber },
    },
  });

describe('reading', () => {
  test('answers the card, with fewer members before 6.0', async () => {
    const reference = await shop.sell();
    expect(await read(reference)).toEqual({
      Type: 'CC',
      Currency: 'EUR',
      PaymentMethod: {
        FirstDigits: '4111',
        LastDigits: '1111',
        ExpirationMonth: '12',
        ExpirationYear: '31',
        CardUpdated: false,
        Authorize3DSUrl: null,
        CardType: 'Visa',
      },
    });
    for (const version of ['3.0', '5.0'] as const) {
      expect(await read(reference, version)).toEqual({
        Type: 'CC',
        Currency: 'EUR',
        PaymentMethod: { FirstDigits: '4111', LastDigits: '1111', CardType: 'Visa' },
      });
    }
    expect(await shop.call('getPaymentInformation', { subscriptionReference: reference })).toEqual(
      await read(reference),
    );
  });

  test('answers an account at a bank by its last digits', async () => {
    const reference = await shop.sell();
    const { card_id } = await shop.row(reference);
    await stage.api.database.rows(
      statement(
        `UPDATE stored_cards SET brand = 'SEPA', first_digits = '', last_digits = '3000', expiration_month = '',
         expiration_year = '' WHERE merchant_id = $1 AND card_id = $2`,
        [shop.merchant.id, card_id],
      ),
    );
    expect(await read(reference)).toEqual({
      Type: 'SEPA',
      Currency: 'EUR',
      PaymentMethod: {
        FirstDigits: null,
        LastDigits: '3000',
        ExpirationMonth: null,
        ExpirationYear: null,
        CardUpdated: false,
        Authorize3DSUrl: null,
        CardType: null,
      },
    });
  });

  test('is refused where nothing is on file, and for others', async () => {
    const reference = (await shop.call('addSubscription', { subscription: exampleImport })) as string;
    const refused = (subscriptionReference: string) =>
      shop.refused('getSubscriptionPaymentInformation', { subscriptionReference });
    expect(await refused(reference)).toBe('SUBSCRIPTION_NO_PAYMENT_METHOD');
    expect(await refused('AAAAAAAAAA')).toBe('SUBSCRIPTION_NOT_FOUND');
    const sold = await shop.sell();
    shop = await stage.newShop();
    expect(await refused(sold)).toBe('SUBSCRIPTION_NOT_FOUND');
  });
});

describe('another card', () => {
  test('is put on the subscription, which is charged to it from then on', async () => {
    const reference = await sellLive('4000000000000341');
    expect(await put(reference, await token('5200828282828210'))).toMatchObject({
      PaymentMethod: { FirstDigits: '5200', LastDigits: '8210', CardType: 'Mastercard', Authorize3DSUrl: null },
    });
    expect(await kinds(reference)).toEqual(['PAYMENT_METHOD']);
    // The first card is declined whenever its holder is not there.
    stage.time.now = new Date('2026-02-28T09:20:00Z');
    expect(await renewDue(stage.works, [shop.merchant])).toBe(1);
    expect(await shop.read(reference)).toMatchObject({ ExpirationDate: '2026-03-31' });
  });

  test('goes on a test subscription by the token of any card that is one of tests', async () => {
    const reference = await shop.sell();
    expect(await put(reference, await token('5555555555554444'))).toMatchObject({
      PaymentMethod: { LastDigits: '4444' },
    });
  });

  test('goes on a subscription without one, which then can renew by itself', async () => {
    const subscription = { ...exampleImport, Test: 1 };
    const reference = (await shop.call('addSubscription', { subscription })) as string;
    await put(reference, await token('5555555555554444'));
    expect(await shop.read(reference)).toMatchObject({ RecurringEnabled: false });
    expect(await shop.refused('enableRecurringBilling', { subscriptionReference: reference })).toBe('nothing');
  });

  test('is not put there when the bank declines it; the token is used up', async () => {
    const reference = await sellLive();
    const EesToken = await token('4000000000000002');
    expect(await putRefused(reference, details(EesToken))).toBe('SUBSCRIPTION_CARD_REFUSED');
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits: '4242' } });
    expect(await putRefused(reference, details(EesToken))).toBe('INVALID_EES_TOKEN');
    expect(await kinds(reference)).toEqual([]);
  });

  test('uses its token once, however often it is sent at the same time', async () => {
    const reference = await sellLive();
    const EesToken = await token('5200828282828210');
    const outcomes = await Promise.all([1, 2, 3].map(() => putRefused(reference, details(EesToken))));
    expect(outcomes.sort()).toEqual(['INVALID_EES_TOKEN', 'INVALID_EES_TOKEN', 'nothing']);
  });

  test.each<[string, Sent, string]>([
    ['of another type', { PaymentDetails: { Type: 'CC', PaymentMethod: {} } }, 'PAYMENT_INFORMATION_TYPE_INVALID'],
    ['of no type', { PaymentDetails: { PaymentMethod: {} } }, 'PAYMENT_INFORMATION_TYPE_INVALID'],
    ['of nothing', { PaymentDetails: null }, 'PAYMENT_INFORMATION_TYPE_INVALID'],
    ['without a token', details(null), 'PAYMENT_INFORMATION_INVALID'],
    ['without a way back', details('x', { Vendor3DSReturnURL: '' }), 'PAYMENT_INFORMATION_INVALID'],
    ['without a way back from failure', details('x', { Vendor3DSCancelURL: null }), 'PAYMENT_INFORMATION_INVALID'],
    ['of an unknown token', details('00000000-0000-0000-0000-000000000000'), 'INVALID_EES_TOKEN'],
  ])('%s is refused', async (_title, paymentInformation, code) => {
    expect(await putRefused(await shop.sell(), paymentInformation)).toBe(code);
  });

  test.each([
    ['cancelled', 'enabled = false', 'SUBSCRIPTION_CANCELED'],
    ['lifetime', 'is_lifetime = true, expires_at = NULL', 'SUBSCRIPTION_LIFETIME'],
  ])('on one that is %s is refused, and keeps its token', async (_title, columns, code) => {
    const reference = await shop.sell();
    await shop.alter(reference, columns);
    const EesToken = await token('5555555555554444');
    expect(await putRefused(reference, details(EesToken))).toBe(code);
    expect(await putRefused(await shop.sell(), details(EesToken))).toBe('nothing');
  });

  test('an old token is refused', async () => {
    const reference = await shop.sell();
    const EesToken = await token('5555555555554444');
    stage.time.now = new Date(SOLD_AT.getTime() + 11 * 60_000);
    expect(await putRefused(reference, details(EesToken))).toBe('INVALID_EES_TOKEN');
  });
});

describe('a card that its holder has to confirm', () => {
  const CHALLENGED = '4000000000003220';

  const decide = (url: unknown, decision: 'confirm' | 'cancel'): Promise<Response> => {
    const { origin, pathname, searchParams } = new URL(String(url));
    const avng8apitoken = searchParams.get('avng8apitoken') ?? '';
    const body = new URLSearchParams({ avng8apitoken, decision });
    return fetch(`${origin}${pathname}`, { method: 'POST', redirect: 'manual', body });
  };

  // The pages of the bank follow the clock of the server.
  beforeEach(() => {
    stage.time.now = stage.api.now();
  });

  test('is put there when he did, and until then the old one stays', async () => {
    const reference = await sellLive();
    const before = await put(reference, await token(CHALLENGED));
    expect(before).toMatchObject({
      PaymentMethod: { LastDigits: '4242', Authorize3DSUrl: expect.stringContaining('?') },
    });
    expect(await read(reference)).toEqual(before);
    const answer = await decide(before.PaymentMethod['Authorize3DSUrl'], 'confirm');
    expect(answer.headers.get('location')).toContain('https://shop.example.test/ok');
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits: '3220', Authorize3DSUrl: null } });
    await decide(before.PaymentMethod['Authorize3DSUrl'], 'confirm');
    expect(await kinds(reference)).toEqual(['PAYMENT_METHOD']);
  });

  test('is not put there when he did not', async () => {
    const reference = await sellLive();
    const before = await put(reference, await token(CHALLENGED));
    const answer = await decide(before.PaymentMethod['Authorize3DSUrl'], 'cancel');
    expect(answer.headers.get('location')).toContain('https://shop.example.test/no');
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits: '4242', Authorize3DSUrl: null } });
  });

  test('shows where to confirm also when nothing was on file before', async () => {
    shop = await stage.newShop({ allowCardImport: true });
    const reference = (await shop.call('addSubscription', { subscription: exampleImport })) as string;
    expect(await put(reference, await token(CHALLENGED))).toMatchObject({
      Type: 'CC',
      PaymentMethod: { LastDigits: null, Authorize3DSUrl: expect.any(String) },
    });
  });

  test('counts no more when another card was given meanwhile', async () => {
    const reference = await sellLive();
    const before = await put(reference, await token(CHALLENGED));
    await put(reference, await token('5200828282828210'));
    await decide(before.PaymentMethod['Authorize3DSUrl'], 'confirm');
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits: '8210', Authorize3DSUrl: null } });
  });

  test('is given up when he never comes', async () => {
    const reference = await sellLive();
    await put(reference, await token(CHALLENGED));
    stage.time.now = new Date(stage.time.now.getTime() + 20 * 60_000);
    expect(await settleCardChanges(stage.works, [shop.merchant])).toBe(1);
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits: '4242', Authorize3DSUrl: null } });
  });
});

describe('when the gateway gives no answer', () => {
  const later = (): void => {
    stage.time.now = new Date(stage.time.now.getTime() + 5 * 60_000);
  };

  test.each<[Fault['kind'], string, number]>([
    ['LOST_ANSWER', '8210', 1],
    ['LOST_REQUEST', '4242', 1],
  ])('%s: the card on file is then %s', async (kind, LastDigits, decided) => {
    const reference = await sellLive();
    const EesToken = await token('5200828282828210');
    fault = { kind } as Fault;
    expect(await putRefused(reference, details(EesToken))).toBe('PAYMENT_GATEWAY_UNAVAILABLE');
    fault = null;
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits: '4242' } });
    later();
    expect(await settleCardChanges(stage.works, [shop.merchant])).toBe(decided);
    expect(await settleCardChanges(stage.works, [shop.merchant])).toBe(0);
    expect(await read(reference)).toMatchObject({ PaymentMethod: { LastDigits } });
  });

  test('a young question is left to the call that asked it', async () => {
    const reference = await sellLive();
    const EesToken = await token('5200828282828210');
    fault = { kind: 'LOST_ANSWER' } as Fault;
    await putRefused(reference, details(EesToken));
    expect(await settleCardChanges(stage.works, [shop.merchant])).toBe(0);
  });
});

describe('copyPaymentInfo', () => {
  const add = async (name: string, changes: Sent = {}): Promise<string> =>
    (await shop.call('addSubscription', {
      subscription: { ...exampleImport, Test: 1, ExternalSubscriptionReference: name, ...changes },
    })) as string;

  const copy = (targetSubscriptionReference: string, subscriptionReference: string): Promise<string> =>
    shop.refused('copyPaymentInfo', { targetSubscriptionReference, subscriptionReference });

  test('lets an imported subscription be charged to the card of another', async () => {
    const [source, target] = [await add('a', { CardPayment: exampleTestCard }), await add('b')];
    expect(await copy(target, source)).toBe('nothing');
    expect(await read(target)).toEqual(await read(source));
    expect(await shop.read(target)).toMatchObject({ RecurringEnabled: false });
    expect(await kinds(target)).toEqual(['IMPORTED', 'PAYMENT_METHOD']);
  });

  test('puts it in the place of another card; the source may be one that was sold here', async () => {
    const source = await shop.sell();
    const { AvangateCustomerReference } = await shop.read(source);
    const whose = { AvangateCustomerReference, ExternalCustomerReference: null };
    const target = await add('a', { ...whose, CardPayment: exampleTestCard });
    expect(await copy(target, source)).toBe('nothing');
    expect((await shop.row(target)).card_id).toBe((await shop.row(source)).card_id);
  });

  test.each<[string, () => Promise<readonly [string, string]>, string]>([
    ['from one without a card', async () => [await add('a'), await add('b')], 'SUBSCRIPTION_NO_PAYMENT_METHOD'],
    ['to one that was sold here', async () => [await shop.sell(), await shop.sell()], 'SUBSCRIPTION_NOT_IMPORTED'],
    [
      'of another customer',
      async () => [await add('a'), await add('b', { ExternalCustomerReference: 'x', CardPayment: exampleTestCard })],
      'SUBSCRIPTION_CUSTOMERS_DIFFER',
    ],
    [
      'of a test',
      async () => [await add('a', { Test: 0 }), await add('b', { CardPayment: exampleTestCard })],
      'SUBSCRIPTION_TESTS_DIFFER',
    ],
    ['from nobody', async () => [await add('a'), 'AAAAAAAAAA'], 'SUBSCRIPTION_NOT_FOUND'],
    ['to nobody', async () => ['AAAAAAAAAA', await shop.sell()], 'SUBSCRIPTION_NOT_FOUND'],
  ])('%s is refused', async (_title, prepare, code) => {
    expect(await copy(...(await prepare()))).toBe(code);
  });
});

test('a card that its bank replaced is replaced on all subscriptions that it pays for, once', async () => {
  const source = await sellLive();
  const { card_id } = await shop.row(source);
  const other = await sellLive();
  await shop.alter(other, 'card_id = $3', [card_id]);
  const plain = await sellLive('5200828282828210');
  const card = await stage.api.database.row<{ gateway: string; token: string }>(
    statement('SELECT gateway, token FROM stored_cards WHERE merchant_id = $1 AND card_id = $2', [
      shop.merchant.id,
      card_id,
    ]),
  );
  const facts = { brand: 'visa', firstDigits: '4242', lastDigits: '9999', expirationMonth: '01', expirationYear: '35' };
  const replace = () =>
    stage.api.database.transaction((tx) =>
      replaceCard(
        tx,
        shop.merchant,
        { gateway: card?.gateway ?? '', oldToken: card?.token ?? '', token: 'new', card: { ...facts, brand: 'visa' } },
        stage.time.now,
      ),
    );
  expect([...(await replace())].sort()).toEqual([source, other].sort());
  expect(await replace()).toEqual([]);
  for (const reference of [source, other]) {
    expect(await read(reference)).toMatchObject({
      PaymentMethod: { LastDigits: '9999', ExpirationYear: '35', CardUpdated: true },
    });
    expect(await shop.events(reference)).toEqual([
      { kind: 'CARD_REPLACED', changed_by: 'SYSTEM', details: { brand: 'visa', lastDigits: '9999' } },
    ]);
  }
  expect(await read(plain)).toMatchObject({ PaymentMethod: { LastDigits: '8210', CardUpdated: false } });
  // What its holder gives himself is no update of the bank.
  await put(source, await token('5200828282828210'));
  expect(await read(source)).toMatchObject({ PaymentMethod: { CardUpdated: false } });
});
