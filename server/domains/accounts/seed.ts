import type { Merchant } from '../../api/call.ts';
import { INVALID_PARAMETER, Refused, refuse } from '../../api/errors.ts';
import { read } from '../../api/read.ts';
import { LATEST } from '../../api/versions.ts';
import type { Database, Db } from '../../db/database.ts';
import type { MasterKey } from '../../kit/seal.ts';
import { merchantOf } from './cached-accounts.ts';
import {
  addMerchant,
  findMerchantByCode,
  type MerchantFacts,
  type MerchantRecord,
  updateMerchant,
} from './merchants.ts';
import type { Numbers } from './numbers.ts';
import { setSecret } from './secrets.ts';
import { DeclaredMerchant, DeclaredRates, OTHER_SECTIONS } from './seed-shapes.ts';
import { settingsOf } from './settings.ts';
import { setStripeKeys } from './stripe-keys.ts';

/** Where the parts of a merchant's shop are declared; `db` is a transaction. */
export type SeedShop = {
  readonly db: Db;
  readonly merchantId: bigint;
  /** Of amounts that name none. */
  readonly currency: string;
  readonly now: Date;
};

/** What a seed needs of the catalog, which itself builds on accounts and so cannot be imported here. */
export type SeedCatalog = {
  declareTaxCategories(
    db: Db,
    merchantId: bigint,
    categories: readonly { readonly uuid?: string | null; readonly name: string; readonly isDefault: boolean }[],
  ): Promise<void>;
  declareProductGroups(
    db: Db,
    merchantId: bigint,
    groups: readonly {
      readonly code?: string | null;
      readonly name: string;
      readonly templateName?: string | null;
      readonly description?: string | null;
      readonly enabled: boolean;
      readonly isDefault: boolean;
    }[],
    at: Date,
  ): Promise<void>;
  declarePlatforms(
    db: Db,
    merchantId: bigint,
    platforms: readonly { readonly id: number; readonly name: string; readonly category: string }[],
  ): Promise<void>;
  declareAdditionalFields(shop: SeedShop, fields: unknown, path: string): Promise<void>;
  declareShippingMethods(shop: SeedShop, methods: unknown, path: string): Promise<void>;
  declareProduct(
    deps: { readonly database: Database; readonly numbers: Numbers; readonly merchant: Merchant; readonly now: Date },
    product: unknown,
    path: string,
  ): Promise<void>;
};

/** What a seed needs of pricing and rates, for the same reason. */
export type SeedPricing = {
  declarePriceOptionGroup(
    pricing: { readonly db: Db; readonly merchant: Merchant; readonly now: Date },
    group: unknown,
    path: string,
  ): Promise<void>;
};

/** What a seed needs of delivery, for the same reason. */
export type SeedDelivery = {
  declareCodeList(
    delivery: {
      readonly database: Database;
      readonly merchant: Merchant;
      readonly now: Date;
      readonly folder: string;
    },
    list: unknown,
    path: string,
  ): Promise<void>;
};

export type SeedRates = {
  declareRates(
    db: Db,
    declared: { readonly asOf: string; readonly rates: Readonly<Record<string, string>> },
    at: Date,
  ): Promise<void>;
};

export type SeedDeps = {
  readonly database: Database;
  /** The first one seals. */
  readonly masterKeys: readonly MasterKey[];
  readonly numbers: Numbers;
  readonly catalog: SeedCatalog;
  readonly pricing: SeedPricing;
  readonly rates: SeedRates;
  readonly delivery: SeedDelivery;
  /** Where the names of files begin that a seed tells; the working folder when not given. */
  readonly folder?: string;
  readonly now: () => Date;
};

export type SeedOptions = {
  /** `leave` passes over merchants that are there already, so that a start does not undo what was changed since. */
  readonly existing?: 'update' | 'leave';
};

export type SeedReport = {
  readonly merchants: readonly {
    readonly code: string;
    readonly id: bigint;
    readonly outcome: 'added' | 'updated' | 'left';
  }[];
  /** What was kept but is read by nothing yet, a line each. */
  readonly notices: readonly string[];
};

type Sections = Readonly<Record<string, unknown>>;

/**
 * Applies a declared state: {merchants: [...], exchangeRates: {asOf, rates}}. Idempotent: what is there is changed to what is declared, what is not
 * named stays, nothing is removed. Sections that nothing reads yet are kept with the merchant. Refuses (Refused) with
 * the path of what cannot be; merchants before it are applied then, and the seed may be applied again.
 */
