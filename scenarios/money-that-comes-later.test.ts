import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireOrders, sweepAwaiting, sweepPayments } from '../server/domains/orders/index.ts';
import { gatewayListener, simulatorHearing } from '../server/gateway-events.ts';
import { createSimulatorDesk } from '../server/gateways/simulator/desk.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { attemptsOf, expectBooksToAgree } from './books.ts';
import { deskOf, openShop, orderBy, placeBy, type Shop } from './payments.ts';
import { buyer, type Sent, testCard } from './shop.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const brazilian: Sent = {
  ...buyer,
  CountryCode: 'BR',
  State: 'DF',
  City: 'Brasília',
  Zip: '70040-010',
  Phone: '556133334444',
  FiscalCode: '529.982.247-25',
};
const inBrazil = (changes: Sent = {}): Sent => ({
  Currency: 'BRL',
  Country: 'BR',
  BillingDetails: { ...brazilian, ...changes },
});

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const method = (placed: unknown): unknown => at(placed, 'PaymentDetails.PaymentMethod');
const pays = async ({ merchant }: Shop, placed: unknown, amountMinor?: bigint): Promise<void> => {
  const paymentReference = textAt(placed, 'PaymentDetails.PaymentMethod.PaymentReference');
  const money = { merchantId: merchant.id, paymentReference, at: api.now() };
  await deskOf(api, merchant).receivePayment(amountMinor === undefined ? money : { ...money, amountMinor });
};
const client = ({ merchant }: Shop) => rpcClient(api, merchant, '6.0', api.now());
const status = async (shop: Shop, refNo: string) =>
  at(await ask(await client(shop), 'getOrder', { orderReference: refNo }), 'Status');

describe('a bank transfer', () => {
  test('the buyer is told where to, on all wires, and the order is paid when the money is there', async () => {
    const shop = await openShop(api);
    const clients = [
      await rpcClient(api, shop.merchant, '3.0'),
      restClient(api, shop.merchant, '6.0'),
      await soapClient(api, shop.merchant, '6.0'),
    ];
    for (const each of clients) {
      const placed = await placeBy({ client: each }, 'WIRE', null);
      const refNo = textAt(placed, 'RefNo');
      expect(placed).toMatchObject({
        Status: 'PENDING',
        ApproveStatus: 'WAITING',
        Errors: null,
        PaymentDetails: {
          Type: 'WIRE',
          Currency: 'eur',
          PaymentMethod: {
            RecurringEnabled: false,
            Amount: 25,
            Currency: 'EUR',
            PaymentReference: expect.any(String),
            BankAccounts: [
              { Beneficiary: expect.any(String), BankAccountIban: expect.any(String), Currency: expect.any(String) },
            ],
          },
        },
      });
      // Wires differ in the members that they leave out when there is nothing.
      expect(method(await ask(each, 'getOrder', { orderReference: refNo }))).toEqual(method(placed));
      await pays(shop, placed);
      const finished = await orderIn(shop.client, refNo, 'COMPLETE');
      expect(method(finished)).not.toHaveProperty('BankAccounts');
    }
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(7_500n);
  });

  test('in two parts', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'WIRE', null);
    await pays(shop, placed, 1_000n);
    expect(await status(shop, textAt(placed, 'RefNo'))).toBe('PENDING');
    await pays(shop, placed, 1_500n);
    await orderIn(shop.client, textAt(placed, 'RefNo'), 'COMPLETE');
    expect(await expectBooksToAgree(api.database, shop.merchant.id)).toBe(2_500n);
  });

  test('nobody told of it: the order is paid when the provider is asked, an hour later', async () => {
    const shop = await openShop(api);
    const { merchant } = shop;
    const placed = await placeBy(shop, 'WIRE', null);
    const refNo = textAt(placed, 'RefNo');
    const paymentReference = textAt(placed, 'PaymentDetails.PaymentMethod.PaymentReference');
    const money = { merchantId: merchant.id, paymentReference, at: api.now() };
    await createSimulatorDesk({ db: api.database }).receivePayment(money);
    expect(await sweepPayments(api.works, [merchant], -1)).toBe(0);
    expect(await sweepAwaiting(api.works, [merchant])).toBe(0);
    api.advance(HOUR_MS + 60_000);
    expect(await sweepAwaiting(api.works, [merchant])).toBe(1);
    expect(await status(shop, refNo)).toBe('COMPLETE');
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
  });

  test('the buyer pays by card after all, and the transfer that was under way goes back', async () => {
    const shop = await openShop(api);
    const { merchant } = shop;
    const placed = await placeBy(shop, 'WIRE', null);
    const RefNo = textAt(placed, 'RefNo');
    const PaymentDetails = { Type: 'TEST', Currency: 'EUR', PaymentMethod: testCard() };
    const caller = await client(shop);
    expect(await ask(caller, 'placeOrder', { Order: { RefNo, PaymentDetails } })).toMatchObject({
      Status: 'AUTHRECEIVED',
    });
    await orderIn(caller, RefNo, 'COMPLETE');
    await pays(shop, placed);
    for (let times = 0; times < 3; times += 1) await sweepPayments(api.works, [merchant], -1);
    expect(await attemptsOf(api.database, merchant.id, RefNo)).toEqual(['VOIDED', 'CAPTURED']);
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
  });

  test('money comes in the moment in which the card pays: one of them counts', async () => {
    for (let round = 0; round < 5; round += 1) {
      const shop = await openShop(api);
      const { merchant } = shop;
      const placed = await placeBy(shop, 'WIRE', null);
      const RefNo = textAt(placed, 'RefNo');
      const PaymentDetails = { Type: 'TEST', Currency: 'EUR', PaymentMethod: testCard() };
      await Promise.all([pays(shop, placed), shop.client('placeOrder', { Order: { RefNo, PaymentDetails } })]);
      await orderIn(await client(shop), RefNo, 'COMPLETE');
      for (let times = 0; times < 3; times += 1) await sweepPayments(api.works, [merchant], -1);
      const attempts = await attemptsOf(api.database, merchant.id, RefNo);
      expect(attempts.filter((state) => state === 'CAPTURED')).toHaveLength(1);
      expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
    }
  });
});

