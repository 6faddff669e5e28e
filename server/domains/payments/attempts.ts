import { type Db, statement } from '../../db/database.ts';
import type { PaymentRow } from './store.ts';

/** What may be told of an attempt to pay. */
export type Attempt = Pick<
  PaymentRow,
  | 'payment_id'
  | 'attempt'
  | 'gateway'
  | 'state'
  | 'payment_type'
  | 'amount_minor'
  | 'currency'
  | 'gateway_reference'
  | 'card'
  | 'decline_reason'
  | 'requested_at'
  | 'updated_at'
>;

/** All attempts to pay an order, oldest first. */
export const listAttempts = (db: Db, merchantId: bigint, refNo: bigint): Promise<Attempt[]> =>
  db.rows(
    statement(
      `SELECT payment_id, attempt, gateway, state, payment_type, amount_minor, currency, gateway_reference, card,
         decline_reason, requested_at, updated_at
       FROM payments WHERE merchant_id = $1 AND ref_no = $2 ORDER BY attempt LIMIT 200`,
      [merchantId, refNo],
    ),
  );
