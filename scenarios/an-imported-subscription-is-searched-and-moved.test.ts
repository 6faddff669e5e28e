import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { exportSubscriptions } from '../server/domains/subscription-changes/index.ts';
import { searchByStatus } from '../server/domains/subscriptions/index.ts';
import { signed, startTestApi, type TestApi } from '../server/testing/api.ts';
import { restClient, rpcClient, soapClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, rowsOf, textAt } from './asking.ts';
import { chargesOf, expectBooksToAgree } from './books.ts';
import { buyer, CANCEL_URL, product, RETURN_URL, type Sent } from './shop.ts';
import { BANK_CARD, lifeOf, merchantNow, subscribe, subscriptionOf, untilIs } from './time.ts';

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
let wires: readonly WireClient[];
/** Was bought here, by somebody else, and must not be found with the other. */
let sold: string;
let imported: string;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant({ timeZone: 'GMT+02:00', settings: { allowCardImport: true } });
  await untilIs(api, merchant, '2028-03-15T10:00:00Z');
  client = await rpcClient(api, merchant, '6.0');
  wires = [client, restClient(api, merchant, '6.0'), await soapClient(api, merchant, '6.0')];
  await ask(client, 'addProduct', { Product: product('plan', 10) });
  await ask(client, 'addProduct', { Product: product('big-plan', 25) });
  sold = await subscribe(client, 'plan', undefined, { ExternalCustomerReference: 'crm-1' });
});
afterAll(() => api.close());

const person: Sent = {
  FirstName: 'Grace',
  LastName: 'Moor',
  Email: 'Grace.Moor@Ships.example.test',
  CountryCode: 'HK',
  Language: 'en',
};

const record: Sent = {
  ExternalSubscriptionReference: 'old-1906',
  StartDate: '2027-11-30',
  ExpirationDate: '2028-03-30',
  Product: { ProductCode: 'plan', ProductQuantity: 2 },
  EndUser: person,
  ExternalCustomerReference: 'crm-2',
  SubscriptionValue: 400,
  SubscriptionValueCurrency: 'EUR',
  CardPayment: {
    CardNumber: BANK_CARD,
    CardType: 'VISA',
    ExpirationYear: '2049',
    ExpirationMonth: '12',
    HolderName: 'Grace Moor',
    CCID: '123',
    AutoRenewal: true,
  },
};

const post = async (body: Sent): Promise<{ status: number; location: string | null; body: unknown }> => {
  const { code, date, hash } = signed(merchant.code);
  const response = await fetch(`${api.url}/rest/6.0/subscriptions/`, {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
    },
    body: JSON.stringify(body),
  });
  return { status: response.status, location: response.headers.get('location'), body: await response.json() };
};

/** References that a search finds, which are the same on all wires. */
const found = async (searchBy: Sent): Promise<readonly string[]> => {
  const answers = await Promise.all(wires.map((wire) => ask(wire, 'searchSubscriptions', { searchBy })));
  const [references, ...others] = answers.map((answer) =>
    rowsOf(answer).map((row) => textAt(row, 'SubscriptionReference')),
  );
  for (const other of others) expect(other).toEqual(references);
  return references ?? [];
};

test('a subscription comes from another shop, with its card; sent again it is not another one', async () => {
  const answer = await post(record);
  imported = String(answer.body);
  expect(answer).toEqual({
    status: 201,
    location: expect.stringContaining(`/rest/6.0/subscriptions/${imported}/`),
    body: expect.stringMatching(/^[0-9A-Z]{10}$/),
  });
  expect(await post(record)).toMatchObject({ body: imported });
  expect(await found({})).toEqual([sold, imported]);
  for (const wire of wires) {
    expect(await subscriptionOf(wire, imported)).toMatchObject({
      Status: 'ACTIVE',
      StartDate: '2027-11-30',
      ExpirationDate: '2028-03-30',
      RecurringEnabled: true,
      NextBillingDate: expect.stringContaining('2028-03-29'),
      ExternalCustomerReference: 'crm-2',
      Product: { ProductCode: 'plan', ProductQuantity: 2 },
    });
  }
  expect(await lifeOf(client, imported)).toEqual([]);
});

test('it is found by all that is known of it', async () => {
  const customer = textAt(await subscriptionOf(client, imported), 'AvangateCustomerReference');
  for (const options of [
    { CustomerEmail: 'moor@ships' },
    { CustomerEmail: 'grace.moor@ships.example.test', ExactMatchEmail: true },
    { AvangateCustomerReference: customer },
    { ExternalCustomerReference: 'crm-2' },
    { ProductCodes: ['plan'], ExpireAfter: '2028-03-30', ExpireBefore: '2028-03-30' },
    { NextBillingDateAfter: '2028-03-29', NextBillingDateBefore: '2028-03-29' },
  ]) {
    expect(await found(options), JSON.stringify(options)).toEqual([imported]);
  }
  expect(await found({ PurchasedAfter: '2028-03-15', RecurringEnabled: true })).toEqual([sold, imported]);
  expect(await found({ CustomerEmail: 'moor@', ExactMatchEmail: true })).toEqual([]);
  expect(await found({ ProductCodes: ['big-plan'] })).toEqual([]);
  expect(await byStatus('ACTIVE')).toEqual([sold, imported]);
  expect(await byStatus('EXPIRED')).toEqual([]);
});

