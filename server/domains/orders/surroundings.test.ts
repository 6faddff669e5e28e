import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Merchant } from '../../api/call.ts';
import type { Version } from '../../api/versions.ts';
import { startTestApi, type TestApi } from '../../testing/api.ts';
import { type Outcome, restClient, rpcClient, soapClient, type WireClient } from '../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../examples.ts';

/* What stands around the items and the payment of an order is told back as it was taken, on every wire. */

type Sent = Record<string, unknown>;

let api: TestApi;
let merchant: Merchant;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  merchant = await api.newMerchant();
  const rpc = await rpcClient(api, merchant, '6.0');
  await rpc('addProduct', { Product: exampleProduct });
});

const clientsAt = async (version: Version): Promise<readonly WireClient[]> => [
  await rpcClient(api, merchant, version),
  restClient(api, merchant, version),
  await soapClient(api, merchant, version),
];

const place = (client: WireClient, changes: Sent): Promise<Outcome> =>
  client('placeOrder', { Order: { ...exampleOrder, ...changes } });

const answerOf = (outcome: Outcome): Sent =>
  'value' in outcome ? (outcome.value as Sent) : expect.fail(`${outcome.refused}: ${outcome.message}`);

const billing = (changes: Sent): Sent => ({ BillingDetails: { ...exampleOrder.BillingDetails, ...changes } });

/** Placed over each wire, and read again. */
const told = async (changes: Sent, version: Version = '6.0'): Promise<readonly Sent[]> => {
  const answers: Sent[] = [];
  for (const client of await clientsAt(version)) {
    const placed = answerOf(await place(client, changes));
    const read = answerOf(await client('getOrder', { orderReference: placed['RefNo'] }));
    answers.push(placed, read);
  }
  return answers;
};

const expectTold = async (changes: Sent, expected: Sent, version?: Version): Promise<void> => {
  for (const answer of await told(changes, version)) expect(answer).toMatchObject(expected);
};

describe('told back', () => {
  const affiliate6 = { AffiliateCode: 'A1', AffiliateSource: 'blog' };
  const gift = { FirstName: 'Bo', LastName: 'Lee', Email: 'bo@example.test', GiftNote: 'Enjoy.' };

  test.each(['3.0', '4.0', '5.0'] as const)('%s: the older members', async (version) => {
    await expectTold(
      {
        ExternalReference: 118,
        Source: 'newsletter',
        LocalTime: 'half past nine',
        GiftDetails: gift,
        MachineId: 'm-1',
        AffiliateId: 'A1',
        AffiliateSource: 'blog',
      },
      {
        ExternalReference: '118',
        Source: 'newsletter',
        LocalTime: 'half past nine',
        GiftDetails: gift,
        AffiliateId: 'A1',
        AffiliateSource: 'blog',
        AffiliateName: null,
        AffiliateUrl: null,
      },
      version,
    );
  });

  test('6.0: the newer ones too', async () => {
    await expectTold(
      {
        WSOrder: 'https://shop.example.test',
        Source: 'mail',
        GiftDetails: gift,
        Affiliate: affiliate6,
        LocalTime: null,
      },
      {
        WSOrder: 'https://shop.example.test',
        Source: 'mail',
        GiftDetails: gift,
        Affiliate: { ...affiliate6, AffiliateName: null, AffiliateUrl: null },
        LocalTime: null,
      },
    );
  });

  test('custom parameters, at 6.0 alone', async () => {
    const CustomParameters = [{ Name: 'cart', Value: '77' }, { Name: 'note' }, { Value: 'alone' }];
    await expectTold({ CustomParameters }, { CustomParameters });
    await expectTold({ CustomParameters: [] }, { CustomParameters: null });
    for (const answer of await told({ CustomParameters }, '5.0')) expect(answer).not.toHaveProperty('CustomParameters');
  });

  test.each<[string, Sent, unknown]>([
    ['nothing', { GiftDetails: null }, null],
    ['an empty object', { GiftDetails: {} }, null],
    ['empty texts', { GiftDetails: { FirstName: '', Email: '' } }, null],
    ['a part', { GiftDetails: { FirstName: 'Bo' } }, { FirstName: 'Bo', LastName: null, Email: null, GiftNote: null }],
  ])('a gift of which %s is told', async (_, changes, GiftDetails) => {
    await expectTold(changes, { GiftDetails });
  });

  test.each<[string, Sent, Sent]>([
    [
      'a code of a state by its name',
      billing({ CountryCode: 'US', State: 'ca' }),
      { BillingDetails: { State: 'California' } },
    ],
    [
      'the federal district of Brazil',
      billing({ CountryCode: 'BR', State: 'DF', Phone: '1', FiscalCode: '529.982.247-25' }),
      { BillingDetails: { State: 'Distrito Federal', FiscalCode: '529.982.247-25' }, Language: 'de' },
    ],
    [
      'an address of version 6',
      { CustomerIP: '2001:db8::1', PaymentDetails: { ...exampleOrder.PaymentDetails, CustomerIP: null } },
      { PaymentDetails: { CustomerIP: '2001:db8::1' } },
    ],
    [
      'the address of the payment before that of the order',
      { CustomerIP: '203.0.113.1' },
      { PaymentDetails: { CustomerIP: '203.0.113.7' } },
    ],
    ['a language without its region', { Language: 'pt-BR' }, { Language: 'pt' }],
  ])('%s', async (_, changes, expected) => {
    await expectTold({ Country: null, ...changes }, expected);
  });
});

