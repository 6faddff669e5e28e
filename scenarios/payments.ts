import { expect } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { hearGatewayEvent } from '../server/gateway-events.ts';
import { createSimulatorDesk, type SimulatorDesk } from '../server/gateways/simulator/desk.ts';
import type { TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, textAt } from './asking.ts';
import { CANCEL_URL, order, product, RETURN_URL, type Sent } from './shop.ts';

/** How the stories of payments sell, what the shoppers do on pages, and what comes in the post. */

export type Shop = { readonly merchant: Merchant; readonly client: WireClient };

/** Sells an editor for 25.00, by the month, in the currencies that somebody pays in. */
export const openShop = async (api: TestApi, settings: Sent = {}): Promise<Shop> => {
  const merchant = await api.newMerchant({ settings });
  const client = await rpcClient(api, merchant, '6.0', api.now());
  await ask(client, 'addProduct', { Product: soldIn('editor') });
  return { merchant, client };
};

const CURRENCIES = ['EUR', 'USD', 'BRL', 'CNY'];

const soldIn = (code: string): Sent => {
  const [list] = product(code, 25)['PricingConfigurations'] as [Sent];
  const Regular = CURRENCIES.map((Currency) => ({ Amount: 25, Currency, MinQuantity: '1', MaxQuantity: '99999' }));
  return product(code, 25, { PricingConfigurations: [{ ...list, Prices: { Regular, Renewal: [] } }] });
};

export const addresses: Sent = { ReturnURL: RETURN_URL, CancelURL: CANCEL_URL };

/** Places an order of the editor that is paid in a way. */
export const placeBy = (
  { client }: Pick<Shop, 'client'>,
  Type: string,
  PaymentMethod: Sent | null,
  others: Sent = {},
): Promise<unknown> => ask(client, 'placeOrder', { Order: orderBy(Type, PaymentMethod, others) });

export const orderBy = (Type: string, PaymentMethod: Sent | null, others: Sent = {}): Sent => {
  const Currency = others['Currency'] ?? 'EUR';
  return order('editor', { Type, Currency, PaymentMethod }, others);
};

/** Does on the provider's page what the shopper would do, by its form; the answer is the way back to the shop. */
export const onPage = async (href: string, decision: string, fields: Readonly<Record<string, string>> = {}) => {
  const url = new URL(href);
  const payment = url.searchParams.get('payment') ?? expect.fail(`${href} is no page of the provider`);
  return fetch(`${url.origin}${url.pathname}`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ payment, decision, ...fields }),
  });
};

export const pageOf = (placed: unknown): string => textAt(placed, 'PaymentDetails.PaymentMethod.RedirectURL');

/** Where the answer of a page sends the shopper. */
export const leadsTo = (response: Response): string => {
  expect(response.status).toBe(303);
  return response.headers.get('location') ?? '';
};

/** The provider's desk; what happens there reaches the server as events. */
export const deskOf = (api: TestApi, merchant: Merchant): SimulatorDesk =>
  createSimulatorDesk({
    db: api.database,
    onEvent: (event) => hearGatewayEvent(api.works, merchant, event),
  });
