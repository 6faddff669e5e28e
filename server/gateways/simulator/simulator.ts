import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Statement } from '../../db/database.ts';
import { isConnectionFailure } from '../../db/failures.ts';
import { randomReference } from '../../kit/ids.ts';
import { aroundGateway } from '../around.ts';
import { declined } from '../declines.ts';
import type {
  AuthoriseOutcome,
  AuthoriseRequest,
  Gateway,
  MovementOutcome,
  MovementRequest,
  StatusOutcome,
  StatusQuery,
  TokeniseOutcome,
  TokeniseRequest,
  VoidRequest,
} from '../port.ts';
import { GatewayUnreachable, IdempotencyKeyReused } from '../port.ts';
import { CHALLENGE_MS, decideChallenge, newChallengeToken } from './challenges.ts';
import type { ChargeRow, NewCharge } from './charges.ts';
import { chargeKeyOf, chargeOutcome, findCharge, insertCharge } from './charges.ts';
import type { KnownCard, Verdict } from './judge.ts';
import { judge, readCard } from './judge.ts';
import type { NewMovement } from './movements.ts';
import { findMovement, insertMovement, movementOutcome } from './movements.ts';
import { findCard, insertCard } from './tokens.ts';

/** Path of the challenge pages on this server. */
export const CHALLENGE_PATH = '/payment/authorize/';

export type SimulatorOptions = {
  /** Where the simulator keeps its own books; never a transaction of the caller, which could be undone. */
  db: Db;
  /** How late the late card answers, in real milliseconds; default 3 000. */
  lateMs?: number;
};

/** A payment provider that moves no real money: test cards decide, and the database remembers. See README.md. */
export function createSimulator({ db, lateMs = 3_000 }: SimulatorOptions): Gateway {
  const books = booksIn(db);
  const simulator: Gateway = {
    authorise: (request) => authorise(books, lateMs, request),
    capture: (request) => capture(books, request),
    voidAuthorisation: (request) => voidAuthorisation(books, request),
    refund: (request) => refund(books, request),
    tokenise: (request) => tokenise(books, request),
    statusOf: (query) => statusOf(books, query),
  };
  return aroundGateway(simulator, async (operation, idempotencyKey, call) => {
    try {
      return await call();
    } catch (error) {
      if (error instanceof BooksUnreachable) {
        throw new GatewayUnreachable(operation, idempotencyKey, { cause: error.cause });
      }
      throw error;
    }
  });
}

class BooksUnreachable extends Error {}

/** A lost database is to the simulator what a lost network is to a provider: the effect may have taken place. */
function booksIn(db: Db): Db {
  const rows = async <Row>(s: Statement): Promise<Row[]> => {
    try {
      return await db.rows<Row>(s);
    } catch (error) {
      if (isConnectionFailure(error)) throw new BooksUnreachable('The books cannot be reached', { cause: error });
      throw error;
    }
  };
  return { rows, row: async <Row>(s: Statement) => (await rows<Row>(s))[0] };
}

async function authorise(db: Db, lateMs: number, request: AuthoriseRequest): Promise<AuthoriseOutcome> {
  if (request.amountMinor < 0n) throw new RangeError('An authorisation cannot be negative');
  const card = await cardToCharge(db, request);
  const charge =
    typeof card === 'string'
      ? newCharge(request, null, { state: 'DECLINED', reason: card })
      : newCharge(request, card, judge(card, request));
  const row = await insertCharge(db, charge);
  if (!isChargeOf(row, request)) throw new IdempotencyKeyReused(request.idempotencyKey);
  if (charge.verdict.state === 'APPROVED' && charge.verdict.late) await sleep(lateMs);
  return settled(db, row, request);
}

async function cardToCharge(db: Db, { merchantId, paymentMethod, at }: AuthoriseRequest) {
  if (paymentMethod.kind === 'CARD') return readCard(paymentMethod, at);
  return (await findCard(db, merchantId, paymentMethod.token)) ?? 'INVALID_TOKEN';
}

