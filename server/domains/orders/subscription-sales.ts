import type { Db } from '../../db/database.ts';
import { type CartPromotion, goesOnToRenewal, keptPromise, listRecurringPromotions } from '../promotions/index.ts';
import { listSales, type SaleRecord } from './store.ts';

/** The order line that a subscription comes from, as far as its renewals ask. */
export type SubscriptionSale = SaleRecord & {
  /** Promotions of that order that go on to the next renewal. */
  readonly promises: readonly CartPromotion[];
};

/**
 * The sales of subscriptions by reference; one that was imported has none. One statement for all of them, and another
 * one where promotions counted.
 */
export const salesOf = async (
  db: Db,
  merchantId: bigint,
  references: readonly string[],
  productCodes: readonly string[],
): Promise<ReadonlyMap<string, SubscriptionSale>> => {
  const sales = await listSales(db, merchantId, references);
  const refNos = sales.filter(({ details }) => details.promotion !== undefined).map(({ ref_no }) => ref_no);
  const used = refNos.length === 0 ? [] : await listRecurringPromotions(db, merchantId, refNos, productCodes);
  return new Map(
    sales.map((sale) => {
      const promises = used
        .filter(({ refNo }) => refNo === sale.ref_no)
        .filter((promotion) => goesOnToRenewal(promotion, sale.renewals + 1))
        .map(keptPromise);
      return [sale.reference, { ...sale, promises }] as const;
    }),
  );
};
