import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on } from '../../../api/schema.ts';
import { PRODUCT_NOT_FOUND } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { crossSellAnswer } from '../answer.ts';
import { CROSS_SELL_CAMPAIGN_INVALID, CROSS_SELL_CAMPAIGN_NOT_FOUND } from '../errors.ts';
import { withCrossSell } from '../examples.ts';
import { demandProducts } from '../known-products.ts';
import { CrossSellCampaign } from '../objects.ts';
import { campaignAfter, productsIn } from '../rules/campaign-changes.ts';
import { lockCrossSellCampaign, updateCrossSellCampaignRow } from '../store.ts';

export const updateCrossSellCampaign = method({
  name: 'updateCrossSellCampaign',
  summary: 'Changes a cross-sell campaign, found by the code in it. What is not sent stays; lists are replaced.',
  versions: { since: '6.0' },
  params: { campaign: on(CrossSellCampaign, { required: true, aliases: ['CrossSellCampaign'] }) },
  result: CrossSellCampaign,
  rest: PUT('/crosssells/{CampaignCode}/', { body: 'campaign' }),
  refusals: [CROSS_SELL_CAMPAIGN_NOT_FOUND, CROSS_SELL_CAMPAIGN_INVALID, PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'the status alone',
      before: withCrossSell,
      params: { campaign: { CampaignCode: '$campaign', CampaignStatus: 'INACTIVE' } },
      answers: { Name: 'Add-ons', MasterProducts: ['EDITOR'], CampaignStatus: 'INACTIVE' },
    },
    {
      title: 'more than all of the price',
      before: withCrossSell,
      params: { campaign: { CampaignCode: '$campaign', Products: [{ ProductCode: 'BACKUP', Discount: 101 }] } },
      refused: 'CROSS_SELL_CAMPAIGN_INVALID',
    },
    {
      title: 'a code that there is not',
      params: { campaign: { CampaignCode: 'AAAAAAAAAAAAAAAAAAAAAA==', CampaignStatus: 'INACTIVE' } },
      refused: 'CROSS_SELL_CAMPAIGN_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { campaign: sent }) => {
    const before = await lockCrossSellCampaign(db, merchant.id, sent.CampaignCode ?? '');
    if (before === undefined) return refuse(CROSS_SELL_CAMPAIGN_NOT_FOUND);
    const facts = campaignAfter(before, sent);
    await demandProducts(db, merchant.id, productsIn(facts));
    await updateCrossSellCampaignRow(db, merchant.id, before.campaignId, facts, now);
    return crossSellAnswer(db, merchant.id, { ...before, ...facts });
  },
});
