import { refuse } from '../../../api/errors.ts';
import type { Db } from '../../../db/database.ts';
import { listOptionGroups, type OptionGroup } from '../../pricing/index.ts';
import { PRODUCT_NOT_FOUND } from '../errors.ts';
import type { PriceList } from '../product.ts';
import { knownCurrency } from '../rules/codes.ts';
import { listOfCode } from '../save-price-lists.ts';
import { findProductByCode } from '../store.ts';
import { skuRow } from './answer.ts';
import { SKU_SCHEMA_INVALID } from './errors.ts';
import type { SentSchemaProduct, SkuSchemaAnswer } from './objects.ts';
import { combinationKey } from './rules/match.ts';
import { combinations } from './rules/schema-rows.ts';
import { type Combination, PURCHASE_TYPES, type SkuRecord } from './sku.ts';
import { listSkusOfProduct } from './store.ts';

type SentConfiguration = NonNullable<SentSchemaProduct['PricingConfigurationCodes']>[number];

/**
 * All combinations that were asked for, with the SKUs that they have already. Refuses PRODUCT_NOT_FOUND,
 * PRICING_CONFIGURATION_NOT_FOUND, CURRENCY_NOT_KNOWN, SKU_SCHEMA_INVALID.
 */
export const makeSchema = async (db: Db, merchantId: bigint, sent: SentSchemaProduct): Promise<SkuSchemaAnswer> => {
  const product = (await findProductByCode(db, merchantId, sent.Code)) ?? refuse(PRODUCT_NOT_FOUND);
  const wanted = configurationsOf(sent, product.priceLists);
  const codes = wanted.flatMap(({ groupCodes }) => groupCodes);
  const [groups, skus] = await Promise.all([
    codes.length === 0 ? [] : listOptionGroups(db, merchantId, [...new Set(codes)]),
    listSkusOfProduct(db, merchantId, sent.Code),
  ]);
  const known = skusByCombination(skus);
  return {
    ProductCode: product.code,
    PricingConfigurations: wanted.map(({ list, intervals, groupCodes }) => ({
      Code: list.code,
      Details: combinations({
        currencies: [...new Set((sent.Currencies ?? []).map(knownCurrency))],
        purchaseTypes: PURCHASE_TYPES.filter((type) => sent.PurchaseTypes?.includes(type)),
        intervals,
        groups: groupCodes.map((code) => groupOf(code, list, groups)),
      }).map((combination) => skuRow(known.get(placeOf(list.code, combination)) ?? '', combination)),
    })),
  };
};

const configurationsOf = (sent: SentSchemaProduct, lists: readonly PriceList[]) => {
  const asked: readonly SentConfiguration[] = sent.PricingConfigurationCodes?.length
    ? sent.PricingConfigurationCodes
    : lists.map(({ code }) => ({ Code: code }));
  return asked.map(({ Code, VolumeDiscounts, OptionGroups }) => ({
    list: listOfCode(lists, Code),
    intervals: intervalsOf((VolumeDiscounts ?? []).flat()),
    groupCodes: [...new Set((OptionGroups ?? []).map((group) => group.Code))],
  }));
};

/** Ends of intervals in turn; a lone interval is also sent without a list around it. */
const intervalsOf = (ends: readonly number[]): readonly (readonly [number, number])[] =>
  ends.flatMap((min, index) => {
    if (index % 2 === 1) return [];
    const max = ends[index + 1];
    if (max === undefined || min < 1 || max < min) {
      return refuse(SKU_SCHEMA_INVALID, 'VolumeDiscounts are pairs of quantities, such as [1, 9].');
    }
    return [[min, max] as const];
  });

const groupOf = (code: string, list: PriceList, groups: readonly OptionGroup[]) => {
  const group = groups.find((one) => one.code === code);
  const assigned = list.optionGroups.find((one) => one.code === code);
  if (group === undefined || assigned === undefined) {
    return refuse(SKU_SCHEMA_INVALID, `The group ${code} is not in use on the list ${list.code}.`);
  }
  return { group, required: assigned.required || group.required };
};

const skusByCombination = (skus: readonly SkuRecord[]): ReadonlyMap<string, string> =>
  new Map(skus.map((record) => [placeOf(record.configurationCode, record), record.sku]));

const placeOf = (listCode: string, combination: Combination): string =>
  JSON.stringify([listCode, combination.minQuantity, combination.maxQuantity, combinationKey(combination)]);
