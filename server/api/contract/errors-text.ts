import { PROTOCOL_REFUSALS, type Refusal, restStatus } from '../errors.ts';
import { type Method, type MethodList, methodsOf } from '../method.ts';
import type { Members, Shape } from '../schema.ts';

const HEAD = `# The refusals of the API, one a line. Derived; refresh with: npm run contract
# code | JSON-RPC number | REST status | sentence | methods that may answer it
# Refusals of the protocol come first; where no method is named, the wires themselves or any method may answer them.
`;

/** All refusals as text: those of the protocol in their own order, then the others by number. */
export const errorsText = (methods: MethodList): string => {
  const answeredBy = refusalsByMethods(methods);
  const protocol = new Set(PROTOCOL_REFUSALS);
  const others = [...answeredBy.keys()]
    .filter((refusal) => !protocol.has(refusal))
    .sort((a, b) => a.number - b.number || (a.code < b.code ? -1 : 1));
  const lines = [...PROTOCOL_REFUSALS, ...others].map((refusal) => line(refusal, answeredBy.get(refusal) ?? []));
  return `${HEAD}${lines.map((text) => `${text}\n`).join('')}`;
};

const line = (refusal: Refusal, names: readonly string[]): string =>
  [refusal.code, refusal.number, restStatus(refusal), refusal.sentence, names.join(' ') || '-'].join(' | ');

/** What is wrong with the refusals, in sentences: one code or number must mean one constant. */
export const refusalProblems = (methods: MethodList): readonly string[] => {
  const all = [...new Set([...PROTOCOL_REFUSALS, ...refusalsByMethods(methods).keys()])];
  return [
    ...twice(all, ({ code }) => code).map((code) => `Two refusals have the code ${code}.`),
    ...twice(all.filter(hasOwnNumber), ({ number }) => String(number)).map(
      (number) => `Two refusals have the number ${number}.`,
    ),
  ];
};

/** JSON-RPC 2.0 gives its own numbers a meaning; several refusals may share it. */
const hasOwnNumber = ({ number }: Refusal): boolean => number > -32600 || number < -32799;

const twice = (refusals: readonly Refusal[], key: (refusal: Refusal) => string): readonly string[] => {
  const seen = new Map<string, number>();
  for (const refusal of refusals) seen.set(key(refusal), (seen.get(key(refusal)) ?? 0) + 1);
  return [...seen].filter(([, count]) => count > 1).map(([value]) => value);
};

const refusalsByMethods = (methods: MethodList): ReadonlyMap<Refusal, readonly string[]> => {
  const found = new Map<Refusal, string[]>();
  for (const method of methodsOf(methods)) {
    for (const refusal of refusalsOf(method)) found.set(refusal, [...(found.get(refusal) ?? []), method.name]);
  }
  return found;
};

/** What a method may answer: what it declares and what its parameters refuse by themselves. */
export const refusalsOf = (method: Method): ReadonlySet<Refusal> => {
  const found = new Set(method.refusals);
  const seen = new Set<Members>();
  const visit = (shape: Shape): void => {
    if (shape.terms.readonly === true) return;
    if (shape.terms.refusal !== undefined) found.add(shape.terms.refusal);
    if (shape.kind === 'list') visit(shape.of);
    if (shape.kind !== 'object' || seen.has(shape.members)) return;
    seen.add(shape.members);
    for (const member of Object.values(shape.members)) visit(member);
  };
  visit(method.input);
  return found;
};
