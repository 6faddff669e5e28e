import { GET } from '../../../api/method.ts';
import { list, type Written } from '../../../api/schema.ts';
import { withOrder } from '../../examples.ts';
import { method } from '../../method.ts';
import { orderAnswer } from '../answer.ts';
import { Order, OrderSearchOptions, OrderSearchResult } from '../objects.ts';
import { orderFilter } from '../order-filter.ts';
import { loadOrders } from '../records.ts';
import { searchOrderRefs } from '../store.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 200;

export const searchOrders = method({
  name: 'searchOrders',
  summary: 'Lists orders by filter, newest first; without any date those of the last seven days.',
  params: { orderSearchOptions: OrderSearchOptions },
  result: OrderSearchResult,
  changes: [{ before: '5.0', result: list(Order), write: (page: Written<typeof OrderSearchResult>) => page.Items }],
  rest: GET('/orders/', { query: 'orderSearchOptions' }),
  refusals: [],
  examples: [
    {
      title: 'test orders by the shop’s own reference',
      before: withOrder,
      params: { orderSearchOptions: { ExternalRefNo: 'shop-118', IncludeTestOrders: 'ONLY', Limit: 5 } },
      answers: { Items: [{ RefNo: '$refNo' }], Pagination: { Page: 1, Limit: 5, Count: 1 } },
    },
  ],
  effect: 'read',
  run: async (call, { orderSearchOptions }) => {
    const options = orderSearchOptions ?? {};
    const limit = Math.min(options.Pagination?.Limit || options.Limit || DEFAULT_LIMIT, MAX_LIMIT);
    const page = options.Pagination?.Page || options.Page || 1;
    const found = await searchOrderRefs(call.db, call.merchant.id, orderFilter(call, options), {
      limit,
      offset: (page - 1) * limit,
    });
    const records = await loadOrders(call.db, call.merchant.id, found.refNos);
    return {
      Items: records.map((record) => orderAnswer(call.merchant, record, null, call.parts.publicUrl)),
      Pagination: { Page: page, Limit: limit, Count: found.count },
    };
  },
});