describe('additional fields', () => {
  beforeEach(async () => {
    const rpc = await rpcClient(api, merchant, '6.0');
    const fields = [
      { Label: 'Size', Code: 'size', Type: 'LISTBOX', ApplyTo: 'ORDER', Values: ['small', 'large'] },
      { Label: 'Consent', Code: 'consent', Type: 'CHECKBOX', ApplyTo: 'ORDER' },
      { Label: 'Engraving', Code: 'engraving', Type: 'TEXT', ApplyTo: 'PRODUCT', ValidationRule: 'LETTERS' },
    ];
    for (const AdditionalField of fields) answerOf(await rpc('addAdditionalField', { AdditionalField }));
    answerOf(await rpc('assignAdditionalField', { FieldCode: 'engraving', Required: true, ProductCode: 'EDITOR' }));
  });

  const ring = (Value: string | null): Sent => ({
    Items: [{ Code: 'EDITOR', AdditionalFields: Value === null ? null : [{ Code: 'engraving', Value }] }],
  });

  test('answers of the order and of its lines come back with their labels', async () => {
    await expectTold(
      {
        ...ring('For Ada'),
        AdditionalFields: [
          { Code: 'size', Value: 'large' },
          { Code: 'consent', Text: 'I agree', Value: '1' },
        ],
      },
      {
        AdditionalFields: [
          { Code: 'size', Text: 'Size', Value: 'large' },
          { Code: 'consent', Text: 'I agree', Value: '1' },
        ],
        Items: [{ AdditionalFields: [{ Code: 'engraving', Text: 'Engraving', Value: 'For Ada' }] }],
      },
    );
  });

  test('a field of orders that every order has to answer', async () => {
    const [rpc, rest, soap] = await clientsAt('6.0');
    const all = [rpc, rest, soap].flatMap((client) => client ?? []);
    for (const client of all) expect(await place(client, ring('Ada'))).toHaveProperty('value');
    answerOf((await rpc?.('assignAdditionalField', { FieldCode: 'consent', Required: true })) ?? expect.fail());
    for (const client of all) {
      expect(await place(client, ring('Ada'))).toMatchObject({ refused: 'ORDER_ADDITIONAL_FIELD_EMPTY' });
      expect(
        await place(client, { ...ring('Ada'), AdditionalFields: [{ Code: 'consent', Value: 'true' }] }),
      ).toHaveProperty('value');
    }
    answerOf((await rpc?.('assignAdditionalField', { FieldCode: 'consent', Required: false })) ?? expect.fail());
    for (const client of all) expect(await place(client, ring('Ada'))).toHaveProperty('value');
  });

  test.each<[string, Sent, string]>([
    ['a required answer of a product', ring(null), 'ORDER_ADDITIONAL_FIELD_EMPTY'],
    ['an answer against the rule', ring('R2D2'), 'ORDER_ADDITIONAL_FIELD_VALUE_INVALID'],
    [
      'a field of products on the order',
      { ...ring('Ada'), AdditionalFields: [{ Code: 'engraving', Value: 'x' }] },
      'ORDER_ADDITIONAL_FIELD_CODE_INVALID',
    ],
    [
      'a field of orders on a line',
      { Items: [{ Code: 'EDITOR', AdditionalFields: [{ Code: 'size', Value: 'small' }] }] },
      'ORDER_ADDITIONAL_FIELD_CODE_INVALID',
    ],
  ])('refused: %s', async (_, changes, code) => {
    for (const client of await clientsAt('6.0')) expect(await place(client, changes)).toMatchObject({ refused: code });
  });
});

