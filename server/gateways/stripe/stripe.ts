import type Stripe from 'stripe';
import type { Db, Statement } from '../../db/database.ts';
import { isConnectionFailure } from '../../db/failures.ts';
import type { Logger } from '../../kit/log.ts';
import { aroundGateway } from '../around.ts';
import type { Gateway } from '../port.ts';
import { GatewayUnreachable } from '../port.ts';
import { acceptDispute } from './accepting.ts';
import type { StripeKeys, StripeParts } from './account.ts';
import { authorise } from './authorising.ts';
import { createClients } from './client.ts';
import { StripeFault } from './fault.ts';
import { capture, refund, voidAuthorisation } from './moving.ts';
import { statusOf } from './status.ts';
import { tokenise } from './tokenising.ts';

export type { StripeKeys, StripeParts } from './account.ts';

export type StripeOptions = {
  /** Where calls are written down; never a transaction of the caller, which could be undone. */
  readonly db: Db;
  /** The keys of a merchant; null: it has none, and its payments are declined. */
  readonly keysOf: (merchantId: bigint) => Promise<StripeKeys | null>;
  readonly log: Logger;
  /** The real time. */
  readonly now: () => Date;
  /** Where Stripe is, without a path; the real one when left out. */
  readonly apiBase?: string | undefined;
  /** Sends requests in place of Node's own client. */
  readonly http?: Stripe.HttpClient;
};

/** What the gateway, its pages and its webhook work with. */
export const stripeParts = ({ apiBase, http, db, keysOf, ...parts }: StripeOptions): StripeParts => {
  const rows = <Row>(s: Statement) => reached(() => db.rows<Row>(s));
  return {
    ...parts,
    db: { rows, row: async <Row>(s: Statement) => (await rows<Row>(s))[0] },
    keysOf: (merchantId) => reached(() => keysOf(merchantId)),
    clientOf: createClients(apiBase, http),
  };
};

/** A lost database leaves open what became of a call, as a lost network does. */
const reached = async <T>(ask: () => Promise<T>): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (isConnectionFailure(error)) throw new StripeFault('UNREACHABLE', 'The database does not answer');
    throw error;
  }
};

/** Payments by Stripe, each merchant with an account of its own. See README.md. */
export const createStripe = (parts: StripeParts): Gateway => {
  const stripe: Gateway = {
    authorise: (request) => authorise(parts, request),
    capture: (request) => capture(parts, request),
    voidAuthorisation: (request) => voidAuthorisation(parts, request),
    refund: (request) => refund(parts, request),
    tokenise: (request) => tokenise(parts, request),
    acceptDispute: (request) => acceptDispute(parts, request),
    statusOf: (query) => statusOf(parts, query),
  };
  return aroundGateway(stripe, async (operation, idempotencyKey, call) => {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StripeFault)) throw error;
      report(parts.log, operation, error);
      throw new GatewayUnreachable(operation, idempotencyKey, { cause: error });
    }
  });
};

/** Faults that pass by themselves are told by whoever called; the others need somebody to do something. */
const report = (log: Logger, operation: string, fault: StripeFault): void => {
  if (fault.kind === 'UNREACHABLE' || fault.kind === 'BUSY') return;
  const { kind, code, param, status, requestId } = fault;
  log.error({ operation, kind, code, param, status, requestId }, fault.message);
};
