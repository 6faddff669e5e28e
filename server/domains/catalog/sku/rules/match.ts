import type { Combination, PurchaseType } from '../sku.ts';

/** What somebody wants a SKU for; undefined leaves a member open. */
export type Wanted = {
  readonly currency: string | undefined;
  readonly purchaseType: PurchaseType | undefined;
  /** Codes or names of all chosen options. */
  readonly options: readonly string[] | undefined;
  readonly quantity: number | undefined;
};

/** How a combination answers one member of what is wanted. */
type Answer = 'SAME' | 'ANY' | 'OTHER';

/** Whether the combination itself says all that is wanted; one that holds for any currency does not say EUR. */
export const saysAll = (combination: Combination, wanted: Wanted): boolean =>
  answers(combination, wanted).every((answer) => answer === 'SAME');

/**
 * The combination that stands best for what is wanted: none of its members differs; more of the wanted ones are said
 * rather than left open; fewer of the others are said; the earlier one.
 */
export const bestFor = <C extends Combination>(combinations: readonly C[], wanted: Wanted): C | undefined => {
  let best: { readonly combination: C; readonly rank: number } | undefined;
  for (const combination of combinations) {
    const given = answers(combination, wanted);
    if (given.includes('OTHER')) continue;
    const same = given.filter((answer) => answer === 'SAME').length;
    // Each wanted member weighs more than all that were not asked for.
    const rank = same * 10 - (saidMembers(combination) - same);
    if (best === undefined || rank > best.rank) best = { combination, rank };
  }
  return best?.combination;
};

const answers = (combination: Combination, wanted: Wanted): readonly Answer[] => [
  ...answer(wanted.currency, combination.currency === null, (currency) => currency === combination.currency),
  ...answer(wanted.purchaseType, combination.purchaseType === null, (type) => type === combination.purchaseType),
  ...answer(wanted.options, combination.groups.length === 0, (options) => hasOptions(combination, options)),
  ...answer(wanted.quantity, combination.minQuantity === null, (quantity) => holds(combination, quantity)),
];

const answer = <T>(wanted: T | undefined, isOpen: boolean, isSame: (value: T) => boolean): readonly Answer[] => {
  if (wanted === undefined) return [];
  if (isOpen) return ['ANY'];
  return [isSame(wanted) ? 'SAME' : 'OTHER'];
};

const hasOptions = ({ groups }: Combination, wanted: readonly string[]): boolean => {
  const own = groups.flatMap(({ options }) => options);
  const isNamed = ({ code, name }: (typeof own)[number]): boolean => wanted.includes(code) || wanted.includes(name);
  return own.every(isNamed) && wanted.every((text) => own.some(({ code, name }) => text === code || text === name));
};

const holds = ({ minQuantity, maxQuantity }: Combination, quantity: number): boolean =>
  (minQuantity ?? 1) <= quantity && quantity <= (maxQuantity ?? Number.MAX_SAFE_INTEGER);

/** How many members a combination does not leave open. */
export const saidMembers = (combination: Combination): number =>
  [
    combination.currency !== null,
    combination.purchaseType !== null,
    combination.minQuantity !== null,
    combination.groups.length > 0,
  ].filter(Boolean).length;

/** One text for what a combination says apart from its quantities; the order of options does not matter. */
export const combinationKey = ({ currency, purchaseType, groups }: Combination): string => {
  const options = groups.flatMap(({ code, options: chosen }) =>
    chosen.map((option) => JSON.stringify([code, option.code])),
  );
  return JSON.stringify([currency, purchaseType, ...options.sort()]);
};

/** Whether two combinations have a quantity in common, or both leave it open. */
export const overlap = (a: Combination, b: Combination): boolean => {
  if (a.minQuantity === null || b.minQuantity === null) return a.minQuantity === b.minQuantity;
  return a.minQuantity <= (b.maxQuantity ?? 0) && b.minQuantity <= (a.maxQuantity ?? 0);
};
