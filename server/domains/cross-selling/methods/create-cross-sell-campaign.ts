import { POST } from '../../../api/method.ts';
import { on } from '../../../api/schema.ts';
import { newId } from '../../../kit/ids.ts';
import { PRODUCT_NOT_FOUND } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { crossSellAnswer } from '../answer.ts';
import type { CampaignRecord } from '../campaign.ts';
import { CROSS_SELL_CAMPAIGN_INVALID } from '../errors.ts';
import { exampleCrossSell, withTwoProducts } from '../examples.ts';
import { demandProducts } from '../known-products.ts';
import { CrossSellCampaign } from '../objects.ts';
import { campaignAfter, productsIn } from '../rules/campaign-changes.ts';
import { newCampaignCode } from '../rules/codes.ts';
import { insertCrossSellCampaign } from '../store.ts';

export const createCrossSellCampaign = method({
  name: 'createCrossSellCampaign',
  summary: 'Creates a campaign that recommends products beside others; active unless told otherwise.',
  versions: { since: '6.0' },
  params: { campaign: on(CrossSellCampaign, { required: true, aliases: ['CrossSellCampaign'] }) },
  result: CrossSellCampaign,
  rest: POST('/crosssells/', { body: 'campaign' }),
  refusals: [CROSS_SELL_CAMPAIGN_INVALID, PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'ten percent off what goes with it',
      before: withTwoProducts,
      params: { campaign: exampleCrossSell },
      answers: {
        Name: 'Add-ons',
        MasterProducts: ['EDITOR'],
        DisplayType: 'cart',
        Products: [
          {
            ProductCode: 'BACKUP',
            Discount: 10,
            DiscountType: 'PERCENT',
            Type: 'Own',
            AutoAdded: false,
            BasePrice: [
              { Currency: 'EUR', Price: 25 },
              { Currency: 'USD', Price: 29.99 },
            ],
            DiscountedPrice: [
              { Currency: 'EUR', Price: 22.5 },
              { Currency: 'USD', Price: 26.99 },
            ],
          },
        ],
        StartDate: null,
        EndDate: null,
        CampaignStatus: 'ACTIVE',
        CampaignOwnerType: 'MERCH',
      },
    },
    {
      title: 'nothing to recommend',
      before: withTwoProducts,
      params: { campaign: { ...exampleCrossSell, Products: [] } },
      refused: 'CROSS_SELL_CAMPAIGN_INVALID',
    },
    {
      title: 'beside a product that there is not',
      before: withTwoProducts,
      params: { campaign: { ...exampleCrossSell, MasterProducts: ['EDITOR', 'NOWHERE'] } },
      refused: 'PRODUCT_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { campaign: sent }) => {
    const facts = campaignAfter(null, sent);
    await demandProducts(db, merchant.id, productsIn(facts));
    const campaign: CampaignRecord = {
      ...facts,
      campaignId: newId(),
      code: newCampaignCode(),
      ownerType: 'MERCH',
    };
    await insertCrossSellCampaign(db, merchant.id, campaign, now);
    return crossSellAnswer(db, merchant.id, campaign);
  },
});
