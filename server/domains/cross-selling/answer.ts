import type { Db } from '../../db/database.ts';
import { amountNumber } from '../../kit/money.ts';
import { findProductsForSale, type SaleProduct } from '../catalog/index.ts';
import type { CampaignRecord, RecommendedProduct, UpSellDiscountFacts, UpSellRecord, UpSellSide } from './campaign.ts';
import type { CrossSellCampaignAnswer } from './objects.ts';
import { percentNumber } from './rules/percent.ts';
import { recommendedPrices } from './rules/prices.ts';
import type { UpSellCampaignAnswer } from './up-sell-objects.ts';

/** A campaign as the API tells it, with the prices of the recommended products as they are now. */
export const crossSellAnswer = async (
  db: Db,
  merchantId: bigint,
  campaign: CampaignRecord,
): Promise<CrossSellCampaignAnswer> => answerFrom(await catalogOf(db, merchantId, [campaign]), campaign);

export const crossSellAnswers = async (
  db: Db,
  merchantId: bigint,
  campaigns: readonly CampaignRecord[],
): Promise<readonly CrossSellCampaignAnswer[]> => {
  const catalog = await catalogOf(db, merchantId, campaigns);
  return campaigns.map((campaign) => answerFrom(catalog, campaign));
};

type Catalog = ReadonlyMap<string, SaleProduct>;

const catalogOf = async (db: Db, merchantId: bigint, campaigns: readonly CampaignRecord[]): Promise<Catalog> => {
  const codes = campaigns.flatMap(({ products }) => products.map(({ productCode }) => productCode));
  const found = codes.length === 0 ? [] : await findProductsForSale(db, merchantId, [...new Set(codes)]);
  return new Map(found.map((product) => [product.code, product]));
};

const answerFrom = (catalog: Catalog, campaign: CampaignRecord): CrossSellCampaignAnswer => ({
  CampaignCode: campaign.code,
  Name: campaign.name,
  MasterProducts: campaign.masterProducts,
  DisplayType: campaign.displayType,
  DisplayInEmail: campaign.displayInEmail,
  Products: campaign.products.map((product) => recommendedAnswer(product, catalog.get(product.productCode))),
  StartDate: campaign.startsOn,
  EndDate: campaign.endsOn,
  CampaignStatus: campaign.active ? 'ACTIVE' : 'INACTIVE',
  CampaignOwnerType: campaign.ownerType,
});

const recommendedAnswer = (recommended: RecommendedProduct, product: SaleProduct | undefined) => {
  const prices = recommendedPrices(product?.configurations ?? [], recommended.discountPpm);
  return {
    ProductCode: recommended.productCode,
    Discount: percentNumber(recommended.discountPpm),
    DiscountType: 'PERCENT',
    Type: recommended.type,
    AutoAdded: recommended.autoAdded,
    BasePrice: prices.base,
    DiscountedPrice: prices.discounted,
  };
};

/** An upsell campaign as the API tells it. */
export const upSellAnswer = (campaign: UpSellRecord): UpSellCampaignAnswer => ({
  Code: campaign.code,
  Name: campaign.name,
  StartDate: campaign.startsOn,
  EndDate: campaign.endsOn,
  DisplayForManualRenewals: campaign.displayForManualRenewals,
  Enabled: campaign.enabled,
  Discount: campaign.discount && discountAnswer(campaign.discount),
  PrimaryProduct: sideAnswer(campaign.primary),
  RecommendedProduct: sideAnswer(campaign.recommended),
});

const discountAnswer = (discount: UpSellDiscountFacts) =>
  discount.type === 'PERCENT'
    ? { Type: 'PERCENT', Value: percentNumber(discount.ratePpm), Values: [], DefaultCurrency: null }
    : {
        Type: 'FIXED',
        Value: null,
        Values: discount.values.map(({ currency, amountMinor }) => ({
          Currency: currency,
          Amount: amountNumber(amountMinor, currency),
        })),
        DefaultCurrency: discount.defaultCurrency,
      };

const sideAnswer = ({ productCode, quantity, options }: UpSellSide) => ({
  Code: productCode,
  Quantity: quantity,
  PriceOptions: options.map((group) => ({
    Code: group.code,
    Options: group.options.map(({ code, value }) => ({ Code: code, Value: value })),
  })),
});
