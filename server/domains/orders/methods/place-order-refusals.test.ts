import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Refusal } from '../../../api/errors.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { type Outcome, restClient, rpcClient, soapClient, type WireClient } from '../../../testing/clients.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';
import { ORDER_INSTALLMENTS_INVALID } from '../errors.ts';
import {
  AFFILIATE_INVALID,
  BILLING_INVALID,
  DELIVERY_INVALID,
  GIFT_INVALID,
  ORDER_INVALID,
  PAYMENT_INVALID,
} from '../errors-by-field.ts';
import { ADDITIONAL_FIELD_REFUSALS } from '../rules/additional-fields.ts';
import { SURROUNDING_REFUSALS } from '../surroundings.ts';
import { placeOrder } from './place-order.ts';

/*
 * Everything that is refused around the items and the payment of an order, the same over JSON-RPC, REST and SOAP. The
 * rows stand in the order of the checks.
 */

type Sent = Record<string, unknown>;

let api: TestApi;
/** Of an account that sells everything everywhere, and of one that does not. */
const open: Record<string, WireClient> = {};
const narrow: Record<string, WireClient> = {};

const prices = [
  { Amount: 10, Currency: 'EUR' },
  { Amount: 60, Currency: 'BRL' },
  { Amount: 10, Currency: 'USD' },
];
const product = (ProductCode: string): Sent => ({
  ...exampleProduct,
  ProductCode,
  PricingConfigurations: [{ ...exampleProduct.PricingConfigurations[0], Prices: { Regular: prices, Renewal: [] } }],
});

const fields: readonly Sent[] = [
  { Label: 'Size', Code: 'size', Type: 'LISTBOX', ApplyTo: 'ORDER', Values: ['small', 'large'] },
  { Label: 'Engraving', Code: 'engraving', Type: 'TEXT', ApplyTo: 'PRODUCT', ValidationRule: 'LETTERS' },
];

beforeAll(async () => {
  api = await startTestApi();
  const settings = { countries: ['DE', 'AT'], currencies: ['EUR'], languages: ['de'] };
  for (const [clients, merchant] of [
    [open, await api.newMerchant()],
    [narrow, await api.newMerchant({ settings })],
  ] as const) {
    clients['rpc'] = await rpcClient(api, merchant, '6.0');
    clients['rest'] = restClient(api, merchant, '6.0');
    clients['soap'] = await soapClient(api, merchant, '6.0');
    const { rpc } = clients;
    for (const code of ['EDITOR', 'RING']) await rpc('addProduct', { Product: product(code) });
    for (const AdditionalField of fields) await rpc('addAdditionalField', { AdditionalField });
    await rpc('assignAdditionalField', { FieldCode: 'engraving', Required: true, ProductCode: 'RING' });
  }
});
afterAll(() => api.close());

const order: Sent = exampleOrder;
const billing = (changes: Sent): Sent => ({ BillingDetails: { ...exampleOrder.BillingDetails, ...changes } });
const bob = { FirstName: 'Bob', LastName: 'Lee', CountryCode: 'DE' };
const delivery = (changes: Sent): Sent => ({ DeliveryDetails: { ...bob, ...changes } });
const payment = (changes: Sent, method: Sent = {}): Sent => {
  const { PaymentDetails } = exampleOrder;
  return {
    PaymentDetails: { ...PaymentDetails, ...changes, PaymentMethod: { ...PaymentDetails.PaymentMethod, ...method } },
  };
};
const brazil = { CountryCode: 'BR', State: 'DF', Phone: '+55 61 5555 0000', FiscalCode: '529.982.247-25' };
const installments = (InstallmentsNumber: number, method: Sent = {}, payer: Sent = {}): Sent => ({
  Country: 'BR',
  Currency: 'BRL',
  ...billing({ ...brazil, ...payer }),
  ...payment({ Currency: 'BRL' }, { RecurringEnabled: false, InstallmentsNumber, ...method }),
});
const long = (size: number): string => 'x'.repeat(size + 1);
const answer = (Code: string, Value: string): Sent => ({ Code, Value });

type Row = readonly [string, Sent, string];

