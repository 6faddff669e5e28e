import { request as rawRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Merchant } from '../server/api/call.ts';
import { VERSIONS } from '../server/api/versions.ts';
import { signed, startTestApi, type TestApi } from '../server/testing/api.ts';
import { rpcClient } from '../server/testing/clients.ts';
import { ask, at, openSession, postRpc, rowsOf, textAt } from './asking.ts';
import { order, product } from './shop.ts';

/* How JSON-RPC and REST take what clients send, and what exactly they answer. */

let api: TestApi;
let merchant: Merchant;
let session: string;
let refNo: string;

beforeAll(async () => {
  api = await startTestApi();
  merchant = await api.newMerchant();
  session = await openSession(api, merchant);
  const client = await rpcClient(api, merchant, '6.0');
  for (const code of ['a', 'b', 'c', 'd/e f', 'é']) await ask(client, 'addProduct', { Product: product(code, 10) });
  refNo = textAt(await ask(client, 'placeOrder', { Order: order('a') }), 'RefNo');
});
afterAll(() => api.close());

type Raw = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
};

type RawRequest = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** A request with these headers and no others: fetch would add a content type of its own. */
const raw = (path: string, { method = 'POST', headers = {}, body = '' }: RawRequest = {}): Promise<Raw> =>
  new Promise((resolve, reject) => {
    // Node says nothing of a body that comes with GET unless told to.
    const length = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const options = { method, headers: { ...length, ...headers }, agent: false };
    const sent = rawRequest(`${api.url}${path}`, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });

describe('JSON-RPC', () => {
  const getTimezone = (others: object = {}) => ({
    jsonrpc: '2.0',
    method: 'getTimezone',
    params: [session],
    ...others,
  });

  test.each([0, 7, -1, 1.5, 'a', '', '17', null, true])('echoes the id %j as it came', async (id) => {
    const answer = await postRpc(api, getTimezone({ id }));
    expect(answer).toEqual({ jsonrpc: '2.0', id, result: 'GMT+02:00' });
    expect(await postRpc(api, { id, method: 'getNothing' })).toMatchObject({ id, error: { code: -32601 } });
  });

  test('answers a call without an id, with null for it', async () => {
    expect(await postRpc(api, getTimezone())).toEqual({ jsonrpc: '2.0', id: null, result: 'GMT+02:00' });
  });

  test.each(['"2.0"', '2.0', '2', '"6.0"', '"1.0"', 'null', '6'])('takes jsonrpc %s', async (text) => {
    const body = `{"jsonrpc":${text},"id":1,"method":"getTimezone","params":["${session}"]}`;
    expect(await postRpc(api, body)).toEqual({ jsonrpc: '2.0', id: 1, result: 'GMT+02:00' });
  });

  test('takes a call without jsonrpc', async () => {
    expect(await postRpc(api, { id: 1, method: 'getTimezone', params: [session] })).toHaveProperty('result');
  });

  test('answers a null result with the member, and no error', async () => {
    const answer = await postRpc(api, getTimezone({ id: 1 }));
    expect(answer).not.toHaveProperty('error');
    expect(await postRpc(api, { id: 1, method: 'getOrder', params: [session, '1'] })).not.toHaveProperty('result');
  });

  const asParams: readonly (readonly [string, (session: string) => unknown])[] = [
    ['a list', (sid) => [sid, 'a']],
    ['a list with more than there is', (sid) => [sid, 'a', null, 'more', {}]],
    ['an object with numbers for keys', (sid) => ({ 0: sid, 1: 'a' })],
    ['an object with numbers for keys, in another order', (sid) => ({ 1: 'a', 0: sid })],
    ['names', (sid) => ({ sessionID: sid, ProductCode: 'a' })],
    ['names in other letter case', (sid) => ({ sessionid: sid, productcode: 'a', unknown: 1 })],
  ];
  test.each(asParams)('takes parameters as %s', async (_, params) => {
    const answer = await postRpc(api, { id: 1, method: 'getProductByCode', params: params(session) });
    expect(at(answer, 'result.ProductCode')).toBe('a');
  });

  test('a hole in the numbers is an argument that was not sent', async () => {
    const customer = {
      FirstName: 'A',
      LastName: 'B',
      Email: 'a@b.test',
      CountryCode: 'HK',
      Address1: 'x',
      City: 'y',
      Zip: '1',
    };
    const created = { ...customer, ExternalCustomerReference: 'crm-hole' };
    await postRpc(api, { id: 1, method: 'createCustomer', params: [session, created] });
    const answer = await postRpc(api, {
      id: 1,
      method: 'getCustomerInformation',
      params: { 0: session, 2: 'crm-hole' },
    });
    expect(at(answer, 'result.ExternalCustomerReference')).toBe('crm-hole');
  });

  test.each([[[]], [[null]], [[null, null]], [null], [''], [undefined]])(
    'cuts trailing arguments as clients do: %j after the session',
    async (rest) => {
      const params = Array.isArray(rest) ? [session, ...rest] : [session];
      expect(rowsOf(at(await postRpc(api, { id: 1, method: 'searchProducts', params }), 'result'))).toHaveLength(5);
    },
  );

  test.each(['6.0', '6', '5.0', '4.0', '3.1', '3.0'])(
    'lives at version %s, with and without the slash',
    async (version) => {
      for (const slash of ['', '/', '?XDEBUG_SESSION_START=1', '/?x=1']) {
        const body = JSON.stringify(getTimezone({ id: 1 }));
        expect(await raw(`/rpc/${version}${slash}`, { body })).toMatchObject({
          status: 200,
          body: '{"jsonrpc":"2.0","result":"GMT+02:00","id":1}',
        });
      }
    },
  );

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'text/plain',
    'text/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'garbage',
    'application/json;charset=UTF-8, application/json',
    '',
  ])('takes the content type "%s"', async (type) => {
    const body = JSON.stringify(getTimezone({ id: 1 }));
    const answer = await raw('/rpc/6.0/', { headers: { 'content-type': type }, body });
    expect(answer).toMatchObject({ status: 200, body: '{"jsonrpc":"2.0","result":"GMT+02:00","id":1}' });
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test('takes no content type, blanks before the length, cookies, a byte order mark and packed bodies', async () => {
    const body = JSON.stringify(getTimezone({ id: 1 }));
    const good = { status: 200, body: '{"jsonrpc":"2.0","result":"GMT+02:00","id":1}' };
    expect(await raw('/rpc/6.0/', { body })).toMatchObject(good);
    expect(await raw('/rpc/6.0/', { headers: { 'content-length': `   ${body.length}` }, body })).toMatchObject(good);
    expect(await raw('/rpc/6.0/', { headers: { cookie: 'XDEBUG_SESSION=1; a' }, body })).toMatchObject(good);
    expect(await raw('/rpc/6.0/', { body: `\ufeff${body}` })).toMatchObject(good);
    const packed = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(body) };
    expect(await raw('/rpc/6.0/', packed)).toMatchObject(good);
    const broken = await raw('/rpc/6.0/', { headers: { 'content-encoding': 'gzip' }, body });
    expect(JSON.parse(broken.body)).toMatchObject({ id: null, error: { code: -32600 } });
  });

  test('answers a list of calls in its order, each for itself', async () => {
    const answer = await postRpc(api, [
      getTimezone({ id: 'first' }),
      { id: 2, method: 'getNothing', params: [session] },
      7,
      getTimezone({ id: null }),
      { id: 5, method: 'getTimezone', params: ['nobody'] },
    ]);
    expect(answer).toMatchObject([
      { id: 'first', result: 'GMT+02:00' },
      { id: 2, error: { code: -32601 } },
      { id: null, error: { code: -32600 } },
      { id: null, result: 'GMT+02:00' },
      { id: 5, error: { code: 10000 } },
    ]);
    expect(await postRpc(api, [])).toMatchObject({ id: null, error: { code: -32600 } });
    const many = Array.from({ length: 51 }, (_, id) => getTimezone({ id }));
    expect(await postRpc(api, many)).toMatchObject({ id: null, error: { code: -32600 } });
    expect(await postRpc(api, many.slice(1))).toHaveLength(50);
  });

  const deep = `${'['.repeat(65)}${']'.repeat(65)}`;
  const refused: readonly (readonly [string, unknown, number, string])[] = [
    ['text that is no JSON', '{"id":1,', -32700, 'MALFORMED_JSON'],
    ['nothing', '', -32700, 'MALFORMED_JSON'],
    ['blanks', '  ', -32700, 'MALFORMED_JSON'],
    ['a form', 'a=1&b=2', -32700, 'MALFORMED_JSON'],
    ['nesting without end', deep, -32700, 'MALFORMED_JSON'],
    ['brackets that open and never close', '['.repeat(100_000), -32700, 'MALFORMED_JSON'],
    ['a number', '7', -32600, 'INVALID_REQUEST'],
    ['text', '"getTimezone"', -32600, 'INVALID_REQUEST'],
    ['null', 'null', -32600, 'INVALID_REQUEST'],
    ['no method', { id: 1 }, -32600, 'INVALID_REQUEST'],
    ['a method that is no name', { id: 1, method: 5 }, -32600, 'INVALID_REQUEST'],
    ['parameters that are text', { id: 1, method: 'getTimezone', params: 'x' }, -32600, 'INVALID_REQUEST'],
    ['a method that there is not', { id: 1, method: 'getNothing' }, -32601, 'METHOD_NOT_FOUND'],
    ['a method in other letter case', { id: 1, method: 'gettimezone' }, -32601, 'METHOD_NOT_FOUND'],
    ['a name that every object has', { id: 1, method: 'constructor' }, -32601, 'METHOD_NOT_FOUND'],
    ['no session', { id: 1, method: 'getTimezone' }, 10001, 'INVALID_SESSION'],
    ['an object for a session', { id: 1, method: 'getTimezone', params: [{}] }, 10001, 'INVALID_SESSION'],
    ['a session of nobody', { id: 1, method: 'getTimezone', params: ['abc'] }, 10000, 'FORBIDDEN'],
    ['a number for a session', { id: 1, method: 'getTimezone', params: [5] }, 10000, 'FORBIDDEN'],
  ];
  test.each(refused)('refuses %s', async (_, body, code, symbol) => {
    const response = await fetch(`${api.url}/rpc/6.0/`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    const answer: unknown = await response.json();
    expect(answer).toEqual({
      jsonrpc: '2.0',
      id: at(body, 'id') ?? null,
      error: { code, message: expect.any(String), data: { error_code: symbol } },
    });
  });

  test('tells of requests that are too large', async () => {
    const answer = await raw('/rpc/6.0/', { body: JSON.stringify(getTimezone({ id: 1, x: 'x'.repeat(6_000_000) })) });
    expect(JSON.parse(answer.body)).toMatchObject({ error: { data: { error_code: 'REQUEST_TOO_LARGE' } } });
    const bomb = { headers: { 'content-encoding': 'gzip' }, body: gzipSync(Buffer.alloc(20_000_000, 32)) };
    expect(JSON.parse((await raw('/rpc/6.0/', bomb)).body)).toMatchObject({
      error: { data: { error_code: 'REQUEST_TOO_LARGE' } },
    });
  });

  test('has no other versions and no other verbs', async () => {
    for (const version of ['7.0', '2.5', '6.00', '6.1', 'x', '6.0%00', '%2f']) {
      const answer = await raw(`/rpc/${version}/`, { body: JSON.stringify(getTimezone({ id: 1 })) });
      expect(JSON.parse(answer.body), version).toMatchObject({ error: { data: { error_code: 'METHOD_NOT_FOUND' } } });
    }
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH']) {
      expect(await raw('/rpc/6.0/', { method })).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    }
  });
});

