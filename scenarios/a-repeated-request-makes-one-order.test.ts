import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { sweepPayments } from '../server/domains/orders/index.ts';
import type { Fault } from '../server/gateways/faults.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { type Outcome, restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { answerOf, ask, at, openSession, orderIn, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { order, product, type Sent, testCard } from './shop.ts';

/*
 * A shop that hears nothing asks again. With an Idempotency-Key the second request finds the first order, over any wire
 * and however many of them arrive at once; nothing is charged twice.
 */

const ahead: Record<string, (Fault | null)[]> = {};

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi({ faults: ({ operation }) => ahead[operation]?.shift() ?? null });
});
afterAll(() => api.close());
beforeEach(() => {
  for (const operation of Object.keys(ahead)) delete ahead[operation];
});

type Shop = { readonly merchant: Merchant; readonly clients: readonly (readonly [string, WireClient])[] };

const shop = async (settings: Sent = {}): Promise<Shop> => {
  const merchant = await api.newMerchant({ settings });
  const rpc = await rpcClient(api, merchant, '6.0');
  await ask(rpc, 'addProduct', { Product: product('editor', 10) });
  return {
    merchant,
    clients: [
      ['rpc', rpc],
      ['rest', restClient(api, merchant, '6.0')],
      ['soap', await soapClient(api, merchant, '6.0')],
    ],
  };
};

const place = (client: WireClient, key: string | null, changes: Sent = {}, holder = 'John Doe'): Promise<Outcome> =>
  client(
    'placeOrder',
    { Order: order('editor', { Type: 'TEST', PaymentMethod: testCard(holder) }, changes) },
    key === null ? {} : { 'Idempotency-Key': key },
  );

const refNosOf = (outcomes: readonly Outcome[]): ReadonlySet<string> =>
  new Set(outcomes.map((outcome) => textAt(answerOf(outcome), 'RefNo')));

const countOrders = async ({ merchant, clients: [[, client] = fail()] }: Shop): Promise<unknown> => {
  expect(merchant.id).toBeDefined();
  const found = await ask(client, 'searchOrders', { orderSearchOptions: { IncludeTestOrders: 'YES' } });
  return at(found, 'Pagination.Count');
};

const fail = (): never => expect.fail('no client');

test('twenty requests at once over each wire: one order for each key, and one charge', async () => {
  const { merchant, clients } = await shop();
  for (const [wire, client] of clients) {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => place(client, `at-once-${wire}`)));
    expect(refNosOf(outcomes).size, wire).toBe(1);
  }
  const charges = await chargesOf(api.database, merchant.id);
  expect(charges).toHaveLength(3);
  for (const { refNo } of charges) await orderIn(clients[0]?.[1] ?? fail(), refNo, 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(3_000n);
});

test('twenty requests at once over all wires together: one order', async () => {
  const { merchant, clients } = await shop();
  const outcomes = await Promise.all(
    Array.from({ length: 21 }, (_, n) => place(clients[n % 3]?.[1] ?? fail(), 'one for all')),
  );
  // A key with a blank is none.
  for (const outcome of outcomes) expect(outcome).toMatchObject({ refused: 'IDEMPOTENCY_KEY_INVALID' });
  const again = await Promise.all(
    Array.from({ length: 21 }, (_, n) => place(clients[n % 3]?.[1] ?? fail(), 'one-for-all')),
  );
  expect(refNosOf(again).size).toBe(1);
  expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
});

