import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { exampleOrder, exampleProduct } from './domains/examples.ts';
import { startTestApi, type TestApi } from './testing/api.ts';
import { rpcClient, type WireClient } from './testing/clients.ts';

/** Links that sign customers in, opened as a browser opens them. */
let api: TestApi;
let call: WireClient;
let reference: string;
let customer: number;

beforeAll(async () => {
  api = await startTestApi();
  call = await rpcClient(api, await api.newMerchant(), '6.0');
  await answer('addProduct', { Product: exampleProduct });
  const { RefNo } = (await answer('placeOrder', { Order: exampleOrder })) as { RefNo: string };
  reference = await vi.waitFor(() => subscriptionOf(RefNo));
  const found = (await answer('getSubscription', { subscriptionReference: reference })) as Record<string, unknown>;
  customer = Number(found['AvangateCustomerReference']);
});

afterAll(() => api.close());

/** What follows from a paid order comes a moment later. */
const subscriptionOf = async (orderReference: string): Promise<string> => {
  const order = (await answer('getOrder', { orderReference })) as {
    Items: { ProductDetails: { Subscriptions: { SubscriptionReference: string }[] | null } }[];
  };
  const [subscription] = order.Items[0]?.ProductDetails.Subscriptions ?? [];
  if (subscription === undefined) throw new Error('the order is not finished');
  return subscription.SubscriptionReference;
};

const answer = async (name: string, params: Record<string, unknown>): Promise<unknown> => {
  const outcome = await call(name, params);
  if (!('value' in outcome)) throw new Error(`${name}: ${outcome.refused}`);
  return outcome.value;
};

const link = async (params: Record<string, unknown> = {}): Promise<string> =>
  String(await answer('getSingleSignOn', { subscriptionReference: reference, accessPage: 'my_license', ...params }));

test('a link by a subscription shows its owner and what is subscribed', async () => {
  const response = await fetch(await link());
  expect(response.status).toBe(200);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('cache-control')).toBe('no-store');
  const page = await response.text();
  for (const text of ['Ada Kern', 'ada@example.test', 'Editor', reference, 'Active', 'Automatic']) {
    expect(page).toContain(text);
  }
});

test('a link by a customer opens the same account', async () => {
  const params = { idCustomer: String(customer), customerType: '2CheckoutCustomerReference', page: 'my_products' };
  const response = await fetch(String(await answer('getSingleSignOnByCustomer', params)));
  expect([response.status, (await response.text()).includes('Ada Kern')]).toEqual([200, true]);
});

test('a link is over when its seconds are', async () => {
  const url = await link({ validityTime: 2 });
  api.advance(3_000);
  const response = await fetch(url);
  expect([response.status, (await response.text()).includes('Ada')]).toEqual([403, false]);
});

test('a link for one address works from there only', async () => {
  expect((await fetch(await link({ validationIp: '203.0.113.9' }))).status).toBe(403);
  expect((await fetch(await link({ validationIp: '127.0.0.1' }))).status).toBe(200);
});

test.each(['', '?logintoken=1', '?merchant=nobody&logintoken=1', '?merchant[]=a&logintoken[]=b'])(
  'an address that no link has is refused: %s',
  async (query) => {
    expect((await fetch(`${api.url}/myaccount/${query}`)).status).toBe(403);
  },
);

test('the token of a cart opens no account, that of an account no cart', async () => {
  const inCart = { idCustomer: String(customer), url: 'https://shop.example.test/?a=b', validityTime: 60 };
  const cart = new URL(String(await answer('getSingleSignOnInCart', inCart)));
  expect(cart.searchParams.get('a')).toBe('b');
  const token = cart.searchParams.get('logintoken') ?? '';
  const account = new URL(await link({ validityTime: 60 }));
  const accountToken = account.searchParams.get('logintoken') ?? '';
  account.searchParams.set('logintoken', token);
  expect((await fetch(account)).status).toBe(403);
  expect(await call('getCustomerInformationBySSOToken', { singleSignOnToken: accountToken })).toMatchObject({
    refused: 'SIGN_ON_TOKEN_INVALID',
  });
  expect(await answer('getCustomerInformationBySSOToken', { singleSignOnToken: token })).toMatchObject({
    FirstName: 'Ada',
    ExistingCards: [{ CardType: 'visa', LastDigits: '1111', TransientToken: { Token: expect.stringMatching(/./) } }],
  });
});

test.each([
  [{ accessPage: 'my_secrets' }, 'SIGN_ON_PAGE_INVALID'],
  [{ validityTime: 0 }, 'SIGN_ON_TIME_INVALID'],
  [{ validityTime: 86_401 }, 'SIGN_ON_TIME_INVALID'],
  [{ validationIp: 'here' }, 'SIGN_ON_ADDRESS_INVALID'],
  [{ email: 'eve@example.test' }, 'SIGN_ON_EMAIL_INVALID'],
  [{ subscriptionReference: 'AAAAAAAAAA' }, 'SUBSCRIPTION_NOT_FOUND'],
])('getSingleSignOn refuses %o', async (params, refused) => {
  const outcome = await call('getSingleSignOn', { subscriptionReference: reference, ...params });
  expect(outcome).toMatchObject({ refused });
});

test.each([
  [{ customerType: 'Number' }, 'SIGN_ON_CUSTOMER_TYPE_INVALID'],
  [{ idCustomer: 'crm-9', customerType: 'AvangateCustomerReference' }, 'CUSTOMER_NOT_FOUND'],
  [{ url: 'javascript:alert(1)' }, 'SIGN_ON_URL_INVALID'],
])('getSingleSignOnInCart refuses %o', async (params, refused) => {
  const usual = { idCustomer: String(customer), url: 'https://shop.example.test/' };
  expect(await call('getSingleSignOnInCart', { ...usual, ...params })).toMatchObject({ refused });
});

test('a subscription of somebody else opens no page of this customer', async () => {
  const params = { idCustomer: String(customer), page: 'my_subscription', request: 'Request[]=code=AAAAAAAAAA' };
  expect(await call('getSingleSignOnByCustomer', params)).toMatchObject({ refused: 'SUBSCRIPTION_NOT_FOUND' });
});
