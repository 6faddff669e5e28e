import { GET } from '../../../api/method.ts';
import { method } from '../../method.ts';
import { OrderList, OrderListOptions } from './objects.ts';
import { orderSummaries } from './summaries.ts';

export const listOrders = method({
  name: 'internalListOrders',
  summary: 'Lists orders for people: by status, by whom they wait for, newest first.',
  params: { Options: OrderListOptions },
  result: OrderList,
  rest: GET('/orders/', { query: 'Options' }),
  refusals: [],
  examples: [],
  effect: 'read',
  run: (call, { Options }) => orderSummaries(call.db, call.merchant, Options ?? {}, call.now),
});
