import type { DeliveryRow } from './rows.ts';

/** A line of an order that is to be delivered, as the orders domain tells of it. */
export type LineToDeliver = {
  readonly merchantId: bigint;
  readonly refNo: bigint;
  readonly lineNo: number;
  readonly productId: bigint;
  readonly productCode: string;
  readonly quantity: number;
  /** How the product is delivered: NO_DELIVERY, BY_AVANGATE, BY_VENDOR; empty counts as the first. */
  readonly fulfillment: string;
  /** The merchant's now. */
  readonly at: Date;
};

/**
 * The rows of `deliveries` that belong to an order line, to be written in the transaction that makes the order due for
 * delivery: one where this program delivers, none where nothing is delivered or the merchant does it.
 */
export const deliveriesForLine = (line: LineToDeliver): readonly DeliveryRow[] =>
  line.fulfillment === 'BY_AVANGATE' ? [waiting(line)] : [];

const waiting = (line: LineToDeliver): DeliveryRow => ({
  merchant_id: line.merchantId,
  ref_no: line.refNo,
  line_no: line.lineNo,
  product_id: line.productId,
  product_code: line.productCode,
  quantity: line.quantity,
  state: 'WAITING',
  list_code: null,
  description: '',
  codes_description: '',
  download_file: null,
  wanted_at: line.at,
  updated_at: line.at,
  delivered_at: null,
});
