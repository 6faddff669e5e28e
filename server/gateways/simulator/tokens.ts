import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import type { TokeniseRequest } from '../port.ts';
import type { CardColumns } from './card-columns.ts';
import { cardOf, cardValues } from './card-columns.ts';
import type { KnownCard } from './judge.ts';
import type { Behaviour } from './test-cards.ts';
import { isBehaviour } from './test-cards.ts';

type TokenRow = CardColumns & { token: string; test_behaviour: string; live_behaviour: string };

export type StoredCard = { token: string; card: KnownCard };

const COLUMNS = `token, brand, first_digits, last_digits, expiration_month, expiration_year,
  test_behaviour, live_behaviour`;

const FIND = `SELECT ${COLUMNS} FROM simulator_tokens WHERE merchant_id = $1 AND token = $2`;

/** The card behind a token; undefined when the merchant has no such token. */
export async function findCard(db: Db, merchantId: bigint, token: string): Promise<KnownCard | undefined> {
  const row = await db.row<TokenRow>(statement(FIND, [merchantId, token]));
  return row && storedCard(row).card;
}

const FIND_BY_KEY = `SELECT ${COLUMNS} FROM simulator_tokens WHERE merchant_id = $1 AND idempotency_key = $2`;

const INSERT = `
  WITH stored AS (
    INSERT INTO simulator_tokens (merchant_id, idempotency_key, created_at, ${COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (merchant_id, idempotency_key) DO NOTHING
    RETURNING ${COLUMNS}
  )
  SELECT * FROM stored UNION ALL ${FIND_BY_KEY}`;

/** Stores a card under a new token, or answers what is stored under the key of the request. */
export async function insertCard(db: Db, request: TokeniseRequest, token: string, card: KnownCard) {
  const { merchantId, idempotencyKey, at } = request;
  const values = [merchantId, idempotencyKey, at, token, ...cardValues(card.facts), card.testBehaviour];
  const row =
    (await db.row<TokenRow>(statement(INSERT, [...values, card.liveBehaviour]))) ??
    // A call with the same key stored its card while this one was waiting for it: only a new statement sees the row.
    (await db.row<TokenRow>(statement(FIND_BY_KEY, [merchantId, idempotencyKey])));
  if (row === undefined) throw new Error(`The simulator did not store a card for ${idempotencyKey}`);
  return storedCard(row);
}

function storedCard(row: TokenRow): StoredCard {
  return {
    token: row.token,
    card: {
      facts: cardOf(row),
      testBehaviour: behaviourOf(row.test_behaviour),
      liveBehaviour: behaviourOf(row.live_behaviour),
    },
  };
}

/** A word that this version does not know any more is no reason to fail a renewal run. */
function behaviourOf(text: string): Behaviour {
  return isBehaviour(text) ? text : 'CARD_DECLINED';
}
