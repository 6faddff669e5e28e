import { setTimeout as sleep } from 'node:timers/promises';
import type { Db, Statement } from '../../db/database.ts';
import { isConnectionFailure } from '../../db/failures.ts';
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
import { chargeFor } from './authorising.ts';
import { decideChallenge } from './challenges.ts';
import type { ChargeRow, NewCharge } from './charges.ts';
import { chargeKeyOf, chargeOutcome, findCharge, insertCharge } from './charges.ts';
import { acceptDispute } from './disputes.ts';
import { settleDue } from './expected-money.ts';
import { readCard } from './judge.ts';
import type { NewMovement } from './movements.ts';
import { findMovement, insertMovement, movementOutcome } from './movements.ts';
import { expirePage } from './page-decisions.ts';
import { insertCard } from './tokens.ts';

export type SimulatorOptions = {
  /** Where the simulator keeps its own books; never a transaction of the caller, which could be undone. */
  db: Db;
  /** How late the late card answers, in real milliseconds; default 3 000. */
  lateMs?: number;
  /**
   * Public address of this server, for the slips of orders that name no addresses of a browser. Without it such a slip
   * has an address that begins with its path.
   */
  publicUrl?: () => string;
};

/** A payment provider that moves no real money: test cards decide, and the database remembers. See README.md. */
export function createSimulator({ db, lateMs = 3_000, publicUrl = () => '' }: SimulatorOptions): Gateway {
  const books = booksIn(db);
  const simulator: Gateway = {
    authorise: async (request) => authorise(books, lateMs, request, publicUrl()),
    capture: async (request) => capture(books, request),
    voidAuthorisation: async (request) => voidAuthorisation(books, request),
    refund: async (request) => refund(books, request),
    tokenise: async (request) => tokenise(books, request),
    acceptDispute: async (request) => acceptDispute(books, request),
    statusOf: async (query) => statusOf(books, query),
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

async function authorise(db: Db, lateMs: number, request: AuthoriseRequest, url: string): Promise<AuthoriseOutcome> {
  if (request.amountMinor < 0n) throw new RangeError('An authorisation cannot be negative');
  const charge = await chargeFor(db, request, url);
  const row = await insertCharge(db, charge);
  if (!isChargeOf(row, charge)) throw new IdempotencyKeyReused(request.idempotencyKey);
  if (charge.verdict.state === 'APPROVED' && charge.verdict.late) await sleep(lateMs);
  return settled(db, row, request);
}

function isChargeOf(row: ChargeRow, { request, method }: NewCharge): boolean {
  return (
    row.amount_minor === request.amountMinor &&
    row.currency === request.currency &&
    row.order_reference === request.orderReference &&
    row.test_order === request.testOrder &&
    row.method === method
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

/** The answer of a charge. What is over by now is closed first, so that nobody can decide it any more. */
async function settled(db: Db, row: ChargeRow, { merchantId, idempotencyKey, at }: StatusQuery) {
  if (!(await closeOverdue(db, row, at))) return chargeOutcome(row);
  return chargeOutcome((await findCharge(db, merchantId, idempotencyKey)) ?? row);
}

/** True when there was something to close. */
async function closeOverdue(db: Db, row: ChargeRow, at: Date): Promise<boolean> {
  const isOver = (date: Date | null) => date !== null && date <= at;
  if (row.state === 'AWAITING') {
    if (!isOver(row.due_at)) return false;
    await settleDue(db, row.merchant_id, row.idempotency_key, at);
    return true;
  }
  if (row.state !== 'CHALLENGED' && row.state !== 'REDIRECTED') return false;
  if (row.challenge_token !== null) {
    if (!isOver(row.challenge_expires_at)) return false;
    await decideChallenge(db, row.challenge_token, 'EXPIRED', at);
    return true;
  }
  if (row.page_token === null || !isOver(row.page_expires_at)) return false;
  await expirePage(db, row.page_token, at);
  return true;
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
  const { token, facts } = await insertCard(db, request, card);
  const isSame = facts.lastDigits === card.facts.lastDigits && facts.firstDigits === card.facts.firstDigits;
  if (!isSame) throw new IdempotencyKeyReused(request.idempotencyKey);
  return { outcome: 'TOKENISED', token, card: facts };
}
