import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { statement } from '../../db/database.ts';
import type { GatewayOperation } from '../../gateways/port.ts';
import type { Fault } from '../../testing/api.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import {
  CARDS,
  cardPayment,
  expectBooksToAgree,
  openShop,
  planWithGrace,
  type Sent,
  type Shop,
} from '../../testing/renewals.ts';
import { sweepPayments } from '../orders/index.ts';
import { renewDue } from './run.ts';
import { findProgress } from './store.ts';

/* What the platform does by itself when subscriptions are due. All are sold at noon of 1 March 2028. */

const SOLD_AT = '2028-03-01T10:00:00Z';
const DUE = '2028-04-01T09:05:00Z';

let api: TestApi;
let shop: Shop;
/** What goes wrong with calls of the gateway. */
let fault: (operation: GatewayOperation) => Fault | null;
/** Done when the gateway is asked, before it answers. */
let meanwhile: (operation: GatewayOperation) => Promise<void>;

beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => fault(operation) });
  const simulator = api.parts.gateways.named('simulator');
  const { authorise, capture } = simulator;
  Object.assign(simulator, {
    authorise: async (...sent: Parameters<typeof authorise>) => {
      await meanwhile('authorise');
      return authorise(...sent);
    },
    capture: async (...sent: Parameters<typeof capture>) => {
      await meanwhile('capture');
      return capture(...sent);
    },
  });
});
afterAll(() => api.close());

beforeEach(async () => {
  fault = () => null;
  meanwhile = async () => undefined;
  shop = await openShop(api, SOLD_AT);
  await shop.answer('addProduct', { Product: planWithGrace(5) });
});

const expectBooks = (minor: bigint) =>
  expectBooksToAgree(api.database, shop.merchant.id).then((sum) => expect(sum).toBe(minor));

/** Works on what is due and nothing else. */
const run = async (nodes = 1): Promise<void> => {
  const merchant = await shop.now();
  await Promise.all(Array.from({ length: nodes }, () => renewDue(api.works, [merchant])));
};

const paid = { Status: 'ACTIVE', ExpirationDate: '2028-05-01' };
const notYet = { ExpirationDate: '2028-04-01' };

describe('what is on file is charged', () => {
  test.each<[title: string, item: Sent, payment: Sent, type: string, grossMinor: bigint]>([
    ['a card', { Code: 'EDITOR', Quantity: 2 }, cardPayment(), 'CC', 2_380n],
    ['a test card', { Code: 'EDITOR' }, cardPayment('4111111111111111', { HolderName: 'John Doe' }), 'TEST', 1_190n],
    [
      'an account at a bank',
      { Code: 'EDITOR' },
      {
        Type: 'DIRECT_DEBIT',
        Currency: 'EUR',
        PaymentMethod: { HolderName: 'Ada Kern', IBAN: 'DE89370400440532013000', RecurringEnabled: true },
      },
      'DIRECT_DEBIT',
      1_190n,
    ],
    [
      'what the catalogue does not know',
      {
        IsDynamic: true,
        PurchaseType: 'PRODUCT',
        Name: 'Consulting',
        Quantity: 1,
        PriceType: 'NET',
        Price: { Amount: 10, Type: 'CUSTOM' },
        RecurringOptions: {
          CycleLength: 1,
          CycleUnit: 'MONTH',
          CycleAmount: 10,
          ContractLength: 0,
          ContractUnit: 'FOREVER',
        },
      },
      cardPayment(),
      'CC',
      1_190n,
    ],
  ])('%s', async (_title, item, payment, type, grossMinor) => {
    const isTest = type === 'TEST';
    const isDebit = type === 'DIRECT_DEBIT';
    const placed = shop.subscribe(item, isTest ? { ...payment, Type: 'TEST' } : payment);
    // A debit is known to be paid days later.
    if (isDebit) await shop.until('2028-03-06T10:00:00Z');
    const reference = await placed;
    const before = await shop.subscription(reference);
    const merchant = await shop.until('2028-04-07T12:00:00Z');
    expect(before['ExpirationDate']).not.toBe((await shop.subscription(reference))['ExpirationDate']);
    expect(await shop.renewals(reference)).toEqual([`2 DONE COMPLETE ${type} CAPTURED`]);
    expect(await shop.events(reference)).toEqual(['RENEWED']);
    const order = await api.database.row(
      statement(
        `SELECT o.gross_discounted_minor AS gross, o.language, i.details ->> 'externalReference' AS external
         FROM orders o JOIN order_items i USING (merchant_id, ref_no) JOIN renewals r USING (merchant_id, ref_no)
         WHERE o.merchant_id = $1`,
        [merchant.id],
      ),
    );
    expect(order).toMatchObject({ gross: grossMinor, language: 'de' });
    await expectBooks(2n * grossMinor);
  });

  test('a price of nothing is not charged to anything', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    const params = { subscriptionReference: reference, price: 0, currency: 'EUR', cycles: 1 };
    await shop.answer('setCustomRenewalPrice', params);
    await shop.until(DUE);
    expect(await shop.subscription(reference)).toMatchObject(paid);
    expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE FREE']);
    await expectBooks(1_190n);
  });

  test('a custom price is charged in its currency', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    const params = { subscriptionReference: reference, price: 5, currency: 'USD', cycles: 1 };
    await shop.answer('setCustomRenewalPrice', params);
    await shop.until(DUE);
    const row = await api.database.row(
      statement(
        `SELECT o.currency, o.gross_discounted_minor AS gross FROM orders o JOIN renewals USING (merchant_id, ref_no)
         WHERE o.merchant_id = $1`,
        [shop.merchant.id],
      ),
    );
    expect(row).toEqual({ currency: 'USD', gross: 595n });
  });

  test('a change that was put off comes with it', async () => {
    await shop.answer('addProduct', { Product: planWithGrace(5, { ProductCode: 'PRO', ProductName: 'Pro' }) });
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await shop.alter(reference, `scheduled = '{"productCode": "PRO", "priceOptionCodes": null, "quantity": 3}'`);
    await shop.until(DUE);
    expect(await shop.subscription(reference)).toMatchObject({
      ...paid,
      Product: { ProductCode: 'PRO', ProductQuantity: 3 },
    });
    await expectBooks(1_190n + 3_570n);
  });
});

