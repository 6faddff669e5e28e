import { type Method, type MethodList, methodsOf, type RestLine } from './method.ts';
import { VERSIONS, type Version, within } from './versions.ts';

/** A REST line found for a request, with the values of the braces in its path. */
export type Route = { readonly method: Method; readonly line: RestLine; readonly values: ReadonlyMap<string, string> };

/** What a path answers to: a route, or the verbs that it takes when the verb was wrong; none for an unknown path. */
export type Found = Route | { readonly verbs: readonly string[] };

type Leaf = { readonly method: Method; readonly line: RestLine; readonly names: readonly string[] };
type Node = { readonly literal: Map<string, Node>; brace: Node | undefined; readonly leaves: Leaf[] };

const node = (): Node => ({ literal: new Map(), brace: undefined, leaves: [] });

/** Folds the REST lines of the methods into a tree by path segment. */
export const restRoutes = (methods: MethodList): ((version: Version, verb: string, path: string) => Found) => {
  const root = node();
  for (const method of methodsOf(methods)) for (const line of method.rest) plant(root, method, line);
  return (version, verb, path) => {
    const segments = path.split('/').filter((segment) => segment !== '');
    const reached: { readonly leaf: Leaf; readonly values: readonly string[] }[] = [];
    walk(root, segments, 0, [], version, reached);
    const hit = reached.find(({ leaf }) => leaf.line.verb === verb);
    if (hit === undefined) return { verbs: [...new Set(reached.map(({ leaf }) => leaf.line.verb))] };
    return {
      method: hit.leaf.method,
      line: hit.leaf.line,
      values: new Map(hit.leaf.names.map((name, at) => [name, hit.values[at] ?? ''])),
    };
  };
};

const plant = (root: Node, method: Method, line: RestLine): void => {
  let at = root;
  const names: string[] = [];
  for (const segment of line.path.split('/').filter((part) => part !== '')) {
    const brace = /^\{(.+)\}$/.exec(segment)?.[1];
    if (brace === undefined) {
      const next = at.literal.get(segment.toLowerCase()) ?? node();
      at.literal.set(segment.toLowerCase(), next);
      at = next;
    } else {
      names.push(brace);
      at.brace ??= node();
      at = at.brace;
    }
  }
  const rival = at.leaves.find((leaf) => leaf.line.verb === line.verb && overlap(leaf.method, method));
  if (rival !== undefined) {
    throw new Error(`${method.name} and ${rival.method.name} both answer ${line.verb} ${line.path}.`);
  }
  at.leaves.push({ method, line, names });
};

const overlap = (a: Method, b: Method): boolean =>
  VERSIONS.some((version) => within(version, a.versions) && within(version, b.versions));

/** Words of a path go before braces, so /orders/0/sale/ is found although /orders/{RefNo}/… exists. */
const walk = (
  at: Node,
  segments: readonly string[],
  depth: number,
  values: readonly string[],
  version: Version,
  reached: { readonly leaf: Leaf; readonly values: readonly string[] }[],
): void => {
  const segment = segments[depth];
  if (segment === undefined) {
    for (const leaf of at.leaves) if (within(version, leaf.method.versions)) reached.push({ leaf, values });
    return;
  }
  const literal = at.literal.get(segment.toLowerCase());
  if (literal !== undefined) walk(literal, segments, depth + 1, values, version, reached);
  if (at.brace !== undefined) walk(at.brace, segments, depth + 1, [...values, segment], version, reached);
};
