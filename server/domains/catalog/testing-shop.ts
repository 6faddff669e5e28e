import { asRefusal, type Kernel, perform } from '../../api/call.ts';
import { Refused } from '../../api/errors.ts';
import { methodList } from '../../api/method.ts';
import { LATEST, type Version } from '../../api/versions.ts';
import { statement } from '../../db/database.ts';
import { createLogger } from '../../kit/log.ts';
import { createTestDatabase } from '../../testing/test-database.ts';
import { addMerchant, createNumbers, findMerchantByCode, merchantOf, type NewMerchant } from '../accounts/index.ts';
import { methods } from './index.ts';

export const NOW = new Date('2026-03-01T10:00:00Z');
export const TAX_CATEGORY = '6f1c1e0a-9d0b-4c63-8a57-0a1f5d1c2b3e';
export const OTHER_TAX_CATEGORY = '0b7d2c44-1f2e-4a8e-9a63-52a7b1a1e9d0';

/** The methods of the catalog on a database of their own. */
export const openShop = async () => {
  const { database, drop } = await createTestDatabase();
  const kernel: Kernel = {
    methods: methodList(methods),
    database,
    parts: { numbers: createNumbers(database) },
    log: createLogger({ level: 'silent' }),
    now: () => NOW,
    timeLimitMs: 20_000,
  };
  let count = 0;

  /** A fresh merchant with two product groups, two tax categories and a platform. */
  const newMerchant = async (facts: Partial<NewMerchant> = {}) => {
    count += 1;
    const code = `SHOP${count}`;
    const id = await addMerchant(database, { code, name: 'Shop', currency: 'EUR', ...facts }, NOW);
    await database.rows(statement(GROUPS, [id, NOW]));
    await database.rows(statement(CATEGORIES, [id, TAX_CATEGORY, OTHER_TAX_CATEGORY]));
    await database.rows(statement(`INSERT INTO platforms VALUES ($1, 20, 'iPhone', 'Mobile')`, [id]));
    const record = await findMerchantByCode(database, code);
    if (record === undefined) throw new Error('the merchant is not there');
    const merchant = merchantOf(record);

    const call = async (name: string, sent: Record<string, unknown>, version: Version = LATEST): Promise<unknown> => {
      const method = kernel.methods.get(name);
      if (method === undefined) throw new Error(`no method ${name}`);
      return (await perform(kernel, merchant, { wire: 'rpc', version, address: '::1' }, method, sent)).value;
    };
    /** The symbolic code of the refusal. */
    const refused = async (name: string, sent: Record<string, unknown>, version?: Version): Promise<string> => {
      try {
        await call(name, sent, version);
      } catch (error) {
        return (error instanceof Refused ? error : asRefusal(error, kernel.log, name)).refusal.code;
      }
      return 'not refused';
    };
    const product = async (code: string, version?: Version) =>
      (await call('getProductByCode', { ProductCode: code }, version)) as Told;
    return { merchant, call, refused, product };
  };

  return { database, newMerchant, drop };
};

export type Shop = Awaited<ReturnType<typeof openShop>>;
export type TestMerchant = Awaited<ReturnType<Shop['newMerchant']>>;

type ToldPrice = { Amount: number; Currency: string; MinQuantity: string; MaxQuantity: string; OptionCodes: unknown[] };
type ToldList = {
  Name: string;
  Code: string;
  Default: boolean;
  Prices: { Regular: ToldPrice[]; Renewal: ToldPrice[] };
};
/** A product as a client sees it. */
export type Told = Record<string, unknown> & { AvangateId: string; PricingConfigurations: ToldList[] };

const GROUPS = `
  INSERT INTO product_groups VALUES
    ($1, 'AAAAAAAAAA', 'General', 'Default Template', '', true, true, $2),
    ($1, 'BBBBBBBBBB', 'Plans', 'Default Template', 'all plans', true, false, $2)`;
const CATEGORIES = `INSERT INTO tax_categories VALUES ($1, $2, 'Software', true), ($1, $3, 'Books', false)`;

/** The smallest product that can be sold. */
export const minimal = (code: string, more: Record<string, unknown> = {}) => ({
  ProductCode: code,
  ProductName: `Product ${code}`,
  PricingConfigurations: [{ Prices: { Regular: [{ Amount: 20, Currency: 'EUR' }] } }],
  ...more,
});
