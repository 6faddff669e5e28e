import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import { calendarDate } from '../../kit/dates.ts';
import { randomHex } from '../../kit/ids.ts';
import { settingsOf } from '../accounts/index.ts';
import type { SaleProduct } from '../catalog/index.ts';
import type { CustomerRecord } from '../customers/index.ts';
import type { ExchangeRates, OptionGroup } from '../pricing/index.ts';
import { type CartPromotion, claimsOf } from '../promotions/index.ts';
import { nextRenewalOf, type RenewingSubscription } from '../subscriptions/index.ts';
import { taxFor } from '../taxes/index.ts';
import { ORDER_PRODUCT_CODE_INVALID } from './errors.ts';
import { itemRows } from './item-rows.ts';
import type { Means } from './means.ts';
import { paymentRow } from './paying.ts';
import { commissionOf, type Draft } from './placement.ts';
import type { Quote } from './quoting.ts';
import type { ItemDetails, OrderRow } from './rows.ts';
import type { Payer, Person } from './rules/billing.ts';
import type { CartItem } from './rules/cart.ts';
import { keptDynamicOffer } from './rules/kept-dynamic-offer.ts';
import { payerOfCustomer } from './rules/payer-of-customer.ts';
import { pricedCart } from './rules/priced-cart.ts';
import { renewalQuote } from './rules/renewal-quote.ts';
import type { RenewedSubscription } from './rules/renewed-subscription.ts';
import type { SubscriptionSale } from './subscription-sales.ts';

/*
 * Orders that nobody places: the platform renews a subscription and charges what it has on file. They are priced by the
 * same rules as those that are placed.
 */

/** What many renewals of one merchant have in common. */
export type RenewalGround = {
  readonly merchant: Merchant;
  /** The merchant's now. */
  readonly at: Date;
  readonly rates: ExchangeRates;
  readonly products: ReadonlyMap<string, SaleProduct>;
  /** The option groups in use on them. */
  readonly groups: readonly OptionGroup[];
  /** Promotions for renewals among them may count. */
  readonly promotions: readonly CartPromotion[];
};

/** One subscription that is to be renewed. */
export type RenewalCase = {
  readonly state: RenewingSubscription;
  readonly customer: CustomerRecord;
  /** Its first order; undefined when it was imported. */
  readonly sale: SubscriptionSale | undefined;
  /** What the line says of the renewal, beside the reference. */
  readonly line: Omit<NonNullable<ItemDetails['renewal']>, 'reference'>;
  /** The price of all units, in the place of every other. */
  readonly price?: { readonly amountMinor: bigint; readonly currency: string };
};

/** What a renewal costs in a currency; its own when none is asked for. Refuses products and options without a price. */
export const quoteRenewal = (ground: RenewalGround, renewal: RenewalCase, currency?: string): Quote => {
  const subscription = renewedBy(renewal);
  const payer = payerOfCustomer(renewal.customer, renewal.sale?.billing);
  const facts = {
    currency: currency ?? subscription.currency,
    country: payer.CountryCode,
    rates: ground.rates,
    groups: ground.groups,
    ratePpm: taxRate(ground, payer),
    on: today(ground),
    source: null,
    coupons: [],
    promotions: ground.promotions,
  };
  if (subscription.productCode !== '') {
    const product = ground.products.get(subscription.productCode);
    if (product === undefined) return refuse(ORDER_PRODUCT_CODE_INVALID);
    return { ...renewalQuote(cartItem(product, subscription, renewal), facts), shippingMethod: null };
  }
  const offer = keptDynamicOffer(renewal.state, renewal.sale, subscription, facts);
  return {
    currency: facts.currency,
    ratePpm: facts.ratePpm,
    promoted: { lines: [{ discountMinor: 0n, promotion: null }], promotions: [], ignoredCoupons: [] },
    priced: pricedCart([offer], facts.ratePpm),
    shippingMethod: null,
  };
};

const renewedBy = ({ state, sale, line, price }: RenewalCase): RenewedSubscription => {
  const next = nextRenewalOf(state);
  const { cycle_length: length, cycle_unit: unit } = state;
  return {
    ...next,
    ...(price === undefined ? {} : { customPrice: price, currency: price.currency }),
    line: { reference: state.reference, ...line },
    cycle: length === null || unit === null ? null : { length, unit },
    promises: sale?.promises ?? [],
  };
};

