import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Gateway, GatewayEvent, StatusOutcome } from '../port.ts';
import { GatewayUnreachable } from '../port.ts';
import { returnAddress } from '../return-address.ts';
import { accountOf, type StripeParts } from './account.ts';
import { type CallRow, findCall } from './calls.ts';
import { StripeFault } from './fault.ts';
import { readIntent } from './intents.ts';
import { CANCEL_PATH, CHALLENGE_PATH, opens, placeOf, RETURN_PATH, RETURN_WORD } from './page-links.ts';
import { close } from './standing.ts';

export type StripePagesDeps = {
  readonly parts: StripeParts;
  readonly gateway: Gateway;
  /** Now by the clock of this merchant. */
  readonly nowOf: (merchantId: bigint) => Promise<Date>;
  /**
   * Told when a shopper comes back and before the browser goes on to the shop, so that the merchant finds the order
   * settled. May be told again. When it rejects, the browser goes on all the same.
   */
  readonly onEvent: (event: GatewayEvent) => Promise<void>;
};

const STYLE = 'body{font:1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:3rem auto;padding:0 1rem;color:#1a1a1a}';

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  // The address carries what opens the page.
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Adds the pages through which shoppers go to their bank, and come back from there or from Stripe's page. */
export const registerStripePages = (app: FastifyInstance, deps: StripePagesDeps): void => {
  app.register(async (pages) => {
    pages.addHook('onSend', async (_request, reply) => {
      reply.headers(HEADERS);
    });
    pages.get(CHALLENGE_PATH, (request, reply) => visit(deps, request, reply, 'avng8apitoken', toBank));
    pages.get(RETURN_PATH, (request, reply) => visit(deps, request, reply, RETURN_WORD, toShop));
    pages.get(CANCEL_PATH, (request, reply) => visit(deps, request, reply, RETURN_WORD, giveUp));
  });
};

type Visit = {
  readonly deps: StripePagesDeps;
  readonly call: CallRow;
  readonly outcome: StatusOutcome;
  /** Now by the merchant's clock. */
  readonly at: Date;
  readonly reply: FastifyReply;
};

/** Looks up the payment behind a link and what became of it. */
const visit = async (
  deps: StripePagesDeps,
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  goOn: (visit: Visit) => Promise<FastifyReply>,
): Promise<FastifyReply> => {
  const word = new URL(request.url, 'http://here.invalid').searchParams.get(name) ?? '';
  const place = placeOf(word);
  const call = place && (await findCall(deps.parts.db, place.merchantId, place.idempotencyKey));
  if (!call || !opens(word, call)) {
    return notice(reply, 404, 'Payment not found', 'There is no payment under this link. Please go back to the shop.');
  }
  const { merchant_id: merchantId, idempotency_key: idempotencyKey } = call;
  try {
    const at = await deps.nowOf(merchantId);
    const outcome = await deps.gateway.statusOf({ merchantId, idempotencyKey, at });
    return await goOn({ deps, call, outcome, at, reply });
  } catch (error) {
    if (!(error instanceof GatewayUnreachable || error instanceof StripeFault)) throw error;
    const sentence = 'The bank does not answer at this moment. Please load this page again in a minute.';
    return notice(reply.header('retry-after', '30'), 503, 'Please wait', sentence);
  }
};

const toBank = async (visited: Visit): Promise<FastifyReply> => {
  const { deps, call, outcome, reply } = visited;
  if (outcome.outcome !== 'CHALLENGE') return toShop(visited);
  const { redirectUrl } = await readIntent(
    await accountOf(deps.parts, call.merchant_id),
    call.provider_reference ?? '',
  );
  return redirectUrl === null ? toShop(visited) : reply.redirect(redirectUrl, 303);
};

/** The shopper left Stripe's page because he does not want to pay: it must not take his card any more. */
const giveUp = async (visited: Visit): Promise<FastifyReply> => {
  const { deps, call, outcome, at } = visited;
  if (outcome.outcome !== 'REDIRECT') return toShop(visited);
  const account = await accountOf(deps.parts, call.merchant_id);
  return toShop({ ...visited, outcome: await close(deps.parts, account, call, 'CANCELLED_BY_SHOPPER', at) });
};

/** Who comes back without having decided is taken for one who does not want to; the payment stays open for a while. */
const toShop = async ({ deps, call, outcome, reply }: Visit): Promise<FastifyReply> => {
  const { merchant_id: merchantId, idempotency_key: idempotencyKey, order_reference: refNo } = call;
  try {
    await deps.onEvent({ kind: 'PAYMENT', merchantId, idempotencyKey });
  } catch (error) {
    deps.parts.log.error({ err: error, refNo }, 'order not settled after 3-D Secure');
  }
  const isPaid = outcome.outcome === 'APPROVED' || outcome.outcome === 'AWAITING';
  const address = returnAddress((isPaid ? call.return_url : call.cancel_url) ?? '', refNo ?? '');
  if (address !== null) return reply.redirect(address, 303);
  const sentence = isPaid ? 'The payment is confirmed.' : 'The payment was not made.';
  return notice(reply, 200, 'Thank you', `${sentence} You can close this page.`);
};

/** A page that only says something; both texts are of this file, so there is nothing to escape. */
const notice = (reply: FastifyReply, status: number, title: string, sentence: string): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${sentence}</p>
</main>
</body>
</html>
`);
