import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { crossSellAnswer } from '../answer.ts';
import { CROSS_SELL_CAMPAIGN_NOT_FOUND } from '../errors.ts';
import { withCrossSell } from '../examples.ts';
import { CrossSellCampaign } from '../objects.ts';
import { findCrossSellCampaign } from '../store.ts';

export const getCrossSellCampaign = method({
  name: 'getCrossSellCampaign',
  summary: 'Reads one cross-sell campaign, whatever its status.',
  versions: { since: '6.0' },
  params: { CampaignCode: text({ required: true, max: 64 }) },
  result: CrossSellCampaign,
  rest: GET('/crosssells/{CampaignCode}/'),
  refusals: [CROSS_SELL_CAMPAIGN_NOT_FOUND],
  examples: [
    {
      title: 'a campaign of the account',
      before: withCrossSell,
      params: { CampaignCode: '$campaign' },
      answers: { CampaignCode: '$campaign', Name: 'Add-ons', Products: [{ ProductCode: 'BACKUP', Discount: 10 }] },
    },
    {
      title: 'a code that there is not',
      params: { CampaignCode: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      refused: 'CROSS_SELL_CAMPAIGN_NOT_FOUND',
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { CampaignCode }) => {
    const campaign = await findCrossSellCampaign(db, merchant.id, CampaignCode);
    return campaign === undefined ? refuse(CROSS_SELL_CAMPAIGN_NOT_FOUND) : crossSellAnswer(db, merchant.id, campaign);
  },
});
