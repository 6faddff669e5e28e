import { PUT } from '../../../api/method.ts';
import { list, text } from '../../../api/schema.ts';
import { withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { totalsAnswer, unitAnswer } from '../answer.ts';
import { currencyOf, loadCart, skuCurrency } from '../carts.ts';
import * as errors from '../errors.ts';
import { BillingDetails, CartPrice, OrderItemRequest } from '../objects.ts';
import { quoteCart, refuseWrongCoupons } from '../quoting.ts';
import { buyerSent } from '../rules/buyer.ts';

/** The price query of REST, which has no name of its own on the other wires. */
export const getCartPrice = method({
  name: 'getCartPrice',
  summary: 'Prices a cart as a whole; amounts by unit are those of its first item.',
  params: {
    Items: list(OrderItemRequest, { required: true, max: 200, refusal: errors.ORDER_PRODUCTS_EMPTY }),
    BillingDetails: BillingDetails,
    Currency: text({ fold: 'upper', max: 3 }),
    CouponCode: text({ max: 256 }),
    PayType: text({ max: 40, about: 'Read and without effect: prices do not depend on it' }),
  },
  result: CartPrice,
  rest: PUT('/orders/0/price/', { body: ['Items', 'BillingDetails', 'Currency', 'CouponCode', 'PayType'] }),
  refusals: [...errors.CART_REFUSALS, errors.ORDER_PROMOTION_INVALID],
  examples: [
    {
      title: 'two units for a buyer in Germany',
      before: withProduct,
      params: { Items: [{ Code: 'EDITOR', Quantity: 2 }], BillingDetails: { CountryCode: 'DE' }, Currency: 'EUR' },
      answers: { Currency: 'eur', UnitNetPrice: 10, UnitGrossPrice: 11.9, NetPrice: 20, GrossPrice: 23.8, VAT: 3.8 },
    },
  ],
  effect: 'read',
  run: async (call, sent) => {
    const cart = await loadCart(call, { Items: sent.Items, Promotions: sent.CouponCode ? [sent.CouponCode] : [] });
    const currency = currencyOf(call, sent.Currency, skuCurrency(cart));
    const quote = await quoteCart(call, cart, buyerSent(sent.BillingDetails), { currency });
    refuseWrongCoupons(quote);
    const [first] = quote.priced.lines;
    if (first === undefined) throw new Error('a cart with items was priced without lines');
    return { Currency: currency, ...unitAnswer(first, currency), ...totalsAnswer(quote.priced.totals, currency) };
  },
});
