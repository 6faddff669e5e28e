import { expect, vi } from 'vitest';
import { advanceClock } from '../advance-clock.ts';
import type { Merchant } from '../api/call.ts';
import { statement } from '../db/database.ts';
import { findMerchantByCode, merchantOf, type NewMerchant } from '../domains/accounts/index.ts';
import { exampleOrder, exampleProduct } from '../domains/examples.ts';
import type { TestApi } from './api.ts';
import { rpcClient, type WireClient } from './clients.ts';

export { expectBooksToAgree } from '../../scenarios/books.ts';

/** A shop whose time a test moves, for tests of renewals. */

export type Sent = Record<string, unknown>;

/** Cards of the simulated bank. */
export const CARDS = {
  good: '4242424242424242',
  /** Pays in vain without its shopper: once, twice, always, and as a card that was stolen. */
  failsOnce: '4000000000003105',
  failsTwice: '4000000000003204',
  neverAlone: '4000000000000341',
  outdated: '4000000000003469',
} as const;

export const cardPayment = (CardNumber: string = CARDS.good, others: Sent = {}): Sent => ({
  ...exampleOrder.PaymentDetails,
  Type: 'CC',
  PaymentMethod: { ...exampleOrder.PaymentDetails.PaymentMethod, CardNumber, ExpirationYear: '2049', ...others },
});

/** A product of 10.00 a month with days of grace. */
export const planWithGrace = (days: number, changes: Sent = {}): Sent => ({
  ...exampleProduct,
  SubscriptionInformation: {
    ...exampleProduct.SubscriptionInformation,
    GracePeriod: { Type: 'CUSTOM', Period: String(days), PeriodUnits: 'D', IsUnlimited: false },
  },
  ...changes,
});

export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Opens a shop at an instant of its own clock; the buyer of its orders lives in Germany and pays 19 percent. */
export const openShop = async (api: TestApi, at: string, overrides: Partial<NewMerchant> = {}) => {
  const merchant = await api.newMerchant({ timeZone: 'GMT+02:00', ...overrides });

  const now = async (): Promise<Merchant> => {
    const record = await findMerchantByCode(api.database, merchant.code);
    return record === undefined ? expect.fail('the merchant is gone') : merchantOf(record);
  };
  /** Lets the time pass with all that happens in it. */
  const until = async (instant: string | Date): Promise<Merchant> => {
    await advanceClock(api.works, await now(), { setTo: new Date(instant) });
    api.accounts.forget();
    return now();
  };
  await until(at);
  const client: WireClient = await rpcClient(api, merchant, '6.0');

  const answer = async (name: string, params: Sent): Promise<unknown> => {
    const outcome = await client(name, params);
    return 'value' in outcome ? outcome.value : expect.fail(`${name}: ${outcome.refused} ${outcome.message}`);
  };
  /** What a call is refused for. */
  const refused = async (name: string, params: Sent): Promise<string> => {
    const outcome = await client(name, params);
    return 'refused' in outcome ? outcome.refused : `answered ${JSON.stringify(outcome.value)}`;
  };
  const orderOf = (item: Sent): Sent => ({ ...exampleOrder, ExternalReference: null, Items: [item] });
  /** Buys one item and answers the reference of the subscription. */
  const subscribe = async (item: Sent, payment: Sent = cardPayment(), changes: Sent = {}): Promise<string> => {
    const Order = { ...orderOf(item), PaymentDetails: payment, ...changes };
    const { RefNo } = (await answer('placeOrder', { Order })) as { RefNo: string };
    return vi.waitUntil(async () => {
      const order = (await answer('getOrder', { orderReference: RefNo })) as Bought;
      return order.Items[0]?.ProductDetails.Subscriptions?.[0]?.SubscriptionReference;
    });
  };
  const subscription = async (subscriptionReference: string): Promise<Sent> =>
    (await answer('getSubscription', { subscriptionReference })) as Sent;
  const alter = async (reference: string, assignment: string): Promise<void> => {
    const text = `UPDATE subscriptions SET ${assignment} WHERE merchant_id = $1 AND reference = $2`;
    await api.database.rows(statement(text, [merchant.id, reference]));
  };
  /** The automatic orders of a subscription by cycle: state, status, attempts. */
  const renewals = async (reference: string): Promise<readonly string[]> => {
    const rows = await api.database.rows<{ told: string }>(statement(RENEWALS, [merchant.id, reference]));
    return rows.map(({ told }) => told);
  };
  /** What happened to a subscription, with the reasons. */
  const events = async (reference: string): Promise<readonly string[]> => {
    const rows = await api.database.rows<{ told: string }>(statement(EVENTS, [merchant.id, reference]));
    return rows.map(({ told }) => told);
  };
  return { merchant, now, until, client, answer, refused, orderOf, subscribe, subscription, alter, renewals, events };
};

type Bought = {
  readonly Items: readonly {
    readonly ProductDetails: { readonly Subscriptions: readonly { readonly SubscriptionReference: string }[] | null };
  }[];
};

const RENEWALS = `
  SELECT concat_ws(' ', r.cycle_number, r.state, o.status, o.payment_type, (
    SELECT string_agg(p.state, ',' ORDER BY p.attempt) FROM payments p
    WHERE p.merchant_id = r.merchant_id AND p.ref_no = r.ref_no)) AS told
  FROM renewals r JOIN orders o ON o.merchant_id = r.merchant_id AND o.ref_no = r.ref_no
  WHERE r.merchant_id = $1 AND r.reference = $2 ORDER BY r.cycle_number`;

const EVENTS = `
  SELECT concat_ws(' ', kind, details ->> 'reason') AS told FROM subscription_events
  WHERE merchant_id = $1 AND reference = $2 ORDER BY happened_at, event_id`;
