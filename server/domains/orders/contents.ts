import type { Read, Written } from '../../api/schema.ts';
import type { Call } from '../method.ts';
import { promotionsOfOrder } from '../promotions/index.ts';
import { totalsAnswer } from './answer.ts';
import { loadOrderCart, orderCurrency } from './carts.ts';
import { itemAnswer } from './item-answer.ts';
import { itemRows } from './item-rows.ts';
import type { BillingDetails, SessionContents } from './objects.ts';
import type { SentOrder } from './placement.ts';
import { type Quote, quoteCart, wrongCoupons } from './quoting.ts';
import { buyerSent } from './rules/buyer.ts';
import { withShipping } from './shipping.ts';

/** What a cart would cost as an order; refuses what every order of it would be refused for. */
export const quoteContents = async (call: Call, sent: SentOrder): Promise<Quote> => {
  const cart = await loadOrderCart(call, sent);
  const buyer = buyerSent(sent.BillingDetails, sent.Country);
  const currency = orderCurrency(call, cart, sent);
  const goods = await quoteCart(call, cart, buyer, { currency, source: sent.Source });
  const country = sent.DeliveryDetails?.CountryCode || buyer.country;
  const methodCode = sent.DeliveryInformation?.ShippingMethod?.Code;
  return withShipping(call, goods, { country, methodCode });
};

/** A cart as it would be placed, and what it costs. */
export const contentsOf = async (call: Call, sent: SentOrder): Promise<Written<typeof SessionContents>> => {
  const quote = await quoteContents(call, sent);
  const { currency } = quote;
  const nowhere = { merchant_id: call.merchant.id, ref_no: 0n, currency };
  const rows = itemRows(nowhere, quote);
  const wrong = wrongCoupons(quote);
  return {
    Errors: wrong.length === 0 ? null : wrong.map((code) => `The coupon ${code} cannot be used.`),
    Items: rows.map((row) => itemAnswer(currency, row, [], () => null)),
    Promotions: promotionsOfOrder(rows.map(({ details }) => details.promotion ?? null)),
    AdditionalFields: null,
    Currency: currency,
    ...totalsAnswer(quote.priced.totals, currency),
    BillingDetails: sent.BillingDetails == null ? null : billingAnswer(sent.BillingDetails),
  };
};

/** What was sent, every member named. */
const billingAnswer = (sent: Read<typeof BillingDetails>): Written<typeof BillingDetails> => ({
  FirstName: sent.FirstName ?? null,
  LastName: sent.LastName ?? null,
  CountryCode: sent.CountryCode ?? null,
  State: sent.State ?? null,
  City: sent.City ?? null,
  Address1: sent.Address1 ?? null,
  Address2: sent.Address2 ?? null,
  Zip: sent.Zip ?? null,
  Email: sent.Email ?? null,
  Phone: sent.Phone ?? null,
  Company: sent.Company ?? null,
  FiscalCode: sent.FiscalCode ?? null,
  TaxOffice: sent.TaxOffice ?? null,
  TaxExemptionId: sent.TaxExemptionId ?? null,
});
