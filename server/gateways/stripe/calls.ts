import { createHash, randomBytes } from 'node:crypto';
import { type Db, statement } from '../../db/database.ts';
import type { AuthoriseRequest, BrowserAddresses } from '../port.ts';

/** The name of this adapter in the books that adapters share. */
const GATEWAY = 'stripe';

export type Operation = 'AUTHORISE' | 'CAPTURE' | 'VOID' | 'REFUND' | 'TOKENISE';

/** A call that was asked for, as it is known on this side. */
export type CallRow = {
  readonly merchant_id: bigint;
  readonly idempotency_key: string;
  readonly operation: Operation;
  readonly fingerprint: string;
  readonly epoch: number;
  readonly sends: number;
  readonly provider_reference: string | null;
  readonly outcome: 'DECLINED' | 'DONE' | 'REFUSED' | 'TOKENISED' | null;
  readonly reason: string | null;
  readonly amount_minor: bigint | null;
  readonly asked_at: Date;
  readonly sent_at: Date;
  readonly order_reference: string | null;
  readonly page_secret: string | null;
  readonly base_url: string | null;
  readonly return_url: string | null;
  readonly cancel_url: string | null;
};

export type NewCall = {
  readonly merchantId: bigint;
  readonly idempotencyKey: string;
  /** By the merchant's clock. */
  readonly at: Date;
  readonly operation: Operation;
  readonly fingerprint: string;
  /** Of a movement: the authorisation that it moves. */
  readonly providerReference?: string;
  readonly amountMinor?: bigint;
  readonly orderReference?: string;
  readonly browser?: BrowserAddresses | null;
};

/** Tells a request from another one. It must not be made of anything that a shopper keeps secret. */
export const fingerprintOf = (...facts: readonly (string | bigint | boolean | null)[]): string =>
  createHash('sha256')
    .update(JSON.stringify(facts.map((fact) => (typeof fact === 'bigint' ? `${fact}n` : fact))))
    .digest('base64url');

const COLUMNS = `merchant_id, idempotency_key, operation, fingerprint, epoch, sends, provider_reference, outcome, reason,
  amount_minor, asked_at, sent_at, order_reference, page_secret, base_url, return_url, cancel_url`;

const OF_CALL = `merchant_id = $1 AND gateway = '${GATEWAY}' AND idempotency_key = $2`;

const CLAIM = `
  INSERT INTO gateway_calls AS known (merchant_id, gateway, idempotency_key, operation, fingerprint, epoch, sends,
    provider_reference, amount_minor, asked_at, sent_at, order_reference, page_secret, base_url, return_url, cancel_url)
  VALUES ($1, '${GATEWAY}', $2, $3, $4, 1, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  ON CONFLICT (merchant_id, gateway, idempotency_key) DO UPDATE
    SET sends = known.sends + 1, sent_at = GREATEST(known.sent_at, excluded.sent_at)
  RETURNING ${COLUMNS}`;

/** Writes down that a call is made, and answers what is known of it: all of the first time, if it was made before. */
export const claimCall = async (db: Db, call: NewCall, sentAt: Date): Promise<CallRow> => {
  const { browser = null } = call;
  const row = await db.row<CallRow>(
    statement(CLAIM, [
      ...[call.merchantId, call.idempotencyKey, call.operation, call.fingerprint],
      ...[call.providerReference ?? null, call.amountMinor ?? null, call.at, sentAt, call.orderReference ?? null],
      browser && randomBytes(24).toString('base64url'),
      browser?.challengeBaseUrl.replace(/\/+$/, '') ?? null,
      ...[browser?.returnUrl ?? null, browser?.cancelUrl ?? null],
    ]),
  );
  if (row === undefined) throw new Error(`The call ${call.idempotencyKey} was not written down`);
  return row;
};

/** The hash of an authorisation; a card itself is no part of it. */
export const fingerprintOfAuthorisation = (request: AuthoriseRequest): string => {
  const { paymentMethod } = request;
  return fingerprintOf(
    ...['AUTHORISE', request.amountMinor, request.currency, request.orderReference, request.testOrder],
    ...[request.offSession, request.keepCard, paymentMethod.kind],
    paymentMethod.kind === 'TOKEN' ? paymentMethod.token : null,
    paymentMethod.kind === 'REDIRECT' ? paymentMethod.method : null,
  );
};

export const findCall = (db: Db, merchantId: bigint, idempotencyKey: string): Promise<CallRow | undefined> =>
  db.row(statement(`SELECT ${COLUMNS} FROM gateway_calls WHERE ${OF_CALL}`, [merchantId, idempotencyKey]));

/**
 * Notes which payment of the provider stands for a call. False when the call was given up in the meantime or stands for
 * another payment already: then nothing may be done with this one.
 */
export const noteReference = async (db: Db, call: CallRow, reference: string): Promise<boolean> => {
  const row = await db.row(
    statement(
      `UPDATE gateway_calls SET provider_reference = $4
       WHERE ${OF_CALL} AND epoch = $3 AND outcome IS NULL AND COALESCE(provider_reference, $4) = $4
       RETURNING epoch`,
      [call.merchant_id, call.idempotency_key, call.epoch, reference],
    ),
  );
  return row !== undefined;
};

/** Gives a call up that moved nothing, so that whoever is still at work on it stops. False when it went on by itself. */
export const giveUpCall = async (db: Db, call: CallRow): Promise<boolean> => {
  const row = await db.row(
    statement(
      `UPDATE gateway_calls SET epoch = epoch + 1, provider_reference = NULL
       WHERE ${OF_CALL} AND epoch = $3 AND outcome IS NULL AND provider_reference IS NOT DISTINCT FROM $4
       RETURNING epoch`,
      [call.merchant_id, call.idempotency_key, call.epoch, call.provider_reference],
    ),
  );
  return row !== undefined;
};

export type Settled = Pick<CallRow, 'reason' | 'amount_minor' | 'provider_reference'> & {
  readonly outcome: NonNullable<CallRow['outcome']>;
};

type Ending = Pick<Settled, 'outcome'> & {
  readonly reason?: string;
  readonly amountMinor?: bigint;
  readonly reference?: string;
};

/**
 * Writes what became of a call for good; what was written first stands and is answered. Undefined when the call was
 * given up in the meantime, or leads to another payment than whoever settles it thought.
 */
export const settleCall = (db: Db, call: CallRow, { outcome, reason, amountMinor, reference }: Ending) =>
  db.row<Settled>(
    statement(
      `UPDATE gateway_calls SET outcome = COALESCE(outcome, $5),
         reason = CASE WHEN outcome IS NULL THEN $6 ELSE reason END,
         amount_minor = COALESCE(amount_minor, $7),
         provider_reference = COALESCE(provider_reference, $8)
       WHERE ${OF_CALL} AND (outcome IS NOT NULL OR (epoch = $3 AND provider_reference IS NOT DISTINCT FROM $4))
       RETURNING outcome, reason, amount_minor, provider_reference`,
      [
        ...[call.merchant_id, call.idempotency_key, call.epoch, call.provider_reference],
        ...[outcome, reason ?? null, amountMinor ?? null, reference ?? null],
      ],
    ),
  );
