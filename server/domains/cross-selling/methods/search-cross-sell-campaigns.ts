import { GET } from '../../../api/method.ts';
import type { Read } from '../../../api/schema.ts';
import { method } from '../../method.ts';
import { crossSellAnswers } from '../answer.ts';
import { withCrossSell } from '../examples.ts';
import { CrossSellPage, CrossSellSearchOptions } from '../objects.ts';
import { pageOf, someOf } from '../rules/paging.ts';
import { type CampaignFilter, countCrossSellCampaigns, listCrossSellCampaigns } from '../store.ts';

export const searchCrossSellCampaigns = method({
  name: 'searchCrossSellCampaigns',
  summary: 'Lists cross-sell campaigns, oldest first, ten on a page unless told otherwise.',
  versions: { since: '6.0' },
  params: { SearchOptions: CrossSellSearchOptions },
  result: CrossSellPage,
  rest: GET('/crosssells/', { query: 'SearchOptions' }),
  refusals: [],
  examples: [
    {
      title: 'active campaigns beside a product',
      before: withCrossSell,
      params: { SearchOptions: { Status: ['ACTIVE'], Products: ['EDITOR'], Pagination: { Page: 1, Limit: 5 } } },
      answers: {
        Items: [{ CampaignCode: '$campaign', MasterProducts: ['EDITOR'] }],
        Pagination: { Page: 1, Limit: 5, Count: 1 },
      },
    },
    {
      title: 'a part of a name that no campaign has',
      before: withCrossSell,
      params: { SearchOptions: { CampaignName: 'summer' } },
      answers: { Items: [], Pagination: { Page: 1, Limit: 10, Count: 0 } },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { SearchOptions }) => {
    const { page, limit, offset } = pageOf(SearchOptions ?? {});
    const filter = filterOf(SearchOptions ?? {});
    const [campaigns, count] = await Promise.all([
      listCrossSellCampaigns(db, merchant.id, filter, { limit, offset }),
      countCrossSellCampaigns(db, merchant.id, filter),
    ]);
    return {
      Items: await crossSellAnswers(db, merchant.id, campaigns),
      Pagination: { Page: page, Limit: limit, Count: count },
    };
  },
});

const filterOf = (options: Read<typeof CrossSellSearchOptions>): CampaignFilter => ({
  name: options.CampaignName || undefined,
  active: statusOf(options.Status ?? []),
  masterProducts: someOf(options.Products),
  recommendedProducts: someOf(options.RecommendedProducts),
  startsFrom: options.StartDate || undefined,
  endsUntil: options.EndDate || undefined,
  ownerType: options.Type || undefined,
});

/** Both statuses together restrict nothing. */
const statusOf = (statuses: readonly string[]): boolean | undefined => {
  const [only, other] = [...new Set(statuses)];
  return only === undefined || other !== undefined ? undefined : only === 'ACTIVE';
};
