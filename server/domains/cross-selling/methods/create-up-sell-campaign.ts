import { randomUUID } from 'node:crypto';
import { POST } from '../../../api/method.ts';
import { on } from '../../../api/schema.ts';
import { newId } from '../../../kit/ids.ts';
import { PRODUCT_NOT_FOUND } from '../../catalog/index.ts';
import { method } from '../../method.ts';
import { upSellAnswer } from '../answer.ts';
import { UP_SELL_CAMPAIGN_INVALID } from '../errors.ts';
import { exampleUpSell, withTwoProducts } from '../examples.ts';
import { demandProducts } from '../known-products.ts';
import { upSellAfter } from '../rules/up-sell-changes.ts';
import { UpSellCampaign } from '../up-sell-objects.ts';
import { insertUpSellCampaign } from '../up-sell-store.ts';

export const createUpSellCampaign = method({
  name: 'createUpSellCampaign',
  aliases: ['createUpsellCampaign'],
  summary: 'Creates a campaign that offers a product in place of another; disabled unless told otherwise.',
  versions: { since: '6.0' },
  params: { UpSellCampaign: on(UpSellCampaign, { required: true }) },
  result: UpSellCampaign,
  rest: POST('/upsell/', { body: 'UpSellCampaign' }),
  refusals: [UP_SELL_CAMPAIGN_INVALID, PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'for any quantity of the one, one unit of the other',
      before: withTwoProducts,
      params: { UpSellCampaign: exampleUpSell },
      answers: {
        Name: 'From one to the set',
        StartDate: '2024-11-01',
        Enabled: true,
        Discount: { Type: 'PERCENT', Value: 15 },
        PrimaryProduct: { Code: 'EDITOR', Quantity: 0, PriceOptions: [] },
        RecommendedProduct: { Code: 'BACKUP', Quantity: 1 },
      },
    },
    {
      title: 'it ends before it starts',
      before: withTwoProducts,
      params: { UpSellCampaign: { ...exampleUpSell, EndDate: '2024-10-31' } },
      refused: 'UP_SELL_CAMPAIGN_INVALID',
    },
    {
      title: 'in place of a product that there is not',
      before: withTwoProducts,
      params: { UpSellCampaign: { ...exampleUpSell, PrimaryProduct: { Code: 'NOWHERE' } } },
      refused: 'PRODUCT_NOT_FOUND',
    },
  ],
  effect: 'write',
  run: async ({ db, merchant, now }, { UpSellCampaign: sent }) => {
    const facts = upSellAfter(null, sent);
    await demandProducts(db, merchant.id, [facts.primary.productCode, facts.recommended.productCode]);
    const campaign = { ...facts, campaignId: newId(), code: randomUUID() };
    await insertUpSellCampaign(db, merchant.id, campaign, now);
    return upSellAnswer(campaign);
  },
});
