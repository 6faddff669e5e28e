import type { Method } from '../method.ts';
import type { Members, Shape } from '../schema.ts';
import { LATEST, within } from '../versions.ts';

/** Short names of shapes for the text documents: Product, Product[], text, date, integer, amount, flag, table. */
export const shapeName = (shape: Shape): string => {
  switch (shape.kind) {
    case 'text':
      return shape.terms.form ?? 'text';
    case 'list':
      return `${shapeName(shape.of)}[]`;
    case 'object':
      return shape.terms.lone === undefined ? shape.name : `text|${shape.name}`;
    default:
      return shape.kind;
  }
};

/** Members that the latest version tells its readers of: what may be sent, or what is answered. */
export const documentedMembers = (
  members: Members,
  side: 'request' | 'answer',
): readonly (readonly [string, Shape])[] =>
  Object.entries(members).filter(
    ([, { terms }]) => within(LATEST, terms) && (side === 'request' ? terms.readonly : terms.writeonly) !== true,
  );

/** Whether an answer without a value is the boolean false in place of null. */
export const isNoneFalse = (shape: Shape): boolean => shape.kind === 'text' && shape.terms.noneIsFalse === true;

/** The methods that the latest version has. */
export const latestMethods = (methods: readonly Method[]): readonly Method[] =>
  methods.filter((method) => within(LATEST, method.versions));

/**
 * Keeps one description for each object name. An object may be reached by many ways, but two different ones under
 * one name would overwrite each other in every document, so that is an error of the program.
 */
export const describedOnce = <T>() => {
  const descriptions = new Map<string, T>();
  const ways = new Map<string, Members[]>();
  return {
    descriptions,
    /** Describes the object unless that was done; `describe` may come back here for the same name. */
    add(name: string, members: Members, describe: () => T): void {
      const known = ways.get(name);
      if (known === undefined) {
        ways.set(name, [members]);
        descriptions.set(name, describe());
      } else if (!known.includes(members)) {
        known.push(members);
        if (JSON.stringify(describe()) !== JSON.stringify(descriptions.get(name))) {
          throw new Error(`Two different objects are called ${name}.`);
        }
      }
    },
  };
};
