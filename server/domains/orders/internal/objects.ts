import { Pagination } from '../../../api/pagination.ts';
import { amount, date, dateTime, flag, integer, list, object, text } from '../../../api/schema.ts';
import { Order, OrderSearchOptions } from '../objects.ts';
import { ORDER_ACTIONS } from '../rules/actions.ts';

/** Shapes of the internal API: what people see of orders, and what they may do. */

const { ApproveStatus, Status, Newer, ExternalRefNo, IncludeTestOrders, Page, Limit } = OrderSearchOptions.members;

export const OrderListOptions = object('OrderListOptions', {
  Status,
  ApproveStatus,
  Awaits: text({ oneOf: ['REVIEW', 'CONFIRMATION'], about: 'Orders that wait for somebody' }),
  ExternalRefNo,
  Newer,
  StartDate: date(),
  EndDate: date(),
  IncludeTestOrders,
  Page,
  Limit,
});

const OrderSummary = object('OrderSummary', {
  RefNo: text(),
  OrderNo: integer(),
  Status: text(),
  ApproveStatus: text(),
  Awaits: text(),
  WaitsUntil: dateTime({ about: 'When the order is given up' }),
  OrderDate: dateTime(),
  FinishDate: dateTime(),
  ExternalReference: text(),
  Customer: text(),
  Email: text(),
  CountryCode: text(),
  PaymentType: text(),
  Currency: text({ fold: 'lower' }),
  GrossPrice: amount({ about: 'After discounts' }),
  TestOrder: flag(),
});

export const OrderList = object('OrderList', { Items: list(OrderSummary), Pagination });

const HistoryEntry = object('OrderHistoryEntry', {
  Event: text(),
  ActorKind: text({ about: 'SYSTEM, API, CLI, PANEL or SHOPPER' }),
  ActorName: text(),
  From: text({ about: 'Status, and for whom the order waited: AUTHRECEIVED/REVIEW' }),
  To: text(),
  Comment: text(),
  Date: dateTime(),
});

const PaymentAttempt = object('OrderPaymentAttempt', {
  Attempt: integer(),
  Type: text(),
  Gateway: text(),
  State: text(),
  Amount: amount(),
  Currency: text({ fold: 'lower' }),
  GatewayReference: text(),
  Card: text({ about: 'Brand and last digits' }),
  DeclineReason: text(),
  RequestDate: dateTime(),
  ChangeDate: dateTime(),
});

const DocumentSummary = object('PurchaseOrderDocument', {
  Name: text(),
  MediaType: text(),
  Size: integer({ about: 'Bytes' }),
  UploadDate: dateTime(),
});

export const OrderDetail = object('OrderDetail', {
  Order,
  Awaits: text(),
  WaitsUntil: dateTime(),
  Actions: list(text(), { about: 'What may be done to the order as it stands' }),
  History: list(HistoryEntry),
  Payments: list(PaymentAttempt),
  Documents: list(DocumentSummary, { about: 'Of a purchase order, the last one first' }),
  Reminders: list(dateTime(), { about: 'When the buyer of a purchase order is reminded to pay' }),
});

export const Document = object('PurchaseOrderDocumentContent', {
  Name: text(),
  MediaType: text(),
  Content: text({ about: 'Base64' }),
});

/** Also in the words of the command line. */
export const actionWord = text({
  required: true,
  oneOf: ORDER_ACTIONS,
  synonyms: { FINISH: 'CONFIRM', PAID: 'MARKPAID' },
});
