import type { Db } from '../../db/database.ts';
import type { DeclineReason } from '../declines.ts';
import type { Dispute, DisputeReason, RefusalReason } from '../port.ts';
import { chargeKeyOf, findCharge } from './charges.ts';
import type { DisputeEnd } from './disputes.ts';
import { closeDispute, findDispute, listOpenDisputes, openDispute, whyNotClosed } from './disputes.ts';
import type { EventListener } from './events.ts';
import { tellEvents } from './events.ts';
import type { ExpectedPayment } from './expected-money.ts';
import { bounceMoney, findExpected, listAwaited, receiveMoney, settleAllDue } from './expected-money.ts';

export type { EventListener } from './events.ts';
export type { ExpectedPayment } from './expected-money.ts';

/** What became of money that was sent. RETURNED: nobody waits for it (any more), so it went back. */
export type Received =
  | { readonly outcome: 'RECEIVED' | 'PARTIAL' | 'RETURNED'; readonly payment: ExpectedPayment }
  | { readonly outcome: 'UNKNOWN_REFERENCE' };

export type Bounced =
  | { readonly outcome: 'BOUNCED' | 'NOT_AWAITED'; readonly payment: ExpectedPayment }
  | { readonly outcome: 'UNKNOWN_REFERENCE' };

export type DisputeOutcome =
  | { readonly outcome: 'DONE'; readonly dispute: Dispute }
  | {
      readonly outcome: 'REFUSED';
      readonly reason:
        | 'ALREADY_CLOSED'
        /** A bank that only asks is answered, which is WON here. */
        | 'ONLY_ASKED'
        | Extract<RefusalReason, 'UNKNOWN_REFERENCE' | 'NOT_CAPTURED' | 'ABOVE_CAPTURED'>;
    };

type At = { readonly merchantId: bigint /** Now by the merchant's clock. */; readonly at: Date };

/**
 * The provider's side of things that shoppers and banks do later: what a person presses in a panel or a command, and what
 * tests do to make money come. All of it is safe to do at once and twice.
 */
export type SimulatorDesk = {
  /** Payments that are waited for, oldest first; 10 unless told, at most 200. `after`: the last one of the page before. */
  listAwaiting(
    merchantId: bigint,
    bounded?: { limit?: number; after?: ExpectedPayment },
  ): Promise<readonly ExpectedPayment[]>;
  /** A payment by its reference, whatever became of it. */
  findPayment(merchantId: bigint, paymentReference: string): Promise<ExpectedPayment | undefined>;
  /**
   * Money came: `amountMinor` (more than zero), or all that is missing. Less than is missing is kept and waited on, more
   * is sent back. Throws RangeError for an amount that is not more than zero.
   */
  receivePayment(money: At & { paymentReference: string; amountMinor?: bigint }): Promise<Received>;
  /** Money that was waited for does not come; the reason is INSUFFICIENT_FUNDS unless told. */
  bouncePayment(bounce: At & { paymentReference: string; reason?: DeclineReason }): Promise<Bounced>;
  /**
   * The shopper's bank asks for captured money: `amountMinor`, or all that is left of it. It is held back at once, unless
   * the bank only asks why (INFO_REQUEST).
   */
  openDispute(opening: At & DisputeWish): Promise<DisputeOutcome>;
  /** WON frees the money; LOST and ACCEPTED give it to the shopper. Closing in the same way again changes nothing. */
  closeDispute(end: DisputeEnd): Promise<DisputeOutcome>;
  /** Open disputes; 10 unless told, at most 200. `after`: the last one of the page before. */
  listDisputes(merchantId: bigint, bounded?: { limit?: number; after?: Dispute }): Promise<readonly Dispute[]>;
  /**
   * Lets money come, or bounce, whose time is there, and tells events that nobody has heard yet, also those of other
   * processes. Answers how many were heard. For a job; bounded by `limit` (100 unless told).
   */
  catchUp(when: At & { limit?: number }): Promise<number>;
};

export type DisputeWish = { gatewayReference: string; reason: DisputeReason; amountMinor?: bigint };

export type DeskOptions = {
  db: Db;
  /**
   * Told of everything that happens at the desk, after it is stored. Without it events wait for a desk that has one, as
   * those of a command do for the server.
   */
  onEvent?: EventListener;
};

