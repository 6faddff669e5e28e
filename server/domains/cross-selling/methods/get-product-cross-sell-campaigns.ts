import { GET } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { calendarDate } from '../../../kit/dates.ts';
import { PRODUCT_NOT_FOUND } from '../../catalog/index.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { crossSellAnswers } from '../answer.ts';
import { withCrossSell } from '../examples.ts';
import { demandProducts } from '../known-products.ts';
import { CrossSellCampaign } from '../objects.ts';
import { listRunningCampaigns } from '../store.ts';

export const getProductCrossSellCampaigns = method({
  name: 'getProductCrossSellCampaigns',
  summary: 'Lists the campaigns that recommend something beside a product today, oldest first.',
  versions: { since: '3.0' },
  params: { ProductCode: text({ required: true, max: 255 }) },
  result: list(CrossSellCampaign),
  rest: GET('/products/{ProductCode}/crosssells/'),
  refusals: [PRODUCT_NOT_FOUND],
  examples: [
    {
      title: 'a product without campaigns',
      before: withProduct,
      params: { ProductCode: 'EDITOR' },
      answers: [],
    },
    {
      title: 'a product with one',
      before: withCrossSell,
      params: { ProductCode: 'EDITOR' },
      answers: [{ CampaignCode: '$campaign', Products: [{ ProductCode: 'BACKUP' }] }],
    },
    {
      title: 'a product that is only recommended',
      before: withCrossSell,
      params: { ProductCode: 'BACKUP' },
      answers: [],
    },
    { title: 'a code that there is not', params: { ProductCode: 'NOWHERE' }, refused: 'PRODUCT_NOT_FOUND' },
  ],
  effect: 'read',
  run: async ({ db, merchant, now }, { ProductCode }) => {
    await demandProducts(db, merchant.id, [ProductCode]);
    const today = calendarDate(now, merchant.timeZone);
    return crossSellAnswers(db, merchant.id, await listRunningCampaigns(db, merchant.id, ProductCode, today));
  },
});
