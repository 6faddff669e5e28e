import { GET } from '../../../api/method.ts';
import { list, type Written } from '../../../api/schema.ts';
import { withOptionGroup } from '../../examples.ts';
import { method } from '../../method.ts';
import { groupAnswer } from '../answer.ts';
import { PriceOptionGroup, PriceOptionGroupPage, PriceOptionSearchOptions } from '../objects.ts';
import { languageOf } from '../save-group.ts';
import { countOptionGroups, searchOptionGroups } from '../store.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 200;

export const searchPriceOptionGroups = method({
  name: 'searchPriceOptionGroups',
  summary: 'Lists groups of price options in the order in which they were made, ten on a page unless told otherwise.',
  params: { SearchOptions: PriceOptionSearchOptions },
  result: PriceOptionGroupPage,
  changes: [
    {
      before: '5.0',
      result: list(PriceOptionGroup),
      write: ({ Items }: Written<typeof PriceOptionGroupPage>) => Items,
    },
  ],
  rest: GET('/priceoptions/', { query: 'SearchOptions' }),
  refusals: [],
  examples: [
    {
      title: 'by part of the name and by type',
      before: withOptionGroup,
      params: { SearchOptions: { Name: 'supp', Types: ['RADIO', 'COMBO'], Limit: 5, Page: 1 } },
      answers: { Items: [{ Code: 'SUPPORT' }], Pagination: { Page: 1, Limit: 5, Count: 1 } },
    },
    {
      title: 'none of a type',
      before: withOptionGroup,
      params: { SearchOptions: { Types: ['INTERVAL'] } },
      answers: { Items: [], Pagination: { Page: 1, Limit: 10, Count: 0 } },
    },
  ],
  effect: 'read',
  run: async ({ db, merchant }, { SearchOptions }) => {
    const options = SearchOptions ?? {};
    const page = Math.max(1, options.Pagination?.Page ?? options.Page ?? 1);
    const limit = Math.min(options.Pagination?.Limit || options.Limit || DEFAULT_LIMIT, MAX_LIMIT);
    const filter = { name: options.Name || null, types: options.Types?.length ? options.Types : null };
    const [groups, count] = await Promise.all([
      searchOptionGroups(db, merchant.id, filter, { limit, offset: (page - 1) * limit }),
      countOptionGroups(db, merchant.id, filter),
    ]);
    return {
      Items: groups.map((group) => groupAnswer(group, languageOf(merchant))),
      Pagination: { Page: page, Limit: limit, Count: count },
    };
  },
});