describe('an order that waits for money', () => {
  test('is given up after the days of the account, and late money goes back', async () => {
    const shop = await openShop(api, { unpaidOrderDays: 10 });
    const { merchant } = shop;
    const placed = await placeBy(shop, 'WIRE', null);
    const refNo = textAt(placed, 'RefNo');
    api.advance(10 * DAY_MS - 60_000);
    expect(await expireOrders(api.works, [merchant])).toBe(0);
    api.advance(120_000);
    expect(await expireOrders(api.works, [merchant])).toBe(1);
    await pays(shop, placed);
    for (let times = 0; times < 3; times += 1) await sweepPayments(api.works, [merchant], -60_000);
    expect(await status(shop, refNo)).toBe('CANCELED');
    expect(await attemptsOf(api.database, merchant.id, refNo)).toEqual(['VOIDED']);
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(0n);
  });

  test('for a check is never given up', async () => {
    const shop = await openShop(api);
    const placed = await placeBy(shop, 'CHECK', null);
    expect(method(placed)).toMatchObject({
      Amount: 25,
      PayableTo: expect.any(String),
      Address: expect.any(String),
      PaymentReference: expect.any(String),
    });
    api.advance(400 * DAY_MS);
    expect(await expireOrders(api.works, [shop.merchant])).toBe(0);
    await pays(shop, placed);
    expect(await status(shop, textAt(placed, 'RefNo'))).toBe('COMPLETE');
  });

  test('for a card that was declined, and is then to be paid by check, is not given up either', async () => {
    const shop = await openShop(api);
    const caller = await client(shop);
    const RefNo = textAt(await placeBy({ client: caller }, 'TEST', testCard('Red Doe')), 'RefNo');
    const check = { RefNo, PaymentDetails: { Type: 'CHECK', Currency: 'EUR' } };
    expect(method(await ask(caller, 'placeOrder', { Order: check }))).toHaveProperty('PayableTo');
    api.advance(400 * DAY_MS);
    expect(await expireOrders(api.works, [shop.merchant])).toBe(0);
  });
});

