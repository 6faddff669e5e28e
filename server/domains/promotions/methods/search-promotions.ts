import { GET } from '../../../api/method.ts';
import { list, text, type Written } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { promotionAnswer } from '../answer.ts';
import { Promotion, PromotionPage, PromotionSearchOptions } from '../objects.ts';
import { filterOf, pageOf } from '../rules/search.ts';
import { searchPromotionRecords } from '../store.ts';
import { withPromotion } from './examples.ts';

export const searchPromotions = method({
  name: 'searchPromotions',
  summary: 'Lists promotions, oldest first, ten on a page unless told otherwise.',
  params: {
    SearchOptions: PromotionSearchOptions,
    ProductCode: text({ max: 255, about: 'Goes before the member of that name' }),
  },
  result: PromotionPage,
  changes: [
    {
      before: '5.0',
      result: list(Promotion),
      write: ({ Items }: Written<typeof PromotionPage>) => Items,
    },
  ],
  rest: [
    GET('/promotions/', { query: 'SearchOptions' }),
    GET('/products/{ProductCode}/promotions/', { query: 'SearchOptions' }),
  ],
  refusals: [],
  examples: [
    {
      title: 'those of a product, by coupon',
      before: withPromotion,
      params: { SearchOptions: { Types: ['REGULAR'], ProductCode: 'EDITOR', Coupons: 'other,SPRING24', Limit: 5 } },
      answers: { Items: [{ Name: 'Spring' }], Pagination: { Page: 1, Limit: 5, Count: 1 } },
    },
    {
      title: 'none that is switched off',
      before: withPromotion,
      params: { SearchOptions: { Enabled: false } },
      answers: { Items: [], Pagination: { Page: 1, Limit: 10, Count: 0 } },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, version }, { SearchOptions, ProductCode }) => {
    const options = SearchOptions ?? {};
    const { page, limit, offset } = pageOf(options, version);
    const filter = filterOf(options, ProductCode);
    const { promotions, count } = await searchPromotionRecords(db, merchant.id, filter, { limit, offset });
    return { Items: promotions.map(promotionAnswer), Pagination: { Page: page, Limit: limit, Count: count } };
  },
});
