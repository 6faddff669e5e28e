import type { Method } from '../method.ts';
import { getOrder } from './methods/get-order.ts';
import { placeOrder } from './methods/place-order.ts';
import { searchOrders } from './methods/search-orders.ts';

export type { Works } from './charging.ts';
export { finishOrder } from './finishing.ts';
export { finishOrders, settleChallenge, sweepPayments } from './jobs.ts';

export const methods: readonly Method[] = [getOrder, placeOrder, searchOrders];
