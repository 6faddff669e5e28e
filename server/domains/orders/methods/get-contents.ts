import { PUT } from '../../../api/method.ts';
import { on, type Read, type Written } from '../../../api/schema.ts';
import { exampleOrder, withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { promotionsOfOrder } from '../../promotions/index.ts';
import { itemAnswer, totalsAnswer } from '../answer.ts';
import * as errors from '../errors.ts';
import { itemRows } from '../item-rows.ts';
import { type BillingDetails, OrderRequest, SessionContents } from '../objects.ts';
import { currencyOf, loadCart, quoteCart, skuCurrency, wrongCoupons } from '../quoting.ts';
import { buyerSent } from '../rules/buyer.ts';
import { withShipping } from '../shipping.ts';

export const getContents = method({
  name: 'getContents',
  summary: 'Prices a cart without placing an order; placeOrder charges the very same amounts.',
  params: { Order: on(OrderRequest, { required: true, refusal: errors.ORDER_PRODUCTS_EMPTY }) },
  result: SessionContents,
  rest: PUT('/orders/0/', { body: 'Order' }),
  refusals: [...errors.CART_REFUSALS, errors.ORDER_SHIPPING_METHOD_INVALID],
  examples: [
    {
      title: 'what two units cost a buyer in Germany',
      before: withProduct,
      params: {
        Order: { Currency: 'EUR', Items: exampleOrder.Items, BillingDetails: { CountryCode: 'DE' } },
      },
      answers: { NetPrice: 20, VAT: 3.8, GrossPrice: 23.8, Currency: 'eur', Errors: null },
    },
    { title: 'an empty cart', params: { Order: { Items: [] } }, refused: 'ORDER_PRODUCTS_EMPTY' },
  ],
  effect: 'read',
  run: async (call, { Order: sent }) => {
    const cart = await loadCart(call, sent);
    const buyer = buyerSent(sent.BillingDetails, sent.Country);
    const currency = currencyOf(call, sent.Currency, sent.PaymentDetails?.Currency, skuCurrency(cart));
    const goods = await quoteCart(call, cart, buyer, { currency, source: sent.Source });
    const country = sent.DeliveryDetails?.CountryCode || buyer.country;
    const methodCode = sent.DeliveryInformation?.ShippingMethod?.Code;
    const quote = await withShipping(call, goods, { country, methodCode });
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
  },
});

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
