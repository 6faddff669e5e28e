import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { CROSS_SELL_CAMPAIGN_NOT_FOUND } from '../errors.ts';
import { withCrossSell } from '../examples.ts';
import { deleteCrossSellCampaignRow } from '../store.ts';

export const deleteCrossSellCampaign = method({
  name: 'deleteCrossSellCampaign',
  summary: 'Removes a cross-sell campaign for good, whatever its status.',
  versions: { since: '6.0' },
  params: { CampaignCode: text({ required: true, max: 64 }) },
  result: flag(),
  rest: DELETE('/crosssells/{CampaignCode}/', { status: 204 }),
  refusals: [CROSS_SELL_CAMPAIGN_NOT_FOUND],
  examples: [
    { title: 'an active campaign', before: withCrossSell, params: { CampaignCode: '$campaign' }, answers: true },
    {
      title: 'a code that there is not',
      params: { CampaignCode: 'AAAAAAAAAAAAAAAAAAAAAA==' },
      refused: 'CROSS_SELL_CAMPAIGN_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { CampaignCode }) =>
    (await deleteCrossSellCampaignRow(db, merchant.id, CampaignCode)) || refuse(CROSS_SELL_CAMPAIGN_NOT_FOUND),
});
