import { refuse } from '../../../api/errors.ts';
import type { CampaignFacts, DisplayType, RecommendedProduct } from '../campaign.ts';
import { CROSS_SELL_CAMPAIGN_INVALID } from '../errors.ts';
import { DISPLAY_TYPES, type SentCrossSellCampaign } from '../objects.ts';
import { areReversed } from './days.ts';
import { percentPpm } from './percent.ts';

type SentProduct = NonNullable<SentCrossSellCampaign['Products']>[number];

const invalid = (sentence: string): never => refuse(CROSS_SELL_CAMPAIGN_INVALID, sentence);

/**
 * The campaign after a client sent some of it; null before for a new one. What is not sent stays, lists are replaced as
 * a whole, a date of null is taken away. Refuses CROSS_SELL_CAMPAIGN_INVALID.
 */
export const campaignAfter = (before: CampaignFacts | null, sent: SentCrossSellCampaign): CampaignFacts => {
  const after: CampaignFacts = {
    name: sent.Name?.trim() || before?.name || invalid('A campaign needs a Name.'),
    masterProducts: sent.MasterProducts ? mastersOf(sent.MasterProducts) : (before?.masterProducts ?? mastersOf([])),
    displayType: displayTypeOf(sent.DisplayType) ?? before?.displayType ?? invalid('A campaign needs a DisplayType.'),
    displayInEmail: sent.DisplayInEmail ?? before?.displayInEmail ?? false,
    products: sent.Products ? productsOf(sent.Products) : (before?.products ?? productsOf([])),
    startsOn: sent.StartDate === undefined ? (before?.startsOn ?? null) : sent.StartDate,
    endsOn: sent.EndDate === undefined ? (before?.endsOn ?? null) : sent.EndDate,
    active: sent.CampaignStatus ? sent.CampaignStatus === 'ACTIVE' : (before?.active ?? true),
  };
  if (areReversed(after)) invalid('EndDate is before StartDate.');
  return after;
};

const mastersOf = (codes: readonly string[]): readonly string[] => {
  const masters = [...new Set(codes.filter((code) => code !== ''))];
  return masters.length > 0 ? masters : invalid('A campaign needs MasterProducts.');
};

const displayTypeOf = (text: string | null | undefined): DisplayType | undefined =>
  DISPLAY_TYPES.find((type) => type === text);

const productsOf = (sent: readonly SentProduct[]): readonly RecommendedProduct[] => {
  const codes = new Set(sent.map(({ ProductCode }) => ProductCode));
  if (codes.size === 0) invalid('A campaign needs Products to recommend.');
  if (codes.size < sent.length) invalid('A product is recommended twice.');
  return sent.map(({ ProductCode, Discount, Type, AutoAdded }) => ({
    productCode: ProductCode,
    discountPpm:
      percentPpm(Discount ?? '0') ?? invalid(`${Discount} is no percentage from 0 to 100 with at most four decimals.`),
    type: Type?.trim() || 'Own',
    autoAdded: AutoAdded === true,
  }));
};

/** Codes of all products that a campaign speaks of. */
export const productsIn = ({ masterProducts, products }: CampaignFacts): readonly string[] => [
  ...masterProducts,
  ...products.map(({ productCode }) => productCode),
];
