import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Read } from '../../api/schema.ts';
import { percentOf } from '../../kit/money.ts';
import { settingsOf } from '../accounts/index.ts';
import { customerOfOrder } from '../customers/index.ts';
import type { Call } from '../method.ts';
import { type Claim, claimsOf } from '../promotions/index.ts';
import { loadFields, withAnswers } from './additional-fields.ts';
import { hasRecurringOptions, loadOrderCart, orderCurrency, renewalOf } from './carts.ts';
import { ORDER_PAYMENT_FREE_RECURRING_INVALID, ORDER_TEST_DISABLED } from './errors.ts';
import { ORDER_INVALID } from './errors-by-field.ts';
import { itemRows } from './item-rows.ts';
import { type Means, meansOf } from './means.ts';
import type { OrderRequest } from './objects.ts';
import { type PaidBy, paidBy, paymentRow } from './paying.ts';
import { type Buyer, quoteCart, refuseWrongCoupons } from './quoting.ts';
import type { OrderRecord } from './records.ts';
import type { OrderRow } from './rows.ts';
import type { Answered } from './rules/additional-fields.ts';
import type { Payer } from './rules/billing.ts';
import { brandSent, installmentsOf } from './rules/installments.ts';
import { checkLimits } from './rules/payment/limits.ts';
import { type PaymentPlan, paymentPlanOf } from './rules/payment/plan.ts';
import type { PricedCart } from './rules/priced-cart.ts';
import type { RenewedSubscription } from './rules/renewed-subscription.ts';
import { withShipping } from './shipping.ts';
import { checkCurrencies, type Surroundings, shopperIp, surroundingsOf } from './surroundings.ts';

export type SentOrder = Read<typeof OrderRequest>;

/** An order ready to be written: rows of a new order and, where a gateway is to be asked now, of its first attempt to pay. */
export type Draft = OrderRecord & {
  readonly means: Means | null;
  /** The uses of promotions that the order takes. */
  readonly claims: readonly Claim[];
};

/** Checks a new order and prices it; writes nothing. The order of the checks is that of PLACE_ORDER_REFUSALS. */
export const draftOrder = async (call: Call, sent: SentOrder): Promise<Draft> => {
  const [loaded, fields] = await Promise.all([loadOrderCart(call, sent), loadFields(call, sent)]);
  const around = surroundingsOf(call, sent);
  const { delivery } = around;
  const plan = paymentPlanOf(sent.PaymentDetails);
  const payer = payerBy(around.payer, plan);
  if (plan.type === 'FREE' && hasRecurringOptions(loaded)) refuse(ORDER_PAYMENT_FREE_RECURRING_INVALID);
  checkTestSystem(call, plan);
  const currency = orderCurrency(call, loaded, sent);
  checkCurrencies(call, sent, currency);
  const customerIp = shopperIp(call, sent, around);
  const { cart, answers } = withAnswers(sent, loaded, fields);
  const customer = await customerOf(call, sent, renewalOf(cart));
  const goods = await quoteCart(call, cart, buyerOf(payer), { currency, source: sent.Source });
  refuseWrongCoupons(goods);
  const methodCode = sent.DeliveryInformation?.ShippingMethod?.Code;
  const quote = await withShipping(call, goods, { country: delivery.CountryCode, methodCode });
  const { priced, promoted } = quote;
  const totalMinor = priced.totals.grossDiscountedMinor;
  checkLimits(plan, { payer, currency, totalMinor, ...kindsOf(sent) });
  const payable = { amountMinor: totalMinor, currency, customerId: customer.id, email: payer.Email };
  const means = await meansOf(call, plan, payable);
  const brand = means?.card?.brand ?? brandSent(sent);
  const installments = installmentsOf(sent, { payer, plan, currency, totalMinor, brand });
  const paid = paidBy(call, sent, { plan, means, ip: customerIp });
  const refNo = means?.begun?.refNo ?? (await call.parts.numbers.next(call.merchant.id, 'order'));
  const order = orderRow(call, sent, { refNo, around, payer, paid, currency, priced, customer, answers, installments });
  return {
    means,
    order,
    items: itemRows(order, quote),
    payment: means && paymentRow(order, 1, means, call.now),
    subscriptions: [],
    claims: claimsOf(promoted.promotions),
  };
};