const wire: readonly Row[] = [
  ['a first name too long', billing({ FirstName: long(255) }), 'ORDER_BILLING_FIRSTNAME_INVALID'],
  ['a last name too long', billing({ LastName: long(255) }), 'ORDER_BILLING_LASTNAME_INVALID'],
  ['a country of three letters', billing({ CountryCode: 'DEU' }), 'ORDER_BILLING_COUNTRYCODE_INVALID'],
  ['a state too long', billing({ State: long(255) }), 'ORDER_BILLING_STATE_INVALID'],
  ['a city too long', billing({ City: long(255) }), 'ORDER_BILLING_CITY_INVALID'],
  ['a street too long', billing({ Address1: long(255) }), 'ORDER_BILLING_ADDRESS1_INVALID'],
  ['a second line too long', billing({ Address2: long(255) }), 'ORDER_BILLING_ADDRESS2_INVALID'],
  ['a zip code too long', billing({ Zip: long(40) }), 'ORDER_BILLING_ZIP_INVALID'],
  ['a mail address too long', billing({ Email: `${long(255)}@example.test` }), 'ORDER_BILLING_EMAIL_INVALID'],
  ['a phone number too long', billing({ Phone: long(60) }), 'ORDER_BILLING_PHONE_INVALID'],
  ['a company too long', billing({ Company: long(255) }), 'ORDER_BILLING_COMPANY_INVALID'],
  ['a fiscal code too long', billing({ FiscalCode: long(60) }), 'ORDER_BILLING_FISCALCODE_INVALID'],
  ['a tax office too long', billing({ TaxOffice: long(255) }), 'ORDER_BILLING_TAXOFFICE_INVALID'],
  ['an exemption too long', billing({ TaxExemptionId: long(60) }), 'ORDER_BILLING_TAXEXEMPTIONID_INVALID'],
  ['to a first name too long', delivery({ FirstName: long(255) }), 'ORDER_DELIVERY_FIRSTNAME_INVALID'],
  ['to a last name too long', delivery({ LastName: long(255) }), 'ORDER_DELIVERY_LASTNAME_INVALID'],
  ['to a city too long', delivery({ City: long(255) }), 'ORDER_DELIVERY_CITY_INVALID'],
  ['to a street too long', delivery({ Address1: long(255) }), 'ORDER_DELIVERY_ADDRESS1_INVALID'],
  ['to a second line too long', delivery({ Address2: long(255) }), 'ORDER_DELIVERY_ADDRESS2_INVALID'],
  ['to a zip code too long', delivery({ Zip: long(40) }), 'ORDER_DELIVERY_ZIP_INVALID'],
  ['to a phone number too long', delivery({ Phone: long(60) }), 'ORDER_DELIVERY_PHONE_INVALID'],
  ['to a company too long', delivery({ Company: long(255) }), 'ORDER_DELIVERY_COMPANY_INVALID'],
  ['a gift to a first name too long', { GiftDetails: { FirstName: long(255) } }, 'ORDER_GIFT_FIRSTNAME_INVALID'],
  ['a gift to a last name too long', { GiftDetails: { LastName: long(255) } }, 'ORDER_GIFT_LASTNAME_INVALID'],
  ['a note too long', { GiftDetails: { GiftNote: long(4000) } }, 'ORDER_GIFT_GIFTNOTE_INVALID'],
  ['an affiliate too long', { Affiliate: { AffiliateCode: long(255) } }, 'ORDER_AFFILIATE_AFFILIATECODE_INVALID'],
  ['its source too long', { Affiliate: { AffiliateSource: long(255) } }, 'ORDER_AFFILIATE_AFFILIATESOURCE_INVALID'],
  ['a country of the order of three letters', { Country: 'DEU' }, 'ORDER_COUNTRY_INVALID'],
  ['a currency of four letters', { Currency: 'EURO' }, 'ORDER_CURRENCY_INVALID'],
  ['a language too long', { Language: 'german' }, 'ORDER_LANGUAGE_INVALID'],
  ['a local time too long', { LocalTime: long(40) }, 'ORDER_LOCALTIME_INVALID'],
  ['a reference too long', { ExternalReference: long(100) }, 'ORDER_EXTERNALREFERENCE_INVALID'],
  ['a customer too long', { ExternalCustomerReference: long(250) }, 'ORDER_EXTERNALCUSTOMERREFERENCE_INVALID'],
  ['another customer too long', { CustomerReference: long(250) }, 'ORDER_CUSTOMERREFERENCE_INVALID'],
  ['a source too long', { Source: long(255) }, 'ORDER_SOURCE_INVALID'],
  ['a web site too long', { WSOrder: long(255) }, 'ORDER_WSORDER_INVALID'],
  ['a machine too long', { MachineId: long(255) }, 'ORDER_MACHINEID_INVALID'],
  ['fifty-one parameters', { CustomParameters: Array(51).fill({ Name: 'a' }) }, 'ORDER_CUSTOMPARAMETERS_INVALID'],
  ['a payment currency of four letters', payment({ Currency: 'EURO' }), 'ORDER_PAYMENT_CURRENCY_INVALID'],
  ['less than no installments', installments(-1), 'ORDER_INSTALLMENTS_INVALID'],
  ['a code too long', { AdditionalFields: [answer(long(100), '1')] }, 'ORDER_ADDITIONAL_FIELD_CODE_INVALID'],
  ['an answer too long', { AdditionalFields: [answer('size', long(4000))] }, 'ORDER_ADDITIONAL_FIELD_VALUE_INVALID'],
];

