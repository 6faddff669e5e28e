import { readdirSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/**
 * Who may import whom. Imports point one way: kit, then db and api, then gateways and domains, then the program that
 * joins them. A folder's rule names what its files may reach beside packages and themselves.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'client/': ['client/', 'node:*'],
  'server/kit/': ['server/kit/', '*'],
  'server/db/': ['server/kit/', 'server/db/', '*'],
  'server/api/': ['server/kit/', 'server/db/', 'server/api/', '*'],
  // An adapter may use its provider's own library.
  'server/gateways/stripe/': ['server/kit/', 'server/db/', 'server/gateways/', 'fastify', 'stripe', 'node:*'],
  'server/gateways/': ['server/kit/', 'server/db/', 'server/gateways/', 'fastify', 'node:*'],
  'server/jobs/': ['server/kit/', 'server/db/', 'server/jobs/', '*'],
  // Other domains are reached by their index.ts only; see `reachesInside`.
  'server/domains/': [
    'server/kit/',
    'server/db/',
    'server/api/',
    'server/gateways/port.ts',
    'server/gateways/registry.ts',
    'server/domains/',
    '*',
  ],
};

/** The program that joins the others, files straight in server/, and so may import everything. */
const JOINING = /^server\/([^/]+\.ts$|cli\/|testing\/)/;

/** Files of domains that are open to all domains, beside each domain's index.ts. */
const OPEN_DOMAIN_FILES = ['server/domains/method.ts', 'server/domains/accounts/numbers.ts'];

/** Imports between domains that close a circle and are accepted for now, as "from -> to". This list should shrink. */
const ACCEPTED_CIRCLES: readonly string[] = [];

type Source = { readonly path: string; readonly text: string };
type Import = { readonly from: string; readonly to: string };

// ---- reading imports ----

const STATEMENT = /^[ \t]*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"]+)['"]/gm;
const BARE = /^[ \t]*import\s+['"]([^'"]+)['"]/gm;
const CALLED = /\bimport\(\s*['"]([^'"]+)['"]/g;

const importsOf = ({ path, text }: Source): readonly Import[] =>
  [STATEMENT, BARE, CALLED]
    .flatMap((pattern) => [...text.matchAll(pattern)])
    .map(([, target = '']) => ({ from: path, to: resolved(path, target) }));

const resolved = (path: string, target: string): string =>
  target.startsWith('.') ? posix.join(posix.dirname(path), target) : target;

// ---- judging them ----

const isFile = (target: string): boolean => /^(server|client|scenarios|bench|tools|contract)\//.test(target);

/** Tests, the suites and stages that they share, and the things they make up. */
const isTest = (path: string): boolean =>
  /(\.test|-suite|\/(?:made-up|sample|testing)-[\w-]+)\.ts$|\/testing\//.test(path);

/** What tests may import in every layer of the server, beside packages and what other tests share. */
const OPEN_TO_TESTS = ['server/testing/', 'server/domains/all-methods.ts'];

const domainOf = (path: string): string | undefined => /^server\/domains\/([^/]+)\//.exec(path)?.[1];

const problemOf = (one: Import): string | undefined => {
  const { from, to } = one;
  if (JOINING.test(from)) return undefined;
  const rule = Object.entries(MAY_IMPORT).find(([folder]) => from.startsWith(folder))?.[1];
  if (rule === undefined) return `${from} is in no known layer`;
  if (isTest(from) && (!isFile(to) || openToTests(from, to))) return undefined;
  if (!rule.some((allowed) => fits(allowed, to))) return `${from} imports ${to}`;
  return reachesInside(one) ? `${from} imports ${to}, past the index.ts of that domain` : undefined;
};

const openToTests = (from: string, to: string): boolean =>
  from.startsWith('server/') && (isTest(to) || OPEN_TO_TESTS.some((open) => to.startsWith(open)));

const fits = (allowed: string, target: string): boolean => {
  if (allowed === '*') return !isFile(target);
  if (allowed === 'node:*') return target.startsWith('node:');
  return allowed.endsWith('/') ? target.startsWith(allowed) : target === allowed;
};

const reachesInside = ({ from, to }: Import): boolean => {
  const [own, other] = [domainOf(from), domainOf(to)];
  if (other === undefined || own === other || OPEN_DOMAIN_FILES.includes(to)) return false;
  return to !== `server/domains/${other}/index.ts`;
};

const problemsOf = (sources: readonly Source[]): readonly string[] =>
  sources.flatMap(importsOf).flatMap((one) => problemOf(one) ?? []);

// ---- circles ----

const domainEdges = (sources: readonly Source[]): ReadonlySet<string> =>
  new Set(
    sources
      .filter(({ path }) => !isTest(path))
      .flatMap(importsOf)
      .flatMap(({ from, to }) => {
        const [own, other] = [domainOf(from), domainOf(to)];
        const counts = own !== undefined && other !== undefined && own !== other && !OPEN_DOMAIN_FILES.includes(to);
        return counts ? [`${own} -> ${other}`] : [];
      }),
  );

/** The edges that lie on a circle. */
const circularEdges = (edges: ReadonlySet<string>, accepted: readonly string[]): readonly string[] => {
  const pairs = [...edges].filter((edge) => !accepted.includes(edge)).map((edge) => edge.split(' -> '));
  const reach = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const visit = (from: string): void => {
      for (const [own, other = ''] of pairs) {
        if (own !== from || seen.has(other)) continue;
        seen.add(other);
        visit(other);
      }
    };
    visit(start);
    return seen;
  };
  return pairs.filter(([own = '', other = '']) => reach(other).has(own)).map((pair) => pair.join(' -> '));
};

