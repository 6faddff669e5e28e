import type { Merchant } from '../../api/call.ts';
import type { Written } from '../../api/schema.ts';
import { wallClock } from '../../kit/dates.ts';
import { amountNumber } from '../../kit/money.ts';
import type { PaymentRow } from '../payments/index.ts';
import type { Amounts, LineAmounts } from '../pricing/index.ts';
import { promotionsOfOrder } from '../promotions/index.ts';
import type { OrderSubscription } from '../subscriptions/index.ts';
import { percentNumber } from '../taxes/index.ts';
import type { Order, OrderItem } from './objects.ts';
import type { OrderRecord } from './records.ts';
import { refundAnswer } from './refund-answer.ts';
import type { ItemRow, OrderRow } from './rows.ts';

type OrderObject = Written<typeof Order>;
type ItemObject = Written<typeof OrderItem>;

/** The order as the API answers it. `errors` are those of the call that asks: later reads show none. */
export const orderAnswer = (
  merchant: Merchant,
  { order, items, payment, subscriptions, refunds = [] }: OrderRecord,
  errors: Readonly<Record<string, string>> | null = null,
): OrderObject => {
  const money = (minor: bigint): number => amountNumber(minor, order.currency);
  const clock = (at: Date | null): string | null => at && wallClock(at, merchant.timeZone);
  const shipping = items.find(({ details }) => details.shipping !== undefined)?.details.shipping;
  return {
    RefNo: String(order.ref_no),
    OrderNo: Number(order.order_no ?? 0n),
    ExternalReference: order.external_reference,
    ShopperRefNo: null,
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
    HasShipping: shipping !== undefined,
    BillingDetails: order.billing,
    DeliveryDetails: order.delivery,
    PaymentDetails: paymentDetails(order, payment),
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
    PODetails: null,
    ExtraInformation: null,
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
    DeliveryFinalized: order.status === 'COMPLETE' || order.status === 'REFUND',
    Errors: errors,
    Items: items.map((item) => itemAnswer(order.currency, item, ofLine(subscriptions, item), clock)),
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
    CustomParameters: null,
    Refunds: refunds.length === 0 ? null : refunds.map((refund) => refundAnswer(refund, items, clock)),
  };
};

const ofLine = (subscriptions: readonly OrderSubscription[], { line_no }: ItemRow): readonly OrderSubscription[] =>
  subscriptions.filter((subscription) => subscription.lineNo === line_no);

const customerDetails = (order: OrderRow): OrderObject['CustomerDetails'] =>
  order.finished_at === null || order.customer_id === null
    ? null
    : {
        AvangateCustomerReference: String(order.customer_id),
        ExternalCustomerReference: order.external_customer_reference,
      };

const paymentDetails = (order: OrderRow, payment: PaymentRow | null): OrderObject['PaymentDetails'] => {
  const card = payment?.card;
  const challenge = payment?.state === 'CHALLENGED' ? payment.challenge : null;
  return {
    Type: order.payment_type,
    Currency: order.payment_currency,
    PaymentMethod: {
      FirstDigits: card?.firstDigits,
      LastDigits: card?.lastDigits,
      CardType: card?.brand,
      ExpirationMonth: card?.expirationMonth,
      ExpirationYear: card?.expirationYear,
      RecurringEnabled: order.recurring_enabled,
      // The platform answers null even when addresses were sent.
      ...(order.payment_type === 'FREE'
        ? {}
        : { Vendor3DSReturnURL: null, Vendor3DSCancelURL: null, InstallmentsNumber: null }),
      Authorize3DS: challenge ? { Href: challenge.href, Params: challenge.params } : undefined,
    },
    CustomerIP: order.customer_ip,
  };
};

export const itemAnswer = (
  currency: string,
  item: ItemRow,
  subscriptions: readonly OrderSubscription[],
  clock: (at: Date | null) => string | null,
): ItemObject => ({
  ProductDetails: {
    Name: item.product_name,
    ShortDescription: item.details.shortDescription,
    Tangible: item.details.tangible,
    IsDynamic: false,
    ExtraInfo: null,
    RenewalStatus: false,
    Subscriptions:
      subscriptions.length === 0
        ? null
        : subscriptions.map((subscription) => ({
            SubscriptionReference: subscription.reference,
            PurchaseDate: clock(subscription.purchasedAt),
            SubscriptionStartDate: clock(subscription.startsAt),
            ExpirationDate: clock(subscription.expiresAt),
            Lifetime: subscription.isLifetime,
            Trial: subscription.isTrial,
            Enabled: subscription.enabled,
            RecurringEnabled: subscription.recurringEnabled,
          })),
    DeliveryInformation: {
      Delivery: item.details.fulfillment || 'NO_DELIVERY',
      DownloadFile: null,
      DeliveryDescription: '',
      CodesDescription: '',
      Codes: [],
    },
  },
  PriceOptions: (item.details.priceOptions ?? []).map(({ code, required, options }) => ({
    Code: code,
    Required: required,
    Options: options,
  })),
  CrossSell: item.details.crossSell
    ? { ParentCode: item.details.crossSell.parentCode, CampaignCode: item.details.crossSell.campaignCode }
    : null,
  Price: itemPrice(currency, item),
  Code: item.product_code,
  LineItemReference: item.line_item_reference,
  PurchaseType: item.details.shipping === undefined ? 'PRODUCT' : 'SHIPPING',
  ExternalReference: item.details.externalReference,
  Quantity: item.quantity,
  SKU: item.details.sku ?? null,
  Trial: trialAnswer(currency, item.details.trial),
  AdditionalFields: item.details.additionalFields,
  Promotion: item.details.promotion ?? null,
  RecurringOptions: null,
  SubscriptionStartDate: null,
  SubscriptionCustomSettings: null,
  UpSell: null,
});

const trialAnswer = (currency: string, trial: ItemRow['details']['trial']): ItemObject['Trial'] =>
  trial === undefined
    ? null
    : {
        Period: trial.days,
        GrossPrice: amountNumber(BigInt(trial.grossMinor), currency),
        VAT: amountNumber(BigInt(trial.vatMinor), currency),
        NetPrice: amountNumber(BigInt(trial.netMinor), currency),
      };

const itemPrice = (currency: string, item: ItemRow): ItemObject['Price'] => {
  const money = (minor: bigint): number => amountNumber(minor, currency);
  return {
    UnitNetPrice: money(item.unit_net_minor),
    UnitGrossPrice: money(item.unit_gross_minor),
    UnitVAT: money(item.unit_vat_minor),
    UnitDiscount: money(item.unit_discount_minor),
    UnitNetDiscountedPrice: money(item.unit_net_discounted_minor),
    UnitGrossDiscountedPrice: money(item.unit_gross_discounted_minor),
    UnitAffiliateCommission: 0,
    ItemUnitNetPrice: 0,
    ItemUnitGrossPrice: 0,
    ItemNetPrice: 0,
    ItemGrossPrice: 0,
    VATPercent: percentNumber(item.vat_rate_ppm),
    HandlingFeeNetPrice: 0,
    HandlingFeeGrossPrice: 0,
    Currency: currency,
    NetPrice: money(item.net_minor),
    GrossPrice: money(item.gross_minor),
    NetDiscountedPrice: money(item.net_discounted_minor),
    GrossDiscountedPrice: money(item.gross_discounted_minor),
    Discount: money(item.discount_minor),
    VAT: money(item.vat_minor),
    AffiliateCommission: 0,
  };
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
