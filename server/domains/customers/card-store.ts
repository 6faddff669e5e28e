import { type Db, json, statement } from '../../db/database.ts';
import type { StoredMeans } from './store.ts';

/** SQL of stored cards that come to be without an order. */

/** A row of `stored_cards`. */
export type NewStoredCard = StoredMeans & {
  readonly merchant_id: bigint;
  /** The name under which a shop can use it again; see randomHex. */
  readonly transient_token: string;
  readonly created_at: Date;
};

export const insertStoredCard = async (tx: Db, card: NewStoredCard): Promise<void> => {
  await tx.rows(
    statement('INSERT INTO stored_cards SELECT * FROM jsonb_populate_record(NULL::stored_cards, $1)', [json(card)]),
  );
};

/** What is kept of a card under a gateway's token; one that paid several orders is kept with each of them. */
export const listCardsByToken = (db: Db, merchantId: bigint, gateway: string, token: string): Promise<StoredMeans[]> =>
  db.rows(
    statement(
      `SELECT card_id, customer_id, gateway, token, is_test, brand, first_digits, last_digits, expiration_month,
         expiration_year, holder_name
       FROM stored_cards WHERE merchant_id = $1 AND gateway = $2 AND token = $3 ORDER BY card_id LIMIT 1000`,
      [merchantId, gateway, token],
    ),
  );
