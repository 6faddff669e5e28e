import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../../db/database.ts';
import { returnAddress } from '../return-address.ts';
import type { Purchase } from './pages/frame.ts';
import { noticePage } from './pages/frame.ts';

export type SimulatorPagesDeps = {
  db: Db;
  /** Now by the clock of this merchant. */
  nowOf(merchantId: bigint): Date | Promise<Date>;
  /** What the pages call the merchant; null, or nothing at all, leaves the name away. */
  merchantNameOf?(merchantId: bigint): Promise<string | null>;
  /**
   * Told after each decision of a shopper and before the browser goes back, so that the order can be settled by
   * `statusOf` and the merchant finds it settled. May be told again for the same charge. When it rejects, the browser
   * goes back all the same and the order is left to whoever looks for unsettled ones.
   */
  onDecision(charge: { merchantId: bigint; idempotencyKey: string }): Promise<void>;
};

const HTML = 'text/html; charset=utf-8';

export function sendPage(reply: FastifyReply, html: string, status = 200): FastifyReply {
  return reply.code(status).type(HTML).send(html);
}

/** A member of the query that an address carries. */
export function queryOf(request: FastifyRequest, name: string): string {
  return new URL(request.url, 'http://here.invalid').searchParams.get(name) ?? '';
}

export function formOf(request: FastifyRequest): URLSearchParams {
  return request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
}

type Charge = {
  merchant_id: bigint;
  idempotency_key: string;
  order_reference: string;
  amount_minor: bigint;
  currency: string;
};

export async function purchaseOf(deps: SimulatorPagesDeps, charge: Charge): Promise<Purchase> {
  const { order_reference: orderReference, amount_minor: amountMinor, currency } = charge;
  const merchantName = (await deps.merchantNameOf?.(charge.merchant_id)) ?? null;
  return { merchantName, orderReference, amountMinor, currency };
}

/** Tells of a decision; who did not want to hear it learns of it by asking. */
export async function tellDecision(deps: SimulatorPagesDeps, charge: Charge, request: FastifyRequest): Promise<void> {
  try {
    await deps.onDecision({ merchantId: charge.merchant_id, idempotencyKey: charge.idempotency_key });
  } catch (error) {
    request.log.error({ err: error, refNo: charge.order_reference }, 'order not settled after the shopper decided');
  }
}

type Leaving = { order_reference: string; state: string; return_url: string | null; cancel_url: string | null };

/** Sends the browser back to the shop, or says how it ended when there is no address to send it to. */
export function leave(reply: FastifyReply, charge: Leaving): FastifyReply {
  const isGood = charge.state === 'APPROVED' || charge.state === 'AWAITING';
  const address = returnAddress((isGood ? charge.return_url : charge.cancel_url) ?? '', charge.order_reference);
  if (address !== null) return reply.redirect(address, 303);
  return sendPage(reply, noticePage('Thank you', `${ENDINGS[charge.state] ?? NOT_MADE} You can close this page.`));
}

const NOT_MADE = 'The payment was not made.';
const ENDINGS: Readonly<Record<string, string>> = {
  APPROVED: 'The payment is confirmed.',
  AWAITING: 'The payment is on its way.',
};

export function unknownLink(reply: FastifyReply): FastifyReply {
  const sentence = 'There is no payment under this link. Please go back to the shop and try again.';
  return sendPage(reply, noticePage('Payment not found', sentence), 404);
}
