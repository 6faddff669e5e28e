import { refuse } from '../../../api/errors.ts';
import { POST } from '../../../api/method.ts';
import { list, on, text } from '../../../api/schema.ts';
import { isCountry } from '../../../kit/countries.ts';
import { amountNumber } from '../../../kit/money.ts';
import { exampleProduct, withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { priceLine } from '../../pricing/index.ts';
import { currencyOf, loadCart, skuCurrency } from '../carts.ts';
import * as errors from '../errors.ts';
import { BillingDetails, DeliveryDetails, OrderItemRequest, ShippingPrice } from '../objects.ts';
import { quoteCart, refuseWrongCoupons } from '../quoting.ts';
import { buyerSent } from '../rules/buyer.ts';
import { shippingOffers } from '../shipping.ts';

const example = {
  BillingDetails: { CountryCode: 'DE' },
  DeliveryDetails: { CountryCode: 'DE' },
  Currency: 'EUR',
  CouponCodes: [],
};

export const getShippingPrice = method({
  name: 'getShippingPrice',
  summary: 'Lists the shipping methods for the tangible products of a cart, by name, with their fees.',
  versions: { since: '5.0' },
  params: {
    Items: list(OrderItemRequest, { required: true, max: 200, refusal: errors.ORDER_PRODUCTS_EMPTY }),
    BillingDetails: on(BillingDetails, { required: true, refusal: errors.ORDER_BILLING_DETAILS_EMPTY }),
    DeliveryDetails: DeliveryDetails,
    Currency: text({ fold: 'upper', max: 3 }),
    CouponCodes: list(text({ max: 256 }), { max: 200 }),
  },
  result: list(ShippingPrice),
  rest: POST('/shipping/prices/', {
    body: ['Items', 'BillingDetails', 'DeliveryDetails', 'Currency', 'CouponCodes'],
  }),
  refusals: [
    errors.ORDER_BILLING_DETAILS_EMPTY,
    ...errors.CART_REFUSALS,
    errors.ORDER_PROMOTION_INVALID,
    errors.ORDER_PRODUCTS_NOT_TANGIBLE,
  ],
  examples: [
    {
      title: 'a book of an account that sends without a fee',
      before: [{ call: 'addProduct', params: { Product: { ...exampleProduct, ProductCode: 'BOOK', Tangible: true } } }],
      params: { Items: [{ Code: 'BOOK', Quantity: 1 }], ...example },
      answers: [],
    },
    {
      title: 'nothing that is sent by parcel',
      before: withProduct,
      params: { Items: [{ Code: 'EDITOR', Quantity: 1 }], ...example },
      refused: 'ORDER_PRODUCTS_NOT_TANGIBLE',
    },
  ],
  effect: 'read',
  run: async (call, sent) => {
    const cart = await loadCart(call, { Items: sent.Items, Promotions: sent.CouponCodes ?? null });
    const buyer = buyerSent(sent.BillingDetails);
    const country = deliveryCountry(sent.DeliveryDetails?.CountryCode || buyer.country);
    const currency = currencyOf(call, sent.Currency, skuCurrency(cart));
    const quote = await quoteCart(call, cart, buyer, { currency });
    refuseWrongCoupons(quote);
    const offers = (await shippingOffers(call, quote, country)) ?? refuse(errors.ORDER_PRODUCTS_NOT_TANGIBLE);
    return offers.map(({ method: { name, code, trackingUrl }, feeMinor }) => {
      const fee = priceLine({ priceType: 'NET', unitMinor: feeMinor, quantity: 1, ratePpm: quote.ratePpm });
      return {
        Name: name,
        Code: code,
        TrackingURL: trackingUrl,
        Currency: currency,
        PriceDetails: {
          Net: { TotalAmount: amountNumber(fee.netMinor, currency) },
          Gross: { TotalAmount: amountNumber(fee.grossMinor, currency) },
        },
      };
    });
  },
});

const deliveryCountry = (country: string | null): string => {
  if (country === null) return refuse(errors.ORDER_COUNTRY_INVALID, 'DeliveryDetails.CountryCode is required.');
  return isCountry(country) ? country : refuse(errors.ORDER_COUNTRY_INVALID, `${country} is not a country.`);
};
