import { refuse } from '../../../api/errors.ts';
import { DELETE } from '../../../api/method.ts';
import { flag, text } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { UP_SELL_CAMPAIGN_NOT_FOUND } from '../errors.ts';
import { withUpSell } from '../examples.ts';
import { deleteUpSellCampaignRow } from '../up-sell-store.ts';

export const deleteUpSellCampaign = method({
  name: 'deleteUpSellCampaign',
  aliases: ['deleteUpsellCampaign'],
  summary: 'Removes an upsell campaign for good, whatever its status.',
  versions: { since: '6.0' },
  params: { Code: text({ required: true, max: 64, aliases: ['CampaignCode'] }) },
  result: flag(),
  rest: DELETE('/upsell/{Code}/', { status: 204 }),
  refusals: [UP_SELL_CAMPAIGN_NOT_FOUND],
  examples: [
    { title: 'an enabled campaign', before: withUpSell, params: { Code: '$campaign' }, answers: true },
    {
      title: 'a code that there is not',
      params: { Code: '8c2f0f5e-2f5e-4a53-9d1b-0a7c1e6b9d20' },
      refused: 'UP_SELL_CAMPAIGN_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant }, { Code }) =>
    (await deleteUpSellCampaignRow(db, merchant.id, Code)) || refuse(UP_SELL_CAMPAIGN_NOT_FOUND),
});
