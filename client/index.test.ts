import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { type ClientOptions, createClient, SutlerApiError, SutlerConnectionError } from './index.ts';
import { signature } from './signature.ts';
import { type Methods, methodNames } from './types.ts';

type Called = { readonly path: string; readonly method: string; readonly params: readonly unknown[] };

/** What the double answers to a call that is not a login; `session` is the one it came with. */
type Behaviour = (called: Called, session: unknown) => unknown;

const SECRET = 'SECRET_KEY';

let server: Server;
let url = '';
let calls: Called[] = [];
let logins = 0;
let behave: Behaviour = () => ({ result: true });

const text = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

const refused = (code: number, errorCode: string) => ({
  error: { code, message: `Refused: ${errorCode}`, data: { error_code: errorCode } },
});

const logIn = ([code, date, hash, algo = 'md5']: readonly unknown[]): unknown => {
  logins += 1;
  const known = algo === 'md5' || algo === 'sha256' || algo === 'sha3-256';
  const good = known && hash === signature(String(code), String(date), SECRET, algo);
  const near = Math.abs(Date.parse(`${String(date).replace(' ', 'T')}Z`) - Date.now()) < 60_000;
  return good && near ? { result: `session${logins}` } : refused(10_000, 'FORBIDDEN');
};

beforeEach(async () => {
  calls = [];
  logins = 0;
  behave = () => ({ result: true });
  server = createServer(async (request, response) => {
    const { method, params, id } = JSON.parse(await text(request));
    const called = { path: request.url ?? '', method, params };
    calls.push(called);
    const answer = await (method === 'login' ? logIn(params) : behave(called, params[0]));
    if (typeof answer === 'string') response.writeHead(502).end(answer);
    else response.end(JSON.stringify({ jsonrpc: '2.0', id, ...(answer as object) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const client = (options: Partial<ClientOptions> = {}) =>
  createClient({ url, merchantCode: 'SHOP', secretKey: SECRET, ...options });

const failureOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.fail('the call went through'),
    (error: unknown) => error,
  );

describe('login', () => {
  test('comes with the first call, not before', async () => {
    const shop = client();
    expect(calls).toEqual([]);
    await shop.call('anything');
    expect(calls.map(({ method }) => method)).toEqual(['login', 'anything']);
  });

  test('is made once for calls that start together', async () => {
    const shop = client();
    await Promise.all([shop.call('one'), shop.call('two'), shop.call('three')]);
    expect(logins).toBe(1);
    expect(new Set(calls.slice(1).map(({ params }) => params[0]))).toEqual(new Set(['session1']));
  });

  test.each<readonly [Partial<ClientOptions>, number, unknown]>([
    [{}, 4, 'sha256'],
    [{ algorithm: 'sha3-256' }, 4, 'sha3-256'],
    [{ algorithm: 'md5' }, 3, undefined],
    [{ version: '4.0' }, 3, undefined],
    [{ version: '5.0', algorithm: 'sha256' }, 4, 'sha256'],
  ])('with %j has %i arguments', async (options, count, algo) => {
    await client(options).call('anything');
    expect(calls[0]?.params).toHaveLength(count);
    expect(calls[0]?.params[3]).toBe(algo);
  });

  test('that fails is told, and tried anew by the next call', async () => {
    const shop = client({ secretKey: 'another key' });
    expect(await failureOf(shop.call('anything'))).toMatchObject({ code: 10_000, errorCode: 'FORBIDDEN' });
    expect(calls.map(({ method }) => method)).toEqual(['login']);
    await failureOf(shop.call('anything'));
    expect(logins).toBe(2);
  });

  test('signs as the published example does', () => {
    const known = (algorithm: 'md5' | 'sha256' | 'sha3-256') =>
      signature('AVANGATE', '2010-05-13 12:12:12', 'SECRET_KEY', algorithm);
    expect(known('md5')).toBe('bf763db7d333e9c3038698cf59ada3e6');
    expect(known('sha256')).toBe('29e85dbf92ce0113e7755c31c0438a7db98a4de9f910bf0a527e005f35e43739');
    expect(known('sha3-256')).toBe('0c7e9c0c96148e5bf8e199a0a0e27977edc099ff0b27794e761853b96e04c7fb');
  });
});

describe('a session that has run out', () => {
  test.each([
    [10_000, 'FORBIDDEN'],
    [10_001, 'INVALID_SESSION'],
    [10_002, 'SESSION_EXPIRED'],
  ])('%i %s: logs in again and makes the call once more', async (code, errorCode) => {
    behave = (_, session) => (session === 'session1' ? refused(code, errorCode) : { result: 'done' });
    expect(await client().call('anything', 7)).toBe('done');
    expect(calls.map(({ method, params }) => [method, params[0]])).toEqual([
      ['login', 'SHOP'],
      ['anything', 'session1'],
      ['login', 'SHOP'],
      ['anything', 'session2'],
    ]);
    expect(calls[3]?.params[1]).toBe(7);
  });

  test('is replaced once, however many calls it fails', async () => {
    behave = (_, session) => (session === 'session1' ? refused(10_002, 'SESSION_EXPIRED') : { result: session });
    const shop = client();
    const results = await Promise.all([1, 2, 3, 4].map((number) => shop.call('anything', number)));
    expect(results).toEqual(['session2', 'session2', 'session2', 'session2']);
    expect(logins).toBe(2);
  });

  test('that fails twice is told', async () => {
    behave = () => refused(10_002, 'SESSION_EXPIRED');
    expect(await failureOf(client().call('anything'))).toMatchObject({ errorCode: 'SESSION_EXPIRED' });
    expect(calls).toHaveLength(4);
  });

  test('other refusals are not repeated', async () => {
    behave = () => refused(20_001, 'NO_SUCH_THING');
    const error = await failureOf(client().call('anything'));
    expect(error).toBeInstanceOf(SutlerApiError);
    expect(error).toMatchObject({ code: 20_001, errorCode: 'NO_SUCH_THING', message: 'Refused: NO_SUCH_THING' });
    expect(calls).toHaveLength(2);
  });
});

describe('calls', () => {
  test.each<readonly [string, readonly unknown[], readonly unknown[]]>([
    ['all given', ['a', 1, true], ['a', 1, true]],
    ['absent ones at the end', ['a', undefined, undefined], ['a']],
    ['absent ones in the middle', ['a', undefined, 'c'], ['a', null, 'c']],
    ['null at the end', ['a', null], ['a', null]],
    ['none', [], []],
  ])('positional parameters, %s', async (_, params, sent) => {
    await client().call('anything', ...params);
    expect(calls[1]?.params.slice(1)).toEqual(sent);
  });

  test.each([
    ['', undefined, '/rpc/6.0/'],
    ['/', undefined, '/rpc/6.0/'],
    ['/behind/a/path/', '5.0', '/behind/a/path/rpc/5.0/'],
  ])('with the address %j and version %s go to %s', async (end, version, path) => {
    await client({ url: url + end, ...(version === undefined ? {} : { version }) }).call('anything');
    expect(calls[1]?.path).toBe(path);
  });

  test('null and false are results like others', async () => {
    behave = ({ method }) => ({ result: method === 'nothing' ? null : false });
    expect(await client().call('nothing')).toBeNull();
    expect(await client().call('no')).toBe(false);
  });

  test('every method of the API is a function', async () => {
    behave = ({ method }) => ({ result: `did ${method}` });
    const shop = client();
    for (const name of methodNames) expect(shop[name], name).toBeTypeOf('function');
    expect(await shop.call('getSubscription', 'ABC')).toBe('did getSubscription');
    expect(await shop.getSubscription('ABC')).toBe('did getSubscription');
    expect(calls.at(-1)?.params).toEqual(['session1', 'ABC']);
  });

  test('a call by name has the types of the method', () => {
    const shop = client();
    const byName = () => shop.call('getSubscription', 'ABC');
    const unknown = () => shop.call('somethingNew', 1, 2);
    expectTypeOf(byName).returns.toEqualTypeOf<ReturnType<Methods['getSubscription']>>();
    expectTypeOf(unknown).returns.toEqualTypeOf<Promise<unknown>>();
  });

  test('the client may be awaited and given to a template', async () => {
    expect(await client()).toHaveProperty('call');
  });
});

describe('no answer that makes sense', () => {
  test('an error page', async () => {
    behave = () => '<html>Bad gateway</html>';
    const error = await failureOf(client().call('anything'));
    expect(error).toBeInstanceOf(SutlerConnectionError);
    expect(error).toMatchObject({ status: 502 });
  });

  test('neither result nor error', async () => {
    behave = () => ({});
    expect(await failureOf(client().call('anything'))).toBeInstanceOf(SutlerConnectionError);
  });

  test('a server that is too slow', async () => {
    behave = () => new Promise(() => undefined);
    const error = await failureOf(client({ timeoutMs: 100 }).call('anything'));
    expect(error).toBeInstanceOf(SutlerConnectionError);
    expect(error).toMatchObject({ message: 'anything failed: no answer within 100 ms.', status: undefined });
    expect(calls.map(({ method }) => method)).toEqual(['login', 'anything']);
  });

  test('a server that is not there', async () => {
    const away = client({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
    expect(await failureOf(away.call('anything'))).toMatchObject({
      name: 'SutlerConnectionError',
      message: 'login failed: the server could not be reached.',
    });
  });
});
