import { refuse } from '../../../api/errors.ts';
import { GET } from '../../../api/method.ts';
import { text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { upSellAnswer } from '../answer.ts';
import { UP_SELL_CAMPAIGN_NOT_FOUND } from '../errors.ts';
import { withUpSell } from '../examples.ts';
import { UpSellCampaign } from '../up-sell-objects.ts';
import { findUpSellCampaign } from '../up-sell-store.ts';

export const getUpSellCampaign = method({
  name: 'getUpSellCampaign',
  aliases: ['getUpsellCampaign'],
  summary: 'Reads one upsell campaign, whatever its status.',
  versions: { since: '6.0' },
  params: { Code: text({ required: true, max: 64, aliases: ['CampaignCode'] }) },
  result: UpSellCampaign,
  rest: GET('/upsell/{Code}/'),
  refusals: [UP_SELL_CAMPAIGN_NOT_FOUND],
  examples: [
    {
      title: 'a campaign of the account',
      before: withUpSell,
      params: { Code: '$campaign' },
      answers: { Code: '$campaign', Name: 'From one to the set', RecommendedProduct: { Code: 'BACKUP' } },
    },
    { title: 'a code that is no UUID', params: { Code: 'settings-of' }, refused: 'UP_SELL_CAMPAIGN_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { Code }) => {
    const campaign = await findUpSellCampaign(db, merchant.id, Code);
    return campaign === undefined ? refuse(UP_SELL_CAMPAIGN_NOT_FOUND) : upSellAnswer(campaign);
  },
});
