import { refuse } from '../../../api/errors.ts';
import type { Read } from '../../../api/schema.ts';
import { parseAmount } from '../../../kit/money.ts';
import type { RefundedItem } from '../../payments/index.ts';
import { ORDER_AMOUNT_INVALID, PRODUCTS_CODES_MISSING, PRODUCTS_QTY_INVALID } from '../errors.ts';
import type { RefundItem } from '../objects.ts';

type SentItem = Read<typeof RefundItem>;

/** A line of the order, as its columns are called. */
export type Line = {
  readonly line_no: number;
  readonly line_item_reference: string;
  readonly product_code: string;
  readonly quantity: number;
};

/**
 * The lines that a request names. Refuses items of no line, quantities that were not bought (over all items of one line),
 * and amounts that are none.
 */
export const refundedItems = (
  sent: readonly SentItem[],
  lines: readonly Line[],
  currency: string,
): readonly RefundedItem[] => {
  const left = new Map(lines.map((line) => [line.line_no, line.quantity]));
  return sent.map((item) => {
    const line = lineOf(item, lines) ?? refuse(PRODUCTS_CODES_MISSING);
    const remaining = (left.get(line.line_no) ?? 0) - item.Quantity;
    if (item.Quantity < 1 || remaining < 0) refuse(PRODUCTS_QTY_INVALID);
    left.set(line.line_no, remaining);
    return { lineNo: line.line_no, quantity: item.Quantity, amountMinor: amountOf(item.Amount, currency) };
  });
};

/** Some samples name neither key; that is clear enough where the order has one line. */
const lineOf = ({ LineItemReference, ProductCode }: SentItem, lines: readonly Line[]): Line | undefined => {
  if (LineItemReference) {
    const reference = LineItemReference.trim().toLowerCase();
    return lines.find(({ line_item_reference }) => line_item_reference === reference);
  }
  if (ProductCode) return lines.find(({ product_code }) => product_code === ProductCode.trim());
  return lines.length === 1 ? lines[0] : undefined;
};

const amountOf = (sent: string | null | undefined, currency: string): string | null => {
  if (sent === null || sent === undefined) return null;
  const minor = parseAmount(sent, currency);
  return minor === undefined || minor <= 0n ? refuse(ORDER_AMOUNT_INVALID) : String(minor);
};