const cartItem = (product: SaleProduct, renewal: RenewedSubscription, { sale }: RenewalCase): CartItem => ({
  product,
  sku: null,
  crossSell: null,
  upSell: null,
  price: null,
  settings: null,
  trial: null,
  renewal,
  startDate: null,
  quantity: renewal.quantity,
  options: renewal.priceOptionCodes.map((code) => ({ group: null, code })),
  externalReference: sale?.details.externalReference ?? '',
  additionalFields: null,
});

/** What the order is charged by; null: by nothing, because it is free or nothing is on file. */
export type RenewalMeans = { readonly means: Means | null; readonly paymentType: string };

/**
 * The order of a renewal, ready to be written, at the price of now. It waits until `expiresAt` for its money; null: for
 * ever. Refuses as quoteRenewal does.
 */
export const draftRenewal = (
  ground: RenewalGround,
  renewal: RenewalCase,
  facts: RenewalMeans & { readonly refNo: bigint; readonly expiresAt: Date | null },
): Draft => {
  const quote = quoteRenewal(ground, renewal);
  const totals = quote.priced.totals;
  const isFree = totals.grossDiscountedMinor === 0n;
  const order = orderRow(ground, renewal, quote, { ...facts, isFree });
  const means = isFree ? null : facts.means;
  return {
    means,
    order,
    items: itemRows(order, quote),
    payment: means && paymentRow(order, 1, means, ground.at),
    subscriptions: [],
    claims: claimsOf(quote.promoted.promotions),
    renewing: renewal.state,
  };
};

const orderRow = (
  { merchant, at }: RenewalGround,
  { state, customer, sale }: RenewalCase,
  { currency, priced: { totals } }: Quote,
  facts: RenewalMeans & { readonly refNo: bigint; readonly expiresAt: Date | null; readonly isFree: boolean },
): OrderRow => {
  const billing = payerOfCustomer(customer, sale?.billing);
  return {
    merchant_id: merchant.id,
    ref_no: facts.refNo,
    order_no: null,
    status: facts.isFree ? 'AUTHRECEIVED' : 'PENDING',
    approve_status: 'WAITING',
    vendor_approve_status: 'OK',
    is_test: state.is_test,
    currency,
    language: sale?.language || customer.language || settingsOf(merchant).language,
    country_code: billing.CountryCode,
    customer_ip: null,
    source: null,
    external_reference: null,
    customer_id: customer.customer_id,
    external_customer_reference: customer.external_reference,
    payment_type: facts.isFree ? 'FREE' : facts.paymentType,
    payment_currency: currency,
    recurring_enabled: state.recurring_enabled,
    net_minor: totals.netMinor,
    gross_minor: totals.grossMinor,
    net_discounted_minor: totals.netDiscountedMinor,
    gross_discounted_minor: totals.grossDiscountedMinor,
    discount_minor: totals.discountMinor,
    vat_minor: totals.vatMinor,
    vat_discounted_minor: totals.vatDiscountedMinor,
    commission_minor: commissionOf(merchant, totals.netDiscountedMinor),
    affiliate_commission_minor: 0n,
    billing,
    delivery: recipientOf(state, billing),
    details: {
      linkKey: randomHex(16),
      affiliate: { code: null, source: null },
      wsOrder: null,
      localTime: null,
      gift: null,
      additionalFields: null,
    },
    placed_at: at,
    finished_at: null,
    expires_at: facts.isFree ? null : facts.expiresAt,
    awaits: null,
    confirmed_at: null,
  };
};

/** Who uses the subscription. */
const recipientOf = ({ end_user: user, email, country_code }: RenewingSubscription, payer: Payer): Person => ({
  FirstName: user.FirstName || payer.FirstName,
  LastName: user.LastName || payer.LastName,
  CountryCode: country_code || payer.CountryCode,
  State: user.State || null,
  City: user.City || null,
  Address1: user.Address1 || null,
  Address2: user.Address2 || null,
  Zip: user.Zip || null,
  Email: email || payer.Email,
  Phone: user.Phone || null,
  Company: user.Company || null,
});

const today = ({ at, merchant }: RenewalGround): string => calendarDate(at, merchant.timeZone);

const taxRate = (ground: RenewalGround, payer: Payer): bigint =>
  taxFor({
    country: payer.CountryCode,
    state: payer.State,
    company: payer.Company,
    fiscalCode: payer.FiscalCode,
    taxExemptionId: payer.TaxExemptionId,
    sellerCountry: settingsOf(ground.merchant).countryCode,
    on: today(ground),
  }).ratePpm;
