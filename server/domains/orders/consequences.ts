import type { Merchant } from '../../api/call.ts';
import { newId } from '../../kit/ids.ts';
import { customerForOrder, findCustomerByReference } from '../customers/index.ts';
import { deliveriesForLine } from '../delivery/index.ts';
import { invoiceForOrder } from '../invoices/index.ts';
import { chargeEntries, collectedEntries, type LedgerEntry, receivableEntries } from '../payments/index.ts';
import { type SubscriptionRows, subscriptionsForLine } from '../subscriptions/index.ts';
import type { Works } from './charging.ts';
import { type Actor, type EventNote, type Finish, SYSTEM } from './life-store.ts';
import type { OrderRecord } from './records.ts';
import { isRenewing, meansOnFile, renewalsOf } from './renewing.ts';
import type { ItemRow, OrderRow } from './rows.ts';
import { approved, type PurchaseOrderDays, paid } from './rules/purchase-order.ts';
import { soldProductOf } from './sold-product.ts';
import type { OrderEvent } from './states.ts';
import { storedPaymentOf } from './stored-payments.ts';

/** What comes into being when an order is finished, or delivered against a purchase order: rows, not yet written. */

const noteOf = (event: OrderEvent, actor: Actor = SYSTEM, comment = ''): EventNote => ({
  eventId: newId(),
  event,
  actor,
  comment,
});

/** The money was collected and the goods are delivered. */
export const completion = async (works: Works, merchant: Merchant, record: OrderRecord, at: Date): Promise<Finish> => {
  const { order, payment } = record;
  return {
    ...(await goods(works, merchant, record, at, at)),
    from: 'AUTHRECEIVED',
    to: 'COMPLETE',
    note: noteOf('finish'),
    paymentId: payment?.payment_id ?? null,
    orderNo: await works.parts.numbers.next(merchant.id, 'finishedOrder'),
    ledger:
      payment === null
        ? []
        : ledgerRows(order, 'CHARGE', chargeEntries({ ...saleOf(order), gateway: payment.gateway }), at),
    expiresAt: null,
    ...purchaseOrderPaid(order),
  };
};

/** The goods are delivered on the word of a purchase order; the money is to come. */
export const deliveryOnAccount = async (
  works: Works,
  merchant: Merchant,
  record: OrderRecord,
  { days, by, comment }: { readonly days: PurchaseOrderDays; readonly by: Actor; readonly comment: string },
  at: Date,
): Promise<Finish> => {
  const { order } = record;
  const { purchaseOrder } = order.details;
  if (purchaseOrder === undefined) throw new Error(`order ${order.ref_no} has no purchase order`);
  const step = approved(purchaseOrder, days, at);
  return {
    ...(await goods(works, merchant, record, at, null)),
    from: 'PENDING',
    to: 'PURCHASE_PENDING',
    note: noteOf('approvePurchaseOrder', by, comment),
    paymentId: null,
    orderNo: null,
    ledger: ledgerRows(order, 'RECEIVABLE', receivableEntries(saleOf(order)), at),
    ...step,
  };
};

/** The money of delivered goods came. */
export const collection = async (works: Works, merchant: Merchant, record: OrderRecord, at: Date): Promise<Finish> => {
  const { order, payment } = record;
  if (payment === null) throw new Error(`order ${order.ref_no} has no payment to collect`);
  return {
    ...NO_GOODS,
    from: 'PURCHASE_PENDING',
    to: 'COMPLETE',
    note: noteOf('payPurchaseOrder'),
    paymentId: payment.payment_id,
    orderNo: await works.parts.numbers.next(merchant.id, 'finishedOrder'),
    customerId: null,
    ledger: ledgerRows(order, 'CHARGE', collectedEntries({ ...saleOf(order), gateway: payment.gateway }), at),
    expiresAt: null,
    ...purchaseOrderPaid(order),
  };
};

const purchaseOrderPaid = ({ details: { purchaseOrder } }: OrderRow): Pick<Finish, 'purchaseOrder'> =>
  purchaseOrder === undefined ? {} : { purchaseOrder: paid(purchaseOrder).purchaseOrder };

type Goods = Pick<
  Finish,
  'customerId' | 'customer' | 'card' | 'subscriptions' | 'subscriptionOrders' | 'renewals' | 'deliveries' | 'invoices'
>;

const NO_GOODS = {
  customer: null,
  card: null,
  subscriptions: [],
  subscriptionOrders: [],
  renewals: [],
  deliveries: [],
  invoices: [],
} as const;

