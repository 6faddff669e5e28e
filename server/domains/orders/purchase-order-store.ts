import { type Db, statement } from '../../db/database.ts';
import type { OrderRow } from './rows.ts';
import type { MediaType } from './rules/document.ts';

/** A document of a purchase order as it is told; a row of `purchase_order_documents` without its bytes. */
export type DocumentFacts = {
  readonly document_id: bigint;
  readonly file_name: string;
  readonly media_type: MediaType;
  readonly size_bytes: number;
  readonly uploaded_at: Date;
};

export type NewDocument = {
  readonly documentId: bigint;
  readonly fileName: string;
  readonly mediaType: MediaType;
  readonly content: Buffer;
};

export const insertDocument = async (
  db: Db,
  { merchant_id, ref_no }: Pick<OrderRow, 'merchant_id' | 'ref_no'>,
  { documentId, fileName, mediaType, content }: NewDocument,
  at: Date,
): Promise<void> => {
  await db.rows(
    statement(
      `INSERT INTO purchase_order_documents (
         merchant_id, ref_no, document_id, file_name, media_type, content, uploaded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [merchant_id, ref_no, documentId, fileName, mediaType, content, at],
    ),
  );
};

/** Documents of an order, the last one first. */
export const listDocuments = (db: Db, merchantId: bigint, refNo: bigint): Promise<DocumentFacts[]> =>
  db.rows(
    statement(
      `SELECT document_id, file_name, media_type, octet_length(content) AS size_bytes, uploaded_at
       FROM purchase_order_documents WHERE merchant_id = $1 AND ref_no = $2 ORDER BY document_id DESC`,
      [merchantId, refNo],
    ),
  );

/** The document that counts, with its bytes. */
export const findDocument = (
  db: Db,
  merchantId: bigint,
  refNo: bigint,
): Promise<(DocumentFacts & { readonly content: Buffer }) | undefined> =>
  db.row(
    statement(
      `SELECT document_id, file_name, media_type, octet_length(content) AS size_bytes, uploaded_at, content
       FROM purchase_order_documents WHERE merchant_id = $1 AND ref_no = $2 ORDER BY document_id DESC LIMIT 1`,
      [merchantId, refNo],
    ),
  );

/** More attempts to learn how an order can be paid are of no use. */
const MOST_ATTEMPTS = 100;

/**
 * Purchase orders placed before an instant that were to be approved at once and are not, and approved ones whose attempt
 * to learn how they can be paid was lost. Where the gateway has said no, it is not asked again.
 */
export const listPurchaseOrdersToCarryOn = async (
  db: Db,
  merchantId: bigint,
  before: Date,
  limit: number,
): Promise<bigint[]> => {
  const rows = await db.rows<{ ref_no: bigint }>(
    statement(
      `(SELECT ref_no FROM orders
        WHERE merchant_id = $1 AND payment_type = 'PURCHASEORDER' AND status = 'PENDING' AND placed_at < $2
          AND details #>> '{purchaseOrder,autoApprove}' = 'true' AND details #>> '{purchaseOrder,state}' = 'NEW'
        ORDER BY placed_at LIMIT $3)
       UNION ALL
       (SELECT o.ref_no FROM orders o
        WHERE o.merchant_id = $1 AND o.status = 'PURCHASE_PENDING' AND o.expires_at IS NOT NULL
          AND (o.details #>> '{purchaseOrder,approvedAt}')::timestamptz < $2
          AND NOT EXISTS (
            SELECT FROM payments p WHERE p.merchant_id = $1 AND p.ref_no = o.ref_no
              AND (p.state <> 'DECLINED' OR p.decline_reason <> 'NOT_ATTEMPTED' OR p.attempt >= ${MOST_ATTEMPTS}))
        ORDER BY o.expires_at LIMIT $3)`,
      [merchantId, before, limit],
    ),
  );
  return rows.map(({ ref_no }) => ref_no);
};