const checks: readonly Row[] = [
  ['no payer', { BillingDetails: null }, 'ORDER_BILLING_DETAILS_EMPTY'],
  ['no first name', billing({ FirstName: '' }), 'ORDER_BILLING_FIRSTNAME_EMPTY'],
  ['no last name', billing({ LastName: null }), 'ORDER_BILLING_LASTNAME_EMPTY'],
  ['no country', { Country: null, ...billing({ CountryCode: null }) }, 'ORDER_BILLING_COUNTRYCODE_EMPTY'],
  ['a country that is none', billing({ CountryCode: 'XX' }), 'ORDER_BILLING_COUNTRYCODE_INVALID'],
  ['no state in the United States', billing({ CountryCode: 'US' }), 'ORDER_BILLING_STATE_EMPTY'],
  ['no such state', billing({ CountryCode: 'US', State: 'Ontario' }), 'ORDER_BILLING_STATE_INVALID'],
  ['no city', billing({ City: null }), 'ORDER_BILLING_CITY_EMPTY'],
  ['no street', billing({ Address1: '' }), 'ORDER_BILLING_ADDRESS1_EMPTY'],
  ['no zip code', billing({ Zip: ' ' }), 'ORDER_BILLING_ZIP_EMPTY'],
  ['no mail address', billing({ Email: null }), 'ORDER_BILLING_EMAIL_EMPTY'],
  ['no mail address at all', billing({ Email: 'ada' }), 'ORDER_BILLING_EMAIL_INVALID'],
  ['no phone in Brazil', billing({ ...brazil, Phone: null }), 'ORDER_BILLING_PHONE_EMPTY'],
  ['a fiscal code without a company', billing({ FiscalCode: 'DE123456789' }), 'ORDER_BILLING_COMPANY_EMPTY'],
  ['no fiscal code in Brazil', billing({ ...brazil, FiscalCode: '' }), 'ORDER_BILLING_FISCALCODE_EMPTY'],
  ['a wrong one', billing({ ...brazil, FiscalCode: '111.111.111-11' }), 'ORDER_BILLING_FISCALCODE_INVALID'],
  ['a recipient without first name', delivery({ FirstName: '' }), 'ORDER_DELIVERY_FIRSTNAME_EMPTY'],
  ['a recipient without last name', delivery({ LastName: '' }), 'ORDER_DELIVERY_LASTNAME_EMPTY'],
  ['a recipient nowhere', delivery({ CountryCode: 'XX' }), 'ORDER_DELIVERY_COUNTRYCODE_INVALID'],
  ['a recipient in no state', delivery({ CountryCode: 'US', State: 'Ulm' }), 'ORDER_DELIVERY_STATE_INVALID'],
  ['a recipient without mailbox', delivery({ Email: 'bob@' }), 'ORDER_DELIVERY_EMAIL_INVALID'],
  ['a gift to no mailbox', { GiftDetails: { Email: 'bob' } }, 'ORDER_GIFT_EMAIL_INVALID'],
  ['a country of the order that is none', { Country: 'XX' }, 'ORDER_COUNTRY_INVALID'],
  ['a language that is none', { Language: 'xx' }, 'ORDER_LANGUAGE_INVALID'],
  ['an address that is none', { CustomerIP: '203.0.113.256' }, 'ORDER_CUSTOMERIP_INVALID'],
  [
    'parameters that fill a book',
    { CustomParameters: [{ Name: 'a', Value: long(20_000) }] },
    'ORDER_CUSTOMPARAMETERS_INVALID',
  ],
  ['a payment currency that is none', payment({ Currency: 'XXQ' }), 'ORDER_PAYMENT_CURRENCY_INVALID'],
  ['a shopper at no address', payment({ CustomerIP: 'localhost' }), 'ORDER_PAYMENT_CUSTOMERIP_INVALID'],
  ['an unknown field', { AdditionalFields: [answer('nothing', '1')] }, 'ORDER_ADDITIONAL_FIELD_CODE_INVALID'],
  ['another choice', { AdditionalFields: [answer('size', 'medium')] }, 'ORDER_ADDITIONAL_FIELD_VALUE_INVALID'],
  ['a required answer left out', { Items: [{ Code: 'RING' }] }, 'ORDER_ADDITIONAL_FIELD_EMPTY'],
  ['too many installments', installments(7), 'ORDER_INSTALLMENTS_INVALID'],
  ['installments that renew', installments(2, { RecurringEnabled: true }), 'ORDER_INSTALLMENTS_INVALID'],
  ['installments by another card', installments(2, { CardNumber: '6011111111111117' }), 'ORDER_INSTALLMENTS_INVALID'],
  ['installments in Germany', payment({}, { InstallmentsNumber: 2 }), 'ORDER_INSTALLMENTS_INVALID'],
];