describe('in Brazil', () => {
  test.each(['BOLETO', 'PIX', 'BOLETO/PIX'])('%s is paid with a slip', async (type) => {
    const shop = await openShop(api);
    const placed = await placeBy({ client: await client(shop) }, type, null, inBrazil());
    expect(placed).toMatchObject({
      Status: 'PENDING',
      PaymentDetails: {
        Type: type === 'PIX' ? 'PIX' : 'BOLETO',
        Currency: 'brl',
        PaymentMethod: {
          Amount: expect.any(Number),
          Currency: 'BRL',
          URL: expect.any(String),
          Barcode: expect.any(String),
        },
      },
    });
    const slip = new URL(textAt(placed, 'PaymentDetails.PaymentMethod.URL'));
    expect((await fetch(slip)).status).toBe(200);
    const payment = slip.searchParams.get('payment') ?? '';
    const body = new URLSearchParams({ payment, decision: 'pay' });
    await fetch(`${slip.origin}${slip.pathname}`, { method: 'POST', redirect: 'manual', body });
    await deskOf(api, shop.merchant).catchUp({ merchantId: shop.merchant.id, at: api.now() });
    await orderIn(await client(shop), textAt(placed, 'RefNo'), 'COMPLETE');
  });

  test.each<[string, Sent, string]>([
    ['another country', { Currency: 'BRL' }, 'ORDER_PAYMENT_COUNTRY_NOT_ALLOWED'],
    ['another currency', { ...inBrazil(), Currency: 'EUR' }, 'ORDER_PAYMENT_CURRENCY_NOT_ALLOWED'],
    ['no state', inBrazil({ State: '' }), 'ORDER_BILLING_STATE_EMPTY'],
    ['no telephone', inBrazil({ Phone: '' }), 'ORDER_BILLING_PHONE_EMPTY'],
    ['no tax number', inBrazil({ FiscalCode: '' }), 'ORDER_BILLING_FISCALCODE_EMPTY'],
  ])('%s', async (_title, others, refused) => {
    const shop = await openShop(api);
    const caller = await rpcClient(api, shop.merchant, '6.0', api.now());
    expect(await caller('placeOrder', { Order: orderBy('BOLETO', null, others) })).toMatchObject({ refused });
  });
});

describe('a debit', () => {
  const SEPA: Sent = { HolderName: 'Ada Kern', IBAN: 'DE89 3704 0044 0532 0130 00' };
  const ACH: Sent = {
    HolderName: 'Ada Kern',
    RoutingNumber: '110000000',
    AccountNumber: '000123456789',
    AccountType: 'S',
  };

  test.each<[string, Sent, string, string, number]>([
    ['SEPA', SEPA, 'DIRECT_DEBIT', '3000', 3],
    ['DIRECT_DEBIT_ACH', ACH, 'DIRECT_DEBIT_ACH', '6789', 4],
  ])('%s is drawn within days, and renews', async (type, account, answered, LastDigits, days) => {
    const shop = await openShop(api);
    const { merchant } = shop;
    const Currency = type === 'SEPA' ? 'EUR' : 'USD';
    const caller = await client(shop);
    const placed = await placeBy({ client: caller }, type, { ...account, RecurringEnabled: true }, { Currency });
    const refNo = textAt(placed, 'RefNo');
    expect(placed).toMatchObject({
      Status: 'PENDING',
      Errors: null,
      PaymentDetails: { Type: answered, PaymentMethod: { LastDigits, RecurringEnabled: true } },
    });
    expect(method(placed)).not.toHaveProperty('FirstDigits');
    const hear = simulatorHearing(api.works, gatewayListener(api.works, api.accounts));
    expect(await hear([merchant])).toBe(0);
    // It is the day of the merchant that counts.
    expect(await hear([{ ...merchant, clockOffsetMs: days * DAY_MS + 60_000 }])).toBe(1);
    await orderIn(await client(shop), refNo, 'COMPLETE');
    expect(await expectBooksToAgree(api.database, merchant.id)).toBe(2_500n);
  });

  test('that bounces leaves the order unpaid', async () => {
    const shop = await openShop(api);
    const { merchant } = shop;
    const placed = await placeBy({ client: await client(shop) }, 'SEPA', { ...SEPA, IBAN: 'DE62370400440532013001' });
    api.advance(4 * DAY_MS);
    await deskOf(api, merchant).catchUp({ merchantId: merchant.id, at: api.now() });
    expect(await status(shop, textAt(placed, 'RefNo'))).toBe('PENDING');
    expect(await attemptsOf(api.database, merchant.id, textAt(placed, 'RefNo'))).toEqual(['DECLINED']);
  });

  test('from an account that is closed is declined at once', async () => {
    const shop = await openShop(api);
    const closed = { ...SEPA, IBAN: 'DE78370400440532013004' };
    expect(await placeBy({ client: await client(shop) }, 'SEPA', closed)).toMatchObject({
      Status: 'PENDING',
      Errors: { PAYMENT_ERROR: expect.any(String) },
    });
  });
});

