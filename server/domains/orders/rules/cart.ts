import { refuse } from '../../../api/errors.ts';
import type { ResolvedSku, SaleProduct } from '../../catalog/index.ts';
import type { RequestedOption } from '../../pricing/index.ts';
import {
  ORDER_ITEMS_QUANTITY_INVALID,
  ORDER_PRODUCT_CODE_INVALID,
  ORDER_PRODUCT_INVALID,
  ORDER_PRODUCT_RECURRING_OPTIONS_INVALID,
  ORDER_PRODUCT_SKU_INVALID,
  ORDER_PRODUCT_UP_SELL_INVALID,
} from '../errors.ts';
import { type CustomSettings, customSettingsOf } from './custom-settings.ts';
import { priceSent, type SentPrice } from './item-price.ts';
import { requestedOptions } from './options.ts';
import { checkRenewedTerms, type RenewedSubscription } from './renewed-subscription.ts';
import type { RequestedItem } from './requested-items.ts';
import { startDateOf } from './start-date.ts';
import { type SoldTrial, trialOf } from './trial.ts';

/** Why a line is in the cart: a campaign that recommended it beside, or in the place of, another product. */
export type CampaignReference = { readonly parentCode: string; readonly campaignCode: string };

/** An item of the catalogue. */
export type CartItem = {
  readonly product: SaleProduct;
  /** The SKU that it was asked for by, with what that stands for. */
  readonly sku: { readonly code: string; readonly means: ResolvedSku } | null;
  readonly crossSell: CampaignReference | null;
  readonly upSell: CampaignReference | null;
  /** The price of one unit that the request asks for; null: that of the catalogue. */
  readonly price: SentPrice | null;
  readonly settings: CustomSettings | null;
  readonly trial: SoldTrial | null;
  /** The subscription that it renews; absent of what is sold for the first time. */
  readonly renewal?: RenewedSubscription;
  /** When its subscription shall start, YYYY-MM-DD HH:MM:SS on the account's clocks; null: at once. */
  readonly startDate: string | null;
  readonly quantity: number;
  readonly options: readonly RequestedOption[];
  readonly externalReference: string;
  readonly additionalFields: RequestedItem['AdditionalFields'];
};

/**
 * Joins items with their products; refuses unknown and disabled products and quantities that a product forbids. What
 * renews a subscription may be of a product that is sold no more.
 */
export const cartOf = (
  items: readonly RequestedItem[],
  products: readonly SaleProduct[],
  skus: Skus,
  renewal?: RenewedSubscription,
): readonly CartItem[] => {
  const byCode = new Map(products.map((product) => [product.code, product]));
  return items.map((item) => {
    const sku = skuOf(item, skus, renewal === undefined ? 'NEW_PRODUCT' : 'RENEWAL');
    const code = productCodeOf(item, skus);
    const product = byCode.get(code);
    if (product === undefined) return refuse(ORDER_PRODUCT_CODE_INVALID, `There is no product with the code ${code}.`);
    if (!product.enabled && renewal === undefined) refuse(ORDER_PRODUCT_INVALID, `The product ${code} is disabled.`);
    const quantity = item.Quantity ?? renewal?.quantity ?? 1;
    if (renewal !== undefined) checkRenewedTerms(item, code, renewal);
    if (quantity > (renewal?.quantity ?? 1) && !product.multipleUnits) {
      refuse(ORDER_ITEMS_QUANTITY_INVALID, `Of the product ${code} only one can be bought at a time.`);
    }
    if (item.RecurringOptions != null) {
      refuse(
        ORDER_PRODUCT_RECURRING_OPTIONS_INVALID,
        `The product ${code} has its own terms; RecurringOptions are for dynamic items.`,
      );
    }
    return {
      product,
      sku,
      ...campaignsOf(item),
      price: priceSent(item),
      settings: customSettingsOf(item, product),
      trial: trialOf(item, product),
      startDate: startDateOf(item, product.generatesSubscription),
      quantity,
      options: item.PriceOptions?.length ? requestedOptions(item) : (sku?.means.options ?? keptOptions(renewal)),
      ...(renewal === undefined ? {} : { renewal }),
      externalReference: item.ExternalReference ?? '',
      additionalFields: item.AdditionalFields ?? null,
    };
  });
};

/** A renewal that names no options goes on with those of its subscription. */
const keptOptions = (renewal: RenewedSubscription | undefined): readonly RequestedOption[] =>
  (renewal?.priceOptionCodes ?? []).map((code) => ({ group: null, code }));

/** What SKUs stand for, by SKU. */
export type Skus = ReadonlyMap<string, ResolvedSku>;

/** A SKU names the product when the item does not; both must mean the same. */
export const productCodeOf = (item: RequestedItem, skus: Skus): string =>
  item.Code || (item.SKU ? (skus.get(item.SKU)?.productCode ?? '') : '');

const skuOf = (item: RequestedItem, skus: Skus, purpose: 'NEW_PRODUCT' | 'RENEWAL'): CartItem['sku'] => {
  if (!item.SKU) return null;
  const means = skus.get(item.SKU);
  if (means === undefined) return refuse(ORDER_PRODUCT_SKU_INVALID, `There is no SKU ${item.SKU}.`);
  const { productCode, purchaseType, minQuantity, maxQuantity } = means;
  if (item.Code && item.Code !== productCode) {
    refuse(ORDER_PRODUCT_SKU_INVALID, `The SKU ${item.SKU} is not one of the product ${item.Code}.`);
  }
  if (purchaseType !== null && purchaseType !== purpose) {
    const use = purpose === 'RENEWAL' ? 'renewals' : 'new purchases';
    refuse(ORDER_PRODUCT_SKU_INVALID, `The SKU ${item.SKU} is not for ${use}.`);
  }
  const quantity = item.Quantity ?? 1;
  if (quantity < (minQuantity ?? 1) || quantity > (maxQuantity ?? quantity)) {
    refuse(ORDER_ITEMS_QUANTITY_INVALID, `The SKU ${item.SKU} is not for a quantity of ${quantity}.`);
  }
  return { code: item.SKU, means };
};

const campaignsOf = ({ CrossSell, UpSell }: RequestedItem): Pick<CartItem, 'crossSell' | 'upSell'> => {
  const crossSell = referenceOf(CrossSell);
  const upSell = referenceOf(UpSell);
  if (crossSell !== null && upSell !== null) {
    refuse(ORDER_PRODUCT_UP_SELL_INVALID, 'An item comes from a cross-sell or from an upsell campaign, not from both.');
  }
  return { crossSell, upSell };
};

const referenceOf = (sent: RequestedItem['CrossSell']): CampaignReference | null =>
  sent?.CampaignCode ? { parentCode: sent.ParentCode ?? '', campaignCode: sent.CampaignCode } : null;