describe('what cannot be charged', () => {
  const failures = (...reasons: readonly string[]) => reasons.map((reason) => `RENEWAL_FAILED ${reason}`);

  test.each<[title: string, prepare: (reference: string) => Promise<unknown>, reason: string, order: string[]]>([
    [
      'nothing is on file',
      (reference) => shop.alter(reference, 'card_id = NULL'),
      'NO_PAYMENT_METHOD',
      ['2 OPEN PENDING CC'],
    ],
    [
      'the card has expired',
      async () =>
        api.database.rows(
          statement(`UPDATE stored_cards SET expiration_month = '3', expiration_year = '28' WHERE merchant_id = $1`, [
            shop.merchant.id,
          ]),
        ),
      'EXPIRED_CARD',
      ['2 OPEN PENDING CC'],
    ],
    [
      'the product has no price any more',
      async () => api.database.rows(statement('DELETE FROM prices WHERE merchant_id = $1', [shop.merchant.id])),
      'ORDER_PRODUCT_NO_PRICE',
      [],
    ],
  ])('%s: counts as a charge that failed, and nobody is asked', async (_title, prepare, reason, order) => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await prepare(reference);
    fault = () => expect.fail('the gateway was asked');
    await shop.until(DUE);
    expect(await shop.subscription(reference)).toMatchObject({
      ...notYet,
      RecurringEnabled: true,
      NextBillingDate: expect.stringMatching(/^2028-04-02T08:0/),
    });
    expect(await shop.renewals(reference)).toEqual(order);
    expect(await shop.events(reference)).toEqual(failures(reason));

    await shop.until('2028-04-05T12:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({ RecurringEnabled: false, NextBillingDate: null });
    expect(await shop.events(reference)).toEqual([
      ...failures(reason, reason, reason, reason),
      'RECURRING_STOPPED CHARGES_FAILED',
    ]);
  });

  test('a card that will never pay is asked once; another one is asked again', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.outdated));
    await shop.until('2028-04-02T09:00:00Z');
    expect(await shop.renewals(reference)).toEqual(['2 OPEN PENDING CC DECLINED']);
    expect(await shop.events(reference)).toEqual(failures('EXPIRED_CARD', 'REFUSED_BEFORE'));
    const other = await shop.subscribe({ Code: 'EDITOR' });
    const cardOf =
      '(SELECT card_id FROM subscriptions o WHERE o.merchant_id = subscriptions.merchant_id AND o.reference =';
    await shop.alter(reference, `card_id = ${cardOf} '${other}')`);
    await shop.until('2028-04-03T09:00:00Z');
    expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE CC DECLINED,CAPTURED']);
  });

  test('enabled again after all attempts, the order that there is is charged', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.failsTwice));
    await shop.alter(reference, 'grace_days = 1');
    await shop.until('2028-04-02T08:00:00Z');
    expect(await shop.renewals(reference)).toEqual(['2 FAILED PENDING CC DECLINED,DECLINED']);
    await shop.answer('enableRecurringBilling', { subscriptionReference: reference });
    await run();
    expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE CC DECLINED,DECLINED,CAPTURED']);
    await expectBooks(2_380n);
  });

  test('after the order was given up, another one takes its place', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.failsOnce));
    await shop.alter(reference, 'grace_days = 0');
    await shop.until('2028-04-01T12:00:00Z');
    expect(await shop.renewals(reference)).toEqual(['2 FAILED CANCELED CC DECLINED']);
    await shop.alter(reference, 'grace_days = 9');
    await shop.answer('enableRecurringBilling', { subscriptionReference: reference });
    await run();
    expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE CC CAPTURED']);
    await expectBooks(2_380n);
  });

  test('an order that somebody ended is not charged', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.failsOnce));
    await shop.until(DUE);
    await api.database.rows(
      statement(
        `UPDATE orders SET status = 'CANCELED' WHERE merchant_id = $1 AND ref_no IN (SELECT ref_no FROM renewals
         WHERE merchant_id = $1)`,
        [shop.merchant.id],
      ),
    );
    await shop.until('2028-04-02T09:00:00Z');
    expect(await shop.events(reference)).toEqual([...failures('INSUFFICIENT_FUNDS'), 'RECURRING_STOPPED ORDER_ENDED']);
  });

  test('a charge that is long overdue would be a surprise', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await shop.alter(
      reference,
      `expires_at = expires_at - interval '60 days', charge_at = charge_at - interval '60 days'`,
    );
    await shop.until('2028-03-20T00:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({ RecurringEnabled: false, Status: 'EXPIRED' });
    expect(await shop.events(reference)).toEqual(['RECURRING_STOPPED TOO_LATE']);
    await expectBooks(1_190n);
  });
});

