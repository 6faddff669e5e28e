import type { Method } from '../method.ts';
import { actOnOrder as actOnOrderMethod } from './internal/act-on-order.ts';
import { listOrders } from './internal/list-orders.ts';
import { showDocument } from './internal/show-document.ts';
import { showOrder } from './internal/show-order.ts';
import { approvePurchaseOrder } from './methods/approve-purchase-order.ts';
import { cancelPurchaseOrder } from './methods/cancel-purchase-order.ts';
import { decryptApplePayData } from './methods/decrypt-apple-pay-data.ts';
import { getCartPrice } from './methods/get-cart-price.ts';
import { getContents } from './methods/get-contents.ts';
import { getContentsWithPreFill } from './methods/get-contents-with-pre-fill.ts';
import { getIdealIssuerBanks } from './methods/get-ideal-issuer-banks.ts';
import { getInstallments } from './methods/get-installments.ts';
import { getOrder } from './methods/get-order.ts';
import { getOrderStatus } from './methods/get-order-status.ts';
import { getPayPalExpressCheckoutRedirectURL } from './methods/get-paypal-express-checkout-redirect-url.ts';
import { getPrice } from './methods/get-price.ts';
import { getShippingPrice } from './methods/get-shipping-price.ts';
import { isValidOrderReference } from './methods/is-valid-order-reference.ts';
import { placeOrder } from './methods/place-order.ts';
import { searchOrders } from './methods/search-orders.ts';
import { startApplePaySession } from './methods/start-apple-pay-session.ts';
import { uploadPurchaseOrder } from './methods/upload-purchase-order.ts';

export { type Act, actOnOrder } from './actions.ts';
export { apiActor } from './api-actor.ts';
export { closeExpress, forgetTokens } from './beforehand-jobs.ts';
export { isPayable, loadLinkedOrder, payOnCardPage } from './card-page.ts';
export { type Charged, charge, type Works } from './charging.ts';
export { cancelOrder } from './ending.ts';
export { expireOrders } from './expiry.ts';
export { finishOrder, finishRecord, merchantNow, worksOf } from './finishing.ts';
export { orderDetail } from './internal/answers.ts';
export { orderSummaries, readListOptions } from './internal/summaries.ts';
export { finishOrders, nextOrderMoment, settlePaymentEvent, sweepAwaiting, sweepPayments } from './jobs.ts';
export { keptMeans, typeOfMeans, type Unchargeable } from './kept-means.ts';
export { type Actor, type EventNote, insertNote, noteColumns, SYSTEM } from './life-store.ts';
export type { Means } from './means.ts';
export { Price } from './objects.ts';
export { ORDER_PAGE_PATH, orderLinkOf, parseOrderLink } from './order-link.ts';
export { paymentRow } from './paying.ts';
export { INVALID_EES_TOKEN } from './payment-errors.ts';
export type { Draft } from './placement.ts';
export { carryOnPurchaseOrders } from './purchase-orders.ts';
export { loadOrder, loadOrders, type OrderRecord, parseRefNo } from './records.ts';
export { draftRenewal, quoteRenewal, type RenewalCase, type RenewalGround } from './renewal-orders.ts';
export { ORDER_ACTIONS, type OrderAction } from './rules/actions.ts';
export { assignedGroupCodes } from './rules/options.ts';
export { insertOrder } from './store.ts';
export { type SubscriptionSale, salesOf } from './subscription-sales.ts';
export { deleteTestOrders } from './test-orders.ts';

/** What only people need, through the panel; no part of the public API. */
export const internalMethods: readonly Method[] = [actOnOrderMethod, listOrders, showDocument, showOrder];

export const methods: readonly Method[] = [
  approvePurchaseOrder,
  cancelPurchaseOrder,
  getCartPrice,
  getContents,
  getContentsWithPreFill,
  getInstallments,
  getOrder,
  getOrderStatus,
  getPrice,
  getShippingPrice,
  decryptApplePayData,
  getIdealIssuerBanks,
  getPayPalExpressCheckoutRedirectURL,
  isValidOrderReference,
  startApplePaySession,
  placeOrder,
  searchOrders,
  uploadPurchaseOrder,
];
