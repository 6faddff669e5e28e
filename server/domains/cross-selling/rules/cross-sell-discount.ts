import { percentOf } from '../../../kit/money.ts';
import type { CampaignFacts } from '../campaign.ts';
import { includes } from './days.ts';

/** A line that names the campaign which put it in the cart. */
export type RecommendedLine = {
  readonly productCode: string;
  /** Code of the product beside which it was recommended. */
  readonly parentCode: string;
  /** Net price of the whole line before discounts, minor units. */
  readonly netMinor: bigint;
};

export type NoCrossSell =
  | 'CAMPAIGN_NOT_RUNNING'
  | 'PARENT_NOT_IN_CAMPAIGN'
  | 'PARENT_NOT_IN_CART'
  | 'PRODUCT_NOT_RECOMMENDED';

type Campaign = Pick<CampaignFacts, 'active' | 'startsOn' | 'endsOn' | 'masterProducts'> & {
  readonly products: readonly Pick<CampaignFacts['products'][number], 'productCode' | 'discountPpm'>[];
};

/**
 * What a cross-sell campaign takes off a line, in minor units: its percentage of the line's net price, rounded half away
 * from zero. `otherCodes` are the product codes of the other lines of the cart, so that no line is its own reason;
 * `today` is the day in the account's zone. Answers why not, when the campaign does not run, does not have this parent
 * or this product, or the parent is not bought; product codes are case-sensitive.
 */
export const crossSellDiscount = (
  campaign: Campaign,
  { productCode, parentCode, netMinor }: RecommendedLine,
  otherCodes: readonly string[],
  today: string,
): bigint | NoCrossSell => {
  if (!campaign.active || !includes(campaign, today)) return 'CAMPAIGN_NOT_RUNNING';
  if (!campaign.masterProducts.includes(parentCode)) return 'PARENT_NOT_IN_CAMPAIGN';
  if (!otherCodes.includes(parentCode)) return 'PARENT_NOT_IN_CART';
  const recommended = campaign.products.find((product) => product.productCode === productCode);
  return recommended === undefined ? 'PRODUCT_NOT_RECOMMENDED' : percentOf(netMinor, recommended.discountPpm);
};