export const applySeed = async (seed: unknown, deps: SeedDeps, options: SeedOptions = {}): Promise<SeedReport> => {
  const { merchants: declared, exchangeRates, ...rest } = sectionsOf(seed, 'The seed');
  if (!Array.isArray(declared)) return refuse(INVALID_PARAMETER, 'The seed needs a list of merchants.');
  const notices = Object.keys(rest).map((name) => `${name}: not known, passed over`);
  const merchants: SeedReport['merchants'][number][] = [];
  await putRates(exchangeRates, deps);
  for (const [index, one] of declared.entries()) {
    const path = `merchants[${index}]`;
    const sections = sectionsOf(one, path);
    const kept = unknownSections(sections);
    merchants.push(await applyMerchant(sections, kept, path, deps, options));
    notices.push(...Object.keys(kept).map((name) => `${path}.${name}: kept, but nothing reads it yet`));
  }
  return { merchants, notices };
};

const putRates = async (exchangeRates: unknown, { database, rates, now }: SeedDeps): Promise<void> => {
  const declared = read(DeclaredRates, LATEST, exchangeRates ?? '', 'exchangeRates');
  if (declared !== null) await under('exchangeRates', () => rates.declareRates(database, declared, now()));
};

const sectionsOf = (value: unknown, path: string): Sections => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse(INVALID_PARAMETER, `${path} must be an object.`);
  }
  return value as Sections;
};

const KNOWN = new Set([...Object.keys(DeclaredMerchant.members), ...OTHER_SECTIONS].map((name) => name.toLowerCase()));

const unknownSections = (sections: Sections): Sections =>
  Object.fromEntries(Object.entries(sections).filter(([name]) => !KNOWN.has(name.toLowerCase())));

const applyMerchant = async (
  sections: Sections,
  kept: Sections,
  path: string,
  deps: SeedDeps,
  { existing = 'update' }: SeedOptions,
): Promise<SeedReport['merchants'][number]> => {
  const declared = read(DeclaredMerchant, LATEST, sections, path);
  if (declared === null) return refuse(INVALID_PARAMETER, `${path} must be an object.`);
  const before = await findMerchantByCode(deps.database, declared.code);
  if (before !== undefined && existing === 'leave') return { code: before.code, id: before.id, outcome: 'left' };
  const record = await under(path, () => putMerchant(factsOf(declared, sections, kept, before), before, deps));
  await under(path, () => putSecrets(record.id, declared, deps));
  await under(path, () => putLists(record.id, declared, deps));
  await putListsInApiForm(merchantOf(record), sections, path, deps);
  await putOptionGroups(merchantOf(record), sections['priceOptionGroups'], `${path}.priceOptionGroups`, deps);
  await putCodeLists(merchantOf(record), sections['codeLists'], `${path}.codeLists`, deps);
  await putProducts(merchantOf(record), sections['products'], `${path}.products`, deps);
  return { code: record.code, id: record.id, outcome: before === undefined ? 'added' : 'updated' };
};

/** Refusals of parts tell where in the seed it is. */
const under = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refused) throw new Refused(error.refusal, `${path}: ${error.message}`);
    throw error;
  }
};

type Facts = Partial<MerchantFacts> & Pick<MerchantFacts, 'code' | 'name'>;

const factsOf = (
  declared: DeclaredMerchant,
  sections: Sections,
  kept: Sections,
  before: MerchantRecord | undefined,
): Facts => ({
  code: declared.code,
  name: declared.name ?? before?.name ?? declared.code,
  ...(declared.currency && { currency: declared.currency }),
  ...(declared.country && { countryCode: declared.country }),
  ...(declared.timeZone && { timeZone: declared.timeZone }),
  ...(declared.test != null && { isTest: declared.test }),
  ...(declared.enabled != null && { enabled: declared.enabled }),
  ...(declared.allowedAddresses && { allowedAddresses: declared.allowedAddresses }),
  settings: settingsAfter(
    { ...before?.settings, ...(declared.refundReasons && { refundReasons: declared.refundReasons }) },
    sections['settings'],
    kept,
  ),
});

const settingsAfter = (before: Sections, declared: unknown, kept: Sections): Sections => {
  const settings = { ...before, ...(declared == null ? {} : sectionsOf(declared, 'settings')) };
  if (Object.keys(kept).length === 0) return settings;
  const keptBefore = before['declared'];
  return { ...settings, declared: { ...(typeof keptBefore === 'object' ? keptBefore : {}), ...kept } };
};

