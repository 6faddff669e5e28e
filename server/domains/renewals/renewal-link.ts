import { type Db, statement } from '../../db/database.ts';

/*
 * The link by which a customer renews a subscription by hand. Whoever has it may do that, so it cannot be guessed; it stays
 * the same once somebody asked for it.
 */

export const RENEWAL_PAGE_PATH = '/order/renew.php';

/** Path and query of the page on which a subscription is renewed. */
export const renewalLinkOf = (subscription: {
  readonly merchantId: bigint;
  readonly reference: string;
  readonly key: string;
}): string => {
  const { merchantId, reference, key } = subscription;
  return `${RENEWAL_PAGE_PATH}?id=${Buffer.from(`${merchantId}.${reference}.${key}`).toString('base64url')}`;
};

export type RenewalLink = { readonly merchantId: bigint; readonly reference: string; readonly key: string };

/** What the id of a link says; undefined for anything that no subscription gave. */
export const parseRenewalLink = (id: string): RenewalLink | undefined => {
  const text = Buffer.from(id.slice(0, 200), 'base64url').toString('latin1');
  const [, merchantId, reference, key] = /^(\d{1,18})\.([0-9A-Za-z]{10})\.([0-9a-f]{32})$/.exec(text) ?? [];
  if (merchantId === undefined || reference === undefined || key === undefined) return undefined;
  return { merchantId: BigInt(merchantId), reference, key };
};

/** The key of a subscription, which is `otherwise` from now on when it has none yet; undefined without such a one. */
export const keyOfSubscription = async (
  db: Db,
  merchantId: bigint,
  reference: string,
  otherwise: string,
): Promise<string | undefined> => {
  const row = await db.row<{ renewal_key: string }>(
    statement(
      `UPDATE subscriptions SET renewal_key = coalesce(renewal_key, $3)
       WHERE merchant_id = $1 AND reference = $2 RETURNING renewal_key`,
      [merchantId, reference, otherwise],
    ),
  );
  return row?.renewal_key;
};
