import { PUT } from '../../../api/method.ts';
import { on } from '../../../api/schema.ts';
import { exampleOrder, withProduct } from '../../examples.ts';
import { method } from '../../method.ts';
import { contentsOf } from '../contents.ts';
import * as errors from '../errors.ts';
import { OrderRequest, SessionContents } from '../objects.ts';

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
    {
      title: 'what the catalogue does not know: two hours of work, less a coupon',
      params: {
        Order: {
          Currency: 'EUR',
          BillingDetails: { CountryCode: 'DE' },
          Items: [
            {
              IsDynamic: true,
              PurchaseType: 'PRODUCT',
              Name: 'Consulting hour',
              Quantity: 2,
              Price: { Amount: 59.5, Type: 'CUSTOM' },
            },
            { IsDynamic: true, PurchaseType: 'COUPON', Name: 'Regular customer', Price: { Amount: 11.9 } },
          ],
        },
      },
      answers: {
        NetPrice: 90,
        VAT: 17.1,
        GrossPrice: 107.1,
        Items: [{ PurchaseType: 'PRODUCT' }, { PurchaseType: 'COUPON', Price: { NetPrice: -10, GrossPrice: -11.9 } }],
      },
    },
    { title: 'an empty cart', params: { Order: { Items: [] } }, refused: 'ORDER_PRODUCTS_EMPTY' },
  ],
  effect: 'read',
  run: (call, { Order: sent }) => contentsOf(call, sent),
});