const EVENTS_AT_ONCE = 100;

export function createSimulatorDesk({ db, onEvent }: DeskOptions): SimulatorDesk {
  const tell = async ({ merchantId, at }: At, limit = EVENTS_AT_ONCE) =>
    onEvent === undefined ? 0 : tellEvents(db, onEvent, { merchantId, at, limit });
  return {
    listAwaiting: (merchantId, { limit, after } = {}) => listAwaited(db, merchantId, { limit: bounded(limit), after }),
    findPayment: (merchantId, paymentReference) => findExpected(db, merchantId, paymentReference),
    receivePayment: async (money) => {
      if (money.amountMinor !== undefined && money.amountMinor <= 0n) {
        throw new RangeError('Money that comes has to be more than zero');
      }
      const payment = await receiveMoney(db, money);
      if (payment !== undefined) {
        await tell(money);
        return { outcome: whatBecameOf(payment, money.amountMinor), payment };
      }
      const found = await findExpected(db, money.merchantId, money.paymentReference);
      return found === undefined ? { outcome: 'UNKNOWN_REFERENCE' } : { outcome: 'RECEIVED', payment: found };
    },
    bouncePayment: async ({ reason = 'INSUFFICIENT_FUNDS', ...bounce }) => {
      const bounced = await bounceMoney(db, { ...bounce, reason });
      if (bounced !== undefined) {
        await tell(bounce);
        return { outcome: 'BOUNCED', payment: bounced };
      }
      const payment = await findExpected(db, bounce.merchantId, bounce.paymentReference);
      return payment === undefined ? { outcome: 'UNKNOWN_REFERENCE' } : { outcome: 'NOT_AWAITED', payment };
    },
    openDispute: async (opening) => {
      const outcome = await open(db, opening);
      await tell(opening);
      return outcome;
    },
    closeDispute: async (end) => {
      const outcome = await close(db, end);
      await tell(end);
      return outcome;
    },
    listDisputes: (merchantId, { limit, after } = {}) =>
      listOpenDisputes(db, merchantId, { limit: bounded(limit), after: after?.disputeReference }),
    catchUp: async ({ limit = EVENTS_AT_ONCE, ...when }) => {
      await settleAllDue(db, when.merchantId, when.at, limit);
      return tell(when, limit);
    },
  };
}

/** Money that came before the payment was there in full belongs to it; what came after it went back. */
function whatBecameOf(payment: ExpectedPayment, amountMinor: bigint | undefined): 'RECEIVED' | 'PARTIAL' | 'RETURNED' {
  if (payment.state === 'AWAITING') return 'PARTIAL';
  if (payment.state !== 'APPROVED') return 'RETURNED';
  const wasThere = amountMinor !== undefined && payment.receivedMinor - amountMinor >= payment.amountMinor;
  return wasThere ? 'RETURNED' : 'RECEIVED';
}

function bounded(limit = 10): number {
  return Math.min(Math.max(limit, 1), 200);
}

async function open(db: Db, { gatewayReference, ...opening }: At & DisputeWish): Promise<DisputeOutcome> {
  const { merchantId, amountMinor } = opening;
  if (amountMinor !== undefined && amountMinor <= 0n) throw new RangeError('A dispute has to be of more than zero');
  const chargeKey = chargeKeyOf(merchantId, gatewayReference);
  const charge = chargeKey === undefined ? undefined : await findCharge(db, merchantId, chargeKey);
  if (charge === undefined) return { outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' };
  const dispute = await openDispute(db, { ...opening, amountMinor, chargeKey: charge.idempotency_key });
  if (dispute !== undefined) return { outcome: 'DONE', dispute };
  return { outcome: 'REFUSED', reason: charge.captured_at === null ? 'NOT_CAPTURED' : 'ABOVE_CAPTURED' };
}

async function close(db: Db, end: DisputeEnd): Promise<DisputeOutcome> {
  const closed = await closeDispute(db, end);
  if (closed !== undefined) return { outcome: 'DONE', dispute: closed };
  const dispute = await findDispute(db, end.merchantId, end.disputeReference);
  if (dispute === undefined) return { outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' };
  return dispute.status === end.status
    ? { outcome: 'DONE', dispute }
    : { outcome: 'REFUSED', reason: whyNotClosed(dispute) };
}
