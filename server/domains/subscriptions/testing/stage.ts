import pino from 'pino';
import { type Answer, type Kernel, type Merchant, perform } from '../../../api/call.ts';
import { methodList } from '../../../api/method.ts';
import { LATEST, type Version } from '../../../api/versions.ts';
import { json, statement } from '../../../db/database.ts';
import { createTestDatabase } from '../../../testing/test-database.ts';
import { createNumbers } from '../../accounts/index.ts';
import type { Method } from '../../method.ts';
import { type SoldLine, type SubscriptionRows, subscriptionsForLine } from '../index.ts';

/** A database with one merchant, whose clock the test moves, to sell subscriptions and to call methods on. */
export type Stage = Awaited<ReturnType<typeof createStage>>;

export const MERCHANT_ID = 1n;
export const OTHER_MERCHANT_ID = 2n;

export const createStage = async (methods: readonly Method[]) => {
  const { database, drop } = await createTestDatabase();
  const numbers = createNumbers(database);
  const time = { now: new Date('2024-01-31T10:15:20Z') };
  const kernel: Kernel = {
    methods: methodList(methods),
    database,
    parts: { numbers },
    log: pino({ level: 'silent' }),
    now: () => time.now,
    timeLimitMs: 10_000,
  };
  const merchantOf = (id: bigint): Merchant => ({
    id,
    code: id === MERCHANT_ID ? 'SHOP' : 'OTHER',
    timeZone: 'GMT+02:00',
    clockOffsetMs: 0,
    settings: {},
  });
  for (const id of [MERCHANT_ID, OTHER_MERCHANT_ID]) await database.rows(statement(INSERT_MERCHANT, [id]));

  const call = async (
    name: string,
    params: Readonly<Record<string, unknown>> = {},
    { version = LATEST, merchantId = MERCHANT_ID }: { version?: Version; merchantId?: bigint } = {},
  ): Promise<Answer> => {
    const method = kernel.methods.get(name);
    if (method === undefined) throw new Error(`no method ${name}`);
    return perform(kernel, merchantOf(merchantId), { wire: 'rpc', version, address: '127.0.0.1' }, method, params);
  };

  let lastNumber = 100_000_000n;
  const nextNumber = (): bigint => {
    lastNumber += 1n;
    return lastNumber;
  };

  /** A customer row as it is; the tests of subscriptions need one to sell to. */
  const addCustomer = async (facts: { externalReference?: string; email?: string; merchantId?: bigint } = {}) => {
    const id = nextNumber();
    const { externalReference = null, email = 'ana@example.test', merchantId = MERCHANT_ID } = facts;
    await database.rows(statement(INSERT_CUSTOMER, [merchantId, id, externalReference, email, time.now]));
    return id;
  };

  /** A finished order of one line with its subscription, now by the clock of the test. */
  const sell = async (facts: Partial<Sale> & { customerId: bigint }): Promise<{ reference: string; refNo: bigint }> => {
    const refNo = nextNumber();
    const { cycle = MONTHLY, graceDays = 0, productCode = 'plan', merchantId = MERCHANT_ID, ...line } = facts;
    const rows = subscriptionsForLine({
      ...LINE,
      ...line,
      merchantId,
      refNo,
      product: { ...LINE.product, code: productCode, cycle, gracePeriodDays: graceDays },
      at: time.now,
    });
    await finishOrder(merchantId, refNo, rows);
    return { reference: rows.subscriptions[0]?.reference ?? '', refNo };
  };

  const finishOrder = async (merchantId: bigint, refNo: bigint, rows: SubscriptionRows): Promise<void> => {
    const columns = await database.rows<Column>(statement(NEEDED_COLUMNS));
    const order = orderRow(columns, { merchant_id: merchantId, ref_no: refNo, order_no: refNo, placed_at: time.now });
    const { subscriptions, subscriptionOrders } = rows;
    await database.rows(statement(INSERT_ORDER, [json(order)]));
    await database.rows(statement(INSERT_SUBSCRIPTIONS, [json(subscriptions)]));
    await database.rows(statement(INSERT_SUBSCRIPTION_ORDERS, [json(subscriptionOrders)]));
  };

  /** Changes a subscription's columns the way later commands will. */
  const alter = async (reference: string, assignment: string, values: readonly unknown[] = []): Promise<void> => {
    const text = `UPDATE subscriptions SET ${assignment} WHERE merchant_id = $1 AND reference = $2`;
    await database.rows(statement(text, [MERCHANT_ID, reference, ...values]));
  };

  return { database, time, call, addCustomer, sell, finishOrder, alter, numbers, merchantId: MERCHANT_ID, drop };
};

const MONTHLY = { length: 1, unit: 'MONTH' } as const;

type Sale = Omit<SoldLine, 'product' | 'refNo' | 'at'> & {
  cycle: SoldLine['product']['cycle'];
  graceDays: number | null;
  productCode: string;
};

const LINE: Omit<SoldLine, 'merchantId' | 'refNo' | 'customerId' | 'at'> = {
  lineNo: 1,
  product: {
    productId: 1_000_001n,
    code: 'plan',
    name: 'Plan',
    version: '2',
    generatesSubscription: true,
    cycle: MONTHLY,
    gracePeriodDays: 0,
  },
  quantity: 1,
  priceOptionCodes: [],
  sku: '',
  currency: 'EUR',
  billing: {
    FirstName: 'Ana',
    LastName: 'Test',
    Email: 'ana@example.test',
    CountryCode: 'NO',
    Address1: 'Street 1',
    City: 'Oslo',
    Zip: '0101',
  },
  delivery: null,
  language: 'en',
  cardId: null,
  recurringEnabled: true,
  isTest: false,
  timeZone: 'GMT+02:00',
};

const INSERT_MERCHANT = `
  INSERT INTO merchants VALUES
    ($1::bigint, 'M' || $1::bigint, 'Merchant', 'NO', 'EUR', 'GMT+02:00', true, true, 0, 0, '{}', '{}', '2024-01-01Z', '2024-01-01Z')`;

const INSERT_CUSTOMER = `
  INSERT INTO customers (merchant_id, customer_id, external_reference, first_name, last_name, address1, city, zip, country_code,
    email, created_at, updated_at)
  VALUES ($1, $2, $3, 'Ana', 'Test', 'Street 1', 'Oslo', '0101', 'no', $4, $5, $5)`;

const INSERT_ORDER = 'INSERT INTO orders SELECT * FROM jsonb_populate_record(NULL::orders, $1)';
const INSERT_SUBSCRIPTIONS =
  'INSERT INTO subscriptions SELECT * FROM jsonb_populate_recordset(NULL::subscriptions, $1)';
const INSERT_SUBSCRIPTION_ORDERS =
  'INSERT INTO subscription_orders SELECT * FROM jsonb_populate_recordset(NULL::subscription_orders, $1)';

/** A finished order; what these tests do not care about is zero or empty. */
const orderRow = (columns: readonly Column[], known: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(columns.map(({ name, type }) => [name, EMPTY[type] ?? ''])),
  status: 'COMPLETE',
  approve_status: 'OK',
  vendor_approve_status: 'OK',
  ...known,
});

type Column = { readonly name: string; readonly type: string };

const EMPTY: Readonly<Record<string, unknown>> = { bigint: '0', integer: 0, smallint: 0, boolean: false, jsonb: {} };

const NEEDED_COLUMNS = `
  SELECT column_name AS name, data_type AS type FROM information_schema.columns
  WHERE table_schema = 'public' AND table_name = 'orders' AND is_nullable = 'NO'`;
