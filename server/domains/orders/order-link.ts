import type { OrderRow } from './rows.ts';

/*
 * The link that an order gives its shopper: it shows how the order stands, and lets him pay it while it is not paid.
 * Whoever has the link may do that, so it cannot be guessed.
 */

export const ORDER_PAGE_PATH = '/order/finish.php';

/** Path and query of an order's page; null for orders that are older than the page. */
export const orderLinkOf = ({ merchant_id, ref_no, details: { linkKey } }: OrderRow): string | null => {
  if (linkKey === undefined) return null;
  const id = Buffer.from(`${merchant_id}.${ref_no}.${linkKey}`).toString('base64url');
  return `${ORDER_PAGE_PATH}?id=${id}`;
};

export type OrderLink = { readonly merchantId: bigint; readonly refNo: bigint; readonly key: string };

/** What the id of a link says; undefined for anything that no order gave. */
export const parseOrderLink = (id: string): OrderLink | undefined => {
  const text = Buffer.from(id.slice(0, 200), 'base64url').toString('latin1');
  const [, merchantId, refNo, key] = /^(\d{1,18})\.(\d{1,18})\.([0-9a-f]{32})$/.exec(text) ?? [];
  if (merchantId === undefined || refNo === undefined || key === undefined) return undefined;
  return { merchantId: BigInt(merchantId), refNo: BigInt(refNo), key };
};