// ---- the repository ----

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const sourcesIn = (folder: string): readonly Source[] =>
  readdirSync(`${root}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : sourcesIn(path);
    return entry.name.endsWith('.ts') ? [{ path, text: readFileSync(`${root}/${path}`, 'utf8') }] : [];
  });

const sources = [...sourcesIn('server'), ...sourcesIn('client')];

describe('the repository', () => {
  test('has sources in all layers that the check knows', () => {
    for (const layer of [
      'client/',
      'server/kit/',
      'server/db/',
      'server/api/',
      'server/gateways/',
      'server/domains/',
    ]) {
      expect(sources.filter(({ path }) => path.startsWith(layer)).length, layer).toBeGreaterThan(3);
    }
  });

  test('imports point one way', () => {
    expect(problemsOf(sources)).toEqual([]);
  });

  test('no circles between domains but the accepted ones', () => {
    expect(circularEdges(domainEdges(sources), ACCEPTED_CIRCLES)).toEqual([]);
  });

  test('every accepted circle still exists', () => {
    const circular = circularEdges(domainEdges(sources), []);
    expect(ACCEPTED_CIRCLES.filter((edge) => !circular.includes(edge))).toEqual([]);
  });
});

describe('the check', () => {
  test.each([
    ["import { a } from './a.ts';", 'server/kit/a.ts'],
    ["import type { A } from '../a.ts';", 'server/a.ts'],
    ["import {\n  a,\n  type B,\n} from './a.ts';", 'server/kit/a.ts'],
    ["import a, { type B } from './a.ts';", 'server/kit/a.ts'],
    ["import * as a from './a.ts';", 'server/kit/a.ts'],
    ["import './a.ts';", 'server/kit/a.ts'],
    ["export { a } from './a.ts';", 'server/kit/a.ts'],
    ["export * from './a.ts';", 'server/kit/a.ts'],
    ["export type { A } from './a.ts';", 'server/kit/a.ts'],
    [`const a = await im${"port('./a.ts')"};`, 'server/kit/a.ts'],
    ["import pg from 'pg';", 'pg'],
  ])('reads %j', (text, to) => {
    expect(importsOf({ path: 'server/kit/x.ts', text })).toEqual([{ from: 'server/kit/x.ts', to }]);
  });

  test.each([
    "// import { a } from './a.ts';",
    " * import { a } from './a.ts';",
    "export const a = 1;\nconst b = 'from here';",
  ])('does not take %j for an import', (text) => {
    expect(importsOf({ path: 'server/kit/x.ts', text })).toEqual([]);
  });

  test.each<readonly [string, string, boolean]>([
    ['server/kit/money.ts', './ids.ts', true],
    ['server/kit/money.ts', 'temporal-polyfill', true],
    ['server/kit/money.ts', '../db/database.ts', false],
    ['server/kit/money.ts', '../api/errors.ts', false],
    ['server/db/database.ts', '../kit/log.ts', true],
    ['server/db/database.ts', '../api/errors.ts', false],
    ['server/db/database.test.ts', '../testing/test-database.ts', true],
    ['server/db/database.ts', '../testing/test-database.ts', false],
    ['server/api/call.ts', '../db/database.ts', true],
    ['server/api/soap/wsdl.ts', '../../domains/all-methods.ts', false],
    ['server/api/call.ts', '../domains/all-methods.ts', false],
    ['server/api/call.test.ts', '../domains/all-methods.ts', true],
    ['server/api/call.test.ts', '../domains/orders/store.ts', false],
    ['server/gateways/simulator/simulator.ts', '../port.ts', true],
    ['server/gateways/simulator/pages.ts', 'fastify', true],
    ['server/gateways/port.ts', 'kysely', false],
    ['server/gateways/port.ts', '../api/errors.ts', false],
    ['server/jobs/queue.ts', '../domains/orders/index.ts', false],
    ['server/domains/orders/store.ts', '../../db/database.ts', true],
    ['server/domains/orders/store.ts', './rows.ts', true],
    ['server/domains/orders/charging.ts', '../../gateways/port.ts', true],
    ['server/domains/orders/charging.ts', '../../gateways/simulator/simulator.ts', false],
    ['server/domains/orders/charging.ts', '../pricing/index.ts', true],
    ['server/domains/orders/charging.ts', '../pricing/rules/tax.ts', false],
    ['server/domains/orders/methods/get-order.ts', '../../method.ts', true],
    ['server/domains/orders/placement.ts', '../accounts/numbers.ts', true],
    ['server/domains/orders/placement.ts', '../accounts/store.ts', false],
    ['server/domains/orders/placement.ts', '../../main.ts', false],
    ['server/domains/all-methods.ts', './orders/index.ts', true],
    ['server/domains/all-methods.ts', './orders/store.ts', false],
    ['server/main.ts', './domains/orders/index.ts', true],
    ['server/cli/migrate.ts', '../db/migrate.ts', true],
    ['server/stray/log.ts', '../kit/log.ts', false],
    ['server/domains/orders/testing/stage.ts', '../../../testing/test-database.ts', true],
    ['server/domains/orders/store.test.ts', '../catalog/testing-shop.ts', true],
    ['server/domains/orders/store.ts', '../catalog/testing-shop.ts', false],
    ['client/index.ts', './types.ts', true],
    ['client/index.ts', 'node:crypto', true],
    ['client/index.ts', 'pg', false],
    ['client/index.ts', '../server/api/errors.ts', false],
    ['client/index.test.ts', 'vitest', true],
    ['client/index.test.ts', '../server/api/errors.ts', false],
    ['client/index.test.ts', '../server/testing/api.ts', false],
  ])('%s imports %s: %s', (path, target, allowed) => {
    const found = problemsOf([{ path, text: `import { a } from '${target}';` }]);
    expect(found).toHaveLength(allowed ? 0 : 1);
  });

  const domain = (name: string, ...others: readonly string[]): Source => ({
    path: `server/domains/${name}/index.ts`,
    text: others.map((other) => `import { a } from '../${other}/index.ts';`).join('\n'),
  });

  test('finds circles of any length, and what only leads to one is none', () => {
    const edges = domainEdges([
      domain('a', 'b'),
      domain('b', 'c'),
      domain('c', 'b', 'd'),
      domain('d'),
      domain('e', 'a'),
    ]);
    expect(circularEdges(edges, [])).toEqual(['b -> c', 'c -> b']);
    expect(circularEdges(edges, ['c -> b'])).toEqual([]);
    const three = domainEdges([domain('a', 'b'), domain('b', 'c'), domain('c', 'a')]);
    expect(circularEdges(three, [])).toEqual(['a -> b', 'b -> c', 'c -> a']);
  });
});
