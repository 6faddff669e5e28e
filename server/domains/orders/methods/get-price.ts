import { on, text } from '../../../api/schema.ts';
import { amountNumber } from '../../../kit/money.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { currencyOf, loadCart, skuCurrency } from '../carts.ts';
import * as errors from '../errors.ts';
import { BillingDetails, OrderItemRequest, Price } from '../objects.ts';
import { quoteCart, refuseWrongCoupons } from '../quoting.ts';
import { buyerSent } from '../rules/buyer.ts';

export const getPrice = method({
  name: 'getPrice',
  summary: 'Prices one item for a buyer: what it costs without and with tax, after discounts.',
  params: {
    Item: on(OrderItemRequest, { required: true, refusal: errors.ORDER_PRODUCTS_EMPTY }),
    BillingDetails: BillingDetails,
    Currency: text({ fold: 'upper', max: 3 }),
    CouponCode: text({ max: 256 }),
    PayType: text({ max: 40, about: 'Read and without effect: prices do not depend on it' }),
  },
  result: Price,
  refusals: [...errors.CART_REFUSALS, errors.ORDER_PROMOTION_INVALID],
  examples: [
    {
      title: 'three units for a buyer in Germany',
      before: withProduct,
      params: { Item: { Code: 'EDITOR', Quantity: 3 }, BillingDetails: { CountryCode: 'DE' }, Currency: 'EUR' },
      answers: { NetPrice: 30, NetCurrency: 'EUR', FinalPrice: 35.7, FinalCurrency: 'EUR' },
    },
    {
      title: 'a product that there is not',
      params: { Item: { Code: 'NONE' } },
      refused: 'ORDER_PRODUCT_CODE_INVALID',
    },
  ],
  effect: 'read',
  run: async (call, sent) => {
    const cart = await loadCart(call, { Items: [sent.Item], Promotions: sent.CouponCode ? [sent.CouponCode] : [] });
    const currency = currencyOf(call, sent.Currency, skuCurrency(cart));
    const quote = await quoteCart(call, cart, buyerSent(sent.BillingDetails), { currency });
    refuseWrongCoupons(quote);
    const { netDiscountedMinor, grossDiscountedMinor } = quote.priced.totals;
    return {
      NetPrice: amountNumber(netDiscountedMinor, currency),
      NetCurrency: currency,
      FinalPrice: amountNumber(grossDiscountedMinor, currency),
      FinalCurrency: currency,
    };
  },
});
