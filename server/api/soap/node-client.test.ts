import type { FastifyInstance } from 'fastify';
import { type Client, createClientAsync } from 'soap';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShop } from './made-up-shop.ts';

let app: FastifyInstance;
let client: Client;

beforeAll(async () => {
  const shop = await openShop();
  app = shop.app;
  client = await createClientAsync(`${shop.url}/soap/5.0?wsdl`, { disableCache: true });
});
afterAll(() => app.close());

type Tree = { readonly [name: string]: unknown };

/** The answer without the attributes that this client keeps beside values. */
const call = async (method: string, args: Tree): Promise<unknown> => {
  const [answer] =
    (await (client as unknown as Record<string, (args: Tree) => Promise<[Tree]>>)[`${method}Async`]?.(args)) ?? [];
  return plain(answer?.[`${method}Return`]);
};

const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('$value' in value) return value.$value;
  const entries = Object.entries(value).filter(([name]) => name !== 'attributes');
  return Object.fromEntries(entries.map(([name, member]) => [name, plain(member)]));
};

const sessionID = 'abc123session';

test('the WSDL names the methods of its version, and their parts in order', () => {
  const { SutlerPort: methods } = client.describe().Sutler as Record<string, Record<string, { input: Tree }>>;
  expect(Object.keys(methods ?? {})).toEqual([
    'addPart',
    'echoBasket',
    'repeatBasket',
    'login',
    'searchParts',
    'tellTable',
  ]);
  expect(Object.keys(methods?.['login']?.input ?? {})).toEqual(['merchantCode', 'date', 'hash', 'algo']);
  expect(Object.keys(methods?.['addPart']?.input ?? {})).toEqual(['sessionID', 'code', 'quantity', 'gift', 'price']);
});

test('login with three and four arguments', async () => {
  const credentials = { merchantCode: 'SHOP', date: '2026-01-01 00:00:00', hash: 'good' };
  expect(await call('login', credentials)).toBe('abc123session');
  expect(await call('login', { ...credentials, algo: 'sha256' })).toBe('abc123sessionsha256');
});

test('scalars by name, in any order, with gaps', async () => {
  expect(await call('addPart', { price: '2.50', code: 'X', sessionID, gift: false })).toBe('5.0|X|none|false|2.50');
});

test.each([
  ['a wrapper of items', { item: [{ Code: 'A' }, { Code: 'B' }] }],
  ['repeated elements', [{ Code: 'A' }, { Code: 'B' }]],
])('a list sent as %s', async (_, Parts) => {
  expect(await call('echoBasket', { sessionID, basket: { Parts } })).toMatchObject({
    Parts: { item: [{ Code: 'A' }, { Code: 'B' }] },
  });
});

test.each([
  ['a wrapper of items', { item: { Code: 'A' } }],
  ['the entry itself', { Code: 'A' }],
])('a list of one sent as %s', async (_, Parts) => {
  expect(await call('echoBasket', { sessionID, basket: { Parts } })).toMatchObject({ Parts: { item: { Code: 'A' } } });
});

test('an older version answers its own members', async () => {
  const basket = await call('echoBasket', { sessionID, basket: { Affiliate: { Name: 'n' } } });
  expect(basket).toMatchObject({ AffiliateName: 'n' });
  expect(basket).not.toHaveProperty('Affiliate');
});

test('a fault has the code, the sentence and the detail', async () => {
  await expect(call('addPart', { sessionID, code: 'GONE' })).rejects.toMatchObject({
    root: {
      Envelope: {
        Body: {
          Fault: {
            faultcode: 'OUT_OF_STOCK',
            faultstring: 'There is none left.',
            detail: { error_code: 'OUT_OF_STOCK' },
          },
        },
      },
    },
  });
});
