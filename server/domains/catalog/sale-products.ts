import type { Written } from '../../api/schema.ts';
import { type Db, statement } from '../../db/database.ts';
import type { ContractPeriod, GracePeriod } from './objects/subscription.ts';
import type { ShippingClass, TangibleDetails } from './objects.ts';
import type { Fulfillment, PriceList, ProductDetails, ProductType } from './product.ts';
import { type ShippingFacts, shippingFacts } from './rules/shipping-facts.ts';
import { type Cycle, gracePeriodDays } from './rules/subscription-terms.ts';
import { PRICE_LISTS, priceListOf, type StoredList } from './store.ts';

/** How long a customer commits, and what happens then. */
export type Contract = {
  readonly length: number;
  readonly unit: 'DAY' | 'MONTH';
  readonly atEnd: 'RESTART' | 'CANCEL';
};

/** What has to be known of a product in order to sell it. */
export type SaleProduct = {
  readonly productId: bigint;
  readonly code: string;
  readonly name: string;
  readonly version: string;
  readonly shortDescription: string;
  readonly enabled: boolean;
  readonly type: ProductType;
  readonly tangible: boolean;
  /** Weight and fees of one unit; absent where the product is not tangible. */
  readonly shipping?: ShippingFacts;
  /** False: one unit a purchase. */
  readonly multipleUnits: boolean;
  readonly fulfillment: Fulfillment;
  /** Whether the service of a subscription begins with the delivery; absent: with the purchase. */
  readonly startsAfterFulfillment?: boolean;
  readonly externalReference: string;
  readonly taxCategory: string | null;
  readonly generatesSubscription: boolean;
  /** Null for a product without subscriptions, and for a one-time fee. */
  readonly cycle: Cycle | null;
  /** Null: without end. Undefined: as the account is set. */
  readonly gracePeriodDays: number | null | undefined;
  /** Null: without commitment. */
  readonly contract: Contract | null;
  readonly trialUrl: string;
  readonly trialDescription: string;
  /** The additional fields that a buyer is asked; absent where there are none. */
  readonly fields?: readonly AskedOfProduct[];
  readonly configurations: readonly PriceList[];
};

/** A question about a product, in the order of the assignment; what may be answered stands with the field itself. */
export type AskedOfProduct = { readonly code: string; readonly label: string; readonly required: boolean };

type Row = Omit<SaleProduct, 'shipping' | 'cycle' | 'gracePeriodDays' | 'contract' | 'fields' | 'configurations'> & {
  readonly additionalFields: ProductDetails['AdditionalFields'];
  readonly tangibleDetails: Written<typeof TangibleDetails> | null;
  readonly shippingClass: Written<typeof ShippingClass> | null;
  readonly cycleLength: number | null;
  readonly cycleUnit: Cycle['unit'] | null;
  readonly gracePeriod: Written<typeof GracePeriod> | null;
  readonly contractPeriod: Written<typeof ContractPeriod> | null;
  readonly configurations: readonly StoredList[];
};

const PRODUCTS = `
  SELECT
    p.product_id AS "productId", p.code, p.name, p.version, coalesce(p.details->>'ShortDescription', '')
      AS "shortDescription",
    CASE WHEN p.tangible THEN p.details->'TangibleDetails' END AS "tangibleDetails",
    CASE WHEN p.tangible THEN p.details->'ShippingClass' END AS "shippingClass",
    p.enabled, p.type, p.tangible, p.multiple_units AS "multipleUnits", p.fulfillment,
    coalesce(p.details #> '{FulfillmentInformation,IsStartAfterFulfillment}' = 'true', false)
      AS "startsAfterFulfillment",
    coalesce(p.external_reference, '') AS "externalReference", p.tax_category::text AS "taxCategory",
    p.generates_subscription AS "generatesSubscription", p.cycle_length AS "cycleLength", p.cycle_unit AS "cycleUnit",
    p.details #> '{SubscriptionInformation,GracePeriod}' AS "gracePeriod",
    p.details #> '{SubscriptionInformation,ContractPeriod}' AS "contractPeriod",
    coalesce(p.details->>'TrialUrl', '') AS "trialUrl",
    coalesce(p.details->>'TrialDescription', '') AS "trialDescription",
    p.details->'AdditionalFields' AS "additionalFields",
    ${PRICE_LISTS} AS configurations
  FROM products p
  WHERE p.merchant_id = $1`;

const FOR_SALE = `${PRODUCTS} AND p.code = ANY ($2::text[])`;
const FOR_SALE_BY_NUMBER = `${PRODUCTS} AND p.product_id = ANY ($2::bigint[])`;

/**
 * What there is of the products of these codes, in no particular order, disabled ones too; by one statement that reads
 * by keys only.
 */
export const findProductsForSale = async (
  db: Db,
  merchantId: bigint,
  codes: readonly string[],
): Promise<SaleProduct[]> => (await db.rows<Row>(statement(FOR_SALE, [merchantId, codes]))).map(saleProductOf);

/** As findProductsForSale, by the numbers of the products (AvangateId). */
export const findProductsForSaleById = async (
  db: Db,
  merchantId: bigint,
  ids: readonly bigint[],
): Promise<SaleProduct[]> => (await db.rows<Row>(statement(FOR_SALE_BY_NUMBER, [merchantId, ids]))).map(saleProductOf);

const saleProductOf = ({
  tangibleDetails,
  shippingClass,
  cycleLength,
  cycleUnit,
  gracePeriod,
  contractPeriod,
  additionalFields,
  startsAfterFulfillment,
  configurations,
  ...row
}: Row): SaleProduct => ({
  ...row,
  ...(startsAfterFulfillment === true ? { startsAfterFulfillment } : {}),
  ...(additionalFields?.length ? { fields: additionalFields.map(askedOfProduct) } : {}),
  ...(row.tangible ? { shipping: shippingFacts(tangibleDetails, shippingClass) } : {}),
  cycle: cycleLength === null || cycleUnit === null ? null : { length: cycleLength, unit: cycleUnit },
  gracePeriodDays: gracePeriodDays(gracePeriod),
  contract: row.generatesSubscription ? contractOf(contractPeriod) : null,
  configurations: configurations.map(priceListOf),
});

/** One that is switched off at the product may still be answered. */
const askedOfProduct = (field: NonNullable<ProductDetails['AdditionalFields']>[number]): AskedOfProduct => ({
  code: field.Code ?? '',
  label: field.Label ?? '',
  required: field.Required === true && field.Enabled !== false,
});

const contractOf = (given: Written<typeof ContractPeriod> | null): Contract | null => {
  if (given === null || given.IsUnlimited === true || given.Period === null) return null;
  return {
    length: given.Period,
    unit: given.PeriodUnits === 'D' ? 'DAY' : 'MONTH',
    atEnd: given.Action === 'CANCEL' ? 'CANCEL' : 'RESTART',
  };
};
