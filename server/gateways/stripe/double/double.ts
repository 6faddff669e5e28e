import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Desk } from './desk.ts';
import { type Form, parseForm } from './form.ts';
import { decide } from './paying.ts';
import { Problem } from './problem.ts';
import { changeDispute, createRefund, failRefund, openDispute } from './returning.ts';
import { routeOf, run } from './routes.ts';
import { type AccountState, type IntentState, newAccountState } from './state.ts';
import { createMethod } from './vault.ts';
import { visitPage } from './visits.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

/** What goes wrong with one request. */
export type RequestFault =
  /** It never arrives. */
  | { readonly kind: 'LOST_REQUEST' }
  /** It has its effect, and its answer is lost. */
  | { readonly kind: 'LOST_ANSWER' }
  | { readonly kind: 'LATE'; readonly delayMs: number }
  /** It arrives twice, one after the other. */
  | { readonly kind: 'TWICE' }
  /** Nothing is done, and this is answered. */
  | { readonly kind: 'ANSWER'; readonly status: number; readonly error: Readonly<Record<string, unknown>> };

export type SeenRequest = {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly form: Form;
};

export type DoubleOptions = {
  /** The smallest amount, in Stripe's count; 50 is about what Stripe asks for. */
  readonly minimum?: number;
  /** Whether first digits of cards are told, as Stripe does for accounts that asked for it. */
  readonly tellsIin?: boolean;
  /** How long requests take, in milliseconds; they wait before they have their effect. */
  readonly latencyMs?: number;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

/** Answers kept for the keys of requests, as long as the double lives. */
type Kept = { readonly request: string; answer: Answer | undefined };
type Answer = { readonly status: number; readonly body: object };

type AccountRecord = {
  readonly state: AccountState;
  readonly desk: Desk;
  readonly webhooks: Webhooks;
  readonly kept: Map<string, Kept>;
};

/**
 * A stand-in for Stripe: the part of its API that the adapter uses, over HTTP on this machine only, with its rules of
 * states and idempotency keys, its test cards, pages of a bank, and signed events. Any key of test mode opens an account
 * of its own.
 */
export const startStripeDouble = async (options: DoubleOptions = {}) => {
  const { minimum = 50, tellsIin = false, latencyMs = 0, now = Date.now } = options;
  const accounts = new Map<string, AccountRecord>();
  const requests: SeenRequest[] = [];
  let faultOf: (request: SeenRequest) => RequestFault | null = () => null;
  let url = '';

  const recordOf = (secretKey: string): AccountRecord => {
    const known = accounts.get(secretKey);
    if (known !== undefined) return known;
    const seconds = (): number => Math.floor(now() / 1000);
    const webhooks = createWebhooks(seconds);
    const state = newAccountState();
    const desk: Desk = { state, url, minimum, tellsIin, now: seconds, emit: webhooks.emit };
    const record = { state, desk, webhooks, kept: new Map<string, Kept>() };
    accounts.set(secretKey, record);
    return record;
  };

  /** What a request is answered. Everything after the wait happens in one go, so no two requests interleave. */
  const answerTo = async (record: AccountRecord, request: SeenRequest): Promise<Answer> => {
    const { method, path, idempotencyKey, form } = request;
    const key = method === 'POST' ? idempotencyKey : null;
    const same = JSON.stringify([method, path, form]);
    const known = key === null ? undefined : record.kept.get(key);
    if (known !== undefined) return repeated(known, same);
    const own: Kept = { request: same, answer: undefined };
    if (key !== null) record.kept.set(key, own);
    await sleep(latencyMs);
    const { answer, isKept } = perform(record, request);
    own.answer = answer;
    if (key !== null && !isKept) record.kept.delete(key);
    return answer;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname, search } = new URL(request.url ?? '/', url);
    const body = await textOf(request);
    if (pathname.startsWith('/pages/')) {
      const desks = [...accounts.values()].map(({ desk }) => desk);
      return visitPage({ desks, method: request.method ?? 'GET', body }, pathname, response);
    }
    const secretKey = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const seen: SeenRequest = {
      method: request.method ?? 'GET',
      path: pathname,
      idempotencyKey: headerOf(request, 'idempotency-key'),
      form: parseForm(request.method === 'POST' ? body : search.slice(1)),
    };
    requests.push(seen);
    const fault = faultOf(seen);
    if (fault?.kind === 'LATE') await sleep(fault.delayMs);
    if (fault?.kind === 'LOST_REQUEST') return void request.socket.destroy();
    if (fault?.kind === 'ANSWER') return send(response, { status: fault.status, body: { error: fault.error } }, false);
    if (!/^(sk|rk)_test_\w+$/.test(secretKey)) return send(response, wrongKey(), false);
    const record = recordOf(secretKey);
    const isReplay = record.kept.get(seen.idempotencyKey ?? '')?.answer !== undefined;
    const answer = await answerTo(record, seen);
    if (fault?.kind === 'TWICE') await answerTo(record, seen);
    if (fault?.kind === 'LOST_ANSWER') return void request.socket.destroy();
    send(response, answer, isReplay && seen.method === 'POST');
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      send(response, { status: 500, body: { error: { type: 'api_error', message: 'The double failed.' } } }, false);
    });
  });
  // A connection that falls idle must not close under a request that is on its way.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;

  return {
    url,
    /** Every request that came in, first to last; card numbers and all, so it must not be printed. */
    requests: requests as readonly SeenRequest[],
    /** Chooses what goes wrong with the requests to come; null lets one through. */
    setFaults: (plan: (request: SeenRequest) => RequestFault | null): void => {
      faultOf = plan;
    },
    /** The account of a secret key, with what is done there by hand. */
    account: (secretKey: string) => controlsOf(recordOf(secretKey)),
    close: async (): Promise<void> => {
      for (const { webhooks } of accounts.values()) webhooks.sendTo(undefined);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export type StripeDouble = Awaited<ReturnType<typeof startStripeDouble>>;

/** What people do in Stripe's dashboard, at their bank, and in its books. */
const controlsOf = ({ desk, state, webhooks, kept }: AccountRecord) => ({
  webhooks,
  /** A day or more goes by: keys of requests are forgotten. */
  forgetKeys: (): void => kept.clear(),
  /** The page of a shop puts a card into the vault with Stripe.js. */
  cardFromPage: (number: string): string =>
    createMethod(desk, { type: 'card', card: { number, exp_month: '12', exp_year: '2031', cvc: '123' } }).id,
  /** What moved for a payment, in Stripe's count. */
  moved: (paymentId: string): { captured: number; refunded: number } => {
    const intent = state.intents.get(state.pages.get(paymentId)?.intent ?? paymentId);
    if (intent === undefined && state.pages.has(paymentId)) return { captured: 0, refunded: 0 };
    if (intent === undefined) throw new Error(`No payment ${paymentId}`);
    return { captured: intent.charge?.captured ?? 0, refunded: intent.charge?.refunded ?? 0 };
  },
  payments: (): readonly Readonly<IntentState>[] =>
    [...state.intents.values()].filter(({ kind }) => kind === 'payment'),
  /** What the account holds of a lower-case currency: collected, less refunds and disputes that are not won. */
  balance: (currency: string): number => {
    const charges = [...state.intents.values()].flatMap(({ charge }) => charge ?? []);
    const kept = charges.map((charge) => (charge.currency === currency ? charge.captured - charge.refunded : 0));
    const disputed = [...state.disputes.values()].map(({ status, amount, currency: of }) =>
      of === currency && !['won', 'prevented'].includes(status) && !status.startsWith('warning') ? amount : 0,
    );
    return sum(kept) - sum(disputed);
  },
  /** A person refunds in the dashboard. */
  refundByHand: (paymentId: string, amount: number) =>
    createRefund(desk, { payment_intent: paymentId, amount: String(amount) }),
  failRefund: (id: string): void => failRefund(desk, id),
  refunds: () => [...state.refunds.values()],
  dispute: (paymentId: string, reason: string, status?: string) => openDispute(desk, paymentId, reason, status).id,
  changeDispute: (id: string, status: string): void => changeDispute(desk, id, status),
  /** The shopper decides on the bank's page. */
  decide: (paymentId: string, decision: 'complete' | 'fail'): void => {
    const intent = state.intents.get(paymentId);
    if (intent !== undefined) decide(desk, intent, decision);
  },
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

const repeated = ({ request, answer }: Kept, same: string): Answer => {
  if (request !== same) {
    const message = 'Keys can only be used with the same parameters they were first used with.';
    return { status: 400, body: { error: { type: 'idempotency_error', message } } };
  }
  if (answer !== undefined) return answer;
  const message = 'Another request with this key is under way.';
  return { status: 409, body: { error: { type: 'idempotency_error', code: 'idempotency_key_in_use', message } } };
};

const perform = (record: AccountRecord, { method, path, form }: SeenRequest): { answer: Answer; isKept: boolean } => {
  try {
    const found = routeOf(method, path.replace(/^\/v1\//, ''));
    if (found === undefined)
      throw new Problem(404, { type: 'invalid_request_error', message: 'No such address' }, false);
    return { answer: { status: 200, body: run(found.route, found.id, record.desk, form) }, isKept: true };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { answer: { status: error.status, body: { error: error.error } }, isKept: error.isKept };
  }
};

const wrongKey = (): Answer => ({
  status: 401,
  body: { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } },
});

const MOST_BYTES = 1_000_000;

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error('too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};

const headerOf = (request: IncomingMessage, name: string): string | null => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : null;
};

const send = (response: ServerResponse, { status, body }: Answer, isReplay: boolean): void => {
  response.writeHead(status, {
    'content-type': 'application/json',
    'request-id': `req_${Math.random().toString(36).slice(2, 16)}`,
    ...(isReplay && { 'idempotent-replayed': 'true' }),
  });
  response.end(JSON.stringify(body));
};
