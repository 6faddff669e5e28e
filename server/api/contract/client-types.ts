import { login } from '../login.ts';
import { type Method, type MethodList, methodsOf } from '../method.ts';
import type { Members, Shape } from '../schema.ts';
import { type Side, schemaName } from './json-schema.ts';
import { describedOnce, documentedMembers, isNoneFalse, latestMethods } from './shape-names.ts';
import { alternatives, callable, comment, listed, property, quoted } from './typescript-text.ts';

/** Types of the client: all objects that travel, and an interface with every method of the latest version. */
export const clientTypes = (methods: MethodList): string => {
  const offered = latestMethods(methodsOf(methods)).filter((method) => method.name !== login.name);
  const types = typeFold();
  const members = offered.map((method) => methodText(method, types));
  return [
    '// Derived from the methods of the server; refresh with: npm run contract\n',
    comment('', 'The methods of the API at its latest version.'),
    `export interface Methods {\n${members.join('')}}\n\n`,
    comment('', 'Names of the methods.'),
    listed(
      'export const methodNames = ',
      offered.map(({ name }) => quoted(name)),
      ' as const;',
    ),
    ...types.declarations().map((text) => `\n${text}`),
  ].join('');
};

type Types = ReturnType<typeof typeFold>;

const methodText = (method: Method, types: Types): string => {
  const params = documentedMembers(method.params, 'request');
  // A parameter before a required one has its place; only those behind the last required one can be left out.
  const last = params.findLastIndex(([, { terms }]) => terms.required === true);
  const texts = params.map(([name, shape], index) => {
    const type = types.expression(shape, 'request', capital(method.name) + capital(name));
    if (shape.terms.required === true) return `${name}: ${type}`;
    return index > last ? `${name}?: ${type} | null` : `${name}: ${type} | null | undefined`;
  });
  const result = types.expression(method.result, 'answer', `${capital(method.name)}Result`);
  return comment('  ', method.summary) + callable('  ', method.name, texts, `: Promise<${result}>;`);
};

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** Words that a type allows stand in place while they are few, else under a name. */
const MAX_INLINE = 60;

const typeFold = () => {
  const objects = describedOnce<string>();
  const words = new Map<string, string>();

  const expression = (shape: Shape, side: Side, place: string): string => {
    switch (shape.kind) {
      case 'text':
        return shape.terms.oneOf === undefined ? 'string' : wordsType(shape.terms.oneOf, place);
      case 'integer':
        return side === 'answer' && shape.terms.asText === true ? 'string' : 'number';
      case 'amount':
        return side === 'answer' ? 'number' : 'number | string';
      case 'flag':
        return 'boolean';
      case 'table':
        return 'Readonly<Record<string, string>>';
      case 'list': {
        const of = expression(shape.of, side, place);
        return `readonly ${/ \| |^readonly /.test(of) ? `(${of})` : of}[]`;
      }
      case 'object': {
        const name = schemaName(shape.name, side);
        objects.add(name, shape.members, () => objectText(name, shape.name, shape.members, side));
        return shape.terms.lone === undefined ? name : `string | ${name}`;
      }
    }
  };

  const wordsType = (oneOf: readonly string[], place: string): string => {
    const inline = oneOf.map(quoted).join(' | ');
    if (inline.length <= MAX_INLINE) return inline;
    const text = `export type ${place} =${alternatives(oneOf.map(quoted), place.length + 14)}`;
    if (words.has(place) && words.get(place) !== text) throw new Error(`Two different types are called ${place}.`);
    words.set(place, text);
    return place;
  };

  const objectText = (name: string, place: string, members: Members, side: Side): string => {
    const texts = documentedMembers(members, side).map(([member, shape]) => {
      const type = expression(shape, side, place + capital(member));
      const about = shape.terms.about === undefined ? '' : comment('  ', shape.terms.about);
      return about + property(member, ...stand(shape, side), type);
    });
    if (texts.length === 0) return `export type ${name} = Readonly<Record<string, never>>;\n`;
    return `export type ${name} = {\n${texts.join('')}};\n`;
  };

  return {
    expression,
    /** Declarations of everything met so far, in the order of their names. */
    declarations: (): readonly string[] => {
      const twice = [...words.keys()].find((name) => objects.descriptions.has(name));
      if (twice !== undefined) throw new Error(`Two different types are called ${twice}.`);
      return [...objects.descriptions, ...words].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
    },
  };
};

/** The mark behind a member's name, and what stands for no value. */
const stand = (shape: Shape, side: Side): readonly ['' | '?', string] => {
  const { terms } = shape;
  if (side === 'answer') return [terms.sparse === true ? '?' : '', isNoneFalse(shape) ? ' | false' : ' | null'];
  return terms.required === true ? ['', ''] : ['?', ' | null | undefined'];
};
