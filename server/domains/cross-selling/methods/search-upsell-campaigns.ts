import { GET } from '../../../api/method.ts';
import type { Read } from '../../../api/schema.ts';
import { calendarDate } from '../../../kit/dates.ts';
import { method } from '../../method.ts';
import { upSellAnswer } from '../answer.ts';
import { withUpSell } from '../examples.ts';
import { pageOf, someOf } from '../rules/paging.ts';
import { UpSellPage, UpSellSearchOptions } from '../up-sell-objects.ts';
import { countUpSellCampaigns, listUpSellCampaigns, type UpSellFilter, type UpSellStatus } from '../up-sell-store.ts';

export const searchUpsellCampaigns = method({
  name: 'searchUpsellCampaigns',
  aliases: ['searchUpSellCampaigns'],
  summary: 'Lists upsell campaigns, oldest first; only enabled ones unless Statuses says otherwise.',
  versions: { since: '6.0' },
  params: { SearchOptions: UpSellSearchOptions },
  result: UpSellPage,
  rest: GET('/upsell/', { query: 'SearchOptions' }),
  refusals: [],
  examples: [
    {
      title: 'campaigns for a product',
      before: withUpSell,
      params: { SearchOptions: { PrimaryProductCodes: ['EDITOR'], StartsBefore: '2025-01-01', Limit: 5 } },
      answers: { Page: 1, Limit: 5, Upsells: [{ Code: '$campaign' }], UpsellsCount: 1 },
    },
    {
      title: 'none is disabled',
      before: withUpSell,
      params: { SearchOptions: { Statuses: ['DISABLED', 'EXPIRED'] } },
      answers: { Page: 1, Limit: 10, Upsells: [], UpsellsCount: 0 },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant, now }, { SearchOptions }) => {
    const { page, limit, offset } = pageOf(SearchOptions ?? {});
    const filter = filterOf(SearchOptions ?? {}, calendarDate(now, 'UTC'));
    const [campaigns, count] = await Promise.all([
      listUpSellCampaigns(db, merchant.id, filter, { limit, offset }),
      countUpSellCampaigns(db, merchant.id, filter),
    ]);
    return { Page: page, Limit: limit, Upsells: campaigns.map(upSellAnswer), UpsellsCount: count };
  },
});

const filterOf = (options: Read<typeof UpSellSearchOptions>, today: string): UpSellFilter => ({
  name: options.Name || undefined,
  primaryCodes: someOf(options.PrimaryProductCodes),
  recommendedCodes: someOf(options.RecommendedProductCodes),
  statuses: someOf(STATUSES.filter((status) => options.Statuses?.includes(status))) ?? ['Enabled'],
  startsUntil: options.StartsBefore || undefined,
  startsFrom: options.StartsAfter || undefined,
  endsUntil: options.EndsBefore || undefined,
  endsFrom: options.EndsAfter || undefined,
  forRenewals: options.EnabledForRenewals ?? undefined,
  codes: someOf(options.CampaignCodes),
  today,
});

const STATUSES: readonly UpSellStatus[] = ['Enabled', 'Disabled', 'Expired'];
