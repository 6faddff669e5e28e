import type { Merchant } from '../../api/call.ts';
import type { Db } from '../../db/database.ts';
import { calendarDate } from '../../kit/dates.ts';
import { findProductsForSale } from '../catalog/index.ts';
import { type CustomerRecord, listCustomersById, listStoredMeans, type StoredMeans } from '../customers/index.ts';
import type { Parts } from '../method.ts';
import {
  assignedGroupCodes,
  type RenewalCase,
  type RenewalGround,
  type SubscriptionSale,
  salesOf,
} from '../orders/index.ts';
import { listOptionGroups } from '../pricing/index.ts';
import { findPromotionsForCart } from '../promotions/index.ts';
import { nextRenewalOf, type RenewingSubscription } from '../subscriptions/index.ts';

/** All that has to be known to renew some subscriptions of a merchant; loaded at once, however many they are. */
export type Batch = {
  readonly ground: RenewalGround;
  readonly customers: ReadonlyMap<bigint, CustomerRecord>;
  readonly means: ReadonlyMap<bigint, StoredMeans>;
  readonly sales: ReadonlyMap<string, SubscriptionSale>;
};

export const loadBatch = async (
  { database: db, parts }: { readonly database: Db; readonly parts: Pick<Parts, 'rates'> },
  merchant: Merchant,
  states: readonly RenewingSubscription[],
  at: Date,
): Promise<Batch> => {
  const productCodes = [...new Set(states.map((state) => nextRenewalOf(state).productCode))].filter(Boolean);
  const references = states.map(({ reference }) => reference);
  const customerIds = [...new Set(states.map(({ customer_id }) => customer_id))];
  const cardIds = states.flatMap(({ card_id }) => (card_id === null ? [] : [card_id]));
  const on = calendarDate(at, merchant.timeZone);
  const [products, promotions, sales, customers, means, rates] = await Promise.all([
    productCodes.length === 0 ? [] : findProductsForSale(db, merchant.id, productCodes),
    productCodes.length === 0
      ? []
      : findPromotionsForCart(db, merchant.id, { productCodes, coupons: [], channel: 'ECOMMERCE', on }),
    salesOf(db, merchant.id, references, productCodes),
    listCustomersById(db, merchant.id, customerIds),
    cardIds.length === 0 ? [] : listStoredMeans(db, merchant.id, cardIds),
    parts.rates.current(),
  ]);
  const groupCodes = assignedGroupCodes(products);
  const groups = groupCodes.length === 0 ? [] : await listOptionGroups(db, merchant.id, groupCodes);
  return {
    ground: { merchant, at, rates, groups, promotions, products: new Map(products.map((one) => [one.code, one])) },
    customers: new Map(customers.map((one) => [one.customer_id, one])),
    means: new Map(means.map((one) => [one.card_id, one])),
    sales,
  };
};

/** One subscription of a batch, as its order is made from it. */
export const caseOf = (
  { customers, sales }: Batch,
  state: RenewingSubscription,
  line: RenewalCase['line'],
): RenewalCase => {
  const customer = customers.get(state.customer_id);
  if (customer === undefined) throw new Error(`the customer of the subscription ${state.reference} is gone`);
  return { state, customer, sale: sales.get(state.reference), line };
};

/** What is on file to charge a subscription by; undefined when nothing is. */
export const meansOnFile = ({ means }: Batch, { card_id }: RenewingSubscription): StoredMeans | undefined =>
  card_id === null ? undefined : means.get(card_id);
