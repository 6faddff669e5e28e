import { refuse } from '../../../api/errors.ts';
import { CODE_LIST_INVALID } from '../errors.ts';
import type { CodeListFacts } from '../store-lists.ts';
import { keyText } from './key-text.ts';

export const MOST_LOW_STOCK = 100_000;
const MOST_CODE = 64;
const MOST_NAME = 255;

/** The code of a new list: 1 to 64 signs without blanks around them. Refuses CODE_LIST_INVALID. */
export const listCode = (given: string): string => {
  if (given === '' || given.length > MOST_CODE || given.trim() !== given || /\p{Cc}/u.test(given)) {
    refuse(CODE_LIST_INVALID, `The code of a list has 1 to ${MOST_CODE} signs, and no blanks around them.`);
  }
  return given;
};

/** A list after changes; what is not given stays as it was, or as a new list has it. Refuses CODE_LIST_INVALID. */
export const listFacts = (before: CodeListFacts | undefined, changes: Partial<CodeListFacts>): CodeListFacts => {
  const { name, sharedKey, keyPer, description, lowStockBelow } = { ...NEW_LIST, ...before, ...changes };
  if (name.trim() === '' || name.length > MOST_NAME) {
    refuse(CODE_LIST_INVALID, `The name of a list has 1 to ${MOST_NAME} signs.`);
  }
  if (lowStockBelow !== null && !isWhole(lowStockBelow, 1, MOST_LOW_STOCK)) {
    refuse(CODE_LIST_INVALID, `The warning of few keys begins at 1 to ${MOST_LOW_STOCK}.`);
  }
  return {
    name: name.trim(),
    sharedKey: sharedKey === null ? null : (keyText(sharedKey, 'The shared key') ?? null),
    keyPer,
    description,
    lowStockBelow,
  };
};

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const NEW_LIST: CodeListFacts = { name: '', sharedKey: null, keyPer: 'UNIT', description: '', lowStockBelow: null };
