import { expect } from 'vitest';
import { advanceClock } from '../server/advance-clock.ts';
import type { Merchant } from '../server/api/call.ts';
import { statement } from '../server/db/database.ts';
import { findMerchantByCode, merchantOf } from '../server/domains/accounts/index.ts';
import type { TestApi } from '../server/testing/api.ts';
import type { WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, rowsOf, textAt } from './asking.ts';
import { order, RETURN_URL, type Sent, testCard } from './shop.ts';

/** How the time passes in the stories of subscriptions, and what is looked at then. */

/** A merchant as the accounts have him now, with his clock. */
export const merchantNow = async (api: TestApi, merchant: Merchant): Promise<Merchant> => {
  const record = await findMerchantByCode(api.database, merchant.code);
  return record === undefined ? expect.fail('the merchant is gone') : merchantOf(record);
};

/** Lets the time pass until an instant of the merchant's clock; all that is due on the way happens. */
export const untilIs = async (api: TestApi, merchant: Merchant, instant: string): Promise<void> => {
  await advanceClock(api.works, await merchantNow(api, merchant), { setTo: new Date(instant) });
  api.accounts.forget();
};

/** A card of the simulated bank, for orders that are no tests: those do not live for more than three months. */
export const BANK_CARD = '4242424242424242';

export const cardPayment = (CardNumber: string = BANK_CARD, others: Sent = {}): Sent => ({
  Type: 'CC',
  PaymentMethod: testCard('Ada Kern', {
    CardNumber,
    ExpirationYear: '2049',
    Vendor3DSReturnURL: RETURN_URL,
    ...others,
  }),
});

/** Buys, waits until it is paid, and answers the reference of the subscription. */
export const subscribe = async (
  client: WireClient,
  code: string,
  payment: Sent = cardPayment(),
  others: Sent = {},
): Promise<string> => {
  const placed = await ask(client, 'placeOrder', { Order: order(code, payment, others) });
  const done = await orderIn(client, at(placed, 'RefNo'), 'COMPLETE');
  return textAt(done, 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference');
};

export const subscriptionOf = (client: WireClient, subscriptionReference: string): Promise<unknown> =>
  ask(client, 'getSubscription', { subscriptionReference });

/** The orders in the life of a subscription: type, first and last day. */
export const lifeOf = async (client: WireClient, subscriptionReference: string): Promise<readonly string[]> =>
  rowsOf(await ask(client, 'getSubscriptionHistory', { subscriptionReference })).map(
    (entry) => `${at(entry, 'Type')} ${at(entry, 'StartDate')} ${at(entry, 'ExpirationDate')}`,
  );

/** The orders of a subscription, oldest first, as they are now. */
export const ordersOf = async (client: WireClient, subscriptionReference: string): Promise<readonly unknown[]> => {
  const entries = rowsOf(await ask(client, 'getSubscriptionHistory', { subscriptionReference }));
  return Promise.all(entries.map((entry) => ask(client, 'getOrder', { orderReference: at(entry, 'ReferenceNo') })));
};

/** RefNo of the automatic order of a cycle, which the history does not tell before it is paid. */
export const automaticOrderOf = async (
  api: TestApi,
  merchant: Merchant,
  reference: string,
  cycleNumber: number,
): Promise<string> => {
  const row = await api.database.row<{ ref_no: bigint }>(
    statement('SELECT ref_no FROM renewals WHERE merchant_id = $1 AND reference = $2 AND cycle_number = $3', [
      merchant.id,
      reference,
      cycleNumber,
    ]),
  );
  return row === undefined ? expect.fail('the cycle has no order') : String(row.ref_no);
};
