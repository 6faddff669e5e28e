import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { methodsOf } from '../server/api/method.ts';
import type { Shape } from '../server/api/schema.ts';
import { within } from '../server/api/versions.ts';
import { allMethods } from '../server/domains/all-methods.ts';
import { startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient, type WireClient } from '../server/testing/clients.ts';
import { ask, at, orderIn, textAt } from './asking.ts';
import { buyer, order, product, type Sent, testCard } from './shop.ts';

/** Stands in everything that the first merchant has, and nowhere else. */
const MARK = 'Quetzalcoatl';

let api: TestApi;
let owner: WireClient;
let stranger: WireClient;
let strangerMerchant: Merchant;
let owned: Readonly<Record<'product' | 'productId' | 'order' | 'subscription' | 'customer' | 'external', string>>;

beforeAll(async () => {
  api = await startTestApi();
  owner = await rpcClient(api, await api.newMerchant({ name: MARK }), '6.0');
  strangerMerchant = await api.newMerchant();
  stranger = await rpcClient(api, strangerMerchant, '6.0');
  const code = `${MARK}-editor`;
  await ask(owner, 'addProduct', { Product: product(code, 10, { ProductName: MARK }) });
  const person = { ...buyer, FirstName: MARK, Email: `${MARK}@example.test` };
  const others = { BillingDetails: person, ExternalReference: MARK, ExternalCustomerReference: `crm-${MARK}` };
  const placed = await ask(owner, 'placeOrder', { Order: order(code, undefined, others) });
  const finished = await orderIn(owner, textAt(placed, 'RefNo'), 'COMPLETE');
  owned = {
    product: code,
    productId: textAt(await ask(owner, 'getProductByCode', { ProductCode: code }), 'AvangateId'),
    order: textAt(placed, 'RefNo'),
    subscription: textAt(finished, 'Items.0.ProductDetails.Subscriptions.0.SubscriptionReference'),
    customer: textAt(finished, 'CustomerDetails.AvangateCustomerReference'),
    external: `crm-${MARK}`,
  };
});
afterAll(() => api.close());

const SHOWN_TO_THE_OWNER: ReadonlySet<string> = new Set([
  'getCustomerInformation',
  'getOrder',
  'getProductByCode',
  'getProductById',
  'getSubscription',
  'getSubscriptionHistory',
  'searchOrders',
  'searchProducts',
  'searchSubscriptions',
]);

const betrays = (answer: unknown): boolean => {
  const text = JSON.stringify(answer) ?? '';
  return [MARK, owned.subscription].some((mark) => text.includes(mark));
};

/** What a stranger would try at a place of this name, to get at what the owner has. */
const attempts = (name: string): readonly unknown[] => {
  if (/email/i.test(name)) return [`${MARK}@example.test`];
  if (/external/i.test(name)) return [owned.external, MARK];
  if (/customer/i.test(name)) return [owned.customer, owned.external];
  if (/subscription/i.test(name)) return [owned.subscription];
  if (/order|ref_?no/i.test(name)) return [owned.order];
  if (/codes$/i.test(name)) return [[owned.product]];
  if (/(product|avangate).*id$/i.test(name)) return [owned.productId];
  if (/code/i.test(name)) return [owned.product];
  if (/name/i.test(name)) return [MARK];
  return [];
};

/** Parameters with one place filled after the other, and the same inside of objects; no search leaves tests out. */
const filled = (members: Readonly<Record<string, Shape>>): readonly Sent[] => {
  const required = Object.fromEntries(
    Object.entries(members).flatMap(([name, { terms }]) => {
      const [first] = name === 'IncludeTestOrders' ? ['YES'] : terms.required === true ? attempts(name) : [];
      return first === undefined ? [] : [[name, first] as const];
    }),
  );
  const each = Object.entries(members).flatMap(([name, shape]): Sent[] =>
    shape.kind === 'object'
      ? filled(shape.members).map((inner) => ({ ...required, [name]: inner }))
      : attempts(name).map((value) => ({ ...required, [name]: value })),
  );
  return [required, ...each];
};

const reads = methodsOf(allMethods).filter(({ effect, versions }) => effect === 'read' && within('6.0', versions));

describe('every method that reads', () => {
  test('is tried', () => {
    const names = reads.map(({ name }) => name);
    expect([...SHOWN_TO_THE_OWNER].filter((name) => !names.includes(name))).toEqual([]);
  });

  test.each(reads.map(({ name, params }) => [name, params] as const))('%s', async (name, params) => {
    if (name === 'login') return;
    let seenByOwner = false;
    for (const sent of filled(params)) {
      const told = await stranger(name, sent);
      // A refusal may quote what was asked for; an answer must know nothing of it.
      expect('value' in told && betrays(told.value), `${name} ${JSON.stringify(sent)}`).toBe(false);
      const own = await owner(name, sent);
      seenByOwner ||= 'value' in own && betrays(own.value);
    }
    // The same questions do find something when the right merchant asks them.
    if (SHOWN_TO_THE_OWNER.has(name)) expect(seenByOwner, `${name} shows the owner something`).toBe(true);
  });
});

test('equal numbers mean different things to different merchants', async () => {
  await ask(stranger, 'addProduct', { Product: product('own', 3) });
  const placed = await ask(stranger, 'placeOrder', { Order: order('own') });
  // Numbers of orders are counted by merchant, so that nobody learns how much others sell.
  expect(at(placed, 'RefNo')).toBe(owned.order);
  const own = await orderIn(stranger, owned.order, 'COMPLETE');
  expect(own).toMatchObject({
    GrossPrice: 3,
    MerchantCode: strangerMerchant.code,
    BillingDetails: { FirstName: 'Ada' },
  });
  expect(await ask(owner, 'getOrder', { orderReference: owned.order })).toMatchObject({ GrossPrice: 10 });
});

test('nothing can be changed, taken or paid', async () => {
  const third = await rpcClient(api, await api.newMerchant(), '6.0');
  const tries: readonly (readonly [string, Sent])[] = [
    ['updateProduct', { Product: { ProductCode: owned.product, ProductName: 'taken' } }],
    ['deleteProduct', { ProductCode: owned.product }],
    ['setProductStatus', { ProductCode: owned.product, Status: false }],
    ['updateCustomerInformation', { customer: { ...buyer, AvangateCustomerReference: owned.customer } }],
    ['updateCustomerInformation', { customer: { ...buyer, ExternalCustomerReference: owned.external } }],
    ['placeOrder', { Order: order(owned.product) }],
    ['placeOrder', { Order: { RefNo: owned.order, PaymentDetails: { Type: 'TEST', PaymentMethod: testCard() } } }],
  ];
  for (const [method, params] of tries) {
    expect(await third(method, params), `${method} ${JSON.stringify(params)}`).toHaveProperty('refused');
  }
  expect(await ask(owner, 'getProductByCode', { ProductCode: owned.product })).toMatchObject({
    ProductName: MARK,
    Enabled: true,
  });
  // The same code and the same reference are free for everybody.
  await ask(third, 'addProduct', { Product: product(owned.product, 1) });
  const own = await ask(third, 'placeOrder', {
    Order: order(owned.product, undefined, { ExternalCustomerReference: owned.external }),
  });
  const customer = at(await orderIn(third, at(own, 'RefNo'), 'COMPLETE'), 'CustomerDetails');
  expect(customer).toMatchObject({ ExternalCustomerReference: owned.external });
  expect(await ask(owner, 'getCustomerInformation', { customerReference: owned.external })).toMatchObject({
    FirstName: MARK,
  });
});
