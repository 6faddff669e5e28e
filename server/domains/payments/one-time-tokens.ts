import { createHash, randomUUID } from 'node:crypto';
import { type Db, json, statement } from '../../db/database.ts';
import type { CardDetails, Declined, Gateway } from '../../gateways/port.ts';
import { newId } from '../../kit/ids.ts';
import type { CardOnRecord } from './rules/settlement.ts';

/** Milliseconds by the merchant's clock. */
export const ONE_TIME_TOKEN_LIFE_MS = 10 * 60_000;
/** How long a token that is over is remembered. */
const REMEMBERED_MS = 24 * 3_600_000;

export type TokenScope = 'ordering' | 'subscription';

/** What a token stands for. */
export type OneTimeToken = {
  readonly gateway: string;
  readonly gateway_token: string;
  readonly card: CardOnRecord;
  readonly scope: TokenScope;
};

export type NewOneTimeToken = {
  readonly merchantId: bigint;
  readonly card: CardDetails;
  readonly scope: TokenScope;
  /** Tried one after the other until one of them takes the card. */
  readonly gateways: readonly { readonly name: string; readonly gateway: Gateway }[];
  readonly at: Date;
};

/**
 * Puts a card into a gateway's vault and answers a token (a UUID) that pays one order within ten minutes. Rejects with
 * GatewayUnreachable when that is not known to have happened; then nothing is kept here.
 */
export const makeOneTimeToken = async (
  db: Db,
  { merchantId, card, scope, gateways, at }: NewOneTimeToken,
): Promise<{ readonly outcome: 'MADE'; readonly token: string } | Declined> => {
  let declined: Declined | undefined;
  for (const { name, gateway } of gateways) {
    const outcome = await gateway.tokenise({ merchantId, idempotencyKey: `tokenise:${newId()}`, at, card });
    if (outcome.outcome === 'TOKENISED') {
      const token = randomUUID();
      const facts: CardOnRecord = { ...outcome.card, holderName: card.holderName };
      await insertOneTimeToken(db, merchantId, token, {
        gateway: name,
        gateway_token: outcome.token,
        card: facts,
        scope,
        at,
      });
      return { outcome: 'MADE', token };
    }
    // The first of them is where the money would come from, so its reason counts.
    declined ??= outcome;
  }
  if (declined === undefined) throw new Error('A token needs a gateway.');
  return declined;
};

const hashOf = (token: string): Buffer => createHash('sha256').update(token.trim().toLowerCase()).digest();

const INSERT = `
  INSERT INTO one_time_tokens
    (merchant_id, token_hash, gateway, gateway_token, card, scope, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`;

const insertOneTimeToken = (
  db: Db,
  merchantId: bigint,
  token: string,
  { gateway, gateway_token, card, scope, at }: OneTimeToken & { readonly at: Date },
): Promise<unknown> =>
  db.rows(
    statement(INSERT, [
      ...[merchantId, hashOf(token), gateway, gateway_token, json(card), scope, at],
      new Date(at.getTime() + ONE_TIME_TOKEN_LIFE_MS),
    ]),
  );

/** A token that can still pay at an instant of the merchant's clock. */
export const findOneTimeToken = (
  db: Db,
  merchantId: bigint,
  token: string,
  at: Date,
): Promise<OneTimeToken | undefined> =>
  db.row(
    statement(
      `SELECT gateway, gateway_token, card, scope FROM one_time_tokens
       WHERE merchant_id = $1 AND token_hash = $2 AND used_by IS NULL AND expires_at > $3`,
      [merchantId, hashOf(token), at],
    ),
  );

/** Gives a token to an attempt to pay; false when it is used, too old or not known. Holds others off until it is stored. */
export const takeOneTimeToken = async (
  db: Db,
  merchantId: bigint,
  token: string,
  paymentId: bigint,
  at: Date,
): Promise<boolean> => {
  const taken = await db.row(
    statement(
      `UPDATE one_time_tokens SET used_by = $3
       WHERE merchant_id = $1 AND token_hash = $2 AND used_by IS NULL AND expires_at > $4
       RETURNING used_by`,
      [merchantId, hashOf(token), paymentId, at],
    ),
  );
  return taken !== undefined;
};

/** Deletes tokens that are over for a day, used or not, and answers how many. */
export const deleteOldTokens = async (db: Db, merchantId: bigint, at: Date, limit: number): Promise<number> => {
  const deleted = await db.rows(
    statement(
      `DELETE FROM one_time_tokens WHERE merchant_id = $1 AND token_hash IN (
         SELECT token_hash FROM one_time_tokens WHERE merchant_id = $1 AND expires_at < $2
         ORDER BY expires_at LIMIT $3)
       RETURNING token_hash`,
      [merchantId, new Date(at.getTime() - REMEMBERED_MS), limit],
    ),
  );
  return deleted.length;
};
