import type { Method } from '../method.ts';
import { getCartPrice } from './methods/get-cart-price.ts';
import { getContents } from './methods/get-contents.ts';
import { getOrder } from './methods/get-order.ts';
import { getPrice } from './methods/get-price.ts';
import { getShippingPrice } from './methods/get-shipping-price.ts';
import { placeOrder } from './methods/place-order.ts';
import { searchOrders } from './methods/search-orders.ts';

export type { Works } from './charging.ts';
export { finishOrder, merchantNow } from './finishing.ts';
export { finishOrders, settleChallenge, sweepPayments } from './jobs.ts';
export { loadOrder, type OrderRecord, parseRefNo } from './records.ts';

export const methods: readonly Method[] = [
  getCartPrice,
  getContents,
  getOrder,
  getPrice,
  getShippingPrice,
  placeOrder,
  searchOrders,
];
