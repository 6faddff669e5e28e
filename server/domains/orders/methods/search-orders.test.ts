import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../../../api/call.ts';
import { VERSIONS } from '../../../api/versions.ts';
import { startTestApi, type TestApi } from '../../../testing/api.ts';
import { restClient, rpcClient, type WireClient } from '../../../testing/clients.ts';
import type { OrderRow } from '../rows.ts';
import type { Standing } from '../states.ts';
import { orderAt, writeOrder } from '../testing-orders.ts';

const DAY_MS = 86_400_000;

type Sent = Readonly<Record<string, unknown>>;

let api: TestApi;
let merchant: Merchant;
let client: WireClient;
/** Names of the orders by their references. */
const names = new Map<string, string>();
let now: Date;

/** What the shop has: name, standing, days since it was placed, and what else is special about it. */
const ORDERS: readonly (readonly [string, Standing, number, Partial<OrderRow>])[] = [
  ['paid today', 'COMPLETE', 0, { approve_status: 'OK', external_reference: 'shop-1' }],
  ['waiting for money', 'PENDING', 1, {}],
  ['under review', 'AUTHRECEIVED/REVIEW', 2, {}],
  ['a test', 'COMPLETE', 3, { approve_status: 'OK', is_test: true, external_reference: 'shop-1' }],
  ['a fraud', 'REVERSED', 4, { approve_status: 'FRAUD' }],
  ['a purchase order', 'PURCHASE_PENDING', 5, { approve_status: 'OK' }],
  ['given up', 'CANCELED', 6.9, {}],
  ['old and paid', 'COMPLETE', 8, { approve_status: 'OK', external_reference: 'shop-1' }],
  ['old and refunded', 'REFUND', 40, { approve_status: 'OK' }],
  ['an old test', 'PENDING', 50, { is_test: true }],
];

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant({ timeZone: 'GMT+02:00' });
  client = await rpcClient(api, merchant, '6.0');
  now = api.now();
  for (const [name, standing, days, changes] of ORDERS) {
    const order = orderAt(merchant.id, standing, new Date(now.getTime() - days * DAY_MS), changes);
    await writeOrder(api.database, order);
    names.set(String(order.ref_no), name);
  }
});
afterAll(() => api.close());

type Page = { readonly Items: readonly { readonly RefNo: string }[]; readonly Pagination: { readonly Count: number } };

const found = async (options: Sent | null, by = client): Promise<readonly string[]> => {
  const outcome = await by('searchOrders', { orderSearchOptions: options });
  const page = 'value' in outcome ? (outcome.value as Page) : expect.fail(`${outcome.refused} ${outcome.message}`);
  expect(page.Pagination.Count).toBeGreaterThanOrEqual(page.Items.length);
  return page.Items.map(({ RefNo }) => names.get(RefNo) ?? RefNo);
};

const day = (daysAgo: number): string =>
  new Date(now.getTime() + 7_200_000 - daysAgo * DAY_MS).toISOString().slice(0, 10);
const since = (daysAgo: number): number => Math.floor(now.getTime() / 1000 - daysAgo * 86_400);

const WEEK = ['paid today', 'waiting for money', 'under review', 'a fraud', 'a purchase order', 'given up'];
const EMPTY = {
  ApproveStatus: '',
  Newer: '',
  Status: '',
  StartDate: '',
  EndDate: '',
  PartnerOrders: '',
  ExternalRefNo: '',
};