const putMerchant = async (
  facts: Facts,
  before: MerchantRecord | undefined,
  { database, now }: SeedDeps,
): Promise<MerchantRecord> => {
  if (before === undefined) await addMerchant(database, facts, now());
  else await updateMerchant(database, before.id, facts, now());
  const record = await findMerchantByCode(database, facts.code);
  if (record === undefined) throw new Error('the merchant just declared is not there');
  return record;
};

const putSecrets = async (merchantId: bigint, declared: DeclaredMerchant, deps: SeedDeps): Promise<void> => {
  const rotation = { at: deps.now(), overlapMs: 0 };
  if (declared.secretKey) await setSecret(deps, merchantId, 'API', declared.secretKey, rotation);
  if (declared.buyLinkSecretWord) await setSecret(deps, merchantId, 'BUY_LINK', declared.buyLinkSecretWord, rotation);
  if (declared.insSecretWord) await setSecret(deps, merchantId, 'INS', declared.insSecretWord, rotation);
  const { secretKey, webhookSecret } = declared.stripe ?? {};
  const stripe = { secretKey: secretKey || undefined, webhookSecret: webhookSecret || undefined };
  await setStripeKeys(deps, merchantId, stripe, rotation.at);
};

const putLists = async (merchantId: bigint, declared: DeclaredMerchant, deps: SeedDeps): Promise<void> => {
  const categories = (declared.taxCategories ?? []).map(({ default: isDefault, ...category }) => ({
    ...category,
    isDefault: isDefault === true,
  }));
  const groups = (declared.productGroups ?? []).map(({ default: isDefault, enabled, ...group }) => ({
    ...group,
    enabled: enabled ?? true,
    isDefault: isDefault === true,
  }));
  const platforms = (declared.platforms ?? []).map(({ id, name, category }) => ({
    id,
    name,
    category: category ?? '',
  }));
  await deps.database.transaction(async (tx) => {
    if (categories.length > 0) await deps.catalog.declareTaxCategories(tx, merchantId, categories);
    if (groups.length > 0) await deps.catalog.declareProductGroups(tx, merchantId, groups, deps.now());
    if (platforms.length > 0) await deps.catalog.declarePlatforms(tx, merchantId, platforms);
  });
};

const putListsInApiForm = async (
  merchant: Merchant,
  { additionalFields, shippingMethods }: Sections,
  path: string,
  { database, catalog, now }: SeedDeps,
): Promise<void> => {
  if (additionalFields === undefined && shippingMethods === undefined) return;
  await database.transaction(async (db) => {
    const shop = { db, merchantId: merchant.id, currency: settingsOf(merchant).currency, now: now() };
    await catalog.declareAdditionalFields(shop, additionalFields, `${path}.additionalFields`);
    await catalog.declareShippingMethods(shop, shippingMethods, `${path}.shippingMethods`);
  });
};

const putOptionGroups = async (
  merchant: Merchant,
  declared: unknown,
  path: string,
  { database, pricing, now }: SeedDeps,
): Promise<void> => {
  for (const [index, group] of listOf(declared, path).entries()) {
    const at = `${path}[${index}]`;
    await database.transaction((db) => pricing.declarePriceOptionGroup({ db, merchant, now: now() }, group, at));
  }
};

const listOf = (declared: unknown, path: string): readonly unknown[] => {
  if (declared === undefined || declared === null) return [];
  return Array.isArray(declared) ? declared : refuse(INVALID_PARAMETER, `${path} must be a list.`);
};

const putCodeLists = async (merchant: Merchant, declared: unknown, path: string, deps: SeedDeps): Promise<void> => {
  const { database, delivery, folder = '.' } = deps;
  // Keys come by the clock of those who will get them.
  const now = new Date(deps.now().getTime() + merchant.clockOffsetMs);
  for (const [index, list] of listOf(declared, path).entries()) {
    await delivery.declareCodeList({ database, merchant, now, folder }, list, `${path}[${index}]`);
  }
};

const putProducts = async (merchant: Merchant, declared: unknown, path: string, deps: SeedDeps): Promise<void> => {
  const { database, numbers } = deps;
  const shop = { database, numbers, merchant, now: deps.now() };
  for (const [index, product] of listOf(declared, path).entries()) {
    await deps.catalog.declareProduct(shop, product, `${path}[${index}]`);
  }
};
