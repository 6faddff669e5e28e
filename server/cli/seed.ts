import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { Refused } from '../api/errors.ts';
import { type Configuration, masterKeysOf } from '../configuration.ts';
import {
  applySeed,
  createNumbers,
  demoSeed,
  findMerchantByCode,
  findSecrets,
  type SeedOptions,
  type SeedReport,
} from '../domains/accounts/index.ts';
import * as catalog from '../domains/catalog/index.ts';
import * as delivery from '../domains/delivery/index.ts';
import * as pricing from '../domains/pricing/index.ts';
import * as rates from '../domains/rates/index.ts';
import { systemClock } from '../kit/clock.ts';
import type { Storage } from '../storage.ts';
import type { Visitor } from './banner.ts';
import { progress } from './progress.ts';
import { CommandFailed, withStorage } from './with-storage.ts';

/** Applies a seed file: the named one, else that of SUTLER_SEED, else the demo, which only an embedded database gets. */
export const seed = (file: string | undefined): Promise<void> =>
  withStorage(async (deps) => {
    const { configuration } = deps;
    // npm runs commands in the project's folder and tells where it was called.
    const path = file === undefined ? configuration.seedFile : resolve(process.env['INIT_CWD'] ?? '.', file);
    if (path === undefined && deps.embedded === undefined) {
      throw new CommandFailed(
        'Name a seed file: the demo, whose secret key everybody knows, is for embedded databases.',
      );
    }
    const { merchants, notices } = await apply(deps, configuration, path);
    for (const { code, outcome } of merchants) console.log(`Merchant ${code}: ${outcome}`);
    for (const notice of notices) console.log(notice);
  });

/**
 * What a server does as it starts. A file is applied each time, as what it declares is to be so; the demo only once, so
 * that what was tried with it stays. Answers whom the banner may name.
 */
export const seedAtStart = async (storage: Storage, configuration: Configuration): Promise<Visitor | undefined> => {
  const { seedFile } = configuration;
  if (seedFile !== undefined) {
    tell(await apply(storage, configuration, seedFile), `Applied the seed ${seedFile}`);
    return undefined;
  }
  if (storage.embedded === undefined) return undefined;
  const existing = (await isDemoWhole(storage)) ? 'leave' : 'update';
  tell(await apply(storage, configuration, undefined, { existing }), 'Added the demo merchant');
  return demoVisitor(storage, configuration);
};

/** A first start that was cut off may have left a merchant without anything to sell, as products come last. */
const isDemoWhole = async ({ database }: Storage): Promise<boolean> => {
  const [{ code, products }] = demoSeed.merchants;
  const merchant = await findMerchantByCode(database, code);
  if (merchant === undefined) return false;
  const codes = products.map(({ ProductCode }) => ProductCode);
  return (await catalog.findProductsForSale(database, merchant.id, codes)).length > 0;
};

const tell = ({ merchants, notices }: SeedReport, line: string): void => {
  if (merchants.some(({ outcome }) => outcome !== 'left')) progress(line);
  for (const notice of notices) progress(`Seed: ${notice}`);
};

const apply = async (
  { database }: Storage,
  configuration: Configuration,
  file: string | undefined,
  options?: SeedOptions,
): Promise<SeedReport> => {
  const declared = file === undefined ? demoSeed : readSeed(file);
  const masterKeys = masterKeysOf(configuration);
  const deps = {
    database,
    masterKeys,
    numbers: createNumbers(database),
    catalog,
    pricing,
    rates,
    delivery,
    ...(file === undefined ? {} : { folder: dirname(file) }),
    now: systemClock.now,
  };
  try {
    return await applySeed(declared, deps, options);
  } catch (error) {
    if (error instanceof Refused) throw new CommandFailed(`${file ?? 'The demo'} cannot be applied: ${error.message}`);
    throw error;
  }
};

/** YAML, and JSON with it. Throws CommandFailed with the place of what cannot be read. */
export const readSeed = (file: string): unknown => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandFailed(`The seed file cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  try {
    return parse(text);
  } catch (error) {
    throw new CommandFailed(
      `${file} is neither YAML nor JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
};

/** The demo merchant with the key that it has now; undefined when it was disabled or has none. */
const demoVisitor = async ({ database }: Storage, configuration: Configuration): Promise<Visitor | undefined> => {
  const [{ code, products }] = demoSeed.merchants;
  const merchant = await findMerchantByCode(database, code);
  if (merchant === undefined || !merchant.enabled) return undefined;
  const at = systemClock.now();
  const [secret] = await findSecrets(database, masterKeysOf(configuration), merchant.id, 'API', at);
  if (secret === undefined) return undefined;
  return { code: merchant.code, secretKey: secret.text, productCode: products[0].ProductCode };
};
