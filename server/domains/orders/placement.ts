import { refuse } from '../../api/errors.ts';
import type { Read } from '../../api/schema.ts';
import { isCountry, languageOfCountry } from '../../kit/countries.ts';
import { newId } from '../../kit/ids.ts';
import { percentOf } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import { findCustomerByReference } from '../customers/index.ts';
import type { Call } from '../method.ts';
import type { PaymentRow } from '../payments/index.ts';
import { type Claim, claimsOf } from '../promotions/index.ts';
import { ORDER_COUNTRY_INVALID, ORDER_PAYMENT_NOT_FREE, ORDER_TEST_DISABLED } from './errors.ts';
import { additionalFieldsOf, itemRows } from './item-rows.ts';
import type { OrderRequest } from './objects.ts';
import { type Buyer, currencyOf, loadCart, quoteCart, refuseWrongCoupons, skuCurrency } from './quoting.ts';
import type { OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import { type Payer, type Person, payerOf, recipientOf } from './rules/billing.ts';
import type { PricedCart } from './rules/cart.ts';
import { type PaymentPlan, paymentPlanOf } from './rules/payment-method.ts';
import { withShipping } from './shipping.ts';

export type SentOrder = Read<typeof OrderRequest>;

/** An order ready to be written: rows of a new order and, unless it costs nothing, of its first attempt to pay. */
export type Draft = OrderRecord & {
  readonly plan: PaymentPlan;
  /** The uses of promotions that the order takes. */
  readonly claims: readonly Claim[];
};

/**
 * Checks a new order and prices it; writes nothing. The order of the checks is that of the refusals of placeOrder:
 * items, billing, payment, then what the account says, and shipping at last.
 */
export const draftOrder = async (call: Call, sent: SentOrder): Promise<Draft> => {
  const cart = await loadCart(call, sent);
  const payer = payerOf(sent.BillingDetails, sent.Country, call.version);
  const plan = paymentPlanOf(sent.PaymentDetails);
  checkTestSystem(call, plan);
  const country = countryOf(sent.Country, payer);
  const currency = currencyOf(call, sent.Currency, sent.PaymentDetails?.Currency, skuCurrency(cart));
  const goods = await quoteCart(call, cart, buyerOf(payer), { currency, source: sent.Source });
  refuseWrongCoupons(goods);
  const delivery = recipientOf(sent.DeliveryDetails, payer);
  const methodCode = sent.DeliveryInformation?.ShippingMethod?.Code;
  const quote = await withShipping(call, goods, { country: delivery.CountryCode, methodCode });
  const { priced, promoted } = quote;
  if (plan.type === 'FREE' && priced.totals.grossDiscountedMinor > 0n) refuse(ORDER_PAYMENT_NOT_FREE);
  const customer = await customerOf(call, sent);
  const refNo = await call.parts.numbers.next(call.merchant.id, 'order');
  const order = orderRow(call, sent, { refNo, payer, delivery, plan, country, currency, priced, customer });
  return {
    plan,
    order,
    items: itemRows(order, quote),
    payment: plan.type === 'FREE' ? null : paymentRow(call, order, 1),
    subscriptions: [],
    claims: claimsOf(promoted.promotions),
  };
};

const buyerOf = (payer: Payer): Buyer => ({
  country: payer.CountryCode,
  state: payer.State,
  company: payer.Company,
  fiscalCode: payer.FiscalCode,
  taxExemptionId: payer.TaxExemptionId,
});

export const checkTestSystem = (call: Call, plan: PaymentPlan): void => {
  if (plan.type === 'TEST' && !settingsOf(call.merchant).testSystemEnabled) refuse(ORDER_TEST_DISABLED);
};

const countryOf = (sent: string | null | undefined, payer: Payer): string => {
  if (!sent) return payer.CountryCode;
  return isCountry(sent) ? sent : refuse(ORDER_COUNTRY_INVALID, 'Country is not a country.');
};

type Customer = { readonly id: bigint | null; readonly externalReference: string | null };

/** A known customer takes the order; an unknown external reference is for the account that the order will make. */
const customerOf = async (call: Call, sent: SentOrder): Promise<Customer> => {
  const external = sent.ExternalCustomerReference || sent.CustomerReference || null;
  if (external === null) return { id: null, externalReference: null };
  const known =
    (await findCustomerByReference(call.db, call.merchant.id, { external })) ??
    (/^\d{1,18}$/.test(external)
      ? await findCustomerByReference(call.db, call.merchant.id, { avangate: BigInt(external) })
      : undefined);
  return known === undefined
    ? { id: null, externalReference: external }
    : { id: known.customer_id, externalReference: known.external_reference };
};

type Facts = {
  readonly refNo: bigint;
  readonly payer: Payer;
  readonly delivery: Person;
  readonly plan: PaymentPlan;
  readonly country: string;
  readonly currency: string;
  readonly priced: PricedCart;
  readonly customer: Customer;
};

const orderRow = (call: Call, sent: SentOrder, facts: Facts): OrderRow => {
  const { payer, plan, priced, currency } = facts;
  const { totals } = priced;
  return {
    merchant_id: call.merchant.id,
    ref_no: facts.refNo,
    order_no: null,
    // Nothing is to be authorised where nothing is to be paid.
    status: plan.type === 'FREE' ? 'AUTHRECEIVED' : 'PENDING',
    approve_status: 'WAITING',
    vendor_approve_status: 'OK',
    is_test: plan.type === 'TEST',
    currency,
    language: sent.Language || languageOfCountry(payer.CountryCode),
    country_code: facts.country,
    customer_ip: sent.PaymentDetails?.CustomerIP || sent.CustomerIP || call.address,
    source: sent.Source ?? null,
    external_reference: sent.ExternalReference || null,
    customer_id: facts.customer.id,
    external_customer_reference: facts.customer.externalReference,
    payment_type: plan.type,
    payment_currency: currency,
    recurring_enabled: plan.recurring,
    net_minor: totals.netMinor,
    gross_minor: totals.grossMinor,
    net_discounted_minor: totals.netDiscountedMinor,
    gross_discounted_minor: totals.grossDiscountedMinor,
    discount_minor: totals.discountMinor,
    vat_minor: totals.vatMinor,
    vat_discounted_minor: totals.vatDiscountedMinor,
    commission_minor: commissionOf(call, totals.netDiscountedMinor),
    affiliate_commission_minor: 0n,
    billing: payer,
    delivery: facts.delivery,
    details: {
      affiliate: { code: sent.Affiliate?.AffiliateCode || null, source: sent.Affiliate?.AffiliateSource || null },
      wsOrder: sent.WSOrder ?? null,
      localTime: sent.LocalTime ?? null,
      gift: giftOf(sent.GiftDetails),
      additionalFields: additionalFieldsOf(sent.AdditionalFields),
    },
    placed_at: call.now,
    finished_at: null,
  };
};

/** The operator's fee, never more than the order brings. */
const commissionOf = (call: Call, netMinor: bigint): bigint => {
  const { commissionPpm, commissionFixedMinor } = settingsOf(call.merchant);
  const fee = percentOf(netMinor, commissionPpm) + commissionFixedMinor;
  return fee < netMinor ? fee : netMinor;
};

const giftOf = (gift: SentOrder['GiftDetails']): OrderRow['details']['gift'] =>
  gift == null
    ? null
    : {
        FirstName: gift.FirstName ?? null,
        LastName: gift.LastName ?? null,
        Email: gift.Email ?? null,
        GiftNote: gift.GiftNote ?? null,
      };

/** The intent to ask the gateway: written before it is asked. */
export const paymentRow = (call: Call, order: OrderRow, attempt: number): PaymentRow => ({
  merchant_id: order.merchant_id,
  payment_id: newId(),
  ref_no: order.ref_no,
  attempt,
  gateway: call.parts.gatewayName,
  state: 'REQUESTED',
  payment_type: order.payment_type,
  is_test: order.is_test,
  recurring_enabled: order.recurring_enabled,
  customer_ip: order.customer_ip,
  amount_minor: order.gross_discounted_minor,
  currency: order.currency,
  gateway_reference: null,
  token: null,
  card: null,
  challenge: null,
  decline_reason: null,
  requested_at: call.now,
  updated_at: call.now,
});
