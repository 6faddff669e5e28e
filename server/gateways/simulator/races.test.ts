import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import type { AuthoriseRequest, Gateway, PaymentMethod } from '../port.ts';
import { createSimulatorDesk, type SimulatorDesk } from './desk.ts';
import { choose } from './page-decisions.ts';
import { findPage } from './pages.ts';
import { createSimulator } from './simulator.ts';

/**
 * Everything that can happen to one charge, all at once. Each call must end in an answer: the checks of the tables stand
 * behind the rules, and none of them may be hit.
 */

const AT = new Date('2026-11-22T10:00:00Z');
const LATER = new Date('2026-11-30T10:00:00Z');
const MERCHANT = 5n;

let store: TestDatabase;
let gateway: Gateway;
let desk: SimulatorDesk;
beforeAll(async () => {
  store = await createTestDatabase({ maxConnections: 8 });
  gateway = createSimulator({ db: store.database });
  desk = createSimulatorDesk({ db: store.database });
});
afterAll(() => store.drop());

const STARTS: readonly PaymentMethod[] = [
  { kind: 'OFFLINE', method: 'WIRE' },
  { kind: 'REDIRECT', method: 'SOFORT', bankCode: null, email: null },
  { kind: 'DIRECT_DEBIT', account: { scheme: 'SEPA', holderName: 'Ada Kern', iban: 'DE89370400440532013000' } },
  {
    ...{ kind: 'CARD', number: '4242424242424242', expirationMonth: 12, expirationYear: 2031 },
    ...{ securityCode: '123', holderName: 'Ada Kern', type: null },
  },
];

type Charge = { request: AuthoriseRequest; gatewayReference: string; pageToken: string; paymentReference: string };

const begin = async (paymentMethod: PaymentMethod): Promise<Charge> => {
  const request: AuthoriseRequest = {
    ...{ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, amountMinor: 1_000n, currency: 'EUR' },
    ...{ orderReference: '11223344', testOrder: false, offSession: false, keepCard: true, paymentMethod },
    shopper: { countryCode: 'DE', ip: null },
    browser: { returnUrl: 'https://a.test', cancelUrl: 'https://b.test', challengeBaseUrl: 'https://c.test' },
  };
  const outcome = await gateway.authorise(request);
  if (!('gatewayReference' in outcome)) return expect.fail(outcome.outcome);
  const waiting = (await desk.listAwaiting(MERCHANT, { limit: 200 })).find(
    ({ idempotencyKey }) => idempotencyKey === request.idempotencyKey,
  );
  return {
    request,
    gatewayReference: outcome.gatewayReference,
    pageToken: outcome.outcome === 'REDIRECT' ? (new URL(outcome.href).searchParams.get('payment') ?? '') : '',
    paymentReference: waiting?.paymentReference ?? 'NONE',
  };
};

type Act = (charge: Charge) => Promise<unknown>;

const keyed = ({ gatewayReference }: Charge) => ({
  ...{ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, gatewayReference },
});
const moneyOf = ({ paymentReference }: Charge) => ({ merchantId: MERCHANT, paymentReference, at: AT });

const ACTS: Readonly<Record<string, Act>> = {
  capture: (charge) => gateway.capture({ ...keyed(charge), amountMinor: 1_000n, currency: 'EUR' }),
  void: (charge) => gateway.voidAuthorisation(keyed(charge)),
  refund: (charge) => gateway.refund({ ...keyed(charge), amountMinor: 400n, currency: 'EUR' }),
  receive: (charge) => desk.receivePayment(moneyOf(charge)),
  'receive a part': (charge) => desk.receivePayment({ ...moneyOf(charge), amountMinor: 600n }),
  bounce: (charge) => desk.bouncePayment(moneyOf(charge)),
  'look later': ({ request }) => gateway.statusOf({ ...request, at: LATER }),
  dispute: (charge) => desk.openDispute({ ...keyed(charge), reason: 'FRAUD', amountMinor: 500n }),
  'win disputes': async () => {
    for (const { disputeReference } of await desk.listDisputes(MERCHANT, { limit: 20 })) {
      await desk.closeDispute({ merchantId: MERCHANT, disputeReference, status: 'WON', at: AT });
    }
  },
  ...Object.fromEntries(
    (['PAID', 'PAID_LATER', 'CANCELLED'] as const).map((choice): [string, Act] => [
      choice,
      async ({ pageToken }) => {
        const page = await findPage(store.database, 'CHOICE', pageToken);
        if (page !== undefined) await choose(store.database, page, pageToken, choice, '', AT);
      },
    ]),
  ),
};

test('whatever comes at once, every call is answered and the money adds up', async () => {
  const acts = fc.array(fc.constantFrom(...Object.keys(ACTS)), { minLength: 4, maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...STARTS),
      fc.array(acts, { minLength: 1, maxLength: 3 }),
      async (start, rounds) => {
        const charge = await begin(start);
        for (const round of rounds) await Promise.all(round.map((name) => ACTS[name]?.(charge)));
        const { outcome } = await gateway.statusOf({ ...charge.request, at: LATER });
        const found = await desk.findPayment(MERCHANT, charge.paymentReference);
        if (outcome === 'DECLINED' && found !== undefined) expect(found.returnedMinor).toBe(found.receivedMinor);
        if (found !== undefined && found.state === 'APPROVED') {
          expect([0n, 1_000n], 'kept in full, or given up').toContain(found.receivedMinor - found.returnedMinor);
        }
      },
    ),
    { numRuns: 60 },
  );
});
