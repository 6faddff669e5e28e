import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Merchant } from './api/call.ts';
import { orderAt, paymentAt, writeOrder } from './domains/orders/testing-orders.ts';
import { SECRET_KEY, signed, startTestApi, type TestApi } from './testing/api.ts';

const at = new Date('2027-03-01T08:00:00Z');

let api: TestApi;
let merchant: Merchant;
let held: string;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  const order = orderAt(merchant.id, 'AUTHRECEIVED/REVIEW', new Date(), { external_reference: 'shop-1' });
  await writeOrder(api.database, order, [paymentAt(order, 'AUTHORISED')]);
  held = String(order.ref_no);
});
afterAll(() => api.close());

type Request = { readonly headers?: Readonly<Record<string, string>>; readonly body?: string; readonly verb?: string };

const ask = async (path: string, { headers = {}, body, verb = 'GET' }: Request = {}) => {
  const { code, date, hash } = signed(merchant.code);
  const response = await fetch(`${api.url}/internal/v1${path}`, {
    method: verb,
    headers: { 'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
};

const post = (path: string, body: unknown = {}) =>
  ask(path, { verb: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('orders are listed by whom they wait for', async () => {
  const { status, headers, body } = await ask('/orders/?Awaits=REVIEW&IncludeTestOrders=YES');
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body).toMatchObject({
    Items: [{ RefNo: held, Status: 'AUTHRECEIVED', Awaits: 'REVIEW', GrossPrice: 10, Currency: 'eur' }],
    Pagination: { Page: 1, Limit: 50, Count: 1 },
  });
  expect((await ask('/orders/?Awaits=CONFIRMATION')).body).toMatchObject({ Items: [] });
});

test('an order is shown with what may be done', async () => {
  const { body } = await ask(`/orders/${held}`);
  expect(body).toMatchObject({
    Order: { RefNo: held, ExternalReference: 'shop-1' },
    Awaits: 'REVIEW',
    Actions: ['approve', 'reject', 'cancel', 'resend', 'note'],
    History: [],
    Payments: [{ State: 'AUTHORISED', Gateway: 'simulator', Amount: 10 }],
    Documents: [],
  });
});

test('a note tells who wrote it', async () => {
  const { body } = await post(`/orders/${held}/note/`, { Comment: 'Called twice' });
  expect(body).toMatchObject({
    History: [
      {
        Event: 'note',
        ActorKind: 'PANEL',
        ActorName: `${merchant.code} at 127.0.0.1`,
        Comment: 'Called twice',
        From: 'AUTHRECEIVED/REVIEW',
        To: 'AUTHRECEIVED/REVIEW',
      },
    ],
  });
});

test.each([
  ['no credentials', '/orders/', { headers: { 'x-avangate-authentication': '' } }, 401, 'AUTHENTICATION_ERROR'],
  [
    'a wrong signature',
    '/orders/',
    { headers: { 'x-avangate-authentication': `code="x" date="2027-01-01 00:00:00" hash="${SECRET_KEY}"` } },
    401,
    'AUTHENTICATION_ERROR',
  ],
  ['an unknown path', '/invoices/', {}, 404, 'RESOURCE_NOT_FOUND'],
  ['an unknown order', '/orders/1/', {}, 404, 'ORDER_NOT_FOUND'],
  ['a reference that is none', '/orders/one/', {}, 404, 'ORDER_NOT_FOUND'],
  ['no document', '/orders/1/document/', {}, 404, 'RESOURCE_NOT_FOUND'],
  ['a verb that is not taken', '/orders/', { verb: 'DELETE' }, 405, 'METHOD_NOT_ALLOWED'],
  ['a filter that is none', '/orders/?Awaits=GODOT', {}, 400, 'INVALID_PARAMETER'],
] as const)('refused: %s', async (_, path, request, status, error_code) => {
  expect(await ask(path, request)).toMatchObject({ status, body: { error_code } });
});

test.each([
  ['a form of another site', { headers: { 'content-type': 'text/plain' }, body: '{}' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ['broken JSON', { headers: { 'content-type': 'application/json' }, body: '{' }, 400, 'MALFORMED_JSON'],
  [
    'a comment that is too long',
    { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ Comment: 'x'.repeat(2001) }) },
    400,
    'INVALID_PARAMETER',
  ],
] as const)('refused to act: %s', async (_, request, status, error_code) => {
  expect(await ask(`/orders/${held}/note/`, { verb: 'POST', ...request })).toMatchObject({
    status,
    body: { error_code },
  });
});

test.each([
  ['COMPLETE', 'approve', 'The order is COMPLETE: it cannot be approved.'],
  ['CANCELED', 'cancel', 'The order is CANCELED: it cannot be canceled.'],
  ['AUTHRECEIVED/REVIEW', 'finish', 'The order is AUTHRECEIVED and waits for its review: it cannot be confirmed.'],
  ['REVERSED', 'resend', 'The order is REVERSED: it cannot have its messages sent again.'],
  [
    'AUTHRECEIVED/CONFIRMATION',
    'paid',
    'The order is AUTHRECEIVED and waits for its confirmation: it cannot be marked as paid.',
  ],
  ['REFUND', 'hold', 'The order is REFUND: it cannot be held.'],
  ['PURCHASE_PENDING', 'reject', 'The order is PURCHASE_PENDING: it cannot be rejected.'],
] as const)('an order that is %s refuses: %s', async (standing, action, message) => {
  const order = orderAt(merchant.id, standing, at);
  await writeOrder(api.database, order);
  expect(await post(`/orders/${order.ref_no}/${action}/`)).toMatchObject({
    status: 400,
    body: { error_code: 'ORDER_ACTION_NOT_POSSIBLE', message },
  });
});

test('money cannot be marked as come where none is awaited', async () => {
  const order = orderAt(merchant.id, 'PENDING', at);
  await writeOrder(api.database, order, [paymentAt(order, 'DECLINED')]);
  expect(await post(`/orders/${order.ref_no}/paid/`)).toMatchObject({
    body: { error_code: 'ORDER_PAYMENT_NOT_AWAITED' },
  });
});

test('an action that is none', async () => {
  expect(await post(`/orders/${held}/eat/`)).toMatchObject({ status: 400, body: { error_code: 'INVALID_PARAMETER' } });
});

test('an order of another merchant is not there', async () => {
  const other = await api.newMerchant();
  const order = orderAt(other.id, 'PENDING', at);
  await writeOrder(api.database, order);
  expect(await ask(`/orders/${order.ref_no}/`)).toMatchObject({ status: 404 });
  expect(await post(`/orders/${order.ref_no}/cancel/`)).toMatchObject({ status: 404 });
});

test('the public API does not know it', async () => {
  const { code, date, hash } = signed(merchant.code);
  const response = await fetch(`${api.url}/rest/6.0/orders/${held}/note/`, {
    method: 'POST',
    headers: {
      'x-avangate-authentication': `code="${code}" date="${date}" hash="${hash}"`,
      'content-type': 'application/json',
    },
    body: '{}',
  });
  expect(response.status).toBe(404);
});
