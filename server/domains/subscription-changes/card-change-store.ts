import { type Db, json, statement } from '../../db/database.ts';
import type { CardOnRecord } from '../payments/index.ts';

/** SQL of cards that are to be put on subscriptions. */

export type CardChangeState = 'REQUESTED' | 'CHALLENGED' | 'DONE' | 'DECLINED' | 'REPLACED';

/** A row of `card_changes`. */
export type CardChange = {
  readonly merchant_id: bigint;
  readonly change_id: bigint;
  readonly reference: string;
  readonly gateway: string;
  /** The gateway's name of the new card. */
  readonly token: string;
  readonly card: CardOnRecord;
  readonly state: CardChangeState;
  /** Where its holder confirms; null while, or where, that is not asked for. */
  readonly challenge_url: string | null;
  readonly decline_reason: string | null;
  readonly requested_at: Date;
  readonly updated_at: Date;
};

const REPLACE_OPEN = `
  UPDATE card_changes SET state = 'REPLACED', updated_at = $3
  WHERE merchant_id = $1 AND reference = $2 AND state IN ('REQUESTED', 'CHALLENGED')`;

/** Writes the intent to put a card on a subscription; others that were not approved yet count no more. */
export const insertCardChange = async (tx: Db, change: CardChange): Promise<void> => {
  const { merchant_id, reference, requested_at } = change;
  await tx.rows(statement(REPLACE_OPEN, [merchant_id, reference, requested_at]));
  await tx.rows(
    statement('INSERT INTO card_changes SELECT * FROM jsonb_populate_record(NULL::card_changes, $1)', [json(change)]),
  );
};

export const findCardChange = (db: Db, merchantId: bigint, changeId: bigint): Promise<CardChange | undefined> =>
  db.row(statement('SELECT * FROM card_changes WHERE merchant_id = $1 AND change_id = $2', [merchantId, changeId]));

export const lockCardChange = (tx: Db, merchantId: bigint, changeId: bigint): Promise<CardChange | undefined> =>
  tx.row(
    statement('SELECT * FROM card_changes WHERE merchant_id = $1 AND change_id = $2 FOR UPDATE', [
      merchantId,
      changeId,
    ]),
  );

/** The card that is to be put on a subscription once it is approved; undefined when there is none. */
export const findOpenCardChange = (db: Db, merchantId: bigint, reference: string): Promise<CardChange | undefined> =>
  db.row(
    statement(
      `SELECT * FROM card_changes WHERE merchant_id = $1 AND reference = $2 AND state IN ('REQUESTED', 'CHALLENGED')
       ORDER BY change_id DESC LIMIT 1`,
      [merchantId, reference],
    ),
  );

/** Changes that nobody looked at since before an instant, longest first. */
export const listOpenCardChanges = (db: Db, merchantId: bigint, before: Date, limit: number): Promise<CardChange[]> =>
  db.rows(
    statement(
      `SELECT * FROM card_changes WHERE merchant_id = $1 AND state IN ('REQUESTED', 'CHALLENGED') AND updated_at < $2
       ORDER BY updated_at LIMIT $3`,
      [merchantId, before, limit],
    ),
  );

export const updateCardChange = async (
  tx: Db,
  { merchant_id, change_id }: CardChange,
  to: Pick<CardChange, 'state' | 'challenge_url' | 'decline_reason'>,
  at: Date,
): Promise<void> => {
  await tx.rows(
    statement(
      `UPDATE card_changes SET state = $3, challenge_url = $4, decline_reason = $5, updated_at = $6
       WHERE merchant_id = $1 AND change_id = $2`,
      [merchant_id, change_id, to.state, to.challenge_url, to.decline_reason, at],
    ),
  );
};