// Dates are made when a test runs, since they count from the beginning of the file.
test.each<[string, () => Sent | null, readonly string[]]>([
  ['nothing is asked', () => null, WEEK],
  ['an empty filter', () => ({}), WEEK],
  ['empty values', () => ({ ...EMPTY, IncludeTestOrders: '', Page: '', Limit: '', Pagination: {} }), WEEK],
  ['partner orders, of which there are none', () => ({ PartnerOrders: true }), WEEK],
  ['a status', () => ({ Status: 'PENDING' }), ['waiting for money']],
  ['a status in an old word', () => ({ Status: 'Unfinished' }), ['waiting for money']],
  ['a status in a word of the panel', () => ({ Status: 'Finished' }), ['paid today']],
  ['a status in a word of the notifications', () => ({ Status: 'PAYMENT_AUTHORIZED' }), ['under review']],
  ['purchase orders', () => ({ Status: 'PURCHASE_PENDING' }), ['a purchase order']],
  ['a fraud status', () => ({ ApproveStatus: 'FRAUD' }), ['a fraud']],
  ['a fraud status that all have', () => ({ ApproveStatus: 'ok' }), ['paid today', 'a purchase order']],
  ['both statuses', () => ({ ApproveStatus: 'WAITING', Status: 'AUTHRECEIVED' }), ['under review']],
  ['both statuses, which nothing has', () => ({ ApproveStatus: 'FRAUD', Status: 'COMPLETE' }), []],
  ['an instant', () => ({ Newer: since(1.5) }), ['paid today', 'waiting for money']],
  ['an instant as text', () => ({ Newer: String(since(1.5)) }), ['paid today', 'waiting for money']],
  ['an instant long ago', () => ({ Newer: since(41), Status: 'REFUND' }), ['old and refunded']],
  ['a beginning', () => ({ StartDate: day(9), Status: 'COMPLETE' }), ['paid today', 'old and paid']],
  [
    'a beginning, which goes before an instant',
    () => ({ StartDate: day(9), Newer: since(1), Status: 'COMPLETE' }),
    ['paid today', 'old and paid'],
  ],
  ['an end', () => ({ EndDate: day(8) }), ['old and paid', 'old and refunded']],
  ['an end after an instant', () => ({ EndDate: day(8), Newer: since(20) }), ['old and paid']],
  ['one day', () => ({ StartDate: day(8), EndDate: day(8) }), ['old and paid']],
  ['a span that ends before it begins', () => ({ StartDate: day(1), EndDate: day(5) }), []],
  ['the reference of the shop', () => ({ ExternalRefNo: 'shop-1' }), ['paid today']],
  [
    'the reference of the shop, for ever',
    () => ({ ExternalRefNo: 'shop-1', StartDate: '2000-01-01' }),
    ['paid today', 'old and paid'],
  ],
  ['a reference that nothing has', () => ({ ExternalRefNo: 'shop-2' }), []],
  ['tests too', () => ({ IncludeTestOrders: 'YES', Status: 'COMPLETE' }), ['paid today', 'a test']],
  ['tests as a boolean', () => ({ IncludeTestOrders: true, Status: 'COMPLETE' }), ['paid today', 'a test']],
  ['tests alone', () => ({ IncludeTestOrders: 'ONLY' }), ['a test']],
  ['tests alone, for ever', () => ({ IncludeTestOrders: 'only', StartDate: '2000-01-01' }), ['a test', 'an old test']],
  [
    'everything at once',
    () => ({
      IncludeTestOrders: 'YES',
      Status: 'COMPLETE',
      ApproveStatus: 'OK',
      ExternalRefNo: 'shop-1',
      StartDate: day(4),
      EndDate: day(2),
    }),
    ['a test'],
  ],
])('%s', async (_, options, expected) => {
  expect(await found(options())).toEqual(expected);
  // By REST the same filter travels in the query string.
  expect(await found(options() ?? {}, restClient(api, merchant, '6.0'))).toEqual(expected);
});

describe('pages', () => {
  test.each<[string, Sent, readonly string[]]>([
    ['the first two', { Limit: 2 }, WEEK.slice(0, 2)],
    ['the next two', { Page: 2, Limit: 2 }, WEEK.slice(2, 4)],
    ['in an object of their own', { Pagination: { Page: 3, Limit: 2 } }, WEEK.slice(4)],
    ['behind the last', { Page: 4, Limit: 2 }, []],
  ])('%s', async (_, options, expected) => {
    const outcome = await client('searchOrders', { orderSearchOptions: options });
    expect(await found(options)).toEqual(expected);
    expect(outcome).toMatchObject({ value: { Pagination: { Count: WEEK.length } } });
  });

  test.each(VERSIONS)('at version %s', async (version) => {
    const outcome = await (await rpcClient(api, merchant, version))('searchOrders', { orderSearchOptions: null });
    const value = 'value' in outcome ? outcome.value : expect.fail(outcome.refused);
    expect(Array.isArray(value) ? value.length : (value as Page).Items.length).toBe(WEEK.length);
  });
});

test.each<[string, Sent]>([
  ['a status that is none', { Status: 'SOLD' }],
  ['a fraud status that is none', { ApproveStatus: 'MAYBE' }],
  ['a date that is none', { StartDate: '2026-02-30' }],
  ['an instant that is none', { Newer: 'yesterday' }],
  ['tests, perhaps', { IncludeTestOrders: 'PERHAPS' }],
  ['a reference that is too long', { ExternalRefNo: 'x'.repeat(101) }],
])('refused: %s', async (_, options) => {
  expect(await client('searchOrders', { orderSearchOptions: options })).toMatchObject({ refused: 'INVALID_PARAMETER' });
});
