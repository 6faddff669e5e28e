import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { sweepPayments } from '../server/domains/orders/index.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, rowsOf, textAt } from './asking.ts';
import { attemptsOf, chargesOf, expectBooksToAgree } from './books.ts';
import { order, product, type Sent, testCard } from './shop.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const byTestCard = (holder: string): Sent => ({ Type: 'TEST', PaymentMethod: testCard(holder) });

/** A merchant that sells `editor` for 10.00, and a client. */
const shop = async (): Promise<{ merchant: Merchant; client: WireClient }> => {
  const merchant = await api.newMerchant();
  const client = await rpcClient(api, merchant, '6.0');
  await ask(client, 'addProduct', { Product: product('editor', 10) });
  return { merchant, client };
};

const place = (client: WireClient, holder: string, others: Sent = {}): Promise<unknown> =>
  ask(client, 'placeOrder', { Order: order('editor', byTestCard(holder), others) });

const retry = (refNo: string, holder: string): Sent => ({
  Order: { RefNo: refNo, PaymentDetails: { Currency: 'EUR', ...byTestCard(holder) } },
});

const customersOf = async (client: WireClient): Promise<number> =>
  rowsOf(await ask(client, 'searchSubscriptions', { searchBy: {} })).length;

test('a declined order waits, and the same order is paid by another card', async () => {
  const { merchant, client } = await shop();
  const declined = await place(client, 'Red Doe');
  const refNo = textAt(declined, 'RefNo');
  expect(declined).toMatchObject({ Status: 'PENDING', ApproveStatus: 'WAITING', FinishDate: null });
  expect(at(declined, 'Errors')).toEqual({ CARD_PAYMENT_ERROR: expect.stringMatching(/declined/i) });
  expect(await customersOf(client)).toBe(0);

  const paid = await ask(client, 'placeOrder', retry(refNo, 'John Doe'));
  expect(paid).toMatchObject({ RefNo: refNo, Status: 'AUTHRECEIVED', Errors: null, GrossPrice: 10 });
  expect(await orderIn(client, refNo, 'COMPLETE')).toMatchObject({ RefNo: refNo, Errors: null, GrossPrice: 10 });
  expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['DECLINED', 'CAPTURED']);
  expect(await customersOf(client)).toBe(1);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(1_000n);
});

describe('the reason is told on every wire', () => {
  const reasons = [
    ['Poor Doe', /enough money|funds/i],
    ['Expired Doe', /expired/i],
    ['Stolen Doe', /stolen/i],
    ['Code Doe', /security code/i],
    ['Error Doe', /processed/i],
  ] as const;

  test.each(reasons)('%s', async (holder, reason) => {
    const { merchant } = await shop();
    const clients = [
      await rpcClient(api, merchant, '6.0'),
      await soapClient(api, merchant, '6.0'),
      restClient(api, merchant, '6.0'),
    ];
    for (const client of clients) {
      const declined = await place(client, holder);
      expect(at(declined, 'Status')).toBe('PENDING');
      expect(textAt(declined, 'Errors.CARD_PAYMENT_ERROR')).toMatch(reason);
      // Errors belong to the call that met them.
      expect(at(await ask(client, 'getOrder', { orderReference: at(declined, 'RefNo') }), 'Errors')).toBeNull();
    }
  });
});

test('a card that is no card at all is declined, too, not refused', async () => {
  const { client } = await shop();
  const bad: readonly Sent[] = [
    { CardNumber: '4111111111111112' },
    { CardNumber: '12' },
    { ExpirationYear: '2019' },
    { ExpirationMonth: '13' },
    { CCID: '1' },
    { CCID: '' },
  ];
  for (const wrong of bad) {
    const payment = { Type: 'TEST', PaymentMethod: testCard('John Doe', wrong) };
    const answer = await ask(client, 'placeOrder', { Order: order('editor', payment) });
    expect(answer, JSON.stringify(wrong)).toMatchObject({
      Status: 'PENDING',
      Errors: { CARD_PAYMENT_ERROR: expect.any(String) },
    });
  }
});

test('a paid order takes no second payment, finished or not', async () => {
  const { merchant, client } = await shop();
  const paid = await place(client, 'John Doe');
  const refNo = textAt(paid, 'RefNo');
  const refused = { refused: 'ORDER_STATUS_INVALID' };
  expect(await client('placeOrder', retry(refNo, 'John Doe'))).toMatchObject(refused);
  await orderIn(client, refNo, 'COMPLETE');
  expect(await client('placeOrder', retry(refNo, 'John Doe'))).toMatchObject(refused);
  expect(await chargesOf(api.database, merchant.id)).toHaveLength(1);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(1_000n);
});

test('an order of nobody is not paid', async () => {
  const { client } = await shop();
  for (const refNo of ['1', '0', '-5', 'abc', '99999999999999999999']) {
    expect(await client('placeOrder', retry(refNo, 'John Doe')), refNo).toMatchObject({ refused: 'ORDER_NOT_FOUND' });
  }
});

test('many tries at once charge once', async () => {
  const { merchant, client } = await shop();
  for (let round = 0; round < 5; round += 1) {
    const refNo = textAt(await place(client, 'Red Doe'), 'RefNo');
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => client('placeOrder', retry(refNo, n % 3 === 2 ? 'Red Doe' : 'John Doe'))),
    );
    for (const outcome of outcomes) {
      if ('refused' in outcome)
        expect(['ORDER_STATUS_INVALID', 'ORDER_PAYMENT_IN_PROGRESS']).toContain(outcome.refused);
    }
    const paid = outcomes.filter((outcome) => 'value' in outcome && at(outcome.value, 'Status') === 'AUTHRECEIVED');
    expect(paid.length).toBeLessThanOrEqual(1);
    if (paid.length === 0) await ask(client, 'placeOrder', retry(refNo, 'John Doe'));
    await orderIn(client, refNo, 'COMPLETE');
    const charges = (await chargesOf(api.database, merchant.id)).filter((charge) => charge.refNo === refNo);
    expect(charges.filter(({ capturedMinor }) => capturedMinor > 0n)).toHaveLength(1);
    expect(charges.filter(({ state, isVoided }) => state === 'APPROVED' && !isVoided)).toHaveLength(1);
  }
  await sweepPayments(api.works, [merchant], -1);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(5_000n);
});

test('a slow bank is asked once, however impatient the shop', async () => {
  const { merchant, client } = await shop();
  const refNo = textAt(await place(client, 'Red Doe'), 'RefNo');
  const slow = client('placeOrder', retry(refNo, 'Slow Doe'));
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await client('placeOrder', retry(refNo, 'John Doe'))).toMatchObject({ refused: 'ORDER_PAYMENT_IN_PROGRESS' });
  expect(await slow).toMatchObject({ value: { Status: 'AUTHRECEIVED' } });
  await orderIn(client, refNo, 'COMPLETE');
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(1_000n);
});

test('two orders of one new customer come at once, and both are finished', async () => {
  const { merchant, client } = await shop();
  const placed = await Promise.all(
    Array.from({ length: 6 }, () => place(client, 'John Doe', { ExternalCustomerReference: 'crm-77' })),
  );
  const finished = await Promise.all(placed.map((one) => orderIn(client, at(one, 'RefNo'), 'COMPLETE')));
  const customers = new Set(finished.map((one) => at(one, 'CustomerDetails.AvangateCustomerReference')));
  expect([...customers]).toHaveLength(1);
  expect(await expectBooksToAgree(api.database, merchant.id)).toBe(6_000n);
});
