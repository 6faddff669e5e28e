import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChallengeRow, Decision } from './challenges.ts';
import { CHALLENGE_PATH, decideChallenge, findChallenge } from './challenges.ts';
import type { SimulatorPagesDeps } from './page-answers.ts';
import { formOf, leave, purchaseOf, queryOf, sendPage, tellDecision, unknownLink } from './page-answers.ts';
import { confirmationPage } from './pages/challenge.ts';

/** Adds the pages of the simulated 3-D Secure step. */
export function addChallengeRoutes(app: FastifyInstance, deps: SimulatorPagesDeps): void {
  app.get(CHALLENGE_PATH, (request, reply) => show(deps, request, reply));
  app.post(CHALLENGE_PATH, (request, reply) => decide(deps, request, reply));
}

/** The charge was decided or given up, or the time is over: there is nothing to ask any more. */
function isOver(challenge: ChallengeRow, now: Date): boolean {
  const isOpen = challenge.state === 'CHALLENGED' || challenge.state === 'REDIRECTED';
  return !isOpen || challenge.decision !== null || challenge.expires_at <= now;
}

async function show(deps: SimulatorPagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const token = queryOf(request, 'avng8apitoken');
  const challenge = await findChallenge(deps.db, token);
  if (challenge === undefined) return unknownLink(reply);
  const now = await deps.nowOf(challenge.merchant_id);
  if (isOver(challenge, now)) return settle(deps, { challenge, token, decision: 'EXPIRED', now }, request, reply);
  return sendPage(reply, confirmationPage(token, await purchaseOf(deps, challenge)));
}

async function decide(deps: SimulatorPagesDeps, request: FastifyRequest, reply: FastifyReply) {
  const form = formOf(request);
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
async function settle(deps: SimulatorPagesDeps, what: Settlement, request: FastifyRequest, reply: FastifyReply) {
  const { challenge, token, decision, now } = what;
  if (challenge.decision === null) await decideChallenge(deps.db, token, decision, now);
  const decided = (await findChallenge(deps.db, token)) ?? challenge;
  await tellDecision(deps, decided, request);
  return leave(reply, decided);
}