describe('the customer of an order', () => {
  const customer = {
    FirstName: 'Ada',
    LastName: 'Kern',
    Email: 'ada@example.test',
    CountryCode: 'de',
    City: 'Ulm',
    Address1: 'Am Tor 4',
    Zip: '89073',
  };

  let rpc: WireClient;
  let ada: string;
  let bo: string;
  beforeEach(async () => {
    rpc = await rpcClient(api, merchant, '6.0');
    const made = async (ExternalCustomerReference: string): Promise<string> =>
      String(
        'value' in (await rpc('createCustomer', { customer: { ...customer, ExternalCustomerReference } })) &&
          answerOf(await rpc('getCustomerInformation', { externalCustomerReference: ExternalCustomerReference }))[
            'AvangateCustomerReference'
          ],
      );
    ada = await made('crm-ada');
    bo = await made('crm-bo');
  });

  /** Customer of the order, once it is finished. */
  const customerOf = async (changes: Sent): Promise<unknown> => {
    const { RefNo } = answerOf(await place(rpc, changes));
    for (;;) {
      const order = answerOf(await rpc('getOrder', { orderReference: RefNo }));
      if (order['Status'] === 'COMPLETE') return order['CustomerDetails'];
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };

  const known = (AvangateCustomerReference: string, ExternalCustomerReference: string) => ({
    AvangateCustomerReference,
    ExternalCustomerReference,
  });
  const somebody = expect.stringMatching(/^\d{9}$/);

  test('is a new one for each order that names none, whatever the mail address', async () => {
    const [one, other] = [await customerOf({}), await customerOf({})];
    expect(one).toMatchObject({ AvangateCustomerReference: somebody, ExternalCustomerReference: null });
    expect(other).not.toEqual(one);
  });

  test('is the one with the reference, by either member', async () => {
    expect(await customerOf({ ExternalCustomerReference: 'crm-ada' })).toEqual(known(ada, 'crm-ada'));
    expect(await customerOf({ CustomerReference: 'crm-bo' })).toEqual(known(bo, 'crm-bo'));
    expect(await customerOf({ CustomerReference: Number(bo) })).toEqual(known(bo, 'crm-bo'));
    expect(await customerOf({ CustomerReference: Number(bo), ExternalCustomerReference: 'crm-bo' })).toEqual(
      known(bo, 'crm-bo'),
    );
  });

  test('is made with a reference that nobody has, and found by it from then on', async () => {
    const first = await customerOf({ ExternalCustomerReference: 'crm-new' });
    expect(first).toMatchObject({ AvangateCustomerReference: somebody, ExternalCustomerReference: 'crm-new' });
    expect(await customerOf({ CustomerReference: 'crm-new' })).toEqual(first);
    expect(await customerOf({ CustomerReference: 777 })).toMatchObject({ ExternalCustomerReference: '777' });
  });

  test('is not found by a number in the place of the merchant’s own reference', async () => {
    expect(await customerOf({ ExternalCustomerReference: ada })).toMatchObject({ ExternalCustomerReference: ada });
  });

  test.each<[string, () => Sent]>([
    ['two customers', () => ({ ExternalCustomerReference: 'crm-ada', CustomerReference: 'crm-bo' })],
    ['two customers, one by number', () => ({ ExternalCustomerReference: 'crm-ada', CustomerReference: bo })],
    ['one, and nobody', () => ({ ExternalCustomerReference: 'crm-ada', CustomerReference: 'crm-x' })],
    ['nobody, and one', () => ({ ExternalCustomerReference: 'crm-x', CustomerReference: 'crm-ada' })],
    ['nobody twice', () => ({ ExternalCustomerReference: 'crm-x', CustomerReference: 'crm-y' })],
  ])('references to %s are refused', async (_, changes) => {
    for (const client of await clientsAt('6.0')) {
      expect(await place(client, changes())).toMatchObject({ refused: 'ORDER_CUSTOMERREFERENCE_INVALID' });
    }
  });
});
