import type { Written } from '../../api/schema.ts';
import type { Call } from '../method.ts';
import { deliveriesOf } from './deliveries.ts';
import type { Subscription } from './objects.ts';
import { presentSubscription } from './present.ts';
import { filterOf, type PageWanted, pageOf, type SearchOptions } from './rules/search.ts';
import type { SubscriptionStatus } from './rules/status.ts';
import {
  countSubscriptions,
  findLongestPastDue,
  listSubscriptions,
  type SubscriptionFilter,
  withCustomers,
} from './search-store.ts';
import type { SubscriptionRecord } from './store.ts';

type Searching = Pick<Call, 'db' | 'merchant' | 'now'>;

export type Found = PageWanted & {
  readonly items: readonly Written<typeof Subscription>[];
  /** Of all pages. */
  readonly count: number;
};

/** A page of what a filter lets through; nothing for a filter that is null. */
export const searchWith = async (
  call: Searching,
  filter: SubscriptionFilter | null,
  wanted: PageWanted,
): Promise<Found> => {
  if (filter === null) return { ...wanted, items: [], count: 0 };
  const { db, merchant } = call;
  const ready = await withCustomers(db, merchant.id, filter);
  const [found, count] = await Promise.all([
    listSubscriptions(db, merchant.id, ready, wanted),
    countSubscriptions(db, merchant.id, ready),
  ]);
  return { ...wanted, items: await presentAll(call, found), count };
};

/** Rows as they are answered, with what was delivered for them. */
export const presentAll = async (
  { db, merchant, now }: Searching,
  rows: readonly SubscriptionRecord[],
): Promise<readonly Written<typeof Subscription>[]> => {
  const delivered = await deliveriesOf(db, merchant.id, rows);
  return rows.map((row) => presentSubscription(row, { merchant, now }, delivered.get(row.reference)));
};

/** Subscriptions of a status now, as people look for them; what else is asked restricts further, as in the API. */
export const searchByStatus = async (
  call: Searching,
  status: SubscriptionStatus,
  options: SearchOptions = {},
): Promise<Found> => {
  const filter = filterOf(options, call.merchant);
  return searchWith(call, filter && (await withStatus(call, filter, status)), pageOf(options));
};

/** A filter that lets only subscriptions of a status through. */
export const withStatus = async (
  { db, merchant, now }: Searching,
  filter: SubscriptionFilter,
  status: SubscriptionStatus,
): Promise<SubscriptionFilter> => {
  const endedAfter = status === 'PASTDUE' ? await findLongestPastDue(db, merchant.id, now) : null;
  return { ...filter, status: { is: status, at: now, endedAfter } };
};
