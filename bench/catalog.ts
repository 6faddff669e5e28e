import { type ConnectionFacts, type Database, openDatabase, type Statement, statement } from '../server/db/database.ts';
import { migrate } from '../server/db/migrate.ts';
import type { MasterKey } from '../server/kit/seal.ts';
import { keepCalling } from './callers.ts';
import { createDatabase, fillCatalog, SEARCH } from './fill.ts';
import { explain } from './orders.ts';
import { rawStatements } from './raw-statements.ts';
import { repeatedReads } from './reads.ts';
import { recorded } from './recording.ts';
import { type Line, times } from './report.ts';
import { type Contender, type Effort, inRounds } from './rounds.ts';
import { openShop, PRODUCT, SECRET_KEY, type Shop, shopOf } from './shop.ts';
import { openWires } from './wires.ts';

/** What the measurements on a large catalog work with. */
export type LargeCatalog = {
  readonly port: number;
  readonly database: Database;
  readonly connection: ConnectionFacts;
  readonly masterKeys: readonly MasterKey[];
  readonly shop: Shop;
  readonly progress: (line: string) => void;
};

const LARGE = 100_000;
const SMALL = 100;
const SEARCH_MARK = 3;
const ADD_MARK = 1.3;

/** Fills the catalog of a new merchant. */
export const openLargeCatalog = async (facts: Omit<LargeCatalog, 'shop'>): Promise<LargeCatalog> => {
  facts.progress(`${LARGE.toLocaleString('en')} products`);
  const shop = await openShop(facts.database, facts.masterKeys, 'CATALOG');
  await fillCatalog(facts.connection, shop.merchant, LARGE);
  return { ...facts, shop };
};

// ---- searches ----

const PAGES = [1, 40] as const;

/** A search with all filters over JSON-RPC beside its bare statements, on the first page and on a later one. */
export const measureSearches = async (
  catalog: LargeCatalog,
  effort: Effort,
  plans: boolean,
): Promise<readonly Line[]> => {
  const lines: Line[] = [];
  for (const page of PAGES) {
    catalog.progress(`searchProducts, page ${page}`);
    lines.push(await searchOf(catalog, page, effort, plans));
  }
  return lines;
};

const searchOf = async (catalog: LargeCatalog, page: number, effort: Effort, plans: boolean): Promise<Line> => {
  const params = { SearchOptions: { ...SEARCH, Page: page, Limit: 10 } };
  const statements = await recordSearch(catalog, params);
  if (plans) console.log(await explain(catalog.connection, statements));
  const wires = await openWires(catalog.port, { code: catalog.shop.merchant.code, secretKey: SECRET_KEY });
  const request = wires.rpc({ method: 'searchProducts', params, rest: { verb: 'GET', path: '/products/' } });
  const calls = await repeatedReads('searchProducts', catalog.port, 1, request);
  const raw = await rawStatements(catalog.connection, statements);
  try {
    const [measured, yardstick] = await inRounds([calls, raw], effort);
    if (measured === undefined || yardstick === undefined) throw new Error('nothing was measured');
    const what = `searchProducts, page ${page} of a filtered ${LARGE.toLocaleString('en')}`;
    return times(what, measured, ['raw statements', yardstick], SEARCH_MARK);
  } finally {
    calls.close();
    await raw.close();
  }
};

/** What a search asks of the database; a page that is not full would be none of these searches. */
const recordSearch = async (
  { database, shop }: LargeCatalog,
  params: Readonly<Record<string, unknown>>,
): Promise<readonly Statement[]> => {
  const statements: Statement[] = [];
  const watched = recorded(database, (s) => statements.push(s));
  const { value } = await shopOf(watched, shop.merchant, new Date()).call('searchProducts', params);
  if ((value as { Items: readonly unknown[] }).Items.length !== 10) throw new Error('the page is not full');
  return statements;
};

// ---- adding ----

/**
 * Adding a product to the large catalog and to a small one in a database of its own, since the tables of a database are
 * as large for all its merchants. Without a wire, which would hide a difference behind what both cost.
 */
export const measureAdding = async (catalog: LargeCatalog, effort: Effort): Promise<Line> => {
  catalog.progress(`addProduct, ${SMALL} and ${LARGE.toLocaleString('en')} products`);
  const connection = await createDatabase(catalog.connection, 'small_catalog');
  await migrate(connection);
  const database = openDatabase({ ...connection, maxConnections: 2 });
  try {
    const small = await openShop(database, catalog.masterKeys, 'CATALOG');
    await fillCatalog(connection, small.merchant, SMALL);
    const contenders = [addedProducts(catalog.database, catalog.shop), addedProducts(database, small)];
    const [large, yardstick] = await inRounds(contenders, effort);
    if (large === undefined || yardstick === undefined) throw new Error('nothing was measured');
    const what = `addProduct at ${LARGE.toLocaleString('en')} products`;
    return times(what, large, [`at ${SMALL}`, yardstick], ADD_MARK);
  } finally {
    await database.close();
  }
};

const ADDED = 'ADDED-';
const REMOVE = `DELETE FROM products WHERE merchant_id = $1 AND starts_with(code, '${ADDED}')`;

/** Products added one after the other; they are taken away again, so that a catalog stays as large as it is. */
const addedProducts = (database: Database, shop: Shop): Contender => {
  let count = 0;
  return {
    name: 'addProduct',
    measure: async (forMs) => {
      const started = performance.now();
      const added = await keepCalling(1, forMs, async () => {
        count += 1;
        await shop.call('addProduct', { Product: { ...PRODUCT, ProductCode: `${ADDED}${count}` } });
      });
      const rate = (added / (performance.now() - started)) * 1000;
      await database.rows(statement(REMOVE, [shop.merchant.id]));
      return rate;
    },
  };
};
