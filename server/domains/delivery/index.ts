export { type DeclareDeps, declareCodeList, keysOfFile } from './declare.ts';
export { type DeliveryWorks, deliverOrder } from './delivering.ts';
export { CODE_LIST_CODE_TAKEN, CODE_LIST_IN_USE, CODE_LIST_INVALID, CODE_LIST_NOT_FOUND } from './errors.ts';
export { type Imported, type ImportOptions, importKeys } from './importing.ts';
export { makeDeliveries } from './jobs.ts';
export { codeListNamed, createCodeList, deleteCodeList, updateCodeList } from './lists.ts';
export { DeliveryInfo, ItemDelivery } from './objects.ts';
export { deliveryInfoAnswer, isDelivered, itemDeliveryAnswer } from './present.ts';
export { type Bytes, keysOfBytes } from './reading.ts';
export type { DeliveryRow, DeliveryState, DownloadFile } from './rows.ts';
export {
  countShortDeliveries,
  type LineDelivery,
  listDeliveriesOfOrders,
  listDeliveriesOfSubscriptions,
  listShortDeliveries,
  type ShortDelivery,
  type SubscriptionDelivery,
  takeBackKeys as releaseKeys,
} from './store.ts';
export {
  type CodeList,
  type CodeListFacts,
  type DeliveredCode,
  findStock,
  listCodeLists,
  listCodesOfOrder,
  listOrdersOfCode,
  listProductsOfCodeList,
  type Stock,
  type StockedList,
} from './store-lists.ts';
export { deliveriesForLine, type LineToDeliver } from './wanted.ts';
