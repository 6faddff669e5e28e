import type { Merchant } from '../../api/call.ts';
import { settingsOf } from '../accounts/index.ts';
import { findRenewing, type RenewalRow, type RenewingSubscription, renewalOfLine } from '../subscriptions/index.ts';
import type { Works } from './charging.ts';
import type { OrderRecord } from './records.ts';
import type { ItemRow, OrderRow } from './rows.ts';
import { soldProductOf } from './sold-product.ts';

/** Orders that renew a subscription. */

type RenewingItem = ItemRow & { readonly details: { readonly renewal: NonNullable<ItemRow['details']['renewal']> } };

export const isRenewing = (item: ItemRow): item is RenewingItem => item.details.renewal !== undefined;

/** The order with the subscription that it renews as it is now; unchanged when it renews none, or that is at hand. */
export const withRenewing = async (works: Works, record: OrderRecord): Promise<OrderRecord> => {
  if (record.renewing !== undefined) return record;
  const item = record.items.find(isRenewing);
  if (item === undefined) return record;
  const renewing = await findRenewing(works.database, item.merchant_id, item.details.renewal.reference);
  return renewing === undefined ? record : { ...record, renewing };
};

/** The order as it is when what is known of its subscription is not true any more. */
export const forgotten = ({ renewing: _renewing, ...record }: OrderRecord): OrderRecord => record;

/** A renewal is not collected when its subscription was cancelled in the meantime. */
export const isInVain = ({ order, renewing }: OrderRecord): boolean =>
  order.status === 'AUTHRECEIVED' && renewing !== undefined && !renewing.enabled;

/** What paid a renewal, where it was kept for the customer before; null where it was not. */
export const meansOnFile = ({ payment, renewing }: Pick<OrderRecord, 'payment' | 'renewing'>): bigint | null => {
  const kept = payment?.token == null ? undefined : renewing?.kept_means.find(({ token }) => token === payment.token);
  return kept === undefined ? null : BigInt(kept.cardId);
};

/** What becomes of the subscriptions that an order renews; `cardId` is a means that is kept from now on. */
export const renewalsOf = (
  merchant: Merchant,
  { order, items, payment, renewing }: OrderRecord,
  cardId: bigint | null,
  at: Date,
): readonly RenewalRow[] => {
  if (renewing === undefined) return [];
  const onFile = order.recurring_enabled ? meansOnFile({ payment, renewing }) : null;
  return items.filter(isRenewing).map((item) => {
    // What the platform charged by itself was what the subscription had on file then, which says nothing new.
    const agreed = item.details.renewal.automatic === true ? cardId : (cardId ?? onFile);
    return rowOf(merchant, order, item, renewing, agreed, at);
  });
};

const rowOf = (
  merchant: Merchant,
  order: OrderRow,
  item: RenewingItem,
  renewing: RenewingSubscription,
  cardId: bigint | null,
  at: Date,
): RenewalRow => {
  const { renewal } = item.details;
  const { product, quantity, priceOptionCodes, sku, terms } = soldProductOf(item, merchant);
  const automatic = renewal.automatic ?? false;
  return renewalOfLine(renewing, {
    merchantId: merchant.id,
    refNo: order.ref_no,
    lineNo: item.line_no,
    days: renewal.days ?? null,
    fromPayment: renewal.fromPayment ?? false,
    automatic,
    product,
    quantity,
    priceOptionCodes,
    sku,
    cardId,
    agreed: automatic ? null : { currency: order.currency, ownPrice: terms?.renewalPrice ?? null },
    at,
    timeZone: merchant.timeZone,
    retryHours: settingsOf(merchant).retryHours,
  });
};
