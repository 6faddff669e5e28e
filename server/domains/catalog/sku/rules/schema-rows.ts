import { refuse } from '../../../../api/errors.ts';
import type { OptionGroup } from '../../../pricing/index.ts';
import { SKU_SCHEMA_INVALID } from '../errors.ts';
import type { Combination, PurchaseType, SkuOptionGroup } from '../sku.ts';

/** What the combinations of a price list are made of; an empty list leaves the member open. */
export type Ingredients = {
  readonly currencies: readonly string[];
  readonly purchaseTypes: readonly PurchaseType[];
  /** Intervals of quantities, both ends included. */
  readonly intervals: readonly (readonly [number, number])[];
  readonly groups: readonly {
    readonly group: Pick<OptionGroup, 'code' | 'type' | 'options'>;
    /** The shopper has to choose, so nothing is no choice. */
    readonly required: boolean;
  }[];
};

export const MAX_COMBINATIONS = 5_000;

/**
 * All combinations, the last member changing fastest. A group of check boxes offers each subset of its options, others
 * one option each; nothing too, unless the shopper has to choose. Refuses SKU_SCHEMA_INVALID beyond 5000 combinations.
 */
export const combinations = ({ currencies, purchaseTypes, intervals, groups }: Ingredients): readonly Combination[] => {
  const choices = groups.map(choicesOf);
  const sizes = [currencies, purchaseTypes, intervals, ...choices].map(({ length }) => Math.max(1, length));
  if (sizes.reduce((product, size) => product * size, 1) > MAX_COMBINATIONS) {
    refuse(SKU_SCHEMA_INVALID, `A schema has at most ${MAX_COMBINATIONS} combinations.`);
  }
  return orOpen(currencies).flatMap((currency) =>
    orOpen(purchaseTypes).flatMap((purchaseType) =>
      orOpen(intervals).flatMap((interval) =>
        chosen(choices).map((picked) => ({
          currency,
          purchaseType,
          minQuantity: interval?.[0] ?? null,
          maxQuantity: interval?.[1] ?? null,
          groups: picked,
        })),
      ),
    ),
  );
};

const orOpen = <T>(values: readonly T[]): readonly (T | null)[] => (values.length > 0 ? values : [null]);

type Choice = SkuOptionGroup['options'];
type Choices = { readonly code: string; readonly of: readonly Choice[]; readonly length: number };

/** Check boxes of more options have more subsets than a schema has room for. */
const MAX_CHECKBOXES = 12;

const choicesOf = ({ group, required }: Ingredients['groups'][number]): Choices => {
  const options = group.options.map(({ code, name }) => ({ code, name }));
  const isCheckbox = group.type === 'CHECKBOX';
  if (isCheckbox && options.length > MAX_CHECKBOXES) {
    refuse(SKU_SCHEMA_INVALID, `The group ${group.code} has more than ${MAX_CHECKBOXES} options.`);
  }
  const some = isCheckbox ? subsets(options) : options.map((option) => [option]);
  const of = required ? some : [[], ...some];
  return { code: group.code, of, length: of.length };
};

/** All subsets but the empty one: those of the first options come before those with a later one. */
const subsets = (options: Choice): readonly Choice[] => {
  const made: Choice[] = [];
  for (const option of options) made.push([option], ...made.map((subset) => [...subset, option]));
  return made;
};

const chosen = (choices: readonly Choices[]): readonly (readonly SkuOptionGroup[])[] =>
  choices.reduce<readonly (readonly SkuOptionGroup[])[]>(
    (rows, { code, of }) =>
      rows.flatMap((row) => of.map((options) => (options.length > 0 ? [...row, { code, options }] : row))),
    [[]],
  );
