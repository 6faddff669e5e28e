import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { createRates, refreshRates } from './index.ts';

let db: TestDatabase;
let feed: { readonly status: number; readonly body: string };
const server = createServer((_, response) => response.writeHead(feed.status).end(feed.body));
let url: string;

const day = (date: string, rates: Record<string, number>) => ({
  status: 200,
  body: JSON.stringify({ base: 'EUR', date, rates }),
});
const at = new Date('2026-11-22T10:00:00Z');
const rate = async (from: string, to: string) => (await createRates(db.database, () => at).current())(from, to);

beforeAll(async () => {
  db = await createTestDatabase();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  server.close();
  await db.drop();
});
beforeEach(async () => {
  feed = day('2026-11-20', { USD: 1.1, GBP: 0.85 });
  await refreshRates(db.database, url, at);
});

test('rates are stored and crossed', async () => {
  expect(await rate('EUR', 'USD')).toBe(110_000_000n);
  expect(await rate('USD', 'GBP')).toBe(77_272_727n);
  expect(await rate('USD', 'JPY')).toBeUndefined();
});

test('a newer day replaces, an older one does not', async () => {
  feed = day('2026-11-21', { USD: 1.2 });
  await refreshRates(db.database, url, at);
  feed = day('2026-11-01', { USD: 1.0 });
  await refreshRates(db.database, url, at);
  expect(await rate('EUR', 'USD')).toBe(120_000_000n);
  expect(await rate('EUR', 'GBP')).toBe(85_000_000n);
});

test.each([
  ['a feed that fails', { status: 503, body: 'later' }, /answers 503/],
  ['a feed that is a page', { status: 200, body: '<html></html>' }, /no date/],
  ['a feed that leaps', day('2026-11-25', { USD: 110 }), /USD leap/],
  ['a feed without end', { status: 200, body: 'x'.repeat(2_000_000) }, /too large/],
])('%s leaves the last good rates', async (_, broken, message) => {
  const before = await rate('EUR', 'USD');
  feed = broken;
  await expect(refreshRates(db.database, url, at)).rejects.toThrow(message);
  expect(await rate('EUR', 'USD')).toBe(before);
});