const byStatus = async (status: Parameters<typeof searchByStatus>[1]): Promise<readonly string[]> => {
  const call = { db: api.database, merchant, now: new Date(await nowOf()) };
  return (await searchByStatus(call, status)).items.map((row) => textAt(row, 'SubscriptionReference'));
};

const nowOf = async (): Promise<number> => Date.now() + (await merchantNow(api, merchant)).clockOffsetMs;

test('read, changed, and sent back whole, it has another product', async () => {
  const whole = (await subscriptionOf(client, imported)) as Sent;
  const subscription = {
    ...whole,
    // Not a member that can be changed.
    Status: 'EXPIRED',
    Product: { ...(whole['Product'] as Sent), ProductCode: 'big-plan', ProductId: await idOf('big-plan') },
    EndUser: { ...(whole['EndUser'] as Sent), Company: 'Ships' },
  };
  for (const wire of wires) {
    expect(await ask(wire, 'updateSubscription', { subscriptionReference: imported, subscription })).toBe(true);
  }
  expect(await subscriptionOf(client, imported)).toMatchObject({
    Status: 'ACTIVE',
    ExpirationDate: '2028-03-30',
    Product: { ProductCode: 'big-plan', ProductQuantity: 2 },
    EndUser: { Company: 'Ships', Email: 'Grace.Moor@Ships.example.test' },
  });
  expect(await found({ ProductCodes: ['big-plan'] })).toEqual([imported]);
});

const idOf = async (ProductCode: string): Promise<string> =>
  textAt(await ask(client, 'getProductByCode', { ProductCode }), 'AvangateId');

test('it goes to another customer, and back to the first by an update', async () => {
  const other = { ...buyer, Email: 'fleet@ships.example.test', ExternalCustomerReference: 'crm-3' };
  await ask(client, 'createCustomer', { customer: other });
  const move = { subscriptionReference: imported, externalCustomerReference: 'crm-3' };
  for (const wire of wires) expect(await ask(wire, 'setSubscriptionCustomer', move)).toBe(true);
  expect(await found({ ExternalCustomerReference: 'crm-2' })).toEqual([]);
  expect(await found({ ExternalCustomerReference: 'crm-3' })).toEqual([imported]);
  for (const wire of wires) {
    expect(await ask(wire, 'getSubscriptionCustomer', { subscriptionReference: imported })).toMatchObject({
      ExternalCustomerReference: 'crm-3',
      Email: 'fleet@ships.example.test',
    });
  }
  const subscription = { SubscriptionReference: imported, ExternalCustomerReference: 'crm-2' };
  expect(await ask(client, 'updateSubscription', { subscription })).toBe(true);
  expect(await found({ ExternalCustomerReference: 'crm-2' })).toEqual([imported]);
});

test('another card is put on file by a token, and pays the renewals', async () => {
  const card = { Name: 'Grace Moor', CreditCard: '5200828282828210', Cvv: '123', ExpirationDate: '12/49' };
  const EesToken = textAt(await ask(client, 'createToken', { card }), 'token');
  const PaymentMethod = { EesToken, Vendor3DSReturnURL: RETURN_URL, Vendor3DSCancelURL: CANCEL_URL };
  const PaymentDetails = { Type: 'EES_TOKEN_PAYMENT', PaymentMethod };
  const put = { subscriptionReference: imported, paymentInformation: { PaymentDetails } };
  await ask(client, 'updateSubscriptionPaymentInformation', put);
  for (const wire of wires) {
    expect(await ask(wire, 'getSubscriptionPaymentInformation', { subscriptionReference: imported })).toMatchObject({
      PaymentMethod: { LastDigits: '8210' },
    });
  }
  const before = (await chargesOf(api.database, merchant.id)).length;

  await untilIs(api, merchant, '2028-05-10T10:00:00Z');
  // Its months end on the 30th, as the other shop had them; two of the big plan at a time.
  expect(await lifeOf(client, imported)).toEqual(['RENEWAL 2028-03-30 2028-04-30', 'RENEWAL 2028-04-30 2028-05-30']);
  const charges = (await chargesOf(api.database, merchant.id)).slice(before);
  expect(charges.map(({ capturedMinor }) => capturedMinor).toSorted((a, b) => Number(a - b))).toEqual([
    1_000n,
    5_000n,
    5_000n,
  ]);
  const [order] = rowsOf(await ask(client, 'getSubscriptionHistory', { subscriptionReference: imported }));
  expect(await ask(client, 'getOrder', { orderReference: at(order, 'ReferenceNo') })).toMatchObject({
    Status: 'COMPLETE',
    CustomerDetails: { ExternalCustomerReference: 'crm-2' },
    PaymentDetails: { PaymentMethod: { LastDigits: '8210' } },
  });
  await expectBooksToAgree(api.database, merchant.id);
});

test('the file of all subscriptions tells both', async () => {
  const call = { merchant: await merchantNow(api, merchant), now: new Date(await nowOf()) };
  let text = '';
  for await (const piece of exportSubscriptions(api.database, call)) text += piece;
  expect(text.trim().split('\n')).toEqual([
    expect.stringMatching(/^SubscriptionReference,ExternalSubscriptionReference,StartDate,ExpirationDate/),
    expect.stringContaining(`${sold},,2028-03-15,2028-05-15,plan`),
    expect.stringContaining(`${imported},old-1906,2027-11-30,2028-05-30,big-plan`),
  ]);
});
