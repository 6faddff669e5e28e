import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { exampleOptionGroup, exampleOrder, exampleProduct } from '../../examples.ts';
import { createStage, type Shop, SOLD_AT, type Stage } from '../testing/stage.ts';

/** updateSubscription: the whole subscription is sent back with other values, and what counts of it is taken. */
let stage: Stage;
let shop: Shop;
let reference: string;

beforeAll(async () => {
  stage = await createStage();
});

afterAll(() => stage.close());

beforeEach(async () => {
  stage.time.now = SOLD_AT;
  shop = await stage.newShop();
  reference = await shop.sell();
});

type Sent = Readonly<Record<string, unknown>>;

/** The subscription as it is read, with changes; a function may look at what was read. */
const whole = async (changes: Sent): Promise<Sent> => ({ ...(await shop.read(reference)), ...changes });

const update = async (changes: Sent): Promise<unknown> =>
  shop.call('updateSubscription', { subscription: await whole(changes) });

const refused = async (changes: Sent): Promise<string> =>
  shop.refused('updateSubscription', { subscription: await whole(changes) });

const productOf = async (): Promise<Sent> => (await shop.read(reference))['Product'] as Sent;

const kinds = async (): Promise<readonly unknown[]> => (await shop.events(reference)).map(({ kind }) => kind);

test('what is sent back as it was read changes nothing, at every version, and is told nowhere', async () => {
  const before = await shop.row(reference);
  for (const version of ['3.0', '4.0', '5.0', '6.0'] as const) {
    const read = await shop.call('getSubscription', { subscriptionReference: reference }, version);
    expect(await shop.call('updateSubscription', { subscription: read }, version)).toBe(true);
  }
  expect(await shop.row(reference)).toEqual(before);
  expect(await shop.events(reference)).toEqual([]);
});

test('members that are only read are tolerated, and change nothing', async () => {
  await update({
    StartDate: '2020-01-01',
    Lifetime: true,
    TestSubscription: false,
    IsTrial: true,
    Status: 'EXPIRED',
    SKU: 'X',
    PartnerCode: 'P',
    MerchantCode: 'M',
    NextBillingDate: '2020-01-01',
    DeliveryInfo: { Description: 'x', Codes: { Code: 'KEY' } },
    Product: { ...(await productOf()), ProductCode: 'OTHER' },
  });
  expect(await kinds()).toEqual([]);
});

test('several changes at once are one event that names what changed', async () => {
  await update({ ExpirationDate: '2026-03-31', RecurringEnabled: false });
  expect(await shop.events(reference)).toEqual([
    {
      kind: 'UPDATED',
      changed_by: 'VENDOR',
      details: { changed: ['expires_at', 'anchor_date', 'anchor_cycle', 'recurring_enabled'] },
    },
  ]);
});

test('nothing is charged, also for another product and more units', async () => {
  await shop.call('addProduct', { Product: { ...exampleProduct, ProductCode: 'STUDIO' } });
  const { AvangateId } = (await shop.call('getProductByCode', { ProductCode: 'STUDIO' })) as Sent;
  await update({ Product: { ...(await productOf()), ProductId: AvangateId, ProductQuantity: 9 } });
  const orders = (await shop.call('searchOrders', { orderSearchOptions: { IncludeTestOrders: 'YES' } })) as {
    Items: readonly unknown[];
  };
  expect(orders.Items).toHaveLength(1);
});