const goods = async (
  works: Works,
  merchant: Merchant,
  record: OrderRecord,
  at: Date,
  paidAt: Date | null,
): Promise<Goods> => {
  const { order, items, payment } = record;
  const sold = items.filter((item) => !isRenewing(item));
  const subscribed = sold.some(({ details }) => details.generatesSubscription);
  const isCharged = subscribed || (record.renewing !== undefined && meansOnFile(record) === null);
  const known = await knownCustomer(works, order);
  const makesCustomer = subscribed && known === null;
  const customerId = makesCustomer ? await works.parts.numbers.next(merchant.id, 'customer') : known;
  const card = isCharged && customerId !== null ? storedPaymentOf(record, customerId, at) : null;
  const sales =
    customerId === null ? [] : subscriptionsOf(merchant, { order, items: sold }, customerId, card?.card_id ?? null, at);
  return {
    customerId,
    customer: makesCustomer && customerId !== null ? customerRow(order, customerId, at) : null,
    card,
    subscriptions: sales.flatMap(({ subscriptions }) => subscriptions),
    subscriptionOrders: sales.flatMap(({ subscriptionOrders }) => subscriptionOrders),
    renewals: renewalsOf(merchant, record, card?.card_id ?? null, at),
    deliveries: items.flatMap((item) => deliveriesForLine(lineToDeliver(item, at))),
    invoices: [invoiceForOrder({ merchant, order, items, payment, suppliedAt: at, paidAt, at })],
  };
};

/** The customer that the order named, or one that came to be under its external reference since it was placed. */
const knownCustomer = async (works: Works, order: OrderRow): Promise<bigint | null> => {
  if (order.customer_id !== null || order.external_customer_reference === null) return order.customer_id;
  const external = order.external_customer_reference;
  const found = await findCustomerByReference(works.database, order.merchant_id, { external });
  return found?.customer_id ?? null;
};

const customerRow = (order: OrderRow, customerId: bigint, at: Date): object =>
  customerForOrder({
    merchantId: order.merchant_id,
    customerId,
    externalReference: order.external_customer_reference,
    billing: order.billing,
    language: order.language,
    at,
  });

const subscriptionsOf = (
  merchant: Merchant,
  { order, items }: Pick<OrderRecord, 'order' | 'items'>,
  customerId: bigint,
  cardId: bigint | null,
  at: Date,
): readonly SubscriptionRows[] =>
  items.map((item) => {
    const begins = serviceBegins(item, order, at);
    const rows = subscriptionsForLine({
      merchantId: merchant.id,
      timeZone: merchant.timeZone,
      refNo: order.ref_no,
      lineNo: item.line_no,
      ...soldProductOf(item, merchant),
      currency: order.currency,
      billing: order.billing,
      delivery: order.delivery,
      language: order.language,
      customerId,
      cardId,
      recurringEnabled: order.recurring_enabled,
      isTest: order.is_test,
      at: begins,
    });
    return begins === at ? rows : madeAt(rows, at);
  });

/**
 * What the merchant delivers himself may be served from the day of the purchase on, although it is only now that he
 * says so; where the product says that the service begins with the delivery, it begins now.
 */
const serviceBegins = (item: ItemRow, order: OrderRow, at: Date): Date =>
  order.confirmed_at !== null && isByVendor(item) && !item.details.startsAfterFulfillment ? order.placed_at : at;

/** Rows counted from an earlier day, made now. */
const madeAt = ({ subscriptions, subscriptionOrders }: SubscriptionRows, at: Date): SubscriptionRows => {
  const now = at.toISOString();
  return {
    subscriptions: subscriptions.map((row) => ({ ...row, purchased_at: now, updated_at: now })),
    subscriptionOrders: subscriptionOrders.map((row) => ({ ...row, booked_at: now })),
  };
};

/** Whether the merchant delivers a line himself. */
export const isByVendor = ({ details }: ItemRow): boolean => details.fulfillment === 'BY_VENDOR';

const lineToDeliver = (item: ItemRow, at: Date) => ({
  merchantId: item.merchant_id,
  refNo: item.ref_no,
  lineNo: item.line_no,
  productId: item.product_id,
  productCode: item.product_code,
  quantity: item.quantity,
  fulfillment: item.details.fulfillment,
  at,
});

/** What an order sells for, as the ledger has it. */
export const saleOf = (order: OrderRow) => ({
  currency: order.currency,
  netMinor: order.net_discounted_minor,
  vatMinor: order.vat_discounted_minor,
  commissionMinor: order.commission_minor,
});

/** Rows of one ledger transaction of an order. */
export const ledgerRows = (
  order: Pick<OrderRow, 'merchant_id' | 'ref_no'>,
  kind: 'CHARGE' | 'RECEIVABLE' | 'WRITE_OFF',
  entries: readonly LedgerEntry[],
  at: Date,
): readonly object[] => {
  const transactionId = newId();
  return entries.map(({ account, currency, amountMinor }, index) => ({
    merchant_id: order.merchant_id,
    transaction_id: transactionId,
    entry_no: index + 1,
    kind,
    account,
    currency,
    amount_minor: amountMinor,
    ref_no: order.ref_no,
    booked_at: at,
  }));
};
