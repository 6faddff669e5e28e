import type { Db } from '../../db/database.ts';
import { statement } from '../../db/database.ts';
import { randomReference } from '../../kit/ids.ts';
import type { CardFacts } from '../cards.ts';
import type { TokeniseRequest } from '../port.ts';
import type { CardColumns } from './card-columns.ts';
import { cardOf, cardValues } from './card-columns.ts';
import type { KnownCard, Means } from './judge.ts';
import { methodOf } from './methods.ts';
import type { Behaviour } from './test-cards.ts';
import { isBehaviour } from './test-cards.ts';

type TokenRow = CardColumns & {
  token: string;
  method: string;
  test_behaviour: string;
  live_behaviour: string;
  off_session_declines: number;
};

/** A row of simulator_tokens that is written together with its charge, whose card it takes over. */
export type NewToken = { token: string; method: string; test_behaviour: Behaviour; live_behaviour: Behaviour };

export function newToken({ method, testBehaviour, liveBehaviour }: Means): NewToken {
  const token = `${method.toLowerCase().replaceAll('_', '')}_${randomReference(26)}`;
  return { token, method, test_behaviour: testBehaviour, live_behaviour: liveBehaviour };
}

/** Part of a statement whose CTE "charge" has at most one row; the parameter is a JSON array of `NewToken`. */
export const keepTokens = (parameter: string): string => `
    INSERT INTO simulator_tokens (merchant_id, token, idempotency_key, method, brand, first_digits, last_digits,
      expiration_month, expiration_year, test_behaviour, live_behaviour, created_at)
    SELECT c.merchant_id, t.token, c.idempotency_key, t.method, c.brand, c.first_digits, c.last_digits,
      c.expiration_month, c.expiration_year, t.test_behaviour, t.live_behaviour, c.authorised_at
    FROM charge c, jsonb_to_recordset(${parameter}::jsonb)
      AS t (token text, method text, test_behaviour text, live_behaviour text)`;

const COLUMNS = `token, brand, first_digits, last_digits, expiration_month, expiration_year,
  test_behaviour, live_behaviour`;
const FOUND = `${COLUMNS}, method, off_session_declines`;

const FIND = `SELECT ${FOUND} FROM simulator_tokens WHERE merchant_id = $1 AND token = $2`;

/** What is behind a token; undefined when the merchant has no such token. */
export async function findMeans(db: Db, merchantId: bigint, token: string): Promise<Means | undefined> {
  const row = await db.row<TokenRow>(statement(FIND, [merchantId, token]));
  return row && meansOf(row);
}

const FIND_BY_KEY = `SELECT ${FOUND} FROM simulator_tokens WHERE merchant_id = $1 AND idempotency_key = $2`;

const INSERT = `
  WITH stored AS (
    INSERT INTO simulator_tokens (merchant_id, idempotency_key, created_at, ${COLUMNS})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (merchant_id, idempotency_key) DO NOTHING
    RETURNING ${FOUND}
  )
  SELECT * FROM stored UNION ALL ${FIND_BY_KEY}`;

export type StoredCard = { token: string; facts: CardFacts };

/** Stores a card under a new token, or answers what is stored under the key of the request. */
export async function insertCard(db: Db, request: TokeniseRequest, card: KnownCard): Promise<StoredCard> {
  const { merchantId, idempotencyKey, at } = request;
  const { token } = newToken(card);
  const values = [merchantId, idempotencyKey, at, token, ...cardValues(card.facts), card.testBehaviour];
  const row =
    (await db.row<TokenRow>(statement(INSERT, [...values, card.liveBehaviour]))) ??
    // A call with the same key stored its card while this one was waiting for it: only a new statement sees the row.
    (await db.row<TokenRow>(statement(FIND_BY_KEY, [merchantId, idempotencyKey])));
  const facts = row && cardOf(row);
  if (row === undefined || !facts) throw new Error(`The simulator did not store a card for ${idempotencyKey}`);
  return { token: row.token, facts };
}

function meansOf(row: TokenRow): Means {
  return {
    method: methodOf(row.method),
    facts: cardOf(row),
    testBehaviour: behaviourOf(row.test_behaviour),
    liveBehaviour: behaviourOf(row.live_behaviour),
    offSessionDeclines: row.off_session_declines,
  };
}

/** A word that this version does not know any more is no reason to fail a renewal run. */
function behaviourOf(text: string): Behaviour {
  return isBehaviour(text) ? text : 'CARD_DECLINED';
}
