import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, statement } from '../../../db/database.ts';
import { exampleOptionGroup, exampleProduct } from '../../examples.ts';
import { renewDue } from '../../renewals/index.ts';
import { exampleImport, exampleTestCard } from '../examples.ts';
import { createStage, type Shop, SOLD_AT, type Stage } from '../testing/stage.ts';

/** addSubscription on 31 January 2026, 12:15:20 on the clocks of the account. */
let stage: Stage;
let shop: Shop;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

beforeEach(async () => {
  stage.time.now = SOLD_AT;
  shop = await stage.newShop();
});

type Sent = Readonly<Record<string, unknown>>;

const base: Sent = { ...exampleImport, StartDate: '2025-12-31', ExpirationDate: '2026-02-28' };
const liveCard: Sent = { ...exampleTestCard, CardNumber: '4242424242424242', HolderName: 'Ada Kern' };

const add = async (changes: Sent = {}): Promise<string> =>
  (await shop.call('addSubscription', { subscription: { ...base, ...changes } })) as string;

const refused = (changes: Sent): Promise<string> =>
  shop.refused('addSubscription', { subscription: { ...base, ...changes } });

const countOf = async (table: string): Promise<number> => {
  const text = `SELECT count(*)::integer AS count FROM ${table} WHERE merchant_id = $1`;
  return (await stage.api.database.row<{ count: number }>(statement(text, [shop.merchant.id])))?.count ?? -1;
};

