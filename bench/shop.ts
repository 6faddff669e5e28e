import { type Answer, findMethod, type Kernel, type Merchant, perform } from '../server/api/call.ts';
import { LATEST } from '../server/api/versions.ts';
import { type Database, statement } from '../server/db/database.ts';
import {
  addMerchant,
  createCardKeys,
  createNumbers,
  findMerchantByCode,
  merchantOf,
  setSecret,
} from '../server/domains/accounts/index.ts';
import { allMethods } from '../server/domains/all-methods.ts';
import type { Parts } from '../server/domains/method.ts';
import { createRates } from '../server/domains/rates/index.ts';
import { gatewaysOf, SIMULATOR } from '../server/gateways/registry.ts';
import { createSimulator } from '../server/gateways/simulator/simulator.ts';
import { createLogger } from '../server/kit/log.ts';
import type { MasterKey } from '../server/kit/seal.ts';

export const SECRET_KEY = 'a-secret-key-of-the-benchmark';

/** One product that makes a subscription, one unit, a test card that is kept for renewals. */
export const ORDER = {
  Currency: 'EUR',
  Country: 'DE',
  Language: 'de',
  CustomerIP: '203.0.113.7',
  ExternalReference: 'shop-118',
  Items: [{ Code: 'EDITOR', Quantity: 1 }],
  BillingDetails: {
    FirstName: 'Ada',
    LastName: 'Kern',
    Email: 'ada@example.test',
    CountryCode: 'DE',
    City: 'Ulm',
    Address1: 'Am Tor 4',
    Zip: '89073',
  },
  PaymentDetails: {
    Type: 'TEST',
    Currency: 'EUR',
    CustomerIP: '203.0.113.7',
    PaymentMethod: {
      CardNumber: '4111111111111111',
      CardType: 'VISA',
      ExpirationYear: '2031',
      ExpirationMonth: '12',
      CCID: '123',
      HolderName: 'John Doe',
      RecurringEnabled: true,
      Vendor3DSReturnURL: 'https://shop.example.test/paid',
      Vendor3DSCancelURL: 'https://shop.example.test/failed',
    },
  },
} as const;

/** Two products, one of them with a subscription, a coupon for both, and tax. */
export const FULL_ORDER = {
  ...ORDER,
  Items: [
    { Code: 'EDITOR', Quantity: 2 },
    { Code: 'PLUGIN', Quantity: 3 },
  ],
  Promotions: ['WELCOME'],
} as const;

/** The product of ORDER. */
export const PRODUCT = {
  ProductCode: 'EDITOR',
  ProductName: 'Editor',
  Enabled: true,
  GeneratesSubscription: true,
  SubscriptionInformation: { BillingCycle: '1', BillingCycleUnits: 'M', IsOneTimeFee: false },
  PricingConfigurations: [
    {
      Name: 'List',
      Default: true,
      PricingSchema: 'DYNAMIC',
      PriceType: 'NET',
      DefaultCurrency: 'EUR',
      Prices: { Regular: [{ Amount: 10, Currency: 'EUR', MinQuantity: '1', MaxQuantity: '99999' }], Renewal: [] },
    },
  ],
};

/** The second product of FULL_ORDER, sold once and for all. */
const PLUGIN = {
  ...PRODUCT,
  ProductCode: 'PLUGIN',
  ProductName: 'Plugin',
  GeneratesSubscription: false,
  SubscriptionInformation: null,
};

const PROMOTION = {
  Name: 'Welcome',
  Type: 'REGULAR',
  Enabled: 1,
  ChannelType: 'ECOMMERCE',
  Coupon: { Type: 'SINGLE', Code: 'WELCOME' },
  Discount: { Type: 'PERCENT', Value: 10 },
  Products: [{ Code: 'EDITOR' }, { Code: 'PLUGIN' }],
};

/** Makes calls in this process, without a wire, at a time that stands still. */
export type Shop = {
  readonly merchant: Merchant;
  call(name: string, params: Readonly<Record<string, unknown>>): Promise<Answer>;
};

/** Adds a merchant in euros with all that ORDER and FULL_ORDER name. */
export const openShop = async (database: Database, masterKeys: readonly MasterKey[], code: string): Promise<Shop> => {
  const at = new Date();
  const facts = { code, name: code, currency: 'EUR', countryCode: 'RO', isTest: true };
  const id = await addMerchant(database, facts, at);
  await setSecret({ database, masterKeys }, id, 'API', SECRET_KEY, { at, overlapMs: 0 });
  const record = await findMerchantByCode(database, code);
  if (record === undefined) throw new Error('the merchant just added is not there');
  const shop = shopOf(database, merchantOf(record), at);
  await shop.call('addProduct', { Product: PRODUCT });
  await shop.call('addProduct', { Product: PLUGIN });
  await shop.call('addPromotion', { Promotion: PROMOTION });
  return shop;
};

/** The shop of a merchant on a database of the caller's choice. */
export const shopOf = (database: Database, merchant: Merchant, at: Date): Shop => {
  const parts = partsOf(database, () => at);
  const log = createLogger({ level: 'silent' });
  const kernel: Kernel = { methods: allMethods, database, parts, log, now: () => at, timeLimitMs: 20_000 };
  const origin = { wire: 'rpc', version: LATEST, address: '127.0.0.1' } as const;
  return {
    merchant,
    call: (name, params) => perform(kernel, merchant, origin, findMethod(kernel.methods, name, LATEST), params),
  };
};

/** What the domains work with, on a database. */
export const partsOf = (database: Database, now: () => Date): Parts => ({
  gateways: gatewaysOf({ [SIMULATOR]: createSimulator({ db: database }) }),
  numbers: createNumbers(database),
  rates: createRates(database, now),
  cardKeys: createCardKeys({ database, masterKeys: [], now }),
  publicUrl: 'http://127.0.0.1:3000',
});

/** Whether all paid orders of a merchant are finished. */
export const isDrained = async (database: Database, { id }: Merchant): Promise<boolean> => {
  const row = await database.row<{ waiting: boolean }>(
    statement(`SELECT EXISTS (SELECT FROM orders WHERE merchant_id = $1 AND status = 'AUTHRECEIVED') AS waiting`, [id]),
  );
  return row?.waiting === false;
};

export const countFinished = async (database: Database, { id }: Merchant): Promise<number> => {
  const row = await database.row<{ count: bigint }>(
    statement(`SELECT count(*) FROM orders WHERE merchant_id = $1 AND status = 'COMPLETE'`, [id]),
  );
  return Number(row?.count ?? 0n);
};

/** The reference of any subscription of a merchant. */
export const anySubscription = async (database: Database, { id }: Merchant): Promise<string> => {
  const row = await database.row<{ reference: string }>(
    statement('SELECT reference FROM subscriptions WHERE merchant_id = $1 LIMIT 1', [id]),
  );
  if (row === undefined) throw new Error('no order has made a subscription');
  return row.reference;
};
