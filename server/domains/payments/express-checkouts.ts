import { createHash, randomBytes } from 'node:crypto';
import { type Db, statement } from '../../db/database.ts';

/** A payment that was begun before its order: the shopper approves it first, and the order takes it then. */

/** Milliseconds by the merchant's clock; a shopper who comes back later begins anew. */
export const EXPRESS_LIFE_MS = 3 * 3_600_000;

/** A row of `express_checkouts`. */
export type ExpressCheckout = {
  readonly merchant_id: bigint;
  /** Also the id of the attempt to pay that takes it. */
  readonly payment_id: bigint;
  /** The number that its order gets. */
  readonly ref_no: bigint;
  readonly gateway: string;
  readonly email: string | null;
  readonly amount_minor: bigint;
  readonly currency: string;
  readonly state: 'OPEN' | 'USED' | 'CLOSING' | 'CLOSED';
  readonly created_at: Date;
  readonly expires_at: Date;
};

/** What comes back with the shopper; unguessable. */
export const newExpressToken = (): string => `EC-${randomBytes(18).toString('base64url')}`;

const hashOf = (token: string): Buffer => createHash('sha256').update(token.trim()).digest();

export const insertExpressCheckout = (db: Db, checkout: ExpressCheckout, token: string): Promise<unknown> =>
  db.rows(
    statement(
      `INSERT INTO express_checkouts
         (merchant_id, payment_id, ref_no, token_hash, gateway, email, amount_minor, currency, state, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        ...[checkout.merchant_id, checkout.payment_id, checkout.ref_no, hashOf(token), checkout.gateway],
        ...[checkout.email, checkout.amount_minor, checkout.currency, checkout.state],
        ...[checkout.created_at, checkout.expires_at],
      ],
    ),
  );

const COLUMNS = `merchant_id, payment_id, ref_no, gateway, email, amount_minor, currency, state, created_at, expires_at`;

/** The one that a token names, while an order may take it. */
export const findExpressCheckout = (
  db: Db,
  merchantId: bigint,
  token: string,
  at: Date,
): Promise<ExpressCheckout | undefined> =>
  db.row(
    statement(
      `SELECT ${COLUMNS} FROM express_checkouts
       WHERE merchant_id = $1 AND token_hash = $2 AND state = 'OPEN' AND expires_at > $3`,
      [merchantId, hashOf(token), at],
    ),
  );

/** Those of a shopper that an order of this amount may take, newest first. */
export const listExpressCheckouts = (
  db: Db,
  merchantId: bigint,
  of: { readonly email: string; readonly amountMinor: bigint; readonly currency: string },
  at: Date,
): Promise<ExpressCheckout[]> =>
  db.rows(
    statement(
      `SELECT ${COLUMNS} FROM express_checkouts
       WHERE merchant_id = $1 AND email = $2 AND state = 'OPEN' AND expires_at > $3
         AND amount_minor = $4 AND currency = $5
       ORDER BY payment_id DESC LIMIT 5`,
      [merchantId, of.email.toLowerCase(), at, of.amountMinor, of.currency],
    ),
  );

/** Gives it to the order whose number it has; false when another order has it, or its time is over. */
export const takeExpressCheckout = async (
  db: Db,
  merchantId: bigint,
  paymentId: bigint,
  at: Date,
): Promise<boolean> => {
  const taken = await db.row(
    statement(
      `UPDATE express_checkouts SET state = 'USED'
       WHERE merchant_id = $1 AND payment_id = $2 AND state = 'OPEN' AND expires_at > $3 RETURNING payment_id`,
      [merchantId, paymentId, at],
    ),
  );
  return taken !== undefined;
};

/** Those that no order took in time: from now on none can. What cannot be closed now comes after the others next time. */
export const closeExpressCheckouts = (
  db: Db,
  merchantId: bigint,
  at: Date,
  limit: number,
): Promise<ExpressCheckout[]> =>
  db.rows(
    statement(
      `UPDATE express_checkouts SET state = 'CLOSING', expires_at = $2
       WHERE merchant_id = $1 AND payment_id IN (
         SELECT payment_id FROM express_checkouts
         WHERE merchant_id = $1 AND state IN ('OPEN', 'CLOSING') AND expires_at <= $2 ORDER BY expires_at LIMIT $3)
         AND state IN ('OPEN', 'CLOSING')
       RETURNING ${COLUMNS}`,
      [merchantId, at, limit],
    ),
  );

export const markExpressClosed = (db: Db, { merchant_id, payment_id }: ExpressCheckout): Promise<unknown> =>
  db.rows(
    statement(
      `UPDATE express_checkouts SET state = 'CLOSED'
       WHERE merchant_id = $1 AND payment_id = $2 AND state = 'CLOSING'`,
      [merchant_id, payment_id],
    ),
  );