describe('whatever happens meanwhile', () => {
  const subscribeUntilDue = async (payment: Sent = cardPayment()): Promise<string> => {
    const reference = await shop.subscribe({ Code: 'EDITOR' }, payment);
    // Only the clock: the test does the work.
    await api.database.rows(
      statement(`UPDATE subscriptions SET charge_at = charge_at - interval '31 days' WHERE merchant_id = $1`, [
        shop.merchant.id,
      ]),
    );
    return reference;
  };

  test('many nodes at once make one order and one charge', async () => {
    const references = await Promise.all([1, 2, 3, 4, 5].map(() => subscribeUntilDue()));
    await run(4);
    for (const reference of references) {
      expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE CC CAPTURED']);
    }
    await expectBooks(11_900n);
  });

  test('it is changed while its money is collected: what is paid for counts from what it is then', async () => {
    const reference = await subscribeUntilDue();
    meanwhile = async (operation) => {
      if (operation !== 'capture') return;
      meanwhile = async () => undefined;
      await shop.answer('extendSubscription', { subscriptionReference: reference, days: 10 });
    };
    await run();
    expect(await shop.subscription(reference)).toMatchObject({ ExpirationDate: '2028-05-11' });
    await expectBooks(2_380n);
  });

  test('it is changed before its order is written: the order is that of what it is then', async () => {
    const reference = await subscribeUntilDue();
    const merchant = await shop.now();
    let asked = 0;
    const works = {
      ...api.works,
      parts: {
        ...api.parts,
        publicUrl: api.url,
        rates: {
          ...api.parts.rates,
          current: async () => {
            asked += 1;
            if (asked === 1) await shop.alter(reference, `quantity = 4, updated_at = updated_at + interval '1 second'`);
            return api.parts.rates.current();
          },
        },
      },
    };
    await renewDue(works, [merchant]);
    expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE CC CAPTURED']);
    await expectBooks(1_190n + 4_760n);
  });

  test.each(['authorise', 'capture'] as const)(
    'it is cancelled by the time of %s: the money goes back',
    async (when) => {
      const reference = await subscribeUntilDue();
      meanwhile = async (operation) => {
        if (operation === when) await shop.answer('cancelSubscription', { subscriptionReference: reference });
      };
      await run();
      meanwhile = async () => undefined;
      expect(await shop.renewals(reference)).toEqual(['2 OPEN REVERSED CC VOIDING']);
      await sweepPayments(api.works, [await shop.now()], -60_000);
      expect(await shop.renewals(reference)).toEqual(['2 OPEN REVERSED CC VOIDED']);
      expect(await shop.subscription(reference)).toMatchObject({ Status: 'CANCELED', ExpirationDate: '2028-04-01' });
      const sum = await api.database.row(
        statement(
          `SELECT sum(captured_minor - refunded_minor)::bigint AS kept FROM simulator_charges WHERE merchant_id = $1`,
          [shop.merchant.id],
        ),
      );
      expect(sum).toEqual({ kept: 1_190n });
    },
  );

  test.each<[title: string, Fault['kind'], attempts: string]>([
    ['the request is lost', 'LOST_REQUEST', 'DECLINED,CAPTURED'],
    ['the answer is lost', 'LOST_ANSWER', 'CAPTURED'],
    ['the request arrives twice', 'TWICE', 'CAPTURED'],
  ])('%s: nobody is charged twice, and nothing is counted', async (_title, kind, attempts) => {
    const reference = await subscribeUntilDue();
    fault = (operation) => {
      if (operation !== 'authorise' || kind === 'LATE') return null;
      fault = () => null;
      return { kind };
    };
    await run();
    await shop.until('2028-03-01T10:30:00Z');
    expect(await shop.renewals(reference)).toEqual([`2 DONE COMPLETE CC ${attempts}`]);
    expect(await shop.events(reference)).toEqual(['RENEWED']);
    await expectBooks(2_380n);
  });

  test('a node that dies with it in hand is followed by another one', async () => {
    const reference = await subscribeUntilDue();
    meanwhile = async (operation) => {
      if (operation === 'authorise') throw new Error('the process is gone');
    };
    await run();
    meanwhile = async () => undefined;
    expect(await shop.renewals(reference)).toEqual(['2 OPEN PENDING CC REQUESTED']);
    await run();
    expect(await shop.renewals(reference)).toEqual(['2 OPEN PENDING CC REQUESTED']);
    await shop.until('2028-03-01T10:30:00Z');
    expect(await shop.renewals(reference)).toEqual(['2 DONE COMPLETE CC DECLINED,CAPTURED']);
    await expectBooks(2_380n);
  });

  test('an order that a person has to look at waits for him', async () => {
    const settings = { fraudReview: { mode: 'ALL' } };
    shop = await openShop(api, SOLD_AT, { settings: {} });
    await shop.answer('addProduct', { Product: planWithGrace(5) });
    const reference = await subscribeUntilDue();
    const merchant = { ...(await shop.now()), settings };
    await renewDue(api.works, [merchant]);
    expect(await shop.renewals(reference)).toEqual(['2 OPEN AUTHRECEIVED CC AUTHORISED']);
    expect(await shop.events(reference)).toEqual([]);
    expect(await renewDue(api.works, [merchant])).toBe(0);
  });
});

