import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signature } from './api/authentication.ts';
import { type Configuration, masterKeysOf, readConfiguration } from './configuration.ts';
import { addMerchant, setSecret } from './domains/accounts/index.ts';
import { createLogger } from './kit/log.ts';
import { openSutler, type Sutler } from './main.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';

const log = createLogger({ level: 'silent' });

const configurationFor = ({ connectionString }: TestDatabase): Configuration =>
  readConfiguration({
    PORT: '0',
    DATABASE_URL: connectionString,
    SUTLER_MASTER_KEY: '5a'.repeat(32),
    SUTLER_POOL_SIZE: '4',
  });

let migrated: TestDatabase;
let empty: TestDatabase;

beforeAll(async () => {
  [migrated, empty] = await Promise.all([createTestDatabase(), createTestDatabase({ content: 'empty' })]);
});

afterAll(() => Promise.all([migrated.drop(), empty.drop()]));

describe('a server', () => {
  let sutler: Sutler;
  let address: string;

  beforeAll(async () => {
    sutler = await openSutler(configurationFor(migrated), { log });
    address = await sutler.listen();
  });
  afterAll(() => sutler.close());

  const get = async (path: string): Promise<{ status: number; type: string | null; body: string }> => {
    const answer = await fetch(address + path);
    return { status: answer.status, type: answer.headers.get('content-type'), body: await answer.text() };
  };

  test('listens on the port that its address and its parts name', () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/);
    expect(sutler.parts.publicUrl).toBe(address);
  });

  test('is alive and ready', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 200, body: 'ok\n' });
    expect(await get('/readyz')).toMatchObject({ status: 200, body: 'ready\n' });
  });

  test('tells where the API is', async () => {
    const { status, type, body } = await get('/');
    expect({ status, type }).toEqual({ status: 200, type: 'text/html; charset=utf-8' });
    for (const path of ['/rpc/6.0/', '/rest/6.0/', '/soap/6.0/'])
      expect(body).toContain(`<code>${address}${path}</code>`);
    expect(body).toContain(`href="${address}/soap/6.0/?wsdl"`);
  });

  test('tells its figures in the text form of Prometheus', async () => {
    const { body } = await get('/metrics');
    const samples = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    for (const sample of samples) expect(sample).toMatch(/^[a-z_]+ \d+(\.\d+)?$/);
    expect(body).toContain('# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes ');
    expect(body).toContain('\nsutler_calls_running 0\n');
  });

  test('answers whoever knows a secret key', async () => {
    const at = new Date();
    const id = await addMerchant(sutler.database, { code: 'FIRST', name: 'First' }, at);
    const masterKeys = masterKeysOf(configurationFor(migrated));
    await setSecret({ database: sutler.database, masterKeys }, id, 'API', 'k3y', { at, overlapMs: 0 });
    const date = at.toISOString().slice(0, 19).replace('T', ' ');
    const params = ['FIRST', date, signature('FIRST', date, 'k3y')];
    const answer = await fetch(`${address}/rpc/6.0/`, {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', method: 'login', params, id: 1 }),
    });
    expect(await answer.json()).toEqual({ jsonrpc: '2.0', result: expect.stringMatching(/^[a-z2-7]{58}$/), id: 1 });
  });
});

describe('a database without tables', () => {
  test('is not ready until it is migrated, and the process lives meanwhile', async () => {
    const sutler = await openSutler(configurationFor(empty), { log, migrate: false });
    const unready = await sutler.app.inject('/readyz');
    expect({ status: unready.statusCode, body: unready.body }).toEqual({
      status: 503,
      body: expect.stringMatching(/^\d+ migrations are not applied\n$/),
    });
    expect((await sutler.app.inject('/healthz')).statusCode).toBe(200);

    const other = await openSutler(configurationFor(empty), { log });
    await other.close();
    expect((await sutler.app.inject('/readyz')).statusCode).toBe(200);
    await sutler.close();
  });
});

describe('a stop', () => {
  test('refuses new connections, closes the database and may be asked for twice', async () => {
    const sutler = await openSutler(configurationFor(migrated), { log });
    const address = await sutler.listen();
    sutler.work.start();
    await Promise.all([sutler.close(), sutler.close()]);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
    await expect(sutler.database.rows({ name: 'x', text: 'SELECT 1', values: [] })).rejects.toThrow();
  });
});

test('a database that does not answer is told in a sentence', async () => {
  const configuration = readConfiguration({
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    SUTLER_MASTER_KEY: '5a'.repeat(32),
  });
  await expect(openSutler(configuration, { log })).rejects.toThrow(/^The database cannot be reached: .*ECONNREFUSED/);
});