describe('an import', () => {
  test('is a subscription like others, without orders', async () => {
    const reference = await add();
    expect(reference).toMatch(/^[0-9A-Z]{10}$/);
    expect(await shop.read(reference)).toEqual({
      MerchantCode: shop.merchant.code,
      SubscriptionReference: reference,
      StartDate: '2025-12-31',
      ActivationDate: '2025-12-31',
      ExpirationDate: '2026-02-28',
      RecurringEnabled: false,
      NextBillingDate: null,
      SubscriptionEnabled: true,
      ReasonText: null,
      Product: {
        ProductCode: 'EDITOR',
        ProductId: expect.stringMatching(/^\d+$/),
        ProductName: 'Editor',
        ProductVersion: '',
        ProductQuantity: 2,
        PriceOptionCodes: null,
      },
      EndUser: {
        FirstName: 'Ada',
        LastName: 'Kern',
        Company: '',
        Email: 'ada@example.test',
        Phone: '',
        Fax: '',
        Address1: '',
        Address2: '',
        Zip: '',
        City: '',
        State: '',
        CountryCode: 'de',
        Language: 'de',
      },
      SKU: '',
      DeliveryInfo: { Description: '', Codes: [{ Code: null, Description: '', ExtraInfo: null, File: null }] },
      ReceiveNotifications: true,
      Lifetime: false,
      PartnerCode: '',
      IdAffiliate: null,
      AvangateCustomerReference: expect.stringMatching(/^\d+$/),
      ExternalCustomerReference: 'crm-17',
      TestSubscription: false,
      IsTrial: false,
      Status: 'ACTIVE',
      LatestSubscriptionOrder: null,
    });
    expect(await shop.call('getSubscriptionHistory', { subscriptionReference: reference })).toEqual([]);
    expect(await shop.events(reference)).toEqual([
      { kind: 'IMPORTED', changed_by: 'VENDOR', details: { added: true } },
    ]);
    expect(await shop.call('searchSubscriptions', { searchBy: {} })).toMatchObject({
      Items: [{ SubscriptionReference: reference }],
    });
  });

  test('begins and ends at the beginning of its days, and its cycles go on from its start', async () => {
    expect(await shop.row(await add())).toMatchObject({
      starts_at: new Date('2025-12-30T22:00:00Z'),
      expires_at: new Date('2026-02-27T22:00:00Z'),
      anchor_date: '2025-12-31',
      cycle_number: 2,
      cycle_length: 1,
      cycle_unit: 'MONTH',
      currency: 'EUR',
      is_imported: true,
      external_reference: 'old-4711',
      purchased_at: SOLD_AT,
    });
  });

  test('may have expired, or begin later', async () => {
    const expired = await add({ ExpirationDate: '2026-01-01' });
    expect(await shop.read(expired)).toMatchObject({ Status: 'EXPIRED' });
    const later = await add({ ExternalSubscriptionReference: 17, StartDate: '2026-02-01' });
    expect(await shop.read(later)).toMatchObject({ Status: 'PENDING_ACTIVATION', StartDate: '2026-02-01' });
  });

  test('names the product by its number, its code, or both, and may call it otherwise', async () => {
    const { AvangateId } = (await shop.call('getProductByCode', { ProductCode: 'EDITOR' })) as Sent;
    const Product = { ProductId: String(AvangateId), ProductCode: '', ProductName: 'Old editor', ProductVersion: '3' };
    expect(await shop.read(await add({ Product }))).toMatchObject({
      Product: { ProductCode: 'EDITOR', ProductName: 'Old editor', ProductVersion: '3', ProductQuantity: 1 },
    });
    expect(await refused({ Product: { ProductId: AvangateId, ProductCode: 'EDITOR' } })).toBe('nothing');
  });

  test('takes options of the product, and its defaults', async () => {
    await shop.call('addPriceOptionGroup', { PriceOptionGroup: exampleOptionGroup });
    const [list] = exampleProduct.PricingConfigurations;
    const lists = [{ ...list, PriceOptions: [{ Code: 'SUPPORT', Required: true }] }];
    await shop.call('addProduct', {
      Product: { ...exampleProduct, ProductCode: 'OPTIONS', PricingConfigurations: lists },
    });
    const Product = { ProductCode: 'OPTIONS' };
    expect(await shop.read(await add({ Product }))).toMatchObject({ Product: { PriceOptionCodes: ['email'] } });
    const options = (PriceOptionCodes: unknown) => ({
      Product: { ...Product, PriceOptionCodes },
      ExternalSubscriptionReference: 'other',
    });
    expect(await shop.read(await add(options(['phone'])))).toMatchObject({ Product: { PriceOptionCodes: ['phone'] } });
    expect(await refused(options(['fax']))).toBe('SUBSCRIPTION_OPTIONS_INVALID');
  });

  test('has the grace of the product', async () => {
    const GracePeriod = { Type: 'CUSTOM', Period: 30, PeriodUnits: 'D' };
    const SubscriptionInformation = { ...exampleProduct.SubscriptionInformation, GracePeriod };
    await shop.call('addProduct', { Product: { ...exampleProduct, ProductCode: 'GRACE', SubscriptionInformation } });
    const reference = await add({ Product: { ProductCode: 'GRACE' }, ExpirationDate: '2026-01-15' });
    expect(await shop.read(reference)).toMatchObject({ Status: 'PASTDUE' });
  });

  test('may say the end user nested, as some documents do, and flat counts more', async () => {
    const Person = { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test', CountryCode: 'SE' };
    const reference = await add({ EndUser: { Person, Fax: '12', Language: 'sv', City: 'Lund' } });
    expect(await shop.read(reference)).toMatchObject({
      EndUser: {
        FirstName: 'Bo',
        Email: 'bo@example.test',
        CountryCode: 'se',
        Fax: '12',
        Language: 'sv',
        City: 'Lund',
      },
    });
  });

  test('keeps what was earned and delivered before, and is found by its key', async () => {
    const File = [{ Content: 'QQ==', ContentLength: 1, Filename: 'a.key', FileType: 'text/plain' }];
    const extra = { CodeExtraInfo: { Type: 'text', Label: 'Seat', Value: '7' } };
    const reference = await add({
      SubscriptionValue: '120.50',
      SubscriptionValueCurrency: 'usd',
      AdditionalInfo: 'From the old shop',
      PartnerCode: 'P-1',
      DeliveryInfo: {
        Description: 'Old keys',
        Codes: [
          { Code: 'KEY-1', Description: 'Main', ExtraInfo: extra, File },
          { Code: null, File: null },
          { Code: 'KEY-2' },
        ],
      },
    });
    expect(await shop.read(reference)).toMatchObject({
      PartnerCode: 'P-1',
      DeliveryInfo: {
        Description: 'Old keys',
        Codes: [
          { Code: 'KEY-1', Description: 'Main', ExtraInfo: extra, File },
          { Code: 'KEY-2', Description: '', ExtraInfo: null, File: null },
        ],
      },
    });
    const found = await shop.call('searchSubscriptions', { searchBy: { DeliveredCode: 'KEY-2' } });
    expect(found).toMatchObject({ Items: [{ SubscriptionReference: reference }] });
    const kept = await stage.api.database.row(
      statement('SELECT * FROM subscription_imports WHERE merchant_id = $1', [shop.merchant.id]),
    );
    expect(kept).toMatchObject({ value_minor: 12050n, value_currency: 'USD', additional_info: 'From the old shop' });
    expect(await shop.row(reference)).toMatchObject({ currency: 'USD' });
  });

  test('takes a lone code without its list', async () => {
    const reference = await add({ DeliveryInfo: { Codes: { Code: 'KEY-9' } } });
    expect(await shop.read(reference)).toMatchObject({ DeliveryInfo: { Codes: [{ Code: 'KEY-9' }] } });
  });

  test('sets the price of the next cycles', async () => {
    const NextRenewalPriceCurrency = 'usd';
    const reference = await add({ NextRenewalPrice: 9.9, NextRenewalPriceCurrency, CustomPriceBillingCyclesLeft: '2' });
    expect(await shop.row(reference)).toMatchObject({
      next_price_minor: 990n,
      next_price_currency: 'USD',
      next_price_cycles: 2,
      currency: 'USD',
    });
  });

  test('ignores what older samples send beside', async () => {
    const reference = await add({
      SubscriptionCode: null,
      LicenseHistory: null,
      LicenseStatus: 'ACTIVE',
      RecurringEnabled: 'YES',
      ActivationInfo: { Description: 'x', Codes: [{ Code: 'KEY' }] },
    });
    expect(await shop.read(reference)).toMatchObject({
      RecurringEnabled: false,
      DeliveryInfo: { Codes: [{ Code: null }] },
    });
  });
});

describe('the customer of an import', () => {
  const customerOf = async (reference: string) => (await shop.row(reference)).customer_id;
  const named = (ExternalSubscriptionReference: string, changes: Sent) =>
    add({ ExternalCustomerReference: null, ...changes, ExternalSubscriptionReference });

  test('is made of the end user where nobody is named, each time anew', async () => {
    const [one, two] = [await named('a', {}), await named('b', {})];
    expect(await customerOf(one)).not.toBe(await customerOf(two));
    expect(await shop.call('getSubscriptionCustomer', { subscriptionReference: one })).toMatchObject({
      FirstName: 'Ada',
      Email: 'ada@example.test',
      CountryCode: 'de',
      Language: 'de',
      ExternalCustomerReference: null,
      Enabled: true,
    });
  });

  test('is the one with the reference, made when there is none', async () => {
    const [one, two] = [
      await named('a', { ExternalCustomerReference: 'crm-1' }),
      await named('b', { ExternalCustomerReference: 'crm-1' }),
    ];
    expect(await customerOf(one)).toBe(await customerOf(two));
  });

  test('is the one with the number', async () => {
    const number = await shop.addCustomer('crm-18');
    expect(await customerOf(await named('a', { AvangateCustomerReference: number }))).toBe(BigInt(number));
    const both = { AvangateCustomerReference: String(number), ExternalCustomerReference: 'crm-18' };
    expect(await customerOf(await named('b', both))).toBe(BigInt(number));
  });

  test('may not be two, nor unknown by number; then nothing is kept', async () => {
    const number = await shop.addCustomer('crm-18');
    await shop.addCustomer('crm-19');
    const two = { AvangateCustomerReference: number, ExternalCustomerReference: 'crm-19' };
    expect(await refused(two)).toBe('CUSTOMER_REFERENCES_DIFFER');
    expect(await refused({ AvangateCustomerReference: 17 })).toBe('CUSTOMER_NOT_FOUND');
    expect(await countOf('subscriptions')).toBe(0);
    expect(await countOf('customers')).toBe(2);
  });

  test('is made once by imports at the same time', async () => {
    const names = Array.from({ length: 8 }, (_, index) => `same-${index}`);
    await Promise.all(names.map((name) => named(name, { ExternalCustomerReference: 'crm-1' })));
    expect(await countOf('customers')).toBe(1);
    expect(await countOf('subscriptions')).toBe(8);
  });
});

describe('an import that is refused', () => {
  test.each<[string, Sent, string]>([
    ['without a name of its own', { ExternalSubscriptionReference: null }, 'IMPORT_REFERENCE_INVALID'],
    ['with a long one', { ExternalSubscriptionReference: 'x'.repeat(256) }, 'IMPORT_REFERENCE_INVALID'],
    ['without a start', { StartDate: null }, 'IMPORT_DATES_INVALID'],
    ['without an end', { ExpirationDate: '' }, 'IMPORT_DATES_INVALID'],
    ['on no day', { ExpirationDate: '2026-02-30' }, 'IMPORT_DATES_INVALID'],
    ['that ends before it begins', { ExpirationDate: '2025-12-30' }, 'IMPORT_DATES_INVALID'],
    ['that never ends', { ExpirationDate: '9999-12-31' }, 'IMPORT_DATES_INVALID'],
    ['without an end user', { EndUser: null }, 'END_USER_INVALID'],
    ['of an end user without address', { EndUser: { FirstName: 'A', LastName: 'B' } }, 'END_USER_INVALID'],
    ['with an address that is none', { EndUser: { FirstName: 'A', LastName: 'B', Email: 'a' } }, 'END_USER_INVALID'],
    [
      'in a country that is none',
      { EndUser: { FirstName: 'A', LastName: 'B', Email: 'a@example.test', CountryCode: 'xx' } },
      'END_USER_INVALID',
    ],
    ['without a product', { Product: null }, 'SUBSCRIPTION_PRODUCT_NOT_FOUND'],
    ['of a product without name', { Product: { ProductQuantity: 1 } }, 'SUBSCRIPTION_PRODUCT_NOT_FOUND'],
    ['of an unknown product', { Product: { ProductCode: 'NONE' } }, 'SUBSCRIPTION_PRODUCT_NOT_FOUND'],
    ['of an unknown number', { Product: { ProductId: 1 } }, 'SUBSCRIPTION_PRODUCT_NOT_FOUND'],
    ['of two products', { Product: { ProductCode: 'EDITOR', ProductId: 1 } }, 'SUBSCRIPTION_PRODUCT_NOT_FOUND'],
    [
      'of too many units',
      { Product: { ProductCode: 'EDITOR', ProductQuantity: 100_000 } },
      'SUBSCRIPTION_QUANTITY_INVALID',
    ],
    ['with a value without currency', { SubscriptionValue: 5 }, 'IMPORT_VALUE_INVALID'],
    ['with a currency without value', { SubscriptionValueCurrency: 'EUR' }, 'IMPORT_VALUE_INVALID'],
    ['with a value below nothing', { SubscriptionValue: -5, SubscriptionValueCurrency: 'EUR' }, 'IMPORT_VALUE_INVALID'],
    ['with parts of a yen', { SubscriptionValue: 5.5, SubscriptionValueCurrency: 'JPY' }, 'IMPORT_VALUE_INVALID'],
    ['in no currency', { SubscriptionValue: 5, SubscriptionValueCurrency: 'XXX' }, 'IMPORT_VALUE_INVALID'],
    ['with a price without currency', { NextRenewalPrice: 5, CustomPriceBillingCyclesLeft: 1 }, 'IMPORT_PRICE_INVALID'],
    ['with cycles alone', { CustomPriceBillingCyclesLeft: 1 }, 'IMPORT_PRICE_INVALID'],
    [
      'with a price for no cycle',
      { NextRenewalPrice: 5, NextRenewalPriceCurrency: 'EUR', CustomPriceBillingCyclesLeft: 0 },
      'IMPORT_PRICE_INVALID',
    ],
    [
      'with a key that is too long',
      { DeliveryInfo: { Codes: [{ Code: 'ä'.repeat(1001) }] } },
      'IMPORT_DELIVERY_INVALID',
    ],
    ['with the card of a person', { CardPayment: liveCard }, 'IMPORT_CARD_NOT_ALLOWED'],
    ['with half a card', { Test: 1, CardPayment: { ...exampleTestCard, CCID: '' } }, 'IMPORT_CARD_INVALID'],
    [
      'with a card of no brand',
      { Test: 1, CardPayment: { ...exampleTestCard, CardType: 'SHELL' } },
      'IMPORT_CARD_INVALID',
    ],
    ['with no card number', { Test: 1, Payment: { ...exampleTestCard, CardNumber: null } }, 'IMPORT_CARD_INVALID'],
    [
      'typed before it began',
      { Test: 1, CardPayment: { ...exampleTestCard, CardNumberTime: -1 } },
      'IMPORT_CARD_INVALID',
    ],
    ['as a test of a partner', { Test: 1, PartnerCode: 'P-1' }, 'IMPORT_TEST_INVALID'],
    ['as a test with a real card', { Test: 1, CardPayment: liveCard }, 'IMPORT_TEST_INVALID'],
    [
      'as a test in another name',
      { Test: 1, CardPayment: { ...exampleTestCard, HolderName: 'Ada' } },
      'IMPORT_TEST_INVALID',
    ],
    [
      'as a test with a card that is over',
      { Test: 1, CardPayment: { ...exampleTestCard, ExpirationYear: '2025' } },
      'SUBSCRIPTION_CARD_REFUSED',
    ],
  ])('%s', async (_title, changes, code) => {
    expect(await refused(changes)).toBe(code);
    expect(await countOf('subscriptions')).toBe(0);
    expect(await countOf('stored_cards')).toBe(0);
  });

  test('because its product has no renewals', async () => {
    const Product = { ...exampleProduct, ProductCode: 'ONCE', GeneratesSubscription: false };
    await shop.call('addProduct', { Product: { ...Product, SubscriptionInformation: null } });
    expect(await refused({ Product: { ProductCode: 'ONCE' } })).toBe('SUBSCRIPTION_PRODUCT_INVALID');
  });

  test('because the account takes no tests', async () => {
    shop = await stage.newShop({ testSystemEnabled: false });
    expect(await refused({ Test: 1 })).toBe('IMPORT_TEST_INVALID');
  });
});

describe('a card', () => {
  test('of a test renews the subscription when that is wished', async () => {
    const reference = await add({ Test: '1', Payment: exampleTestCard });
    expect(await shop.read(reference)).toMatchObject({
      TestSubscription: true,
      RecurringEnabled: true,
      NextBillingDate: '2026-02-27T23:00:00+02:00',
    });
    expect(await shop.call('getPaymentInformation', { subscriptionReference: reference })).toMatchObject({
      Type: 'CC',
      PaymentMethod: { FirstDigits: '4111', LastDigits: '1111', ExpirationYear: '99', CardType: 'Visa' },
    });
  });

  test.each([false, null, undefined, 0])('does not renew it by itself when AutoRenewal is %s', async (AutoRenewal) => {
    const reference = await add({ Test: 1, CardPayment: { ...exampleTestCard, AutoRenewal } });
    expect(await shop.read(reference)).toMatchObject({ RecurringEnabled: false, NextBillingDate: null });
    expect(await shop.refused('enableRecurringBilling', { subscriptionReference: reference })).toBe('nothing');
  });

  test('is not charged for what is over', async () => {
    const reference = await add({ Test: 1, CardPayment: exampleTestCard, ExpirationDate: '2026-01-15' });
    expect(await shop.read(reference)).toMatchObject({ Status: 'EXPIRED', RecurringEnabled: false });
  });

  test('of a person is taken where the account allows it', async () => {
    shop = await stage.newShop({ allowCardImport: true });
    const reference = await add({ CardPayment: liveCard });
    expect(await shop.row(reference)).toMatchObject({ is_test: false, recurring_enabled: true });
  });

  test('is nowhere in the database, neither its number nor its code', async () => {
    await add({ Test: 1, CardPayment: { ...exampleTestCard, CCID: '7391' } });
    const tables = await stage.api.database.rows<{ name: string }>(
      statement(`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`),
    );
    for (const { name } of tables) {
      const rows = await stage.api.database.rows(statement(`SELECT to_jsonb(t) AS row FROM ${name} t`));
      expect(json(rows), name).not.toMatch(/4111111111111111|"7391"/);
    }
  });

  test('is asked for once more when the gateway declined it before', async () => {
    const CardPayment = { ...exampleTestCard, CCID: '1' };
    expect(await refused({ Test: 1, CardPayment })).toBe('SUBSCRIPTION_CARD_REFUSED');
    expect(await refused({ Test: 1, CardPayment: exampleTestCard })).toBe('nothing');
  });
});

describe('an import that is made again', () => {
  test('unchanged is the same subscription, and nothing is written', async () => {
    const reference = await add();
    const before = await shop.row(reference);
    stage.time.now = new Date('2026-02-01T10:00:00Z');
    expect(await add()).toBe(reference);
    expect(await shop.row(reference)).toEqual(before);
    expect(await shop.events(reference)).toHaveLength(1);
  });

  test('otherwise changes what it tells otherwise', async () => {
    const reference = await add();
    expect(
      await add({
        ExpirationDate: '2026-03-31',
        EndUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test' },
        Product: { ProductCode: 'EDITOR', ProductQuantity: 7 },
        ExternalCustomerReference: 'crm-20',
        NextRenewalPrice: 5,
        NextRenewalPriceCurrency: 'EUR',
        CustomPriceBillingCyclesLeft: 1,
        DeliveryInfo: { Codes: [{ Code: 'KEY-3' }] },
      }),
    ).toBe(reference);
    expect(await shop.read(reference)).toMatchObject({
      StartDate: '2025-12-31',
      ExpirationDate: '2026-03-31',
      EndUser: { FirstName: 'Bo', CountryCode: '' },
      Product: { ProductQuantity: 7 },
      ExternalCustomerReference: 'crm-20',
      DeliveryInfo: { Codes: [{ Code: 'KEY-3' }] },
    });
    expect(await shop.row(reference)).toMatchObject({ next_price_minor: 500n });
    expect((await shop.events(reference)).map(({ kind }) => kind)).toEqual(['IMPORTED', 'IMPORTED']);
    expect(await countOf('subscriptions')).toBe(1);
    const search = (DeliveredCode: string) => shop.call('searchSubscriptions', { searchBy: { DeliveredCode } });
    expect(await search('KEY-3')).toMatchObject({ Pagination: { Count: 1 } });
  });

  test('does not undo what happened since', async () => {
    const reference = await add();
    await shop.call('extendSubscription', { subscriptionReference: reference, days: 40 });
    await shop.call('cancelSubscription', { subscriptionReference: reference });
    await add({ AdditionalInfo: 'something new' });
    expect(await shop.read(reference)).toMatchObject({ ExpirationDate: '2026-04-09', Status: 'CANCELED' });
  });

  test('may correct the days of what has long expired', async () => {
    const reference = await add({ ExpirationDate: '2026-01-15' });
    await add({ StartDate: '2025-11-30', ExpirationDate: '2026-01-20' });
    expect(await shop.read(reference)).toMatchObject({ StartDate: '2025-11-30', ExpirationDate: '2026-01-20' });
  });

  test('may bring a card, or another one; the same one is kept once', async () => {
    const test = { Test: 1 };
    const reference = await add(test);
    await add({ ...test, CardPayment: exampleTestCard });
    await add({ ...test, CardPayment: exampleTestCard });
    expect(await shop.read(reference)).toMatchObject({ RecurringEnabled: true });
    expect(await countOf('stored_cards')).toBe(1);
    await add({ ...test, CardPayment: { ...exampleTestCard, CardNumber: '5555555555554444', CardType: 'MASTERCARD' } });
    expect(await shop.call('getPaymentInformation', { subscriptionReference: reference })).toMatchObject({
      PaymentMethod: { LastDigits: '4444', CardType: 'Mastercard' },
    });
    expect(await countOf('stored_cards')).toBe(2);
  });

  test('is no test when it was none, and the other way round', async () => {
    await add();
    expect(await refused({ Test: 1 })).toBe('IMPORT_TEST_INVALID');
  });

  test('at the same time makes one subscription', async () => {
    const references = await Promise.all(
      Array.from({ length: 6 }, () => add({ Test: 1, CardPayment: exampleTestCard })),
    );
    expect(new Set(references).size).toBe(1);
    expect(await countOf('subscriptions')).toBe(1);
    expect(await countOf('customers')).toBe(1);
  });

  test('for another merchant is another subscription', async () => {
    const reference = await add();
    shop = await stage.newShop();
    expect(await add()).not.toBe(reference);
  });
});

test('a renewal charges the imported card, and counts its cycles from the start', async () => {
  const reference = await add({ Test: 1, CardPayment: exampleTestCard });
  stage.time.now = new Date('2026-02-27T21:00:30Z');
  expect(await renewDue(stage.works, [shop.merchant])).toBe(1);
  expect(await shop.read(reference)).toMatchObject({ ExpirationDate: '2026-03-31', TestSubscription: true });
  expect(await shop.call('getSubscriptionHistory', { subscriptionReference: reference })).toMatchObject([
    { Type: 'RENEWAL', StartDate: '2026-02-28', ExpirationDate: '2026-03-31' },
  ]);
});