test('nobody is asked to transfer nothing', async () => {
  const shop = await openShop(api);
  const free = orderBy('WIRE', null, { Items: [{ Code: 'editor', Trial: { Period: 30 } }] });
  const caller = await client(shop);
  expect(await caller('placeOrder', { Order: free })).toMatchObject({ refused: 'ORDER_PAYMENT_TYPE_NOT_ALLOWED' });
});

describe('a purchase order', () => {
  const company: Sent = { BillingDetails: { ...buyer, Company: 'Kern Ltd.', FiscalCode: '12345678' } };
  const PO: Sent = { InternalPONumber: 'PO-2026-7', AutoApprove: false };

  test('is for companies, named with the payer or beside the number', async () => {
    const shop = await openShop(api);
    const caller = await client(shop);
    expect(await caller('placeOrder', { Order: orderBy('PURCHASEORDER', PO) })).toMatchObject({
      refused: 'ORDER_BILLING_COMPANY_EMPTY',
    });
    for (const placed of [
      await placeBy({ client: caller }, 'PURCHASE ORDER', PO, company),
      await placeBy({ client: caller }, 'PURCHASEORDER', { ...PO, Company: 'Kern Ltd.' }),
    ]) {
      expect(placed).toMatchObject({
        Status: 'PENDING',
        ShopperRefNo: 'PO-2026-7',
        BillingDetails: { Company: 'Kern Ltd.' },
        PODetails: { Status: 'NEW_PURCHASE_ORDER', InternalPONumber: 'PO-2026-7', AutoApprove: false },
        PaymentDetails: { Type: 'PURCHASEORDER' },
        ExtraInformation: null,
      });
      expect(await attemptsOf(api.database, shop.merchant.id, textAt(placed, 'RefNo'))).toEqual([]);
    }
  });

  test('approves itself only where the account says so', async () => {
    const auto = orderBy('PURCHASEORDER', { ...PO, AutoApprove: true }, company);
    const strict = await openShop(api);
    expect(await (await client(strict))('placeOrder', { Order: auto })).toMatchObject({
      refused: 'ORDER_PAYMENT_AUTOAPPROVE_INVALID',
    });
    const shop = await openShop(api, { purchaseOrderAutoApprove: true });
    const placed = await ask(await client(shop), 'placeOrder', { Order: auto });
    expect(placed).toMatchObject({
      Status: 'PURCHASE_PENDING',
      PODetails: { Status: 'PENDING_PAYMENT' },
      PaymentDetails: { PaymentMethod: { BankAccounts: expect.any(Array), PaymentReference: expect.any(String) } },
    });
    await pays(shop, placed);
    await orderIn(await client(shop), textAt(placed, 'RefNo'), 'COMPLETE');
  });
});