describe('what ends by itself', () => {
  test('the last cycle of a contract that does not begin anew', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await shop.alter(
      reference,
      `contract = '{"cycles": 2, "sinceCycle": 0, "merchantRenews": false, "clientRenews": true}'`,
    );
    await shop.until('2028-04-15T00:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({
      ...paid,
      RecurringEnabled: true,
      NextBillingDate: null,
    });
    await shop.until('2028-05-01T12:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({ Status: 'CANCELED', ExpirationDate: '2028-05-01' });
    expect(await shop.events(reference)).toEqual(['RENEWED', 'ENDED CONTRACT_OVER']);
    await expectBooks(2_380n);
  });

  test('a contract that begins anew', async () => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await shop.alter(
      reference,
      `contract = '{"cycles": 2, "sinceCycle": 0, "merchantRenews": true, "clientRenews": true}'`,
    );
    await shop.until('2028-06-15T00:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({ Status: 'ACTIVE', ExpirationDate: '2028-07-01' });
    expect(await shop.events(reference)).toEqual(['RENEWED', 'RENEWED', 'CONTRACT_RESTARTED', 'RENEWED']);
  });

  test.each([
    [false, 'EXPIRED'],
    [true, 'CANCELED'],
  ])('billing that was to stop after two renewals, and the subscription with it: %s', async (cancels, Status) => {
    const reference = await shop.subscribe({ Code: 'EDITOR' });
    await shop.alter(reference, `stop_after_cycles = 2, cancel_when_stopped = ${cancels}`);
    await shop.until('2028-05-15T00:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({
      Status: 'ACTIVE',
      ExpirationDate: '2028-06-01',
      RecurringEnabled: false,
    });
    await shop.until('2028-06-10T00:00:00Z');
    expect(await shop.subscription(reference)).toMatchObject({ Status, ExpirationDate: '2028-06-01' });
    expect((await shop.events(reference)).slice(0, 3)).toEqual(['RENEWED', 'RENEWED', 'RECURRING_STOPPED CYCLES_OVER']);
  });
});

test('whoever wants to know sees how far the renewals are', async () => {
  await shop.subscribe({ Code: 'EDITOR' });
  await shop.subscribe({ Code: 'EDITOR' }, cardPayment(CARDS.neverAlone));
  const at = new Date(DUE);
  const since = new Date(SOLD_AT);
  expect(await findProgress(api.database, shop.merchant.id, at, since)).toMatchObject({ due: 2, inHand: 0, done: 0 });
  await shop.until(DUE);
  expect(await findProgress(api.database, shop.merchant.id, at, since)).toMatchObject({
    due: 0,
    inHand: 0,
    dueSince: null,
    done: 1,
    open: 1,
    failed: 0,
    nextAt: expect.any(Date),
  });
});