const onEachWire = async (
  clients: Readonly<Record<string, WireClient>>,
  changes: Sent,
  headers: Record<string, string> = {},
): Promise<Record<string, unknown>> => {
  const said = async (client: WireClient): Promise<unknown> => {
    const outcome: Outcome = await client('placeOrder', { Order: { ...order, ...changes } }, headers);
    return 'refused' in outcome ? outcome.refused : 'placed';
  };
  const entries = Object.entries(clients).map(async ([name, client]) => [name, await said(client)] as const);
  return Object.fromEntries(await Promise.all(entries));
};

const alike = (code: string): Record<string, string> => ({ rpc: code, rest: code, soap: code });

describe('what cannot be read', () => {
  test.each(wire)('%s', async (_, changes, code) => {
    expect(await onEachWire(open, changes)).toEqual(alike(code));
  });
});

describe('what is checked', () => {
  test.each(checks)('%s', async (_, changes, code) => {
    expect(await onEachWire(open, changes)).toEqual(alike(code));
  });

  test('nothing is wrong with the order itself', async () => {
    expect(await onEachWire(open, {})).toEqual(alike('placed'));
    expect(await onEachWire(open, installments(6))).toEqual(alike('placed'));
  });
});

describe('an account that sells in euros to Germany and Austria', () => {
  test.each<Row>([
    ['what it sells', {}, 'placed'],
    ['to Austria', { Country: null, ...billing({ CountryCode: 'at' }) }, 'placed'],
    ['to a buyer in Denmark', { Country: null, ...billing({ CountryCode: 'DK' }) }, 'ORDER_COUNTRY_NOT_OFFERED'],
    ['to a recipient in Denmark', delivery({ CountryCode: 'DK' }), 'ORDER_COUNTRY_NOT_OFFERED'],
    ['an order of Denmark', { Country: 'DK' }, 'ORDER_COUNTRY_NOT_OFFERED'],
    ['in dollars', { Currency: 'USD', ...payment({ Currency: 'USD' }) }, 'ORDER_CURRENCY_NOT_OFFERED'],
    [
      'paid in dollars, when nothing else is said',
      { Currency: null, ...payment({ Currency: 'USD' }) },
      'ORDER_CURRENCY_NOT_OFFERED',
    ],
  ])('%s', async (_, changes, expected) => {
    expect(await onEachWire(narrow, changes)).toEqual(alike(expected));
  });

  test('a language that it does not offer gives way to its own', async () => {
    const { rpc } = narrow;
    const place = (changes: Sent) => rpc?.('placeOrder', { Order: { ...order, ...changes } });
    expect(await place({ Language: 'fr' })).toMatchObject({ value: { Language: 'en' } });
    expect(await place({ Language: 'de' })).toMatchObject({ value: { Language: 'de' } });
  });
});

describe('keys', () => {
  test.each<[string, string]>([
    ['two words', 'two words'],
    ['nothing', ''],
    ['a sign too many', 'x'.repeat(256)],
  ])('%s is no key', async (_, key) => {
    expect(await onEachWire(open, {}, { 'idempotency-key': key })).toEqual(alike('IDEMPOTENCY_KEY_INVALID'));
  });

  test('REST tells a key that is taken with 409', async () => {
    const key = { 'idempotency-key': 'taken' };
    expect(await onEachWire(open, {}, key)).toEqual(alike('placed'));
    expect(await onEachWire(open, { Source: 'other' }, key)).toEqual(alike('IDEMPOTENCY_KEY_REUSED'));
  });
});

