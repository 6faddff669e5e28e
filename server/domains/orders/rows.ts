import type { Written } from '../../api/schema.ts';
import type { DisputeReason } from '../../gateways/port.ts';
import type { CycleUnit } from '../../kit/dates.ts';
import type { DisputeState } from '../payments/index.ts';
import type { PriceType } from '../pricing/index.ts';
import type { ItemPromotionAnswer } from '../promotions/index.ts';
import type { Order } from './objects.ts';
import type { Payer, Person } from './rules/billing.ts';
import type { PurchaseOrder } from './rules/purchase-order.ts';
import type { PurchaseType } from './rules/purchase-types.ts';
import type { ApproveStatus, Awaits, OrderStatus, VendorApproveStatus } from './states.ts';

type OrderObject = Written<typeof Order>;
type ItemObject = NonNullable<OrderObject['Items']>[number];

/** What an order only tells back. */
export type OrderDetails = {
  readonly affiliate: { readonly code: string | null; readonly source: string | null };
  readonly wsOrder: string | null;
  readonly localTime: string | null;
  readonly gift: OrderObject['GiftDetails'];
  readonly additionalFields: OrderObject['AdditionalFields'];
  /** Absent where none were sent, as are the next two. */
  readonly customParameters?: OrderObject['CustomParameters'];
  readonly machineId?: string;
  /** Opens the order's own page to whoever has the link; absent of orders that are older than the page. */
  readonly linkKey?: string;
  /** Into how many parts the shopper wants the payment split. */
  readonly installments?: number;
  /** Of orders that are paid by purchase order alone. */
  readonly purchaseOrder?: PurchaseOrder;
};

/** A row of `orders`; the names are the columns'. */
export type OrderRow = {
  readonly merchant_id: bigint;
  readonly ref_no: bigint;
  readonly order_no: bigint | null;
  readonly status: OrderStatus;
  readonly approve_status: ApproveStatus;
  readonly vendor_approve_status: VendorApproveStatus;
  readonly is_test: boolean;
  readonly currency: string;
  readonly language: string;
  readonly country_code: string;
  readonly customer_ip: string | null;
  readonly source: string | null;
  readonly external_reference: string | null;
  readonly customer_id: bigint | null;
  readonly external_customer_reference: string | null;
  readonly payment_type: string;
  readonly payment_currency: string;
  readonly recurring_enabled: boolean;
  readonly net_minor: bigint;
  readonly gross_minor: bigint;
  readonly net_discounted_minor: bigint;
  readonly gross_discounted_minor: bigint;
  readonly discount_minor: bigint;
  readonly vat_minor: bigint;
  readonly vat_discounted_minor: bigint;
  readonly commission_minor: bigint;
  readonly affiliate_commission_minor: bigint;
  readonly billing: Payer;
  readonly delivery: Person;
  readonly details: OrderDetails;
  readonly placed_at: Date;
  readonly finished_at: Date | null;
  /** When an order that waits is given up; null: never. */
  readonly expires_at: Date | null;
  /** Whom an authorised order waits for. */
  readonly awaits: Awaits | null;
  /** When the merchant confirmed that he delivers; null: he did not, or need not. */
  readonly confirmed_at: Date | null;
  /** Of a dispute that is open, else of the last one; absent of an order that is just being placed. */
  readonly chargeback_resolution?: DisputeState | null;
  readonly chargeback_reason?: DisputeReason | null;
};

