import { GET } from '../../../api/method.ts';
import { list, type Written } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { PagedSubscriptions, Subscription, SubscriptionSearchOptions } from '../objects.ts';
import { filterOf, pageOf } from '../rules/search.ts';
import { searchWith } from '../searching.ts';

export const searchSubscriptions = method({
  name: 'searchSubscriptions',
  summary: 'Lists subscriptions by filters; ten on a page unless told otherwise, 200 at most.',
  versions: { since: '3.0' },
  params: { searchBy: SubscriptionSearchOptions },
  result: PagedSubscriptions,
  changes: [
    {
      before: '5.0',
      result: list(Subscription),
      write: ({ Items }: Written<typeof PagedSubscriptions>) => Items,
    },
  ],
  rest: GET('/subscriptions/', { query: 'searchBy' }),
  refusals: [],
  examples: [
    {
      title: 'the subscriptions of an address',
      before: withOrder,
      params: { searchBy: { CustomerEmail: 'ada@example.test', ExactMatchEmail: true } },
      answers: {
        Items: [{ SubscriptionReference: '$subscription', SubscriptionEnabled: true }],
        Pagination: { Page: 1, Limit: 10, Count: 1 },
      },
    },
    {
      title: 'an account without subscriptions',
      params: { searchBy: { CustomerEmail: 'ana@example.test', Limit: 5 } },
      answers: { Items: [], Pagination: { Page: 1, Limit: 5, Count: 0 } },
    },
  ],
  effect: 'read',
  run: async (call, { searchBy }) => {
    const options = searchBy ?? {};
    const filter = filterOf(options, call.merchant);
    const { items, count, page, limit } = await searchWith(call, filter, pageOf(options));
    return { Items: items, Pagination: { Page: page, Limit: limit, Count: count } };
  },
});
