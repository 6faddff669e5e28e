import type { Merchant } from '../../../api/call.ts';
import type { Written } from '../../../api/schema.ts';
import type { Db } from '../../../db/database.ts';
import { type Subscription, subscriptionsOfCustomer } from '../../subscriptions/index.ts';
import { type CustomerRecord, findCustomer } from '../store.ts';
import { findSignOn } from './store.ts';

/** What the shopper account shows to whom a link signed in. */
export type Account = {
  readonly customer: CustomerRecord;
  readonly subscriptions: readonly Written<typeof Subscription>[];
  /** The page that the link opens; empty for the first one. */
  readonly page: string;
  /** The subscription that it is about. */
  readonly reference: string | null;
};

type Visitor = {
  readonly db: Db;
  readonly merchant: Merchant;
  readonly now: Date;
  /** Where the browser calls from. */
  readonly address: string;
};

/** The account behind a link; undefined when its time is over, or it is for somebody at another address. */
export const accountBehind = async (
  { db, merchant, now, address }: Visitor,
  token: string,
): Promise<Account | undefined> => {
  const signOn = await findSignOn(db, merchant.id, token, now);
  if (signOn?.kind !== 'ACCOUNT' || (signOn.only_address ?? address) !== address) return undefined;
  const [customer, subscriptions] = await Promise.all([
    findCustomer(db, merchant.id, signOn.customer_id),
    subscriptionsOfCustomer({ db, merchant, now }, signOn.customer_id),
  ]);
  return customer && { customer, subscriptions, page: signOn.page, reference: signOn.reference };
};
