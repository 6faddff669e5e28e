import type { Statement } from '../server/db/database.ts';
import { encodeValue } from '../server/db/value-types.ts';

/** The statements of a piece of work, ready to be sent again for another piece of the same kind. */
export type Replay = {
  readonly texts: readonly string[];
  /** Values for all statements of one more piece, in their order. */
  next(): readonly (readonly Encoded[])[];
};

type Encoded = string | Buffer | null;

/** A value as its constant parts with the words between them that are new in each piece. */
type Template = Encoded | { readonly parts: readonly (string | Fresh)[] };

/** A word that is new in each piece of work, and the same wherever it stands within one. */
type Fresh = { readonly place: number };

/**
 * Makes a replay of two recordings of the same work: a word (a run of letters and digits) in which they differ is an id,
 * and gets a new one for each piece; all else stays. Undefined when they are not alike, for example because a block of
 * numbers was used up in one of them.
 */
export const replayOf = (one: readonly Statement[], other: readonly Statement[]): Replay | undefined => {
  if (one.length !== other.length || one.some(({ text }, at) => text !== other[at]?.text)) return undefined;
  const words: string[] = [];
  const templates: Template[][] = [];
  for (const [at, { values }] of one.entries()) {
    const row = values.map((value, column) =>
      templateOf(encodeValue(value), encodeValue(other[at]?.values[column]), words),
    );
    if (row.some((template) => template === undefined)) return undefined;
    templates.push(row.filter((template) => template !== undefined));
  }
  replays += 1n;
  const first = replays * APART;
  const generators = words.map((word) => generatorOf(word, first));
  let count = 0;
  return {
    texts: one.map(({ text }) => text),
    next: () => {
      count += 1;
      const fresh = generators.map((generate) => generate(count));
      return templates.map((row) => row.map((template) => fill(template, fresh)));
    },
  };
};

const WORDS = /([A-Za-z0-9]+)/;

const templateOf = (one: Encoded, other: Encoded, words: string[]): Template | undefined => {
  if (typeof one !== 'string' || typeof other !== 'string') return typeof one === typeof other ? one : undefined;
  if (one === other) return one;
  const others = other.split(WORDS);
  const parts = one.split(WORDS);
  if (others.length !== parts.length) return undefined;
  const template = parts.map((part, at) => (part === others[at] ? part : freshFor(part, words)));
  return { parts: joined(template) };
};

const freshFor = (word: string, words: string[]): Fresh => {
  const known = words.indexOf(word);
  return { place: known >= 0 ? known : words.push(word) - 1 };
};

/** Constant parts that follow each other become one. */
const joined = (parts: readonly (string | Fresh)[]): readonly (string | Fresh)[] => {
  const result: (string | Fresh)[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
};

/** Replays made so far: each counts away from the ids of the recordings and from those of the others. */
let replays = 0n;
const APART = 10_000_000n;

/** Numbers count on, as those of the program do; other words are random in the same signs. */
const generatorOf = (word: string, first: bigint): ((count: number) => string) => {
  if (/^\d+$/.test(word)) {
    const start = BigInt(word) + first;
    return (count) => String(start + BigInt(count));
  }
  const signs = /^[0-9a-f]+$/.test(word) ? '0123456789abcdef' : signsOf(word);
  return () => {
    let text = '';
    for (let at = 0; at < word.length; at += 1) text += signs.charAt(Math.floor(Math.random() * signs.length));
    return text;
  };
};

const signsOf = (word: string): string =>
  [
    [/[A-Z]/, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'] as const,
    [/[a-z]/, 'abcdefghijklmnopqrstuvwxyz'] as const,
    [/\d/, '0123456789'] as const,
  ]
    .filter(([kind]) => kind.test(word))
    .map(([, signs]) => signs)
    .join('');

const fill = (template: Template, fresh: readonly string[]): Encoded => {
  if (template === null || typeof template === 'string' || Buffer.isBuffer(template)) return template;
  let text = '';
  for (const part of template.parts) text += typeof part === 'string' ? part : (fresh[part.place] ?? '');
  return text;
};
