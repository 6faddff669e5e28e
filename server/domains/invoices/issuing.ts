import type { Merchant } from '../../api/call.ts';
import { refuse } from '../../api/errors.ts';
import type { Db } from '../../db/database.ts';
import { listDecisivePayments, listRefunds } from '../payments/index.ts';
import { type InvoiceRow, isNumbered, type NumberedInvoice } from './document.ts';
import { INVOICE_NOT_ISSUED, INVOICE_ORDER_INVALID } from './errors.ts';
import { numberBatch } from './numbering.ts';
import { creditNoteForRefund, invoiceForOrder } from './rules/intents.ts';
import {
  findSoldOrder,
  insertInvoices,
  listInvoicesByIds,
  listOrderInvoices,
  listSoldItems,
  type StoredOrder,
} from './store.ts';

/** Who asks for documents, and when by that merchant's clock. */
export type Desk = { readonly db: Db; readonly merchant: Merchant; readonly at: Date };

/** Statuses of orders that were invoiced; a purchase order is invoiced before it is paid. */
const INVOICED: ReadonlySet<string> = new Set(['COMPLETE', 'REFUND', 'PURCHASE_PENDING']);

/**
 * All documents of an order with their numbers, the invoice first. What was not issued yet, because the order is older than
 * this part of the program, is issued now; what waits for its number gets it. Refuses INVOICE_ORDER_INVALID and
 * INVOICE_NOT_ISSUED.
 */
export const documentsOfOrder = async (desk: Desk, reference: string): Promise<readonly NumberedInvoice[]> => {
  const refNo = wholeNumber(reference) ?? refuse(INVOICE_ORDER_INVALID);
  const order = (await findSoldOrder(desk.db, desk.merchant.id, refNo)) ?? refuse(INVOICE_ORDER_INVALID);
  if (!INVOICED.has(order.status)) refuse(INVOICE_NOT_ISSUED);
  const issued = await listOrderInvoices(desk.db, desk.merchant.id, refNo);
  return numbered(desk, await withMissing(desk, order, issued));
};

/** One document with its number; undefined when there is none with this id. */
export const documentOfId = async (desk: Desk, invoiceId: bigint): Promise<NumberedInvoice | undefined> => {
  const rows = await listInvoicesByIds(desk.db, desk.merchant.id, [invoiceId]);
  return (await numbered(desk, rows))[0];
};

/** Reads a reference or id as clients send it; undefined for text that none can be. */
export const wholeNumber = (text: string): bigint | undefined =>
  /^\d{1,18}$/.test(text.trim()) ? BigInt(text.trim()) : undefined;

const withMissing = async (
  desk: Desk,
  order: StoredOrder,
  issued: readonly InvoiceRow[],
): Promise<readonly InvoiceRow[]> => {
  const { db, merchant, at } = desk;
  const refunds = (await listRefunds(db, merchant.id, [order.ref_no])).filter(({ state }) => state === 'DONE');
  const credited = new Set(issued.map(({ refund_id }) => refund_id));
  const isSaleMissing = !credited.has(null);
  const toCredit = refunds.filter(({ refund_id }) => !credited.has(refund_id));
  if (!isSaleMissing && toCredit.length === 0) return issued;
  const [items, [payment]] = await Promise.all([
    listSoldItems(db, merchant.id, order.ref_no),
    listDecisivePayments(db, merchant.id, [order.ref_no]),
  ]);
  const facts = { merchant, order, items, payment: payment ?? null, suppliedAt: order.finished_at ?? at, at };
  const missing = [
    ...(isSaleMissing ? [invoiceForOrder({ ...facts, paidAt: order.finished_at })] : []),
    ...toCredit.map((refund) => creditNoteForRefund({ ...facts, refund })),
  ];
  await insertInvoices(db, merchant.id, missing);
  // Somebody else may have been quicker: the rows that stand count.
  return listOrderInvoices(db, merchant.id, order.ref_no);
};

/** Documents before these in their series are numbered first, so this may take several batches. */
const numbered = async (
  { db, merchant, at }: Desk,
  rows: readonly InvoiceRow[],
): Promise<readonly NumberedInvoice[]> => {
  const ids = rows.map(({ invoice_id }) => invoice_id);
  let current = rows;
  for (;;) {
    if (current.every(isNumbered)) return current;
    const count = await numberBatch(db, merchant, at);
    current = await listInvoicesByIds(db, merchant.id, ids);
    if (count === 0 && !current.every(isNumbered)) throw new Error(`invoices ${ids.join(', ')} get no numbers`);
  }
};