describe('REST', () => {
  const header = (form: (code: string, date: string, hash: string) => string): Readonly<Record<string, string>> => {
    const { code, date, hash } = signed(merchant.code);
    return { 'x-avangate-authentication': form(code, date, hash), accept: 'application/json' };
  };
  const usual = () => header((code, date, hash) => `code="${code}" date="${date}" hash="${hash}"`);
  const get = (path: string, headers = usual()): Promise<Raw> => raw(path, { method: 'GET', headers });
  const json = ({ body }: Raw): unknown => JSON.parse(body);

  const headers: readonly (readonly [string, (code: string, date: string, hash: string) => string])[] = [
    ['double quotes', (code, date, hash) => `code="${code}" date="${date}" hash="${hash}"`],
    ['single quotes', (code, date, hash) => `code='${code}' date='${date}' hash='${hash}'`],
    ['no quotes', (code, date, hash) => `code=${code} date=${date} hash=${hash}`],
    ['mixed quotes', (code, date, hash) => `code='${code}' date="${date}" hash=${hash}`],
    ['more blanks', (code, date, hash) => `  code = "${code}"   date="${date}"  hash= "${hash}"  `],
    ['commas', (code, date, hash) => `code="${code}", date="${date}", hash="${hash}"`],
    ['semicolons', (code, date, hash) => `code="${code}";date="${date}";hash="${hash}"`],
    ['another order', (code, date, hash) => `hash="${hash}" date="${date}" code="${code}"`],
    ['capitals', (code, date, hash) => `Code="${code}" DATE="${date}" Hash="${hash.toUpperCase()}"`],
    ['an empty algorithm', (code, date, hash) => `code="${code}" date="${date}" hash="${hash}" algo=""`],
    ['its algorithm', (code, date, hash) => `code="${code}" date="${date}" hash="${hash}" algo="MD5"`],
  ];
  test.each(headers)('reads the header with %s', async (_, form) => {
    expect(await get('/rest/6.0/timezone/', header(form))).toMatchObject({ status: 200, body: '"GMT+02:00"' });
  });

  test.each([
    undefined,
    '',
    'Basic abc',
    'code="M" date="2020-01-01 00:00:00"',
    'code="NOBODY" date="2020-01-01 00:00:00" hash="x"',
    'x'.repeat(2_000),
  ])('refuses the header %j with the words that clients know', async (value) => {
    const answer = await get('/rest/6.0/timezone/', value === undefined ? {} : { 'x-avangate-authentication': value });
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.body).toBe(
      '{"error_code":"AUTHENTICATION_ERROR","message":"Authentication needed for this resource"}',
    );
  });

  test('tells a wrong signature apart', async () => {
    const wrong = header((code, date) => `code="${code}" date="${date}" hash="00"`);
    expect(await get('/rest/6.0/timezone/', wrong)).toMatchObject({
      status: 401,
      body: '{"error_code":"AUTHENTICATION_ERROR","message":"Hash signature could not be authenticated"}',
    });
  });

  test.each(VERSIONS)('answers at %s under both addresses, with and without the slash', async (version) => {
    for (const path of [
      `/rest/${version}/timezone/`,
      `/rest/${version}/timezone`,
      `/${version}/timezone/`,
      `/${version}/timezone`,
    ]) {
      expect(await get(path), path).toMatchObject({ status: 200, body: '"GMT+02:00"' });
    }
  });

  test('answers scalars, objects and lists bare', async () => {
    expect(json(await get('/rest/6.0/timezone/'))).toBe('GMT+02:00');
    expect(json(await get('/rest/6.0/products/a/'))).toMatchObject({ ProductCode: 'a' });
    expect(json(await get('/rest/4.0/products/'))).toHaveLength(5);
    expect(json(await get('/rest/6.0/products/'))).toMatchObject({ Pagination: { Page: 1, Limit: 10, Count: 5 } });
  });

  test('takes any body with GET, and codes that are written in percents', async () => {
    for (const body of ['', '{}', '""', 'null', '[]']) {
      const headers = { ...usual(), 'content-type': 'application/json' };
      expect(await raw('/rest/6.0/timezone/', { method: 'GET', headers, body }), body).toMatchObject({ status: 200 });
    }
    expect(json(await get('/rest/6.0/products/d%2Fe%20f/'))).toMatchObject({ ProductCode: 'd/e f' });
    expect(json(await get(`/rest/6.0/products/${encodeURIComponent('é')}`))).toMatchObject({ ProductCode: 'é' });
    expect((await get('/rest/6.0/products/%E0%A4%A/')).status).toBeLessThan(500);
  });

  test('a POST answers 201 and where the new thing is, under the address that was used', async () => {
    for (const root of ['/rest/6.0', '/6.0']) {
      const code = `new ${root}`;
      const headers = { ...usual(), 'content-type': 'application/json' };
      const added = await raw(`${root}/products`, { headers, body: JSON.stringify(product(code, 5)) });
      expect(added).toMatchObject({ status: 201, body: 'true' });
      const location = String(added.headers['location']);
      expect(location.startsWith(`${api.url}${root}/products/`)).toBe(true);
      expect(json(await get(location.slice(api.url.length)))).toMatchObject({ ProductCode: code });

      const placed = await raw(`${root}/orders/`, { headers, body: JSON.stringify(order(code)) });
      expect(placed.status).toBe(201);
      const there = json(await get(String(placed.headers['location']).slice(api.url.length)));
      expect(at(there, 'RefNo')).toBe(at(json(placed), 'RefNo'));
    }
  });

  test('nothing is there', async () => {
    for (const path of [
      '/rest/6.0/nothing/',
      '/rest/6.0/orders/1/2/3/',
      '/6.0/nothing',
      '/rest/6.0/',
      '/rest/7.0/timezone/',
      '/7.0/timezone/',
      '/rest/x/timezone/',
      '/rest/6.0/orders/1/',
    ]) {
      const answer = await get(path);
      expect(answer.status, path).toBe(404);
      expect(json(answer), path).toEqual({ error_code: expect.any(String), message: expect.any(String) });
    }
  });

  test('a wrong verb is told which ones are right', async () => {
    const answer = await raw('/rest/6.0/timezone/', { method: 'DELETE', headers: usual() });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET' } });
    expect(json(answer)).toMatchObject({ error_code: 'METHOD_NOT_ALLOWED' });
    const products = await raw('/rest/6.0/products/', { method: 'PATCH', headers: usual() });
    expect(String(products.headers['allow']).split(/,\s*/).sort()).toEqual(['GET', 'POST']);
  });

  test('only JSON comes in, in bounds', async () => {
    const post = (type: string, body: string): Promise<Raw> =>
      raw('/rest/6.0/products/', { headers: { ...usual(), 'content-type': type }, body });
    expect(await post('text/csv', 'a,b')).toMatchObject({ status: 415 });
    expect(await post('application/x-www-form-urlencoded', 'ProductCode=x')).toMatchObject({ status: 415 });
    expect(json(await post('application/json', '{"ProductCode":'))).toMatchObject({ error_code: 'MALFORMED_JSON' });
    expect(await post('application/json', '{"ProductCode":')).toMatchObject({ status: 400 });
    expect(await post('application/json', `${'['.repeat(70)}${']'.repeat(70)}`)).toMatchObject({ status: 400 });
    const large = await post('application/json', JSON.stringify({ ProductCode: 'x'.repeat(6_000_000) }));
    expect(large.status).toBe(413);
    expect(json(large)).toMatchObject({ error_code: 'REQUEST_TOO_LARGE' });
    for (const type of [
      'application/json; charset=utf-8',
      'text/json',
      'application/vnd.api+json',
      'APPLICATION/JSON',
    ]) {
      const added = await post(type, JSON.stringify(product(`by ${type}`, 1)));
      expect(added.status, type).toBe(201);
    }
  });

  const twoOf = ['a', 'b'];
  test.each([
    'Codes[]=a&Codes[]=b',
    'Codes%5B%5D=a&Codes%5B%5D=b',
    'Codes[0]=a&Codes[1]=b',
    'Codes%5B0%5D=a&Codes%5B1%5D=b',
    'Codes=a&Codes=b',
    'Codes=a,b',
    'codes=a,%20b',
    'Codes=["a","b"]',
    `Codes=${encodeURIComponent('["a","b"]')}`,
  ])('reads a list in the query as %s', async (query) => {
    const found = json(await get(`/rest/6.0/products/?${query}&Limit=`));
    expect(rowsOf(found).map((row) => at(row, 'ProductCode'))).toEqual(twoOf);
  });

  test('reads the page and the order in the query', async () => {
    for (const query of ['Limit=2&Page=2', 'limit=2&page=2', 'Pagination[Limit]=2&Pagination[Page]=2']) {
      const found = json(await get(`/rest/6.0/products/?Codes=a,b,c&${query}`));
      expect(
        rowsOf(found).map((row) => at(row, 'ProductCode')),
        query,
      ).toEqual(['c']);
      expect(at(found, 'Pagination')).toEqual({ Page: 2, Limit: 2, Count: 3 });
    }
    for (const yes of ['true', '1', 'TRUE', 'True']) {
      expect(rowsOf(json(await get(`/rest/6.0/products/?Codes=a&Enabled=${yes}`)))).toHaveLength(1);
    }
    expect(rowsOf(json(await get('/rest/6.0/products/?Codes=a&Enabled=0')))).toHaveLength(0);
    expect(await get('/rest/6.0/products/?Limit=many')).toMatchObject({ status: 400 });
  });

  test('pages may call it', async () => {
    const asked = await raw('/rest/6.0/orders/', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example.test' },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers['access-control-allow-origin']).toBe('*');
    expect(String(asked.headers['access-control-allow-headers'])).toContain('x-avangate-authentication');
    const answer = await get('/rest/6.0/timezone/', { ...usual(), origin: 'https://shop.example.test' });
    expect(answer.headers['access-control-allow-origin']).toBe('*');
  });

  test('a head is asked for like its body', async () => {
    const head = await raw(`/rest/6.0/orders/${refNo}/`, { method: 'HEAD', headers: usual() });
    expect(head).toMatchObject({ status: 200, body: '' });
  });
});