/** One page of the platform has the company of a purchase order beside its number. */
const payerBy = (payer: Payer, plan: PaymentPlan): Payer =>
  plan.kind === 'PURCHASE_ORDER' ? { ...payer, Company: payer.Company ?? plan.company } : payer;

/** What kinds of items there are, as far as that decides how they can be paid. */
export const kindsOf = ({ Items }: SentOrder) => ({
  hasDynamicItems: (Items ?? []).some(({ IsDynamic }) => IsDynamic === true),
  isRenewal: (Items ?? []).some(({ RenewalInformation }) => Boolean(RenewalInformation?.SubscriptionReference)),
});

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

type Customer = { readonly id: bigint | null; readonly externalReference: string | null };

/**
 * A known customer takes the order; an unknown reference is for the account that the order will make. A subscription stays
 * with its customer.
 */
const customerOf = async (call: Call, sent: SentOrder, renewal: RenewedSubscription | undefined): Promise<Customer> => {
  const found = await customerOfOrder(call.db, call.merchant.id, {
    external: sent.ExternalCustomerReference || null,
    reference: sent.CustomerReference || (renewal === undefined ? null : String(renewal.customerId)),
  });
  if (found === 'DIFFER') {
    return refuse(ORDER_INVALID.CustomerReference, 'The two customer references do not mean the same customer.');
  }
  if (renewal !== undefined && found.known?.customer_id !== renewal.customerId) {
    return refuse(ORDER_INVALID.CustomerReference, 'The subscription is one of another customer.');
  }
  return found.known === null
    ? { id: null, externalReference: found.externalReference }
    : { id: found.known.customer_id, externalReference: found.known.external_reference };
};

type Facts = {
  readonly refNo: bigint;
  readonly around: Surroundings;
  readonly payer: Payer;
  readonly paid: PaidBy;
  readonly currency: string;
  readonly priced: PricedCart;
  readonly customer: Customer;
  readonly answers: readonly Answered[] | null;
  readonly installments: number | null;
};

const orderRow = (call: Call, sent: SentOrder, facts: Facts): OrderRow => {
  const { around, paid, priced, currency } = facts;
  const { totals } = priced;
  return {
    merchant_id: call.merchant.id,
    ref_no: facts.refNo,
    order_no: null,
    ...paid,
    approve_status: 'WAITING',
    vendor_approve_status: 'OK',
    currency,
    language: around.language,
    country_code: around.country,
    source: sent.Source ?? null,
    external_reference: sent.ExternalReference || null,
    customer_id: facts.customer.id,
    external_customer_reference: facts.customer.externalReference,
    payment_currency: currency,
    net_minor: totals.netMinor,
    gross_minor: totals.grossMinor,
    net_discounted_minor: totals.netDiscountedMinor,
    gross_discounted_minor: totals.grossDiscountedMinor,
    discount_minor: totals.discountMinor,
    vat_minor: totals.vatMinor,
    vat_discounted_minor: totals.vatDiscountedMinor,
    commission_minor: commissionOf(call.merchant, totals.netDiscountedMinor),
    affiliate_commission_minor: 0n,
    billing: facts.payer,
    delivery: around.delivery,
    details: {
      ...paid.details,
      affiliate: { code: sent.Affiliate?.AffiliateCode || null, source: sent.Affiliate?.AffiliateSource || null },
      wsOrder: sent.WSOrder ?? null,
      localTime: sent.LocalTime ?? null,
      gift: around.gift,
      additionalFields: facts.answers,
      ...(around.customParameters === null ? {} : { customParameters: around.customParameters }),
      ...(sent.MachineId ? { machineId: sent.MachineId } : {}),
      ...(facts.installments === null ? {} : { installments: facts.installments }),
    },
    placed_at: call.now,
    finished_at: null,
    awaits: null,
    confirmed_at: null,
  };
};

/** The operator's fee, never more than the order brings. */
export const commissionOf = (merchant: Merchant, netMinor: bigint): bigint => {
  const { commissionPpm, commissionFixedMinor } = settingsOf(merchant);
  const fee = percentOf(netMinor, commissionPpm) + commissionFixedMinor;
  return fee < netMinor ? fee : netMinor;
};