function newCharge(request: AuthoriseRequest, card: KnownCard | null, verdict: Verdict): NewCharge {
  const { paymentMethod, keepCard } = request;
  const tokenIsNew = paymentMethod.kind === 'CARD' && keepCard && verdict.state !== 'DECLINED';
  const newToken = tokenIsNew ? newCardToken() : null;
  return {
    request,
    card,
    verdict,
    token: paymentMethod.kind === 'TOKEN' ? paymentMethod.token : newToken,
    tokenIsNew,
    challenge: verdict.state === 'CHALLENGED' ? newChallenge(request, verdict.threeDSecure.challengeBaseUrl) : null,
  };
}

function newChallenge({ merchantId, at }: AuthoriseRequest, baseUrl: string) {
  return {
    href: baseUrl.replace(/\/+$/, '') + CHALLENGE_PATH,
    token: newChallengeToken(merchantId),
    expiresAt: new Date(at.getTime() + CHALLENGE_MS),
  };
}

function newCardToken(): string {
  return `card_${randomReference(26)}`;
}

function isChargeOf(row: ChargeRow, request: AuthoriseRequest): boolean {
  return (
    row.amount_minor === request.amountMinor &&
    row.currency === request.currency &&
    row.order_reference === request.orderReference &&
    row.test_order === request.testOrder
  );
}

async function statusOf(db: Db, query: StatusQuery): Promise<StatusOutcome> {
  const { merchantId, idempotencyKey } = query;
  const [charge, movement] = await Promise.all([
    findCharge(db, merchantId, idempotencyKey),
    findMovement(db, merchantId, idempotencyKey),
  ]);
  if (charge !== undefined) return settled(db, charge, query);
  return movement === undefined ? { outcome: 'UNKNOWN' } : movementOutcome(movement);
}

/** The answer of a charge; a challenge whose time is over is closed first, so that it cannot be passed any more. */
async function settled(db: Db, row: ChargeRow, { merchantId, idempotencyKey, at }: StatusQuery) {
  const { state, challenge_token: token, challenge_expires_at: expiresAt } = row;
  if (state !== 'CHALLENGED' || token === null || expiresAt === null || expiresAt > at) return chargeOutcome(row);
  await decideChallenge(db, token, 'EXPIRED', at);
  return chargeOutcome((await findCharge(db, merchantId, idempotencyKey)) ?? row);
}

function capture(db: Db, request: MovementRequest): Promise<MovementOutcome> {
  if (request.amountMinor < 0n) throw new RangeError('A capture cannot be negative');
  return move(db, request.gatewayReference, { ...request, kind: 'CAPTURE' });
}

function refund(db: Db, request: MovementRequest): Promise<MovementOutcome> {
  if (request.amountMinor <= 0n) throw new RangeError('A refund has to be more than zero');
  return move(db, request.gatewayReference, { ...request, kind: 'REFUND' });
}

function voidAuthorisation(db: Db, request: VoidRequest): Promise<MovementOutcome> {
  return move(db, request.gatewayReference, { ...request, kind: 'VOID', amountMinor: null, currency: null });
}

type Movement = Omit<NewMovement, 'chargeKey'>;

async function move(db: Db, gatewayReference: string, movement: Movement): Promise<MovementOutcome> {
  const chargeKey = chargeKeyOf(movement.merchantId, gatewayReference);
  const row = chargeKey === undefined ? undefined : await insertMovement(db, { ...movement, chargeKey });
  if (row === undefined) return { outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' };
  const isSame =
    row.kind === movement.kind &&
    row.charge_key === chargeKey &&
    row.amount_minor === (movement.amountMinor ?? row.amount_minor) &&
    row.currency === (movement.currency ?? row.currency);
  if (!isSame) throw new IdempotencyKeyReused(movement.idempotencyKey);
  return movementOutcome(row);
}

async function tokenise(db: Db, request: TokeniseRequest): Promise<TokeniseOutcome> {
  const card = readCard(request.card, request.at);
  if (typeof card === 'string') return declined(card);
  const stored = await insertCard(db, request, newCardToken(), card);
  const isSame =
    stored.card.facts.lastDigits === card.facts.lastDigits && stored.card.facts.firstDigits === card.facts.firstDigits;
  if (!isSame) throw new IdempotencyKeyReused(request.idempotencyKey);
  return { outcome: 'TOKENISED', token: stored.token, card: stored.card.facts };
}
