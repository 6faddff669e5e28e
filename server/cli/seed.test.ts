import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Environment, masterKeysOf, readConfiguration } from '../configuration.ts';
import type { EmbeddedServer } from '../db/embedded/start-embedded.ts';
import { addMerchant, findMerchantByCode, findSecrets, setSecret, updateMerchant } from '../domains/accounts/index.ts';
import { findProductsForSale } from '../domains/catalog/index.ts';
import type { Storage } from '../storage.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';
import { readSeed, seed, seedAtStart } from './seed.ts';
import { CommandFailed } from './with-storage.ts';

const KEY = '5a'.repeat(32);
const AT = new Date('2026-11-22T10:00:00Z');

let store: TestDatabase;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sutler-seed-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(async () => {
  store = await createTestDatabase();
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await store.drop();
});

const configurationWith = (env: Environment = {}) => readConfiguration({ SUTLER_MASTER_KEY: KEY, ...env });

/** Which server it is matters to the demo; only whether there is an embedded one is asked. */
const storageThat = (isEmbedded: boolean): Storage => ({
  connection: { connectionString: store.connectionString },
  database: store.database,
  embedded: isEmbedded ? ({} as EmbeddedServer) : undefined,
  close: async () => undefined,
});

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const demo = async () => findMerchantByCode(store.database, 'DEMO');
const idOfDemo = async () => (await demo())?.id ?? 0n;

describe('a start on an embedded database', () => {
  test('makes the demo merchant and names it with its key and product', async () => {
    const visitor = await seedAtStart(storageThat(true), configurationWith());
    expect(visitor).toEqual({ code: 'DEMO', secretKey: 'demo-secret-key', productCode: 'SUTLER-DEMO' });
    expect(await findProductsForSale(store.database, await idOfDemo(), ['SUTLER-DEMO'])).toHaveLength(1);
  });

  test('leaves what was changed since, and names the key of today', async () => {
    const storage = storageThat(true);
    await seedAtStart(storage, configurationWith());
    await updateMerchant(store.database, await idOfDemo(), { name: 'Mine' }, AT);
    const deps = { database: store.database, masterKeys: masterKeysOf(configurationWith()) };
    await setSecret(deps, await idOfDemo(), 'API', 'changed', { at: AT, overlapMs: 0 });
    expect(await seedAtStart(storage, configurationWith())).toMatchObject({ secretKey: 'changed' });
    expect(await demo()).toMatchObject({ name: 'Mine' });
  });

  test('completes a demo merchant of a first start that was cut off', async () => {
    await addMerchant(store.database, { code: 'DEMO', name: 'Demo shop' }, AT);
    const visitor = await seedAtStart(storageThat(true), configurationWith());
    expect(visitor).toMatchObject({ secretKey: 'demo-secret-key' });
    expect(await findProductsForSale(store.database, await idOfDemo(), ['SUTLER-DEMO'])).toHaveLength(1);
  });

  test('names nobody when the demo merchant is disabled', async () => {
    await seedAtStart(storageThat(true), configurationWith());
    await updateMerchant(store.database, await idOfDemo(), { enabled: false }, AT);
    expect(await seedAtStart(storageThat(true), configurationWith())).toBeUndefined();
  });
});

test('a start on a database of its own makes no demo merchant', async () => {
  expect(await seedAtStart(storageThat(false), configurationWith())).toBeUndefined();
  expect(await demo()).toBeUndefined();
});

describe('a seed file', () => {
  const yaml = 'merchants:\n  - code: SHOP\n    secretKey: first\n    currency: usd\n';

  test('takes the place of the demo at the start, and what it declares counts again at each start', async () => {
    const SUTLER_SEED = file('seed.yaml', yaml);
    expect(await seedAtStart(storageThat(true), configurationWith({ SUTLER_SEED }))).toBeUndefined();
    expect(await demo()).toBeUndefined();
    file('seed.yaml', yaml.replace('first', 'second'));
    await seedAtStart(storageThat(true), configurationWith({ SUTLER_SEED }));
    const shop = await findMerchantByCode(store.database, 'SHOP');
    const masterKeys = masterKeysOf(configurationWith());
    const secrets = await findSecrets(store.database, masterKeys, shop?.id ?? 0n, 'API', new Date());
    expect(secrets.map(({ text }) => text)).toEqual(['second']);
  });

  test('may be JSON', () => {
    expect(readSeed(file('seed.json', '{"merchants": [{"code": "SHOP"}]}'))).toEqual({ merchants: [{ code: 'SHOP' }] });
  });

  test.each([
    ['that is not there', () => join(folder, 'none.yaml'), /^The seed file cannot be read: ENOENT/],
    ['that is no YAML', () => file('broken.yaml', 'merchants: [\n'), /broken\.yaml is neither YAML nor JSON: .*line 2/],
  ])('%s is refused', (_, path, sentence) => {
    expect(() => readSeed(path())).toThrow(sentence);
    expect(() => readSeed(path())).toThrow(CommandFailed);
  });

  test('with something that cannot be is refused with its name and the place', async () => {
    const SUTLER_SEED = file('wrong.yaml', 'merchants:\n  - code: SHOP\n    currency: nothing\n');
    const start = seedAtStart(storageThat(true), configurationWith({ SUTLER_SEED }));
    await expect(start).rejects.toThrow(/wrong\.yaml cannot be applied: merchants\[0\]/);
  });
});

describe('sutler seed', () => {
  beforeEach(() => {
    vi.stubEnv('DATABASE_URL', store.connectionString);
    vi.stubEnv('SUTLER_MASTER_KEY', KEY);
  });

  test('applies the named file, wherever npm was called', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
    file('named.yaml', 'merchants:\n  - code: NAMED\n    pets: [cat]\n');
    vi.stubEnv('INIT_CWD', folder);
    await seed('named.yaml');
    expect(lines).toEqual(['Merchant NAMED: added', 'merchants[0].pets: kept, but nothing reads it yet']);
  });

  test('without a file gives the demo to embedded databases only', async () => {
    vi.stubEnv('SUTLER_SEED', '');
    await expect(seed(undefined)).rejects.toThrow('Name a seed file');
    expect(await demo()).toBeUndefined();
  });
});