describe('the end user', () => {
  test('changes; members that were left out stay', async () => {
    await update({ EndUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test', CountryCode: 'SE' } });
    expect(await shop.read(reference)).toMatchObject({
      EndUser: { FirstName: 'Bo', Email: 'bo@example.test', CountryCode: 'se', City: 'Ulm', Language: 'de' },
    });
  });

  test('an address that is none is refused', async () => {
    expect(await refused({ EndUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo' } })).toBe('END_USER_INVALID');
  });
});

describe('ExpirationDate', () => {
  test('moves the end, and cycles are counted from there', async () => {
    await update({ ExpirationDate: '2026-03-31' });
    expect(await shop.read(reference)).toMatchObject({
      ExpirationDate: '2026-03-31',
      NextBillingDate: '2026-03-31T11:15:20+02:00',
    });
    expect(await shop.row(reference)).toMatchObject({ anchor_date: '2026-03-31', anchor_cycle: 1, cycle_number: 1 });
  });

  test('today is no past', async () => {
    stage.time.now = new Date('2026-02-14T21:59:00Z');
    await update({ ExpirationDate: '2026-02-14' });
    expect(await shop.read(reference)).toMatchObject({ ExpirationDate: '2026-02-14', Status: 'EXPIRED' });
  });

  test('one in the past that it has already is no change', async () => {
    stage.time.now = new Date('2026-06-01T10:00:00Z');
    await update({ EndUser: { FirstName: 'Bo', LastName: 'Lind', Email: 'bo@example.test' } });
    expect(await shop.read(reference)).toMatchObject({ ExpirationDate: '2026-02-28', EndUser: { FirstName: 'Bo' } });
  });

  test('a charge that failed at the old end is made anew at the new one', async () => {
    await shop.alter(reference, 'failed_charges = 3, charge_at = NULL');
    await update({ ExpirationDate: '2026-03-10' });
    expect(await shop.read(reference)).toMatchObject({ NextBillingDate: '2026-03-10T11:15:20+02:00' });
  });

  test.each([
    ['yesterday', { ExpirationDate: '2026-01-30' }, 'SUBSCRIPTION_EXPIRATION_DATE_INVALID'],
    ['before it began', { ExpirationDate: '2026-01-31' }, 'SUBSCRIPTION_EXPIRATION_DATE_INVALID'],
    ['never', { ExpirationDate: '9999-12-31' }, 'SUBSCRIPTION_EXPIRATION_DATE_INVALID'],
    ['on no day', { ExpirationDate: '2026-02-30' }, 'INVALID_PARAMETER'],
  ])('%s is refused', async (_title, changes, code) => {
    expect(await refused(changes)).toBe(code);
  });

  test('of what never ends is refused', async () => {
    await shop.alter(reference, 'is_lifetime = true, expires_at = NULL');
    expect(await refused({})).toBe('nothing');
    expect(await refused({ ExpirationDate: '2026-03-31' })).toBe('SUBSCRIPTION_LIFETIME');
  });
});

describe('ActivationDate', () => {
  const toBegin = (at: string) => shop.alter(reference, 'starts_at = $3', [new Date(at)]);

  test('moves the start while it is still to come, and the end stays', async () => {
    await toBegin('2026-02-10T10:15:20Z');
    await update({ ActivationDate: '2026-02-20' });
    expect(await shop.read(reference)).toMatchObject({
      StartDate: '2026-02-20',
      ActivationDate: '2026-02-20',
      ExpirationDate: '2026-02-28',
      Status: 'PENDING_ACTIVATION',
    });
    await update({ ActivationDate: '2026-01-31' });
    expect(await shop.read(reference)).toMatchObject({ StartDate: '2026-01-31', Status: 'ACTIVE' });
  });

  test('may move together with the end', async () => {
    await toBegin('2026-02-10T10:15:20Z');
    await update({ ActivationDate: '2026-03-15', ExpirationDate: '2026-04-15' });
    expect(await shop.read(reference)).toMatchObject({ StartDate: '2026-03-15', ExpirationDate: '2026-04-15' });
  });

  test('of what has begun is refused', async () => {
    expect(await refused({ ActivationDate: '2026-02-20' })).toBe('SUBSCRIPTION_ACTIVATION_DATE_INVALID');
  });

  test.each([
    ['before the purchase', '2026-01-30'],
    ['after the end', '2026-02-28'],
  ])('%s is refused', async (_title, ActivationDate) => {
    await toBegin('2026-02-10T10:15:20Z');
    expect(await refused({ ActivationDate })).toBe('SUBSCRIPTION_ACTIVATION_DATE_INVALID');
  });
});

describe('the product', () => {
  const addProduct = async (ProductCode: string, changes: Sent = {}): Promise<number> => {
    const Product = {
      ...exampleProduct,
      ProductCode,
      ProductName: `The ${ProductCode}`,
      ProductVersion: '7',
      ...changes,
    };
    await shop.call('addProduct', { Product });
    return ((await shop.call('getProductByCode', { ProductCode })) as { AvangateId: number }).AvangateId;
  };

  const withProduct = async (changes: Sent): Promise<Sent> => ({ Product: { ...(await productOf()), ...changes } });

  test('another one brings its name, version, cycle and grace; the end stays, and cycles are counted from there', async () => {
    const ProductId = await addProduct('YEAR', {
      SubscriptionInformation: {
        BillingCycle: '12',
        BillingCycleUnits: 'M',
        GracePeriod: { Type: 'CUSTOM', Period: 9, PeriodUnits: 'D' },
      },
    });
    await shop.alter(reference, "own_price_minor = 500, own_price_type = 'NET'");
    await update(await withProduct({ ProductId }));
    expect(await shop.read(reference)).toMatchObject({
      ExpirationDate: '2026-02-28',
      // Long cycles are charged two days before their end.
      NextBillingDate: '2026-02-26T12:15:20+02:00',
      Product: { ProductCode: 'YEAR', ProductName: 'The YEAR', ProductVersion: '7', ProductQuantity: 2 },
    });
    expect(await shop.row(reference)).toMatchObject({
      cycle_length: 12,
      cycle_unit: 'MONTH',
      anchor_date: '2026-02-28',
      anchor_cycle: 1,
      grace_days: 9,
      own_price_minor: null,
    });
  });

  test('another one with the same cycle keeps the day from which cycles are counted', async () => {
    await update(await withProduct({ ProductId: await addProduct('STUDIO') }));
    expect(await shop.row(reference)).toMatchObject({ anchor_date: '2026-01-31', anchor_cycle: 0 });
  });

  test('name, version and quantity may be its own', async () => {
    await update(await withProduct({ ProductName: 'Editor for Kern', ProductVersion: '9', ProductQuantity: 40 }));
    expect(await productOf()).toMatchObject({
      ProductCode: 'EDITOR',
      ProductName: 'Editor for Kern',
      ProductVersion: '9',
      ProductQuantity: 40,
    });
  });

  test('a disabled one may still be used', async () => {
    expect(await refused(await withProduct({ ProductId: await addProduct('OLD', { Enabled: false }) }))).toBe(
      'nothing',
    );
  });

  test('options are those of its price list; a group of which nothing is named has its default', async () => {
    await shop.call('addPriceOptionGroup', { PriceOptionGroup: exampleOptionGroup });
    const [list] = exampleProduct.PricingConfigurations;
    const lists = [{ ...list, PriceOptions: [{ Code: 'SUPPORT', Required: true }] }];
    const ProductId = await addProduct('OPTIONS', { PricingConfigurations: lists });
    await update(await withProduct({ ProductId }));
    expect(await productOf()).toMatchObject({ PriceOptionCodes: ['email'] });
    await update(await withProduct({ PriceOptionCodes: ['phone'] }));
    expect(await productOf()).toMatchObject({ PriceOptionCodes: ['phone'] });
    expect(await refused(await withProduct({ PriceOptionCodes: ['PHONE'] }))).toBe('SUBSCRIPTION_OPTIONS_INVALID');
    expect(await refused(await withProduct({ PriceOptionCodes: ['phone', 'email'] }))).toBe(
      'SUBSCRIPTION_OPTIONS_INVALID',
    );
    // What the other product does not have has to be said otherwise.
    const { AvangateId } = (await shop.call('getProductByCode', { ProductCode: 'EDITOR' })) as Sent;
    expect(await refused(await withProduct({ ProductId: AvangateId }))).toBe('SUBSCRIPTION_OPTIONS_INVALID');
    await update(await withProduct({ ProductId: AvangateId, PriceOptionCodes: null }));
    expect(await productOf()).toMatchObject({ ProductCode: 'EDITOR', PriceOptionCodes: null });
  });

  test.each<[string, Sent, string]>([
    [
      'without renewals',
      { GeneratesSubscription: false, SubscriptionInformation: null },
      'SUBSCRIPTION_PRODUCT_INVALID',
    ],
    [
      'with a one-time fee',
      { SubscriptionInformation: { IsOneTimeFee: true, BillingCycle: -1 } },
      'SUBSCRIPTION_PRODUCT_INVALID',
    ],
    [
      'of another type',
      { ProductType: 'BUNDLE', BundleProducts: [{ ProductCode: 'EDITOR' }] },
      'SUBSCRIPTION_PRODUCT_INVALID',
    ],
  ])('one %s is refused', async (_title, changes, code) => {
    expect(await refused(await withProduct({ ProductId: await addProduct('OTHER', changes) }))).toBe(code);
  });

  test('one of another merchant is refused', async () => {
    const mine = shop;
    shop = await stage.newShop();
    const ProductId = await addProduct('THEIRS');
    shop = mine;
    const own = await addProduct('MINE');
    expect(await refused(await withProduct({ ProductId: own === ProductId ? ProductId + 1 : ProductId }))).toBe(
      'SUBSCRIPTION_PRODUCT_NOT_FOUND',
    );
  });

  test.each([0, 100_000, 1.5])('a quantity of %s is refused', async (ProductQuantity) => {
    expect(await refused(await withProduct({ ProductQuantity }))).toMatch(
      /^(INVALID_PARAMETER|SUBSCRIPTION_QUANTITY_INVALID)$/,
    );
  });

  test('more than one unit of what is sold singly is refused, and of a trial', async () => {
    await addProduct('SINGLE', { PurchaseMultipleUnits: false });
    reference = await shop.sell({ Items: [{ Code: 'SINGLE', Quantity: 1 }] });
    expect(await refused(await withProduct({ ProductQuantity: 2 }))).toBe('SUBSCRIPTION_QUANTITY_INVALID');
    reference = await shop.sell();
    await shop.alter(reference, 'is_trial = true, quantity = 1');
    expect(await refused(await withProduct({ ProductQuantity: 2 }))).toBe('SUBSCRIPTION_QUANTITY_INVALID');
  });

  test('of a lifetime subscription is refused', async () => {
    await shop.alter(reference, 'is_lifetime = true, expires_at = NULL');
    expect(await refused(await withProduct({ ProductId: await addProduct('STUDIO') }))).toBe('SUBSCRIPTION_LIFETIME');
  });
});

describe('the customer', () => {
  test('is another one by the number, the reference, or both; the card stays', async () => {
    const { card_id } = await shop.row(reference);
    const number = await shop.addCustomer('crm-18');
    const other = await shop.addCustomer(null);
    for (const [changes, expected] of [
      [{ AvangateCustomerReference: number, ExternalCustomerReference: null }, number],
      [{ AvangateCustomerReference: other, ExternalCustomerReference: '' }, other],
      [{ AvangateCustomerReference: 0, ExternalCustomerReference: 'crm-18' }, number],
      [{ AvangateCustomerReference: String(number), ExternalCustomerReference: 'crm-18' }, number],
    ] as const) {
      await update(changes);
      expect(await shop.row(reference)).toMatchObject({ customer_id: BigInt(expected), card_id });
    }
  });

  test('references of two are refused, and one that nobody has', async () => {
    await shop.addCustomer('crm-18');
    expect(await refused({ ExternalCustomerReference: 'crm-18' })).toBe('CUSTOMER_REFERENCES_DIFFER');
    expect(await refused({ ExternalCustomerReference: 'crm-19' })).toBe('CUSTOMER_NOT_FOUND');
    expect(await refused({ AvangateCustomerReference: 1 })).toBe('CUSTOMER_NOT_FOUND');
  });
});

describe('the switches', () => {
  test('SubscriptionEnabled cancels, and takes that back', async () => {
    await update({ SubscriptionEnabled: false });
    expect(await shop.read(reference)).toMatchObject({ Status: 'CANCELED', NextBillingDate: null });
    await update({ SubscriptionEnabled: true });
    expect(await shop.read(reference)).toMatchObject({
      Status: 'ACTIVE',
      NextBillingDate: '2026-02-28T11:15:20+02:00',
    });
    await shop.alter(reference, "enabled = false, replaced_by = 'AAAAAAAAAB'");
    expect(await refused({ SubscriptionEnabled: true })).toBe('SUBSCRIPTION_UPGRADED');
  });

  test('RecurringEnabled ends automatic charges, and begins them again', async () => {
    await update({ RecurringEnabled: false });
    expect(await shop.read(reference)).toMatchObject({ RecurringEnabled: false, NextBillingDate: null });
    await update({ RecurringEnabled: true });
    expect(await shop.read(reference)).toMatchObject({ RecurringEnabled: true });
  });

  test.each<[string, string, string]>([
    ['has no card', 'card_id = NULL', 'SUBSCRIPTION_NO_PAYMENT_METHOD'],
    ['is cancelled', 'enabled = false', 'SUBSCRIPTION_CANCELED'],
    ['never ends', 'is_lifetime = true, expires_at = NULL', 'SUBSCRIPTION_LIFETIME'],
    ['has expired', "expires_at = '2026-01-31T10:00:00Z'", 'SUBSCRIPTION_EXPIRED'],
  ])('automatic charges are refused where it %s', async (_title, columns, code) => {
    await shop.alter(reference, `recurring_enabled = false, ${columns}`);
    expect(await refused({ RecurringEnabled: true })).toBe(code);
  });

  test('what had expired may go on when its end moves with the same call', async () => {
    await shop.alter(
      reference,
      "recurring_enabled = false, starts_at = '2025-12-31Z', expires_at = '2026-01-30T10:00:00Z'",
    );
    await update({ RecurringEnabled: true, ExpirationDate: '2026-03-01' });
    expect(await shop.read(reference)).toMatchObject({ RecurringEnabled: true, Status: 'ACTIVE' });
  });
});

test('only the parts that are sent count', async () => {
  const sent = { SubscriptionReference: reference, Product: { ProductQuantity: 3 } };
  await shop.call('updateSubscription', { subscription: sent });
  expect(await shop.read(reference)).toMatchObject({
    Product: { ProductCode: 'EDITOR', ProductQuantity: 3 },
    ExpirationDate: '2026-02-28',
    EndUser: { FirstName: exampleOrder.BillingDetails.FirstName },
  });
});

test.each([
  ['a reference that nobody has', { SubscriptionReference: 'AAAAAAAAAA' }],
  ['no reference', { SubscriptionEnabled: false }],
])('%s is refused', async (_title, subscription) => {
  expect(await shop.refused('updateSubscription', { subscription })).toBe('SUBSCRIPTION_NOT_FOUND');
});

test('nothing of another merchant is changed', async () => {
  const other = await stage.newShop();
  expect(await other.refused('updateSubscription', { subscription: await whole({}) })).toBe('SUBSCRIPTION_NOT_FOUND');
});

test('two updates at the same time are made one after the other', async () => {
  const sent = [{ ExpirationDate: '2026-04-01' }, { RecurringEnabled: false }];
  await Promise.all(
    sent.map((changes) =>
      shop.call('updateSubscription', { subscription: { SubscriptionReference: reference, ...changes } }),
    ),
  );
  expect(await shop.read(reference)).toMatchObject({ ExpirationDate: '2026-04-01', NextBillingDate: null });
  expect(await kinds()).toHaveLength(2);
});
