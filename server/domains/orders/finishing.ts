import type { Merchant } from '../../api/call.ts';
import { isUniqueViolation } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import { customerForOrder, findCustomerByReference } from '../customers/index.ts';
import { chargeEntries } from '../payments/index.ts';
import { type SubscriptionRows, subscriptionsForLine } from '../subscriptions/index.ts';
import { captureKey, type Works } from './charging.ts';
import { loadOrder, type OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import { type Finish, finishOrderRow } from './store.ts';

/**
 * Collects the money of an order that is paid for and brings what was bought into being: customer, stored card,
 * subscriptions, ledger. Safe to be done twice, by two workers at once, and after a crash at any point: the capture has
 * a key of its own and the rest is one transaction. True when this call finished it.
 */
export const finishOrder = async (works: Works, merchant: Merchant, refNo: bigint): Promise<boolean> => {
  const record = await loadOrder(works.database, merchant.id, refNo);
  return record !== undefined && finishRecord(works, merchant, record);
};

/** As finishOrder, for an order that is at hand as it was last written. */
export const finishRecord = async (works: Works, merchant: Merchant, record: OrderRecord): Promise<boolean> => {
  if (!isToFinish(record)) return false;
  const at = merchantNow(works, merchant);
  if (!(await capture(works, record, at))) return false;
  const finish = async (): Promise<boolean> =>
    finishOrderRow(works.database, record.order, await consequences(works, merchant, record, at), at);
  try {
    return await finish();
  } catch (error) {
    if (!isUniqueViolation(error, 'customers_external_reference')) throw error;
    // Another order of the same new customer was finished in between; the second look finds the account it made.
    return finish();
  }
};

export const merchantNow = (works: Works, merchant: Merchant): Date =>
  new Date(works.now().getTime() + merchant.clockOffsetMs);

const isToFinish = ({ order, payment }: OrderRecord): boolean =>
  order.status === 'AUTHRECEIVED' && (order.payment_type === 'FREE' || payment?.state === 'CAPTURING');

const capture = async (works: Works, { payment }: OrderRecord, at: Date): Promise<boolean> => {
  if (payment === null || payment.gateway_reference === null) return true;
  const outcome = await works.parts.gateway.capture({
    merchantId: payment.merchant_id,
    idempotencyKey: captureKey(payment),
    at,
    gatewayReference: payment.gateway_reference,
    amountMinor: payment.amount_minor,
    currency: payment.currency,
  });
  if (outcome.outcome === 'DONE') return true;
  works.log.error({ refNo: String(payment.ref_no), reason: outcome.reason }, 'capture refused');
  return false;
};

const consequences = async (works: Works, merchant: Merchant, record: OrderRecord, at: Date): Promise<Finish> => {
  const { order, payment } = record;
  const subscribed = record.items.some(({ details }) => details.generatesSubscription);
  const orderNo = await works.parts.numbers.next(merchant.id, 'finishedOrder');
  const known = await knownCustomer(works, order);
  const makesCustomer = subscribed && known === null;
  const customerId = makesCustomer ? await works.parts.numbers.next(merchant.id, 'customer') : known;
  const card = subscribed && customerId !== null ? storedCard(record, customerId, at) : null;
  const sales = customerId === null ? [] : subscriptionsOf(merchant, record, customerId, card?.card_id ?? null, at);
  return {
    paymentId: payment?.payment_id ?? null,
    orderNo,
    customerId,
    customer:
      makesCustomer && customerId !== null
        ? customerForOrder({
            merchantId: merchant.id,
            customerId,
            externalReference: order.external_customer_reference,
            billing: order.billing,
            language: order.language,
            at,
          })
        : null,
    card,
    subscriptions: sales.flatMap(({ subscriptions }) => subscriptions),
    subscriptionOrders: sales.flatMap(({ subscriptionOrders }) => subscriptionOrders),
    ledger: payment === null ? [] : ledgerRows(order, payment.gateway, at),
  };
};

/** The customer that the order named, or one that came to be under its external reference since it was placed. */
const knownCustomer = async (works: Works, order: OrderRow): Promise<bigint | null> => {
  if (order.customer_id !== null || order.external_customer_reference === null) return order.customer_id;
  const external = order.external_customer_reference;
  const found = await findCustomerByReference(works.database, order.merchant_id, { external });
  return found?.customer_id ?? null;
};

/** A card is kept only when the gateway gave a token for it, which it does where the buyer agreed to renewals. */
const storedCard = ({ payment }: OrderRecord, customerId: bigint, at: Date) => {
  if (!payment?.token || payment.card === null) return null;
  return {
    merchant_id: payment.merchant_id,
    card_id: newId(),
    customer_id: customerId,
    gateway: payment.gateway,
    token: payment.token,
    brand: payment.card.brand,
    first_digits: payment.card.firstDigits,
    last_digits: payment.card.lastDigits,
    expiration_month: payment.card.expirationMonth,
    expiration_year: payment.card.expirationYear,
    holder_name: payment.card.holderName ?? '',
    created_at: at,
  };
};

const subscriptionsOf = (
  merchant: Merchant,
  { order, items }: OrderRecord,
  customerId: bigint,
  cardId: bigint | null,
  at: Date,
): readonly SubscriptionRows[] =>
  items.map((item) =>
    subscriptionsForLine({
      merchantId: merchant.id,
      timeZone: merchant.timeZone,
      refNo: order.ref_no,
      lineNo: item.line_no,
      product: {
        productId: item.product_id,
        code: item.product_code,
        name: item.product_name,
        version: item.details.version,
        generatesSubscription: item.details.generatesSubscription,
        cycle: item.details.cycle,
        gracePeriodDays:
          item.details.gracePeriodDays === undefined
            ? settingsOf(merchant).gracePeriodDays
            : item.details.gracePeriodDays,
      },
      quantity: item.quantity,
      priceOptionCodes: (item.details.priceOptions ?? []).flatMap(({ options }) => options),
      sku: item.details.sku ?? '',
      trialDays: item.details.trial?.days ?? null,
      currency: order.currency,
      billing: order.billing,
      delivery: order.delivery,
      language: order.language,
      customerId,
      cardId,
      recurringEnabled: order.recurring_enabled,
      isTest: order.is_test,
      at,
    }),
  );

const ledgerRows = (order: OrderRow, gateway: string, at: Date): readonly object[] => {
  const transactionId = newId();
  return chargeEntries({
    gateway,
    currency: order.currency,
    netMinor: order.net_discounted_minor,
    vatMinor: order.vat_discounted_minor,
    commissionMinor: order.commission_minor,
  }).map(({ account, currency, amountMinor }, index) => ({
    merchant_id: order.merchant_id,
    transaction_id: transactionId,
    entry_no: index + 1,
    kind: 'CHARGE',
    account,
    currency,
    amount_minor: amountMinor,
    ref_no: order.ref_no,
    booked_at: at,
  }));
};