describe('the order of the checks', () => {
  /** Later faults lie under earlier ones, member by member, so that of all of them the first is left to be told. */
  const merged = (under: Sent, over: Sent): Sent => {
    const isObject = (value: unknown): value is Sent =>
      typeof value === 'object' && value !== null && !Array.isArray(value);
    const entries = Object.entries(over).map(([name, value]) => {
      const below = under[name];
      return [name, isObject(value) && isObject(below) ? merged(below, value) : value] as const;
    });
    return { ...under, ...Object.fromEntries(entries) };
  };

  const faults: readonly (readonly [string, Sent])[] = [
    ['ORDER_PRODUCTS_EMPTY', { Items: [] }],
    ['ORDER_BILLING_FIRSTNAME_EMPTY', { BillingDetails: { FirstName: '' } }],
    ['ORDER_BILLING_CITY_EMPTY', { BillingDetails: { City: '' } }],
    ['ORDER_BILLING_EMAIL_INVALID', { BillingDetails: { Email: 'ada' } }],
    ['ORDER_BILLING_FISCALCODE_INVALID', { BillingDetails: { Company: 'A', FiscalCode: 'DE1' } }],
    ['ORDER_DELIVERY_LASTNAME_EMPTY', { DeliveryDetails: { FirstName: 'Bob', LastName: '' } }],
    ['ORDER_DELIVERY_EMAIL_INVALID', { DeliveryDetails: { ...bob, Email: 'bob' } }],
    ['ORDER_GIFT_EMAIL_INVALID', { GiftDetails: { Email: 'bob' } }],
    ['ORDER_COUNTRY_INVALID', { Country: 'XX' }],
    ['ORDER_LANGUAGE_INVALID', { Language: 'xx' }],
    ['ORDER_CUSTOMERIP_INVALID', { CustomerIP: 'nowhere' }],
    ['ORDER_PAYMENT_TYPE_INVALID', { PaymentDetails: { Type: 'SHELLS' } }],
    ['ORDER_CURRENCY_INVALID', { Currency: 'XXQ' }],
    ['ORDER_PAYMENT_CURRENCY_INVALID', { PaymentDetails: { Currency: 'XXQ' } }],
    ['ORDER_PAYMENT_CUSTOMERIP_INVALID', { PaymentDetails: { CustomerIP: 'nowhere' } }],
    ['ORDER_ADDITIONAL_FIELD_CODE_INVALID', { AdditionalFields: [answer('nothing', '1')] }],
    ['ORDER_PROMOTION_INVALID', { Promotions: ['NONE'] }],
    ['ORDER_INSTALLMENTS_INVALID', { PaymentDetails: { PaymentMethod: { InstallmentsNumber: 9 } } }],
  ];

  test.each(faults.map(([code], index) => [code, index] as const))(
    '%s comes before what follows',
    async (code, index) => {
      const rest = faults.slice(index).toReversed();
      const changes = rest.reduce((under, [, fault]) => merged(under, fault), order);
      expect(await onEachWire(open, changes)).toEqual(alike(code));
    },
  );

  test('is that of the refusals of the method', () => {
    const codes = placeOrder.refusals.map(({ code }) => code);
    const places = faults.map(([code]) => codes.indexOf(code));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});

test('every refusal around the items has its row', () => {
  const rows = new Set([...wire, ...checks].map(([, , code]) => code));
  const tables = [BILLING_INVALID, DELIVERY_INVALID, GIFT_INVALID, AFFILIATE_INVALID, ORDER_INVALID, PAYMENT_INVALID];
  const own: readonly Refusal[] = [
    ...SURROUNDING_REFUSALS,
    ...ADDITIONAL_FIELD_REFUSALS,
    ...tables.flatMap((table) => Object.values<Refusal>(table)),
    ORDER_INSTALLMENTS_INVALID,
  ];
  // Those of accounts that do not sell everywhere have a table of their own.
  const missing = own.map(({ code }) => code).filter((code) => !rows.has(code) && !code.endsWith('_NOT_OFFERED'));
  expect([...new Set(missing)]).toEqual([]);
});
