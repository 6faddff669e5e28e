import type { Merchant } from '../../api/call.ts';
import type { Written } from '../../api/schema.ts';
import { wallClock } from '../../kit/dates.ts';
import { amountNumber } from '../../kit/money.ts';
import { isDelivered, type LineDelivery } from '../delivery/index.ts';
import type { Amounts, LineAmounts } from '../pricing/index.ts';
import { promotionsOfOrder } from '../promotions/index.ts';
import type { OrderSubscription } from '../subscriptions/index.ts';
import { itemAnswer, purchaseTypeOfLine } from './item-answer.ts';
import type { Order } from './objects.ts';
import { orderLinkOf } from './order-link.ts';
import { paymentAnswer } from './payment-answer.ts';
import { purchaseOrderAnswer } from './purchase-order-answer.ts';
import type { OrderRecord } from './records.ts';
import { refundAnswer } from './refund-answer.ts';
import type { ItemRow, OrderRow } from './rows.ts';
import { mayPay } from './states.ts';

type OrderObject = Written<typeof Order>;

/**
 * The order as the API answers it. `errors` are those of the call that asks: later reads show none. Without `publicUrl`
 * the links in it are paths on this server.
 */
export const orderAnswer = (
  merchant: Merchant,
  { order, items, payment, subscriptions, deliveries = [], refunds = [] }: OrderRecord,
  errors: Readonly<Record<string, string>> | null = null,
  publicUrl = '',
): OrderObject => {
  const money = (minor: bigint): number => amountNumber(minor, order.currency);
  const clock = (at: Date | null): string | null => at && wallClock(at, merchant.timeZone);
  const shipping = items.find(({ details }) => details.shipping !== undefined)?.details.shipping;
  return {
    RefNo: String(order.ref_no),
    OrderNo: Number(order.order_no ?? 0n),
    ExternalReference: order.external_reference,
    ShopperRefNo: order.details.purchaseOrder?.number ?? null,
    Status: order.status,
    ApproveStatus: order.approve_status,
    VendorApproveStatus: order.vendor_approve_status,
    MerchantCode: merchant.code,
    Language: order.language,
    OrderDate: clock(order.placed_at),
    FinishDate: clock(order.finished_at),
    Source: order.source,
    WSOrder: order.details.wsOrder,
    Affiliate: {
      AffiliateCode: order.details.affiliate.code,
      AffiliateSource: order.details.affiliate.source,
      AffiliateName: null,
      AffiliateUrl: null,
    },
    HasShipping: items.some((item) => purchaseTypeOfLine(item) === 'SHIPPING'),
    BillingDetails: order.billing,
    DeliveryDetails: order.delivery,
    PaymentDetails: paymentAnswer(order, payment),
    DeliveryInformation: {
      ShippingMethod: {
        Code: shipping?.code ?? null,
        TrackingUrl: shipping?.trackingUrl ?? null,
        TrackingNumber: null,
        Comment: null,
      },
    },
    CustomerDetails: customerDetails(order),
    Origin: 'API',
    AvangateCommission: money(order.commission_minor),
    OrderFlow: 'REGULAR',
    GiftDetails: order.details.gift,
    PODetails: purchaseOrderAnswer(merchant, order),
    ExtraInformation: extraInformation(order, payment, publicUrl),
    PartnerCode: null,
    PartnerMargin: null,
    PartnerMarginPercent: null,
    ExtraMargin: null,
    ExtraMarginPercent: null,
    ExtraDiscount: null,
    ExtraDiscountPercent: null,
    LocalTime: order.details.localTime,
    TestOrder: order.is_test,
    FxRate: 1,
    FxMarkup: 0,
    PayoutCurrency: order.currency,
    DeliveryFinalized: DELIVERING.has(order.status) && isDelivered(deliveries),
    Errors: errors,
    Items: items.map((item) =>
      itemAnswer(order.currency, item, ofLine(subscriptions, item), clock, deliveryOf(deliveries, item)),
    ),
    Promotions: promotionsOfOrder(items.map(({ details }) => details.promotion ?? null)),
    AdditionalFields: order.details.additionalFields,
    Currency: order.currency,
    NetPrice: money(order.net_minor),
    GrossPrice: money(order.gross_minor),
    NetDiscountedPrice: money(order.net_discounted_minor),
    GrossDiscountedPrice: money(order.gross_discounted_minor),
    Discount: money(order.discount_minor),
    VAT: money(order.vat_minor),
    AffiliateCommission: money(order.affiliate_commission_minor),
    CustomParameters: order.details.customParameters ?? null,
    Refunds: refunds.length === 0 ? null : refunds.map((refund) => refundAnswer(refund, items, clock)),
    ChargebackResolution: order.chargeback_resolution ?? 'NONE',
    ChargebackReasonCode: order.chargeback_reason ?? null,
  };
};

const ofLine = (subscriptions: readonly OrderSubscription[], { line_no }: ItemRow): readonly OrderSubscription[] =>
  subscriptions.filter((subscription) => subscription.lineNo === line_no);

/** Orders whose goods go out, or went. */
const DELIVERING: ReadonlySet<OrderRow['status']> = new Set(['PURCHASE_PENDING', 'COMPLETE', 'REFUND']);

const deliveryOf = (deliveries: readonly LineDelivery[], { line_no }: ItemRow): LineDelivery | undefined =>
  deliveries.find(({ lineNo }) => lineNo === line_no);

const customerDetails = (order: OrderRow): OrderObject['CustomerDetails'] =>
  order.finished_at === null || order.customer_id === null
    ? null
    : {
        AvangateCustomerReference: String(order.customer_id),
        ExternalCustomerReference: order.external_customer_reference,
      };

/** A link for the shopper of an order that is not paid; another name for it once he failed to. */
const extraInformation = (
  order: OrderRow,
  payment: OrderRecord['payment'],
  publicUrl: string,
): OrderObject['ExtraInformation'] => {
  const path = mayPay(order.status) && order.details.purchaseOrder === undefined ? orderLinkOf(order) : null;
  if (path === null) return null;
  const link = `${publicUrl}${path}`;
  return payment?.state === 'DECLINED' ? { PaymentLink: link, RetryFailedPaymentLink: link } : { PaymentLink: link };
};

/** The totals of a cart. */
export const totalsAnswer = (totals: Amounts, currency: string) => {
  const money = (minor: bigint): number => amountNumber(minor, currency);
  return {
    NetPrice: money(totals.netMinor),
    GrossPrice: money(totals.grossMinor),
    NetDiscountedPrice: money(totals.netDiscountedMinor),
    GrossDiscountedPrice: money(totals.grossDiscountedMinor),
    Discount: money(totals.discountMinor),
    VAT: money(totals.vatMinor),
    AffiliateCommission: money(totals.affiliateCommissionMinor),
  };
};

/** What one unit of a line costs. */
export const unitAnswer = (line: LineAmounts, currency: string) => {
  const money = (minor: bigint): number => amountNumber(minor, currency);
  return {
    UnitNetPrice: money(line.unitNetMinor),
    UnitGrossPrice: money(line.unitGrossMinor),
    UnitVAT: money(line.unitVatMinor),
    UnitDiscount: money(line.unitDiscountMinor),
    UnitNetDiscountedPrice: money(line.unitNetDiscountedMinor),
    UnitGrossDiscountedPrice: money(line.unitGrossDiscountedMinor),
    UnitAffiliateCommission: money(line.unitAffiliateCommissionMinor),
  };
};
