import type { Written } from '../../api/schema.ts';
import type { PriceType } from '../pricing/index.ts';
import type { ItemPromotionAnswer } from '../promotions/index.ts';
import type { Order } from './objects.ts';
import type { Payer, Person } from './rules/billing.ts';
import type { ApproveStatus, OrderStatus } from './states.ts';

type OrderObject = Written<typeof Order>;
type ItemObject = NonNullable<OrderObject['Items']>[number];

/** What an order only tells back. */
export type OrderDetails = {
  readonly affiliate: { readonly code: string | null; readonly source: string | null };
  readonly wsOrder: string | null;
  readonly localTime: string | null;
  readonly gift: OrderObject['GiftDetails'];
  readonly additionalFields: OrderObject['AdditionalFields'];
};

/** A row of `orders`; the names are the columns'. */
export type OrderRow = {
  readonly merchant_id: bigint;
  readonly ref_no: bigint;
  readonly order_no: bigint | null;
  readonly status: OrderStatus;
  readonly approve_status: ApproveStatus;
  readonly vendor_approve_status: 'OK' | 'WAITING' | 'REJECTED';
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
};

/** The product as it was sold, and what the request said of the line. */
export type ItemDetails = {
  readonly version: string;
  readonly shortDescription: string;
  readonly tangible: boolean;
  readonly fulfillment: string;
  readonly generatesSubscription: boolean;
  readonly cycle: { readonly length: number; readonly unit: 'DAY' | 'MONTH' } | null;
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
  /** 0 on the line of a shipping fee, which is no product. */
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