/** The product as it was sold, and what the request said of the line. */
export type ItemDetails = {
  readonly version: string;
  readonly shortDescription: string;
  readonly tangible: boolean;
  readonly fulfillment: string;
  /** Of what the merchant delivers himself: the service begins with the delivery; absent: with the purchase. */
  readonly startsAfterFulfillment?: boolean;
  readonly generatesSubscription: boolean;
  /** The product's, or the one that was agreed on for this line; null: none, or a one-time fee. */
  readonly cycle: { readonly length: number; readonly unit: CycleUnit } | null;
  /** Days; null: without end; absent: the account's setting counts. */
  readonly gracePeriodDays?: number | null;
  readonly externalReference: string;
  readonly additionalFields: ItemObject['AdditionalFields'];
  /** Chosen price options by group, as they are written in requests; absent when none was chosen. */
  readonly priceOptions?: readonly {
    readonly code: string;
    readonly required: boolean;
    readonly options: readonly string[];
  }[];
  /** Months by which the options change the first period; absent when they do not. */
  readonly optionMonths?: number;
  readonly sku?: string;
  /** The trial that was sold, its amounts as text of minor units; absent when it was none. */
  readonly trial?: {
    readonly days: number;
    readonly netMinor: string;
    readonly vatMinor: string;
    readonly grossMinor: string;
  };
  readonly crossSell?: { readonly parentCode: string; readonly campaignCode: string };
  readonly upSell?: { readonly parentCode: string; readonly campaignCode: string };
  /** What the line is, where it is no product of the catalogue: `product_id` is 0 then, and `product_code` empty. */
  readonly dynamic?: {
    readonly purchaseType: PurchaseType;
    /** What the options add to a unit, minor units as text; in the unit price already. */
    readonly surchargeMinor: string;
    readonly taxCategory: string | null;
  };
  /** Terms of the subscription of a dynamic line. */
  readonly recurring?: {
    /** Price of one unit at every renewal as it was sent, without surcharges; minor units as text. */
    readonly amountMinor: string;
    readonly contractLength: number;
    readonly contractUnit: CycleUnit | 'FOREVER';
  };
  /** Terms of the subscription that were agreed on in place of the product's. */
  readonly customSettings?: {
    readonly amountMinor: string;
    readonly amountType: PriceType;
    /** In units of the cycle; null: without end. */
    readonly contractLength: number | null;
    readonly merchantAutoRenewal: boolean | null;
    readonly clientAutoRenewal: boolean | null;
  };
  /** The contract of the product; absent when there is none. */
  readonly contract?: {
    readonly length: number;
    readonly unit: CycleUnit;
    readonly atEnd: 'RESTART' | 'CANCEL';
  };
  /** The subscription that the line renews; absent of all that is sold for the first time. */
  readonly renewal?: {
    readonly reference: string;
    /** Days by which it is prolonged, in the place of a cycle. */
    readonly days?: number;
    /** The new period begins with the payment. */
    readonly fromPayment?: true;
    /** Charged by the platform itself. */
    readonly automatic?: true;
  };
  /** When the subscription shall start, on the account's clocks, YYYY-MM-DD HH:MM:SS; absent: at once. */
  readonly startDate?: string;
  /** On the line of a shipping fee alone: the method as it was then. */
  readonly shipping?: { readonly code: string; readonly trackingUrl: string | null };
  /** The promotion that took most off, as it was then; absent when none did. */
  readonly promotion?: ItemPromotionAnswer;
};

/** A row of `order_items`. */
export type ItemRow = {
  readonly merchant_id: bigint;
  readonly ref_no: bigint;
  readonly line_no: number;
  readonly line_item_reference: string;
  /** 0 on a dynamic line and on that of a shipping fee, which are no products. */
  readonly product_id: bigint;
  readonly product_code: string;
  readonly product_name: string;
  readonly quantity: number;
  readonly price_type: PriceType;
  readonly vat_rate_ppm: bigint;
  readonly unit_net_minor: bigint;
  readonly unit_vat_minor: bigint;
  readonly unit_gross_minor: bigint;
  readonly unit_discount_minor: bigint;
  readonly unit_net_discounted_minor: bigint;
  readonly unit_gross_discounted_minor: bigint;
  readonly net_minor: bigint;
  readonly vat_minor: bigint;
  readonly gross_minor: bigint;
  readonly discount_minor: bigint;
  readonly net_discounted_minor: bigint;
  readonly vat_discounted_minor: bigint;
  readonly gross_discounted_minor: bigint;
  readonly details: ItemDetails;
};
