import { refuse } from '../../../../api/errors.ts';
import type { OptionGroup } from '../../../pricing/index.ts';
import type { PriceList } from '../../product.ts';
import { knownCurrency } from '../../rules/codes.ts';
import { SKU_INVALID, SKU_TAKEN } from '../errors.ts';
import type { SentSkuRow } from '../objects.ts';
import { type Combination, PURCHASE_TYPES, type Sku, type SkuOptionGroup } from '../sku.ts';
import { combinationKey, overlap, saidMembers } from './match.ts';
import { optionsOfToken } from './option-token.ts';

/**
 * The SKUs of a price list as a client sent them; rows without a SKU are those of a schema that were not filled in.
 * `groups` are the option groups in use on the list. Refuses SKU_INVALID, CURRENCY_NOT_KNOWN, and SKU_TAKEN when one is
 * sent twice.
 */
export const sentSkus = (
  rows: readonly SentSkuRow[],
  list: Pick<PriceList, 'code' | 'optionGroups'>,
  groups: readonly OptionGroup[],
): readonly Sku[] => {
  const skus: Sku[] = [];
  const combinations = new Map<string, Combination[]>();
  for (const row of rows) {
    const sku = row.ProductSKU?.trim() ?? '';
    if (sku === '') continue;
    const combination = combinationOf(sku, row, list, groups);
    demandNew(sku, combination, combinations);
    skus.push({ ...combination, sku });
  }
  if (new Set(skus.map(({ sku }) => sku)).size < skus.length) refuse(SKU_TAKEN, 'A SKU is sent twice.');
  return skus;
};

/** Only those of one key are compared with each other: there may be thousands. */
const demandNew = (sku: string, combination: Combination, known: Map<string, Combination[]>): void => {
  const key = combinationKey(combination);
  const alike = known.get(key) ?? [];
  if (alike.some((other) => overlap(other, combination))) {
    refuse(SKU_INVALID, `The SKU ${sku} stands for a combination that has another one.`);
  }
  alike.push(combination);
  known.set(key, alike);
};

const combinationOf = (
  sku: string,
  row: SentSkuRow,
  list: Pick<PriceList, 'code' | 'optionGroups'>,
  groups: readonly OptionGroup[],
): Combination => {
  const combination: Combination = {
    currency: row.Currency ? knownCurrency(row.Currency) : null,
    purchaseType: PURCHASE_TYPES.find((type) => type === row.PurchaseType) ?? null,
    ...intervalOf(sku, row),
    groups: groupsOf(sku, row),
  };
  if (saidMembers(combination) === 0) {
    refuse(SKU_INVALID, `The SKU ${sku} needs a currency, a purchase type, quantities or options.`);
  }
  for (const group of combination.groups) demandGroup(sku, group, list, groups);
  return combination;
};

const intervalOf = (sku: string, { FromQty, ToQty }: SentSkuRow): Pick<Combination, 'minQuantity' | 'maxQuantity'> => {
  // Nothing, and 0 for PHP's nothing, leave the quantity open.
  if (!FromQty && !ToQty) return { minQuantity: null, maxQuantity: null };
  const [min, max] = [FromQty || 1, ToQty || FromQty || 1];
  if (max < min) refuse(SKU_INVALID, `The quantities of the SKU ${sku} end before they begin.`);
  return { minQuantity: min, maxQuantity: max };
};

const groupsOf = (sku: string, { Groups, Options }: SentSkuRow): readonly SkuOptionGroup[] => {
  const named = (Groups ?? []).map((group) => ({
    code: group.GroupCode,
    options: (group.Options ?? []).map(({ Name, Value }) => ({ code: Value, name: Name || Value })),
  }));
  const chosen = named.filter(({ options }) => options.length > 0);
  if (chosen.length > 0 || !Options) return chosen;
  return optionsOfToken(Options) ?? refuse(SKU_INVALID, `The Options of the SKU ${sku} were not made by getSchema.`);
};

const demandGroup = (
  sku: string,
  { code, options }: SkuOptionGroup,
  list: Pick<PriceList, 'code' | 'optionGroups'>,
  groups: readonly OptionGroup[],
): void => {
  const isInUse = list.optionGroups.some((assigned) => assigned.code === code);
  const known = isInUse ? groups.find((group) => group.code === code)?.options : undefined;
  if (known === undefined) refuse(SKU_INVALID, `The group ${code} of the SKU ${sku} is not in use on ${list.code}.`);
  const unknown = options.find((option) => !known?.some((one) => one.code === option.code));
  if (unknown !== undefined) refuse(SKU_INVALID, `The group ${code} has no option ${unknown.code}.`);
};
