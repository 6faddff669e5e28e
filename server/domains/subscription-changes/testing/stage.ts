import { type Kernel, type Merchant, perform } from '../../../api/call.ts';
import { LATEST, type Version } from '../../../api/versions.ts';
import { statement } from '../../../db/database.ts';
import { startTestApi, type TestApi, type TestApiOptions } from '../../../testing/api.ts';
import { exampleOrder, exampleProduct } from '../../examples.ts';
import { findState, type SubscriptionState } from '../../subscriptions/index.ts';

type Sent = Readonly<Record<string, unknown>>;

/** A whole server with a clock that the test sets, for shops whose calls are made without a wire. */
export type Stage = Awaited<ReturnType<typeof createStage>>;
export type Shop = Awaited<ReturnType<Stage['newShop']>>;

export const SOLD_AT = new Date('2026-01-31T10:15:20Z');

export const createStage = async (options: TestApiOptions = {}) => {
  const api = await startTestApi(options);
  const time = { now: SOLD_AT };
  const kernel: Kernel = { ...api.kernel, now: () => time.now };

  /** A shop that sells EDITOR by the month. */
  const newShop = async (settings: Sent = {}) => {
    const made = await api.newMerchant();
    const merchant: Merchant = { ...made, settings: { ...made.settings, ...settings } };
    const shop = shopOf(api, kernel, merchant);
    await shop.call('addProduct', { Product: exampleProduct });
    return shop;
  };

  /** What work in the background has, at the time of the test. */
  const works = { ...api.works, now: () => time.now };

  return { api, time, works, newShop, close: api.close };
};

const shopOf = (api: TestApi, kernel: Kernel, merchant: Merchant) => {
  const call = async (name: string, params: Sent = {}, version: Version = LATEST): Promise<unknown> => {
    const method = kernel.methods.get(name);
    if (method === undefined) throw new Error(`no method ${name}`);
    const origin = { wire: 'rpc', version, address: '203.0.113.7' } as const;
    return (await perform(kernel, merchant, origin, method, params)).value;
  };

  /** The symbolic code of a refusal; "nothing" when it was answered. */
  const refused = async (name: string, params: Sent = {}): Promise<string> => {
    try {
      await call(name, params);
      return 'nothing';
    } catch (error) {
      return (error as { refusal?: { code: string } }).refusal?.code ?? String(error);
    }
  };

  const read = async (subscriptionReference: string): Promise<Readonly<Record<string, unknown>>> =>
    (await call('getSubscription', { subscriptionReference })) as Readonly<Record<string, unknown>>;

  const row = async (reference: string): Promise<SubscriptionState> => {
    const found = await findState(api.database, merchant.id, reference);
    if (found === undefined) throw new Error(`no subscription ${reference}`);
    return found;
  };

  /** Places a test order, as changed, and answers the subscription that it makes. */
  const sell = async (changes: Sent = {}): Promise<string> => {
    const { RefNo } = (await call('placeOrder', { Order: { ...exampleOrder, ...changes } })) as { RefNo: string };
    for (let tries = 0; tries < 200; tries += 1) {
      const found = await api.database.row<{ reference: string }>(
        statement('SELECT reference FROM subscription_orders WHERE merchant_id = $1 AND ref_no = $2', [
          merchant.id,
          RefNo,
        ]),
      );
      if (found !== undefined) return found.reference;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`the order ${RefNo} made no subscription`);
  };

  const events = async (reference: string) =>
    api.database.rows<{ kind: string; changed_by: string; details: unknown }>(
      statement(
        `SELECT kind, changed_by, details FROM subscription_events WHERE merchant_id = $1 AND reference = $2
         ORDER BY event_id`,
        [merchant.id, reference],
      ),
    );

  /** Changes columns of a subscription past all rules. */
  const alter = async (reference: string, assignment: string, values: readonly unknown[] = []): Promise<void> => {
    const text = `UPDATE subscriptions SET ${assignment} WHERE merchant_id = $1 AND reference = $2`;
    await api.database.rows(statement(text, [merchant.id, reference, ...values]));
  };

  const addCustomer = async (ExternalCustomerReference: string | null): Promise<number> =>
    (await call('createCustomer', { customer: { ...PERSON, ExternalCustomerReference } })) as number;

  return { merchant, call, refused, read, row, sell, events, alter, addCustomer };
};

const PERSON = {
  FirstName: 'Bo',
  LastName: 'Lind',
  Address1: 'Street 1',
  City: 'Oslo',
  Zip: '0101',
  CountryCode: 'NO',
  Email: 'bo@example.test',
};
