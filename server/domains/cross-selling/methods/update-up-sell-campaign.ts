import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { PRODUCT_NOT_FOUND } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { upSellAnswer } from '../answer.ts';
import { UP_SELL_CAMPAIGN_INVALID, UP_SELL_CAMPAIGN_NOT_FOUND } from '../errors.ts';
import { withUpSell } from '../examples.ts';
import { demandProducts } from '../known-products.ts';
import { upSellAfter } from '../rules/up-sell-changes.ts';
import { UpSellCampaign } from '../up-sell-objects.ts';
import { lockUpSellCampaign, updateUpSellCampaignRow } from '../up-sell-store.ts';

export const updateUpSellCampaign = method({
  name: 'updateUpSellCampaign',
  aliases: ['updateUpsellCampaign'],
  summary: 'Changes an upsell campaign. What is not sent stays, inside the two products too.',
  versions: { since: '6.0' },
  params: {
    Code: text({ required: true, max: 64, aliases: ['CampaignCode'] }),
    UpsellCampaign: on(UpSellCampaign, { required: true }),
  },
  result: UpSellCampaign,
  rest: PUT('/upsell/{Code}/', { body: 'UpsellCampaign' }),
  refusals: [UP_SELL_CAMPAIGN_NOT_FOUND, UP_SELL_CAMPAIGN_INVALID, PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'switched off, with an amount in place of the percentage',
      before: withUpSell,
      params: {
        Code: '$campaign',
        UpsellCampaign: { Enabled: 0, Discount: { Type: 'FIXED', Values: [{ Currency: 'EUR', Amount: 5 }] } },
      },
      answers: {
        Name: 'From one to the set',
        Enabled: false,
        Discount: {
          Type: 'FIXED',
          Value: null,
          Values: [{ Currency: 'EUR', Amount: 5 }],
          DefaultCurrency: 'EUR',
        },
        PrimaryProduct: { Code: 'EDITOR' },
      },
    },
    {
      title: 'more than all of the price',
      before: withUpSell,
      params: { Code: '$campaign', UpsellCampaign: { Discount: { Type: 'PERCENT', Value: 101 } } },
      refused: 'UP_SELL_CAMPAIGN_INVALID',
    },
    {
      title: 'a code that there is not',
      params: { Code: '8c2f0f5e-2f5e-4a53-9d1b-0a7c1e6b9d20', UpsellCampaign: { Enabled: true } },
      refused: 'UP_SELL_CAMPAIGN_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { Code, UpsellCampaign: sent }) => {
    const before = await lockUpSellCampaign(db, merchant.id, Code);
    if (before === undefined) return refuse(UP_SELL_CAMPAIGN_NOT_FOUND);
    const facts = upSellAfter(before, sent);
    await demandProducts(db, merchant.id, [facts.primary.productCode, facts.recommended.productCode]);
    await updateUpSellCampaignRow(db, merchant.id, before.campaignId, facts, now);
    return upSellAnswer({ ...before, ...facts });
  },
});
