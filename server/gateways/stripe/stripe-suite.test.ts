import fastify, { type FastifyInstance } from 'fastify';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { CardDetails } from '../cards.ts';
import type { DeclineReason } from '../declines.ts';
import type { GatewayUnderTest } from '../port-suite.ts';
import { gatewaySuite } from '../port-suite.ts';
import { findCall } from './calls.ts';
import type { RequestFault, SeenRequest } from './double/double.ts';
import { placeOf } from './page-links.ts';
import { registerStripePages } from './pages.ts';
import { keysFor, type StripeStage, stageStripe, typed } from './testing-stripe.ts';

const AT = new Date('2026-11-22T10:00:00Z');

const DECLINED: [DeclineReason, CardDetails][] = [
  ['INVALID_CARD_NUMBER', typed('4111111111111112')],
  ['INVALID_CARD_NUMBER', typed('4242424242424241')],
  ['UNSUPPORTED_CARD', typed('2000000000000006')],
  ['INVALID_EXPIRATION_DATE', typed('4242424242424242', { expirationMonth: 13 })],
  ['EXPIRED_CARD', typed('4242424242424242', { expirationMonth: 10, expirationYear: 2026 })],
  ['INVALID_CVV', typed('4242424242424242', { securityCode: '12' })],
  ['INVALID_CVV', typed('4242424242424242', { securityCode: null })],
  ['CARD_DECLINED', typed('4000000000000002')],
  ['INSUFFICIENT_FUNDS', typed('4000000000009995')],
  ['LOST_CARD', typed('4000000000009987')],
  ['STOLEN_CARD', typed('4000000000009979')],
  ['EXPIRED_CARD', typed('4000000000000069')],
  ['INVALID_CVV', typed('4000000000000127')],
  ['PROCESSING_ERROR', typed('4000000000000119')],
  ['LIMIT_EXCEEDED', typed('4000000000006975')],
  ['DO_NOT_HONOR', typed('4000000000000010')],
  ['REFUSED_BY_PROVIDER', typed('4000000000000028')],
  ['REFUSED_BY_PROVIDER', typed('4100000000000019')],
  ['UNSUPPORTED_CARD', typed('4000000000000036')],
  // A real card, which Stripe's test mode does not take.
  ['REFUSED_BY_PROVIDER', typed('4111111111111111')],
];

const GOOD = '4242424242424242';
const BAD = '4000000000000002';

const googlePay = (token: string): string =>
  JSON.stringify({
    apiVersion: 2,
    apiVersionMinor: 0,
    paymentMethodData: {
      type: 'CARD',
      info: { cardNetwork: 'VISA', cardDetails: '4242' },
      tokenizationData: { type: 'PAYMENT_GATEWAY', token: JSON.stringify({ id: token, object: 'token' }) },
    },
  });

/** Runs the suite on a double of Stripe whose network does what `faults` say. */
const suite = (name: string, faults: (request: SeenRequest) => RequestFault | null): void => {
  let store: TestDatabase;
  let stage: StripeStage;
  let pages: FastifyInstance;
  const account = (merchantId: bigint) => stage.double.account(keysFor(merchantId).secretKey);

  const make = async (): Promise<GatewayUnderTest> => {
    store = await createTestDatabase({ maxConnections: 8 });
    stage = await stageStripe(store.database, { minimum: 1, latencyMs: 1, tellsIin: true });
    stage.double.setFaults(faults);
    pages = fastify();
    const { parts, gateway } = stage;
    registerStripePages(pages, { parts, gateway, nowOf: async () => AT, onEvent: async () => undefined });
    return {
      gateway: stage.gateway,
      at: AT,
      testOrder: false,
      approved: typed('5200 8282 8282 8210', { expirationMonth: 3 }),
      approvedFacts: {
        brand: 'mastercard',
        firstDigits: '5200',
        lastDigits: '8210',
        expirationMonth: '03',
        expirationYear: '31',
      },
      declined: DECLINED,
      held: typed('4000000000009235'),
      declinedOffSession: typed('4000000000000341'),
      challenged: {
        card: typed('4000000000003220'),
        failing: typed('4000000000003097'),
        answer: async (params, answer) => {
          const place = placeOf(params['avng8apitoken'] ?? '');
          const call = place && (await findCall(store.database, place.merchantId, place.idempotencyKey));
          if (!call?.provider_reference) throw new Error('The page leads nowhere');
          account(call.merchant_id).decide(call.provider_reference, answer === 'confirm' ? 'complete' : 'fail');
        },
      },
      beyondCards: {
        wallets: {
          // As Google Pay answers a page that names Stripe as its gateway.
          GOOGLE_PAY: {
            approved: googlePay('tok_visa'),
            declined: [['CARD_DECLINED', googlePay('tok_chargeDeclined')]],
          },
          // As a page with Stripe.js has it.
          APPLE_PAY: {
            approved: '{"id":"tok_mastercard","object":"token"}',
            declined: [['CARD_DECLINED', 'tok_chargeDeclined']],
          },
        },
        redirects: { CARD_PAGE: { currency: 'EUR', refunds: true, keepsMeans: true } },
        debits: {},
        offline: {},
        onPage: async (href, does) => {
          if (does !== 'cancel') await submit(href, { decision: 'pay', number: does === 'pay' ? GOOD : BAD });
          // On Stripe's page a declined card may be followed by another; this shopper has no other.
          if (does !== 'pay') await visit(await submit(href, { decision: 'cancel' }));
        },
        sendMoney: async () => undefined,
      },
      movedMinor: async (merchantId, reference) => {
        const { captured, refunded } = account(merchantId).moved(reference);
        return { captured: BigInt(captured), refunded: BigInt(refunded) };
      },
    };
  };
  /** Sends the form of a page of Stripe, and answers where it leads. */
  const submit = async (href: string, form: Record<string, string>): Promise<string> => {
    const answer = await fetch(href, { method: 'POST', redirect: 'manual', body: new URLSearchParams(form) });
    return answer.headers.get('location') ?? '';
  };
  /** Opens a page of this server, whose public address nobody listens on here. */
  const visit = async (address: string): Promise<void> => {
    const { pathname, search } = new URL(address);
    await pages.inject(pathname + search);
  };

  gatewaySuite(name, make, async () => {
    await pages.close();
    await stage.close();
    await store.drop();
  });
};

suite('Stripe', () => null);

/** The requests whose first arrival goes wrong. */
const struck = new Set<string>();

suite('Stripe behind a bad network', ({ method, idempotencyKey }) => {
  if (method !== 'POST' || idempotencyKey === null) return { kind: 'LATE', delayMs: 2 };
  if (struck.has(idempotencyKey)) return null;
  struck.add(idempotencyKey);
  // The library asks once more when a connection breaks, under the same key.
  switch (struck.size % 5) {
    case 1:
      return { kind: 'LOST_ANSWER' };
    case 2:
      return { kind: 'LOST_REQUEST' };
    case 3:
      return { kind: 'TWICE' };
    case 4:
      return { kind: 'ANSWER', status: 429, error: { type: 'invalid_request_error', code: 'lock_timeout' } };
    default:
      return null;
  }
});
