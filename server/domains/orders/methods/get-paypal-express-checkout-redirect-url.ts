import { refuse } from '../../../api/errors.ts';
import { PUT } from '../../../api/method.ts';
import { on, text } from '../../../api/schema.ts';
import { exampleOrder, withProduct } from '../../examples.ts';
import { type Call, method } from '../../method.ts';
import { PAYMENT_GATEWAY_UNAVAILABLE } from '../../payments/index.ts';
import { quoteContents } from '../contents.ts';
import * as errors from '../errors.ts';
import { beginExpress } from '../express.ts';
import { OrderRequest } from '../objects.ts';
import { ORDER_PAYMENT_TYPE_NOT_ALLOWED, PAYMENT_METHOD_EMPTY } from '../payment-errors.ts';
import type { SentOrder } from '../placement.ts';
import { refuseWrongCoupons } from '../quoting.ts';

const express = {
  Type: 'PAYPAL_EXPRESS',
  Currency: 'EUR',
  PaymentMethod: {
    Email: 'ada@example.test',
    ReturnURL: 'https://shop.example.test/paid',
    CancelURL: 'https://shop.example.test/failed',
  },
};

export const getPayPalExpressCheckoutRedirectURL = method({
  name: 'getPayPalExpressCheckoutRedirectURL',
  summary:
    'Begins a PayPal payment of what a cart costs and answers the page for the shopper; placeOrder takes it when he is back.',
  params: { Order: on(OrderRequest, { required: true, refusal: errors.ORDER_PRODUCTS_EMPTY }) },
  result: text(),
  rest: PUT('/paymentmethods/PAYPAL_EXPRESS/redirecturl/', { body: 'Order' }),
  refusals: [
    PAYMENT_METHOD_EMPTY.ReturnURL,
    ...errors.CART_REFUSALS,
    errors.ORDER_PROMOTION_INVALID,
    errors.ORDER_SHIPPING_METHOD_INVALID,
    ORDER_PAYMENT_TYPE_NOT_ALLOWED,
    PAYMENT_GATEWAY_UNAVAILABLE,
  ],
  examples: [
    {
      title: 'two units',
      before: withProduct,
      params: { Order: { ...exampleOrder, PaymentDetails: express } },
    },
    {
      title: 'nowhere to come back to',
      before: withProduct,
      params: {
        Order: { ...exampleOrder, PaymentDetails: { ...express, PaymentMethod: { Email: 'ada@example.test' } } },
      },
      refused: 'ORDER_PAYMENT_RETURNURL_EMPTY',
    },
  ],
  // The gateway is asked after what it is asked for is written.
  effect: 'own',
  run: async (call, { Order: sent }) => {
    const method = sent.PaymentDetails?.PaymentMethod;
    const returnUrl = method?.ReturnURL || refuse(PAYMENT_METHOD_EMPTY.ReturnURL);
    const { amountMinor, currency } = await costOf(call, sent);
    return beginExpress(call, {
      amountMinor,
      currency,
      email: method?.Email || sent.BillingDetails?.Email || null,
      countryCode: sent.BillingDetails?.CountryCode || sent.Country || null,
      browser: { returnUrl, cancelUrl: method?.CancelURL || returnUrl },
    });
  },
});

const costOf = async (call: Call, sent: SentOrder) => {
  const quote = await quoteContents(call, sent);
  refuseWrongCoupons(quote);
  const amountMinor = quote.priced.totals.grossDiscountedMinor;
  if (amountMinor === 0n)
    refuse(ORDER_PAYMENT_TYPE_NOT_ALLOWED, 'There is nothing to approve in a cart that costs nothing.');
  return { amountMinor, currency: quote.currency };
};