describe('a request that comes again', () => {
  test('is answered by the order as it stands now', async () => {
    const { clients } = await shop();
    const [[, rpc] = fail(), [, rest] = fail(), [, soap] = fail()] = clients;
    const first = answerOf(await place(rpc, 'again'));
    expect(first).toMatchObject({ Status: 'AUTHRECEIVED', OrderNo: 0 });
    const refNo = textAt(first, 'RefNo');
    await orderIn(rpc, refNo, 'COMPLETE');
    for (const client of [rpc, rest, soap]) {
      expect(await place(client, 'again')).toMatchObject({ value: { RefNo: refNo, Status: 'COMPLETE', Errors: null } });
    }
  });

  test('finds the first order although it could not be placed any more', async () => {
    const { clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const first = answerOf(await place(rpc, 'sold-out'));
    await ask(rpc, 'setProductStatus', { productCode: 'editor', Status: false });
    expect(await place(rpc, null)).toMatchObject({ refused: 'ORDER_PRODUCT_INVALID' });
    expect(refNosOf([await place(rpc, 'sold-out')])).toEqual(new Set([textAt(first, 'RefNo')]));
  });

  test('learns that the card was declined, and is not charged by another card', async () => {
    const { merchant, clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const first = answerOf(await place(rpc, 'declined', {}, 'Red Doe'));
    const second = answerOf(await place(rpc, 'declined', {}, 'John Doe'));
    expect(second).toMatchObject({
      RefNo: textAt(first, 'RefNo'),
      Status: 'PENDING',
      Errors: { CARD_PAYMENT_ERROR: textAt(first, 'Errors.CARD_PAYMENT_ERROR') },
    });
    expect(await attemptsOf(api.database, merchant.id, textAt(first, 'RefNo'))).toEqual(['DECLINED']);
  });

  test('while the first is under way says so', async () => {
    const { merchant, clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const slow = place(rpc, 'slow', {}, 'Slow Doe');
    await new Promise((resolve) => setTimeout(resolve, 700));
    const second = answerOf(await place(rpc, 'slow', {}, 'Slow Doe'));
    expect(second).toMatchObject({ Status: 'PENDING', Errors: { PAYMENT_ERROR: expect.any(String) } });
    expect(answerOf(await slow)).toMatchObject({ RefNo: textAt(second, 'RefNo'), Status: 'AUTHRECEIVED' });
    expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
  });

  test.each(['LOST_REQUEST', 'LOST_ANSWER'] as const)(
    'after the first was cut off between its order and its payment (%s): the sweep carries it on, nobody else',
    async (kind) => {
      const { merchant, clients } = await shop();
      const [[, rpc] = fail(), [, rest] = fail()] = clients;
      ahead['authorise'] = [{ kind }];
      const refNo = textAt(answerOf(await place(rpc, 'cut-off')), 'RefNo');
      const second = answerOf(await place(rest, 'cut-off'));
      expect(second).toMatchObject({ RefNo: refNo, Status: 'PENDING', Errors: { PAYMENT_ERROR: expect.any(String) } });
      expect(await sweepPayments(api.works, [merchant], -1)).toBe(1);
      if (kind === 'LOST_ANSWER') {
        expect(answerOf(await place(rpc, 'cut-off'))).toMatchObject({ RefNo: refNo, Status: 'COMPLETE', Errors: null });
        expect(await expectBooksToAgree(api.database, merchant.id)).toBe(1_000n);
      } else {
        expect(answerOf(await place(rpc, 'cut-off'))).toMatchObject({ RefNo: refNo, Status: 'PENDING' });
        expect(await chargesOf(api.database, merchant.id)).toHaveLength(0);
      }
    },
  );
});

describe('another try to pay', () => {
  const retry = (client: WireClient, refNo: string, key: string, holder = 'John Doe'): Promise<Outcome> => {
    const PaymentDetails = { Currency: 'EUR', Type: 'TEST', PaymentMethod: testCard(holder) };
    return client('placeOrder', { Order: { RefNo: refNo, PaymentDetails } }, { 'Idempotency-Key': key });
  };

  test('ten times at once with one key over all wires: one attempt more', async () => {
    const { merchant, clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const refNo = textAt(answerOf(await place(rpc, 'first', {}, 'Red Doe')), 'RefNo');
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => retry(clients[n % 3]?.[1] ?? fail(), refNo, 'second')),
    );
    expect(refNosOf(outcomes)).toEqual(new Set([refNo]));
    await orderIn(rpc, refNo, 'COMPLETE');
    expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED', 'CAPTURED']);
    expect(answerOf(await retry(rpc, refNo, 'second'))).toMatchObject({ RefNo: refNo, Status: 'COMPLETE' });
    expect(await retry(rpc, refNo, 'third')).toMatchObject({ refused: 'ORDER_STATUS_INVALID' });
    expect(await retry(rpc, refNo, 'first')).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
  });
});

describe('another request under the same key', () => {
  test.each<[string, Sent]>([
    ['another quantity', { Items: [{ Code: 'editor', Quantity: 2 }] }],
    ['another buyer', { BillingDetails: { ...(order('editor')['BillingDetails'] as Sent), FirstName: 'Eve' } }],
    ['another reference', { ExternalReference: 'shop-2' }],
  ])('%s is refused on every wire, and the key still stands for the first', async (_, changes) => {
    const { merchant, clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const first = answerOf(await place(rpc, 'taken'));
    for (const [wire, client] of clients) {
      expect(await place(client, 'taken', changes), wire).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect(refNosOf([await place(rpc, 'taken')])).toEqual(new Set([textAt(first, 'RefNo')]));
    expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
  });

  test('a refused request leaves its key free', async () => {
    const { clients } = await shop();
    for (const [wire, client] of clients) {
      expect(await place(client, `free-${wire}`, { Items: [] })).toMatchObject({ refused: 'ORDER_PRODUCTS_EMPTY' });
      expect(await place(client, `free-${wire}`)).toMatchObject({ value: { Status: 'AUTHRECEIVED' } });
    }
  });

  test('keys of two accounts have nothing to do with each other', async () => {
    const [one, other] = [await shop(), await shop()];
    const first = answerOf(await place(one.clients[0]?.[1] ?? fail(), 'same'));
    const second = answerOf(await place(other.clients[0]?.[1] ?? fail(), 'same', { ExternalReference: 'x' }));
    expect([at(first, 'Status'), at(second, 'Status')]).toEqual(['AUTHRECEIVED', 'AUTHRECEIVED']);
  });
});

describe('coupons with one use', () => {
  test('twenty requests with one key at once use it once, and all hear of the same order', async () => {
    const one = await shop();
    const [[, rpc] = fail()] = one.clients;
    await ask(rpc, 'addPromotion', {
      Promotion: {
        Name: 'Once',
        Type: 'REGULAR',
        Enabled: true,
        ChannelType: 'ECOMMERCE',
        MaximumOrdersNumber: 1,
        Coupon: { Type: 'SINGLE', Code: 'ONCE' },
        Discount: { Type: 'PERCENT', Value: 50 },
        Products: [{ Code: 'editor' }],
      },
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => place(rpc, 'half', { Promotions: ['ONCE'] })));
    expect(refNosOf(outcomes).size).toBe(1);
    expect(await place(rpc, null, { Promotions: ['ONCE'] })).toMatchObject({ refused: 'ORDER_PROMOTION_INVALID' });
    expect(await countOrders(one)).toBe(1);
  });
});

test('a token that pays once: twenty requests with it and with one key make one order', async () => {
  const { merchant, clients } = await shop();
  const [[, rpc] = fail()] = clients;
  const card = { Name: 'John Doe', CreditCard: '4111111111111111', Cvv: '123', ExpirationDate: '12/31' };
  const token = textAt(await ask(rpc, 'createToken', { card }), 'token');
  const pay = (client: WireClient, headers: Record<string, string>): Promise<Outcome> => {
    const PaymentMethod = { EesToken: token, RecurringEnabled: false };
    return client('placeOrder', { Order: order('editor', { Type: 'TEST', PaymentMethod }) }, headers);
  };
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, n) => pay(clients[n % 3]?.[1] ?? fail(), { 'Idempotency-Key': 'token' })),
  );
  expect(refNosOf(outcomes).size).toBe(1);
  expect(await pay(rpc, {})).toMatchObject({ refused: 'INVALID_EES_TOKEN' });
  expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
});

describe('an account whose external references are unique', () => {
  const unique = { externalReferenceIsUnique: true };

  test('twenty requests at once without any key make one order', async () => {
    const { merchant, clients } = await shop(unique);
    const outcomes = await Promise.all(
      Array.from({ length: 21 }, (_, n) => place(clients[n % 3]?.[1] ?? fail(), null, { ExternalReference: 'cart-1' })),
    );
    expect(refNosOf(outcomes).size).toBe(1);
    expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
  });

  test('another order under the reference is refused; without one nothing is compared', async () => {
    const { clients } = await shop(unique);
    const [[, rpc] = fail()] = clients;
    answerOf(await place(rpc, null, { ExternalReference: 'cart-2' }));
    for (const [, client] of clients) {
      const other = { ExternalReference: 'cart-2', Items: [{ Code: 'editor', Quantity: 3 }] };
      expect(await place(client, null, other)).toMatchObject({ refused: 'ORDER_EXTERNAL_REFERENCE_TAKEN' });
    }
    expect(refNosOf([await place(rpc, null), await place(rpc, null)]).size).toBe(2);
  });

  test('key and reference: both stand for the order', async () => {
    const { clients } = await shop(unique);
    const [[, rpc] = fail()] = clients;
    const first = await place(rpc, 'k1', { ExternalReference: 'cart-3' });
    const byReference = await place(rpc, null, { ExternalReference: 'cart-3' });
    const byBoth = await place(rpc, 'k2', { ExternalReference: 'cart-3' });
    expect(refNosOf([first, byReference, byBoth]).size).toBe(1);
    // The second key was not needed, so it is free.
    expect(await place(rpc, 'k2', { ExternalReference: 'cart-4' })).toMatchObject({
      value: { Status: 'AUTHRECEIVED' },
    });
    expect(await place(rpc, 'k1', { ExternalReference: 'cart-5' })).toMatchObject({
      refused: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await place(rpc, null, { ExternalReference: 'cart-5' })).toMatchObject({
      value: { Status: 'AUTHRECEIVED' },
    });
  });

  test('a key that was used for another order counts before the reference', async () => {
    const { clients } = await shop(unique);
    const [[, rpc] = fail()] = clients;
    answerOf(await place(rpc, 'own', { ExternalReference: 'cart-6' }));
    answerOf(await place(rpc, null, { ExternalReference: 'cart-7' }));
    for (const [, client] of clients) {
      expect(await place(client, 'own', { ExternalReference: 'cart-7' })).toMatchObject({
        refused: 'IDEMPOTENCY_KEY_REUSED',
      });
    }
  });

  test('an account without the setting places as many orders as it is asked for', async () => {
    const { clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const outcomes = [
      await place(rpc, null, { ExternalReference: 'x' }),
      await place(rpc, null, { ExternalReference: 'x' }),
    ];
    expect(refNosOf(outcomes).size).toBe(2);
  });
});

describe('other calls that take a key', () => {
  test('a part of the money goes back once, however often it is asked for', async () => {
    const { merchant, clients } = await shop();
    const [[, rpc] = fail()] = clients;
    const refNo = textAt(answerOf(await place(rpc, null)), 'RefNo');
    await orderIn(rpc, refNo, 'COMPLETE');
    const refund = (client: WireClient, key: string, Amount: number): Promise<Outcome> =>
      client(
        'issueRefund',
        { RefNo: refNo, Amount, Items: [], Comment: '', Reason: 'Other' },
        { 'Idempotency-Key': key },
      );
    const asked = Array.from({ length: 12 }, (_, n) => refund(clients[n % 3]?.[1] ?? fail(), 'back', 3));
    for (const outcome of await Promise.all(asked)) expect(outcome).toEqual({ value: true });
    for (const [, client] of clients) {
      expect(await refund(client, 'back', 3)).toEqual({ value: true });
      expect(await refund(client, 'back', 4)).toMatchObject({ refused: 'IDEMPOTENCY_KEY_REUSED' });
    }
    expect((await chargesOf(api.database, merchant.id))[0]?.refundedMinor).toBe(300n);
    expect(await refund(rpc, 'too-much', 8)).toMatchObject({ refused: 'REFUND_MAXIMUM_EXCEEDED' });
    expect(await refund(rpc, 'too-much', 7)).toEqual({ value: true });
    expect(await refund(rpc, 'too-much', 7)).toEqual({ value: true });
    expect((await chargesOf(api.database, merchant.id))[0]?.refundedMinor).toBe(1_000n);
    await expectBooksToAgree(api.database, merchant.id);
  });

  test('a refund whose answer was lost is not made again', async () => {
    const { merchant, clients } = await shop();
    const [[, rpc] = fail(), [, rest] = fail()] = clients;
    const refNo = textAt(answerOf(await place(rpc, null)), 'RefNo');
    await orderIn(rpc, refNo, 'COMPLETE');
    const params = { RefNo: refNo, Amount: 3, Items: [], Comment: '', Reason: 'Other' };
    ahead['refund'] = [{ kind: 'LOST_ANSWER' }];
    for (const client of [rpc, rest]) {
      expect(await client('issueRefund', params, { 'Idempotency-Key': 'lost' })).toEqual({ value: true });
    }
    expect(await rpc('issueRefund', params)).toMatchObject({ refused: 'REFUND_PENDING' });
    expect((await chargesOf(api.database, merchant.id))[0]?.refundedMinor).toBe(300n);
  });

  test('a customer is made once', async () => {
    const { clients } = await shop();
    const customer = { ...(order('editor')['BillingDetails'] as Sent) };
    const made = clients.map(([, client]) => client('createCustomer', { customer }, { 'Idempotency-Key': 'customer' }));
    const numbers = (await Promise.all(made)).map(answerOf);
    expect(new Set(numbers.map(String)).size).toBe(1);
  });

  test('a batch has no key', async () => {
    const { merchant } = await shop();
    const session = await openSession(api, merchant);
    const calls = [1, 2].map((id) => ({ id, method: 'searchOrders', params: [session] }));
    const answers = await Promise.all(
      [{}, { 'idempotency-key': 'k' }].map(async (headers: Record<string, string>) => {
        const response = await fetch(`${api.url}/rpc/6.0/`, { method: 'POST', headers, body: JSON.stringify(calls) });
        return response.json() as Promise<unknown>;
      }),
    );
    expect(answers[0]).toHaveLength(2);
    expect(at(answers[1], 'error.data.error_code')).toBe('IDEMPOTENCY_KEY_INVALID');
  });
});

test('nothing of the card is kept with a key', async () => {
  const { merchant, clients } = await shop();
  await place(clients[0]?.[1] ?? fail(), 'card-free');
  const rows = await api.database.rows<{ kind: string; bytes: number; answer: unknown }>({
    name: 'kept-with-a-key',
    text: 'SELECT kind, length(request_hash) AS bytes, answer FROM idempotent_calls WHERE merchant_id = $1',
    values: [merchant.id],
  });
  expect(rows).toEqual([{ kind: 'KEY', bytes: 32, answer: null }]);
});
