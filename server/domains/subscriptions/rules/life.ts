import type { Contract } from '../state-store.ts';
import { chargeFactsOf } from './charge-facts.ts';
import { nextChargeAt } from './charges.ts';
import { type AgreedContract, contractOf } from './contract.ts';
import { anchorAt, type Cycle } from './cycle.ts';
import { type EndUserColumns, endUserColumns, type Person } from './end-user.ts';
import { firstPeriod } from './first-period.ts';

/** What a subscription needs to know of the product that it is sold from. */
export type SoldProduct = {
  readonly productId: bigint;
  readonly code: string;
  readonly name: string;
  readonly version: string;
  /** Null: a one-time fee, the subscription never ends. */
  readonly cycle: Cycle | null;
  /** Days after expiry in which the customer may still renew; null: without end. */
  readonly gracePeriodDays: number | null;
};

/** Terms that were agreed on for a line and stay with its subscription. */
export type AgreedTerms = {
  /** Price of one unit at every renewal, in minor units of the order's currency; null: that of the product. */
  readonly renewalPrice: { readonly amountMinor: bigint; readonly priceType: 'NET' | 'GROSS' } | null;
  /** For how long the customer is bound, from the start of the service; null: without end. */
  readonly contract: AgreedContract | null;
};

export type NewSubscription = {
  readonly merchantId: bigint;
  /** Ten letters and digits, see randomReference. */
  readonly reference: string;
  readonly customerId: bigint;
  readonly product: SoldProduct;
  readonly quantity: number;
  readonly priceOptionCodes: readonly string[];
  readonly sku: string;
  readonly currency: string;
  readonly endUser: Person;
  readonly language: string | null;
  readonly cardId: bigint | null;
  readonly recurringEnabled: boolean;
  readonly isTest: boolean;
  /** Days of the trial that the order pays for; null when it is none. */
  readonly trialDays: number | null;
  /** Months by which the chosen options change the first period; none when not given. */
  readonly optionMonths?: number;
  /** Code of the partner who sold it; empty for sales of the merchant's own shop. */
  readonly partnerCode: string;
  /** What was agreed on for the renewals; the product's own terms when not given. */
  readonly terms?: AgreedTerms;
  /** When the service begins, but never before `at`; null: at once. */
  readonly startsAt: Date | null;
  /** The merchant's now: the moment of the purchase. */
  readonly at: Date;
  /** The account's zone, whose clocks count days and months. */
  readonly timeZone: string;
};

/** A row of the table subscriptions as JSON: column names, bigint and instants as text. */
export type SubscriptionRow = EndUserColumns & {
  readonly merchant_id: string;
  readonly reference: string;
  readonly customer_id: string;
  readonly product_id: string;
  readonly product_code: string;
  readonly product_name: string;
  readonly product_version: string;
  readonly quantity: number;
  readonly price_option_codes: readonly string[];
  readonly sku: string;
  readonly currency: string;
  readonly is_test: boolean;
  readonly is_trial: boolean;
  readonly enabled: boolean;
  readonly recurring_enabled: boolean;
  readonly receive_notifications: boolean;
  readonly is_lifetime: boolean;
  readonly partner_code: string;
  readonly anchor_date: string;
  readonly cycle_length: number | null;
  readonly cycle_unit: Cycle['unit'] | null;
  readonly cycle_number: number;
  readonly starts_at: string;
  readonly expires_at: string | null;
  readonly grace_days: number | null;
  readonly purchased_at: string;
  readonly renewed_at: string | null;
  readonly card_id: string | null;
  readonly own_price_minor: string | null;
  readonly own_price_type: 'NET' | 'GROSS' | null;
  readonly contract: Contract | null;
  readonly charge_at: string | null;
  readonly anchor_cycle: number;
  readonly is_imported: boolean;
  readonly cancel_when_stopped: boolean;
  readonly failed_charges: number;
  readonly card_updated: boolean;
  readonly churn_reasons: readonly string[];
  readonly updated_at: string;
};

