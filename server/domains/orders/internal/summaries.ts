import type { Merchant } from '../../../api/call.ts';
import { read } from '../../../api/read.ts';
import type { Read, Written } from '../../../api/schema.ts';
import { LATEST } from '../../../api/versions.ts';
import type { Db } from '../../../db/database.ts';
import { orderFilter } from '../order-filter.ts';
import type { Awaits } from '../states.ts';
import { listOrders, searchOrderRefs } from '../store.ts';
import { orderSummary } from './answers.ts';
import { type OrderList, OrderListOptions } from './objects.ts';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 200;

const isAwaits = (word: string | null | undefined): word is Awaits => word === 'REVIEW' || word === 'CONFIRMATION';

/** Reads what a list is to show; refuses INVALID_PARAMETER for what cannot be read. */
export const readListOptions = (sent: Readonly<Record<string, unknown>>): Read<typeof OrderListOptions> =>
  read(OrderListOptions, LATEST, sent, '') ?? {};

/** A page of orders for people, newest first. What waits for somebody is found however old it is. */
export const orderSummaries = async (
  db: Db,
  merchant: Merchant,
  options: Read<typeof OrderListOptions>,
  now: Date,
): Promise<Written<typeof OrderList>> => {
  const limit = Math.min(options.Limit || DEFAULT_LIMIT, MAX_LIMIT);
  const page = options.Page || 1;
  const asked = orderFilter({ merchant, now }, options);
  const filter = isAwaits(options.Awaits)
    ? { ...asked, awaits: options.Awaits, from: options.StartDate ? asked.from : null }
    : asked;
  const found = await searchOrderRefs(db, merchant.id, filter, { limit, offset: (page - 1) * limit });
  const orders = await listOrders(db, merchant.id, found.refNos);
  const byRefNo = new Map(orders.map((order) => [order.ref_no, order]));
  return {
    Items: found.refNos.flatMap((refNo) => {
      const order = byRefNo.get(refNo);
      return order === undefined ? [] : [orderSummary(merchant, order)];
    }),
    Pagination: { Page: page, Limit: limit, Count: found.count },
  };
};
