import type { Method } from '../method.ts';
import { createCrossSellCampaign } from './methods/create-cross-sell-campaign.ts';
import { createUpSellCampaign } from './methods/create-up-sell-campaign.ts';
import { deleteCrossSellCampaign } from './methods/delete-cross-sell-campaign.ts';
import { deleteUpSellCampaign } from './methods/delete-up-sell-campaign.ts';
import { getCrossSellCampaign } from './methods/get-cross-sell-campaign.ts';
import { getCrossSellTexts } from './methods/get-cross-sell-texts.ts';
import { getDisplayType } from './methods/get-display-type.ts';
import { getProductCrossSellCampaigns } from './methods/get-product-cross-sell-campaigns.ts';
import { getUpSellCampaign } from './methods/get-up-sell-campaign.ts';
import { searchCrossSellCampaigns } from './methods/search-cross-sell-campaigns.ts';
import { searchUpsellCampaigns } from './methods/search-upsell-campaigns.ts';
import { setCrossSellSettings } from './methods/set-cross-sell-settings.ts';
import { updateCrossSellCampaign } from './methods/update-cross-sell-campaign.ts';
import { updateUpSellCampaign } from './methods/update-up-sell-campaign.ts';

export type { CampaignRecord as CrossSellCampaignRecord } from './campaign.ts';
export { crossSellDiscount, type NoCrossSell, type RecommendedLine } from './rules/cross-sell-discount.ts';
export { type NoUpSell, type UpSoldLine, upSellDiscount } from './rules/up-sell-discount.ts';
export { findCrossSellCampaigns } from './store.ts';
export { findUpSellCampaign } from './up-sell-store.ts';

export const methods: readonly Method[] = [
  createCrossSellCampaign,
  createUpSellCampaign,
  deleteCrossSellCampaign,
  deleteUpSellCampaign,
  getCrossSellCampaign,
  getCrossSellTexts,
  getDisplayType,
  getProductCrossSellCampaigns,
  getUpSellCampaign,
  searchCrossSellCampaigns,
  searchUpsellCampaigns,
  setCrossSellSettings,
  updateCrossSellCampaign,
  updateUpSellCampaign,
];
