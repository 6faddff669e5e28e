import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Stripe from 'stripe';
import type { GatewayEvent } from '../port.ts';
import type { StripeParts } from './account.ts';
import { gatewayEventOf } from './events.ts';

/** Address of a merchant's events, below that of the server. */
export const WEBHOOK_PATH = '/gateways/stripe/webhook/';

export type WebhookDeps = {
  readonly parts: StripeParts;
  readonly merchantIdOf: (code: string) => Promise<bigint | undefined>;
  /**
   * Told of each event before Stripe gets its answer; may be told again, and in any order. When it rejects, Stripe tells
   * once more, later, for some days.
   */
  readonly onEvent: (event: GatewayEvent) => Promise<void>;
};

/** Larger than any event of the kinds that are listened to. */
const LIMIT_BYTES = 512 * 1024;
/** How old an event may be when it arrives, in seconds; a copy of it is of no use later. */
const TOLERANCE_SECONDS = 300;

type Params = { readonly Params: { readonly merchantCode: string } };

/** Adds the addresses to which Stripe sends events, one a merchant. */
export const registerStripeWebhook = (app: FastifyInstance, deps: WebhookDeps): void => {
  app.register(async (hooks) => {
    hooks.removeAllContentTypeParsers();
    // The signature is one of the bytes that came, so nothing may read them first.
    hooks.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: LIMIT_BYTES }, (_request, body, done) => {
      done(null, body);
    });
    hooks.post<Params>(`${WEBHOOK_PATH}:merchantCode`, (request, reply) => receive(deps, request, reply));
  });
};

const receive = async (deps: WebhookDeps, request: FastifyRequest<Params>, reply: FastifyReply) => {
  const { parts, merchantIdOf, onEvent } = deps;
  const merchantId = await merchantIdOf(request.params.merchantCode);
  const keys = merchantId === undefined ? null : await parts.keysOf(merchantId);
  const event = keys && eventIn(request, keys.webhookSecrets, parts.now());
  // One answer for all that is wrong, so that nobody learns which merchants there are.
  if (merchantId === undefined || !event)
    return say(reply, 400, 'The event is not signed by a secret of this address.');
  try {
    const told = await gatewayEventOf(parts, merchantId, event);
    if (told !== null) await onEvent(told);
  } catch (error) {
    parts.log.error({ err: error, event: event.id, type: event.type }, 'an event of Stripe was not handled');
    return say(reply, 500, 'The event could not be handled now.');
  }
  return say(reply, 200, 'ok');
};

/** The event in a request, if one of the secrets signed it not long ago. */
const eventIn = (request: FastifyRequest, secrets: readonly string[], now: Date): Stripe.Event | undefined => {
  const signature = request.headers['stripe-signature'];
  if (typeof signature !== 'string' || !Buffer.isBuffer(request.body)) return undefined;
  for (const secret of secrets) {
    try {
      const { body } = request;
      const at = now.getTime();
      return Stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE_SECONDS, undefined, at);
    } catch {
      // Not by this one. What the library says of it carries the event and the signature, and is of no use to anybody.
    }
  }
  return undefined;
};

const say = (reply: FastifyReply, status: number, sentence: string): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(`${sentence}\n`);
