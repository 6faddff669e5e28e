import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../../db/database.ts';
import { CONTENT_SECURITY_POLICY, confirmationPage, noticePage } from './challenge-page.ts';
import type { ChallengeRow, Decision } from './challenges.ts';
import { decideChallenge, findChallenge } from './challenges.ts';
import { returnAddress } from './return-address.ts';
import { CHALLENGE_PATH } from './simulator.ts';

export type ChallengePagesDeps = {
  db: Db;
  /** Now by the clock of this merchant. */
  nowOf(merchantId: bigint): Date | Promise<Date>;
  /**
   * Told after each decision and before the browser goes back, so that the order can be settled by `statusOf` and the
   * merchant finds it settled. May be told again for the same charge. When it rejects, the browser goes back all the
   * same and the order is left to whoever looks for unsettled ones.
   */
  onDecision(charge: { merchantId: bigint; idempotencyKey: string }): Promise<void>;
};

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cache-control': 'no-store',
  // The address carries the token.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const HTML = 'text/html; charset=utf-8';
const FORM = 'application/x-www-form-urlencoded';
const FORM_LIMIT_BYTES = 4_096;

/** Adds the pages of the simulated 3-D Secure step under `/payment/authorize/`. */
export function registerChallengePages(app: FastifyInstance, deps: ChallengePagesDeps): void {
  app.register(async (pages) => {
    if (pages.hasContentTypeParser(FORM)) pages.removeContentTypeParser(FORM);
    pages.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES }, (_request, body, done) => {
      done(null, new URLSearchParams(body.toString()));
    });
    pages.addHook('onSend', async (_request, reply) => {
      reply.headers(HEADERS);
    });
    pages.get(CHALLENGE_PATH, (request, reply) => show(deps, request, reply));
    pages.post(CHALLENGE_PATH, (request, reply) => decide(deps, request, reply));
  });
}

async function show(deps: ChallengePagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const token = new URL(request.url, 'http://here.invalid').searchParams.get('avng8apitoken') ?? '';
  const challenge = await findChallenge(deps.db, token);
  if (challenge === undefined) return unknownLink(reply);
  const now = await deps.nowOf(challenge.merchant_id);
  if (challenge.decision !== null || challenge.expires_at <= now) {
    return settle(deps, { challenge, token, decision: 'EXPIRED', now }, request, reply);
  }
  const { order_reference: orderReference, amount_minor: amountMinor, currency } = challenge;
  return reply.type(HTML).send(confirmationPage({ token, orderReference, amountMinor, currency }));
}

async function decide(deps: ChallengePagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const token = form.get('avng8apitoken') ?? '';
  const challenge = await findChallenge(deps.db, token);
  if (challenge === undefined) return unknownLink(reply);
  const wish = wishOf(form.get('decision'));
  if (wish === undefined) return reply.redirect(`${CHALLENGE_PATH}?avng8apitoken=${encodeURIComponent(token)}`, 303);
  const now = await deps.nowOf(challenge.merchant_id);
  const decision = challenge.expires_at <= now ? 'EXPIRED' : wish;
  return settle(deps, { challenge, token, decision, now }, request, reply);
}

function wishOf(value: string | null): Decision | undefined {
  if (value === 'confirm') return 'CONFIRMED';
  return value === 'cancel' ? 'CANCELLED' : undefined;
}

type Settlement = { challenge: ChallengeRow; token: string; decision: Decision; now: Date };

/** Makes the decision unless there is one, tells the orders, and sends the browser where the charge's state says. */
async function settle(deps: ChallengePagesDeps, what: Settlement, request: FastifyRequest, reply: FastifyReply) {
  const { challenge, token, decision, now } = what;
  if (challenge.decision === null) await decideChallenge(deps.db, token, decision, now);
  const decided = (await findChallenge(deps.db, token)) ?? challenge;
  try {
    await deps.onDecision({ merchantId: decided.merchant_id, idempotencyKey: decided.idempotency_key });
  } catch (error) {
    request.log.error({ err: error, refNo: decided.order_reference }, 'order not settled after 3-D Secure');
  }
  return leave(reply, decided);
}

function leave(reply: FastifyReply, { state, return_url, cancel_url, order_reference }: ChallengeRow) {
  const address = returnAddress(state === 'APPROVED' ? return_url : cancel_url, order_reference);
  if (address !== null) return reply.redirect(address, 303);
  const sentence = state === 'APPROVED' ? 'The payment is confirmed.' : 'The payment was not confirmed.';
  return reply.type(HTML).send(noticePage('Thank you', `${sentence} You can close this page.`));
}

function unknownLink(reply: FastifyReply) {
  const sentence = 'There is no payment to confirm under this link. Please go back to the shop and try again.';
  return reply.code(404).type(HTML).send(noticePage('Payment not found', sentence));
}