/** What is true of every subscription that begins. */
const NO_HISTORY = {
  anchor_cycle: 0,
  is_imported: false,
  cancel_when_stopped: false,
  failed_charges: 0,
  card_updated: false,
  churn_reasons: [],
} as const;

/** A subscription as it comes to be when its order is finished. Throws RangeError for an unknown zone. */
export const newSubscription = (facts: NewSubscription): SubscriptionRow => {
  const { product, trialDays } = facts;
  const startsAt = facts.startsAt !== null && facts.startsAt > facts.at ? facts.startsAt : facts.at;
  const { expiresAt, anchorDate, cycleNumber } = firstPeriod(anchorAt(startsAt, facts.timeZone), {
    cycle: product.cycle,
    trialDays,
    optionMonths: facts.optionMonths ?? 0,
  });
  // What never ends is never renewed.
  const recurringEnabled = facts.recurringEnabled && expiresAt !== null;
  const { contract = null, renewalPrice = null } = facts.terms ?? {};
  const isTrial = trialDays !== null;
  const terms = {
    own_price_type: renewalPrice?.priceType ?? null,
    contract:
      contract === null || product.cycle === null
        ? null
        : contractOf(contract, { from: anchorDate, cycle: product.cycle, sinceCycle: cycleNumber - (isTrial ? 0 : 1) }),
  };
  const chargeAt = nextChargeAt(
    chargeFactsOf({
      enabled: true,
      recurring_enabled: recurringEnabled,
      expires_at: expiresAt,
      is_trial: isTrial,
      cycle_length: product.cycle?.length ?? null,
      cycle_unit: product.cycle?.unit ?? null,
      cycle_number: cycleNumber,
      grace_days: product.gracePeriodDays,
      failed_charges: 0,
      resumes_at: null,
      contract: terms.contract,
    }),
  );
  const at = facts.at.toISOString();
  return {
    merchant_id: String(facts.merchantId),
    reference: facts.reference,
    customer_id: String(facts.customerId),
    product_id: String(product.productId),
    product_code: product.code,
    product_name: product.name,
    product_version: product.version,
    quantity: facts.quantity,
    price_option_codes: facts.priceOptionCodes,
    sku: facts.sku,
    currency: facts.currency,
    is_test: facts.isTest,
    is_trial: isTrial,
    enabled: true,
    recurring_enabled: recurringEnabled,
    receive_notifications: true,
    is_lifetime: expiresAt === null,
    partner_code: facts.partnerCode,
    anchor_date: anchorDate,
    cycle_length: product.cycle?.length ?? null,
    cycle_unit: product.cycle?.unit ?? null,
    cycle_number: cycleNumber,
    starts_at: startsAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    grace_days: product.gracePeriodDays,
    purchased_at: at,
    renewed_at: null,
    card_id: facts.cardId === null ? null : String(facts.cardId),
    own_price_minor: renewalPrice === null ? null : String(renewalPrice.amountMinor),
    ...terms,
    charge_at: chargeAt?.toISOString() ?? null,
    ...NO_HISTORY,
    ...endUserColumns(facts.endUser, facts.language),
    updated_at: at,
  };
};

/** A row of the table subscription_orders as JSON. */
export type SubscriptionOrderRow = {
  readonly merchant_id: string;
  readonly reference: string;
  readonly ref_no: string;
  readonly line_no: number;
  readonly type: 'SALE' | 'RENEWAL' | 'UPGRADE';
  readonly starts_at: string;
  readonly expires_at: string | null;
  readonly is_lifetime: boolean;
  readonly sku: string;
  readonly booked_at: string;
};

/** The order line that a new subscription comes from, with the service that it paid for. */
export const saleOf = (subscription: SubscriptionRow, refNo: bigint, lineNo: number): SubscriptionOrderRow => ({
  merchant_id: subscription.merchant_id,
  reference: subscription.reference,
  ref_no: String(refNo),
  line_no: lineNo,
  type: 'SALE',
  starts_at: subscription.starts_at,
  expires_at: subscription.expires_at,
  is_lifetime: subscription.is_lifetime,
  sku: subscription.sku,
  booked_at: subscription.purchased_at,
});
