import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardDetails, CardFacts } from './cards.ts';
import type { DeclineReason } from './declines.ts';
import { DECLINES } from './declines.ts';
import { withFaults } from './faults.ts';
import type { BeyondCards } from './methods-suite.ts';
import { describeMethods } from './methods-suite.ts';
import type { Approved, AuthoriseRequest, BrowserAddresses, Gateway, MovementRequest } from './port.ts';
import { GatewayUnreachable, IdempotencyKeyReused } from './port.ts';

/** A gateway under test, with the cards by which the provider's sandbox can be made to do each thing. */
export type GatewayUnderTest = {
  gateway: Gateway;
  /** Now; the cards are good at this time. */
  at: Date;
  /** Whether the cards below are for orders of payment type TEST. */
  testOrder: boolean;
  approved: CardDetails;
  approvedFacts: CardFacts;
  /** One card a reason, as far as the provider can be made to give it. */
  declined: readonly (readonly [DeclineReason, CardDetails])[];
  held: CardDetails;
  /** Authorised with the shopper present, declined without. */
  declinedOffSession: CardDetails;
  /** Absent (null) where 3-D Secure cannot be tried. */
  challenged: {
    card: CardDetails;
    failing: CardDetails;
    /** Does what the shopper does on the pages behind the challenge. */
    answer(params: Record<string, string>, answer: 'confirm' | 'cancel'): Promise<void>;
  } | null;
  /** Ways to pay beside cards; absent: none, and each of them is declined. */
  beyondCards?: BeyondCards;
  /** What the provider itself says moved for the charge. */
  movedMinor(merchantId: bigint, gatewayReference: string): Promise<{ captured: bigint; refunded: bigint }>;
};

export const SUITE_RETURN_ADDRESSES: BrowserAddresses = {
  returnUrl: 'https://merchant.example.test/ok',
  cancelUrl: 'https://merchant.example.test/ko',
  challengeBaseUrl: 'https://platform.example.test',
};

const MERCHANT = 7_001n;
const OTHER_MERCHANT = 7_002n;

/** The promises of the port (README.md) as tests. Every adapter passes them against a sandbox or a simulation. */
export function gatewaySuite(
  name: string,
  makeGateway: () => Promise<GatewayUnderTest>,
  close: () => Promise<void>,
): void {
  let made: GatewayUnderTest | undefined;
  const subject = () => {
    if (made === undefined) throw new Error('The gateway is not made yet');
    return made;
  };

  const order = (changes: Partial<AuthoriseRequest> = {}): AuthoriseRequest => ({
    merchantId: MERCHANT,
    idempotencyKey: randomUUID(),
    at: subject().at,
    amountMinor: 1_240n,
    currency: 'EUR',
    orderReference: '11223344',
    testOrder: subject().testOrder,
    offSession: false,
    keepCard: false,
    paymentMethod: { kind: 'CARD', ...subject().approved },
    shopper: { countryCode: 'DE', ip: '203.0.113.7' },
    browser: SUITE_RETURN_ADDRESSES,
    ...changes,
  });
  const withCard = (card: CardDetails): Partial<AuthoriseRequest> => ({ paymentMethod: { kind: 'CARD', ...card } });

  const approve = async (changes: Partial<AuthoriseRequest> = {}): Promise<Approved> => {
    const outcome = await subject().gateway.authorise(order(changes));
    if (outcome.outcome !== 'APPROVED') throw new Error(`Expected an approval, got ${JSON.stringify(outcome)}`);
    return outcome;
  };
  const movement = (gatewayReference: string, amountMinor: bigint, key: string = randomUUID()): MovementRequest => ({
    merchantId: MERCHANT,
    idempotencyKey: key,
    at: subject().at,
    gatewayReference,
    amountMinor,
    currency: 'EUR',
  });
  const approveAndCapture = async (amountMinor: bigint): Promise<string> => {
    const { gatewayReference } = await approve({ amountMinor });
    await subject().gateway.capture(movement(gatewayReference, amountMinor));
    return gatewayReference;
  };
  const moved = (gatewayReference: string) => subject().movedMinor(MERCHANT, gatewayReference);
  const statusOf = (idempotencyKey: string, at = subject().at) =>
    subject().gateway.statusOf({ merchantId: MERCHANT, idempotencyKey, at });

  describe(`${name} as a payment gateway`, () => {
    beforeAll(async () => {
      made = await makeGateway();
    });
    afterAll(close);

    describe('authorise', () => {
      test('approves, and tells of the card only what may be kept', async () => {
        const outcome = await subject().gateway.authorise(order());
        expect(outcome).toEqual({
          outcome: 'APPROVED',
          gatewayReference: expect.any(String),
          card: subject().approvedFacts,
          token: null,
          review: 'NONE',
        });
      });

      test('moves nothing by itself', async () => {
        const { gatewayReference } = await approve();
        expect(await moved(gatewayReference)).toEqual({ captured: 0n, refunded: 0n });
      });

      test('accepts zero, which only checks the card', async () => {
        expect(await approve({ amountMinor: 0n })).toMatchObject({ outcome: 'APPROVED' });
      });

      test('declines each bad card for its reason, and says whether it may be tried again', async () => {
        expect(subject().declined.length).toBeGreaterThan(0);
        for (const [reason, card] of subject().declined) {
          const outcome = await subject().gateway.authorise(order(withCard(card)));
          expect(outcome, reason).toEqual({ outcome: 'DECLINED', reason, ...DECLINES[reason] });
        }
      });

      test('repeats a decline for the same key', async () => {
        const [first] = subject().declined;
        if (first === undefined) return;
        const request = order(withCard(first[1]));
        const outcome = await subject().gateway.authorise(request);
        expect(await subject().gateway.authorise(request)).toEqual(outcome);
        expect(await statusOf(request.idempotencyKey)).toEqual(outcome);
      });

      test('approves a suspicious payment with a hold', async () => {
        expect(await approve(withCard(subject().held))).toMatchObject({ review: 'HOLD' });
      });

      test('answers parallel calls with one key alike and charges once', async () => {
        const request = order({ keepCard: true });
        const calls = Array.from({ length: 8 }, () => subject().gateway.authorise(request));
        const outcomes = await Promise.all(calls);
        expect(outcomes[0]).toMatchObject({ outcome: 'APPROVED' });
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      });

      test.each([
        ['amount', { amountMinor: 9_999n }],
        ['currency', { currency: 'USD' }],
        ['order', { orderReference: '99887766' }],
      ])('rejects a key that comes back with another %s', async (_what, changes) => {
        const request = order();
        await subject().gateway.authorise(request);
        await expect(subject().gateway.authorise({ ...request, ...changes })).rejects.toThrow(IdempotencyKeyReused);
      });

      test('keeps the keys of merchants apart', async () => {
        const request = order();
        const [mine, theirs] = [
          await approve(request),
          await approve({ ...request, merchantId: OTHER_MERCHANT, amountMinor: 5n }),
        ];
        expect(theirs.gatewayReference).not.toBe(mine.gatewayReference);
      });
    });

    describe('capture', () => {
      test('collects what was authorised', async () => {
        const { gatewayReference } = await approve({ amountMinor: 500n });
        const outcome = await subject().gateway.capture(movement(gatewayReference, 500n));
        expect(outcome).toEqual({ outcome: 'DONE', gatewayReference, amountMinor: 500n });
        expect(await moved(gatewayReference)).toEqual({ captured: 500n, refunded: 0n });
      });

      test('collects once under parallel calls with one key', async () => {
        const { gatewayReference } = await approve({ amountMinor: 500n });
        const request = movement(gatewayReference, 500n);
        const outcomes = await Promise.all(Array.from({ length: 8 }, () => subject().gateway.capture(request)));
        for (const outcome of outcomes) expect(outcome).toMatchObject({ outcome: 'DONE' });
        expect(await moved(gatewayReference)).toEqual({ captured: 500n, refunded: 0n });
      });

      test('collects once under parallel calls with different keys', async () => {
        const { gatewayReference } = await approve({ amountMinor: 500n });
        const outcomes = await Promise.all(
          Array.from({ length: 6 }, () => subject().gateway.capture(movement(gatewayReference, 100n))),
        );
        expect(outcomes.filter((outcome) => outcome.outcome === 'DONE')).toHaveLength(1);
        expect(outcomes).toContainEqual({ outcome: 'REFUSED', reason: 'ALREADY_CAPTURED' });
        expect(await moved(gatewayReference)).toEqual({ captured: 100n, refunded: 0n });
      });

      test('refuses more than was authorised', async () => {
        const { gatewayReference } = await approve({ amountMinor: 500n });
        const outcome = await subject().gateway.capture(movement(gatewayReference, 501n));
        expect(outcome).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_AUTHORISED' });
        expect(await moved(gatewayReference)).toEqual({ captured: 0n, refunded: 0n });
      });

      test('refuses another currency', async () => {
        const { gatewayReference } = await approve();
        const outcome = await subject().gateway.capture({ ...movement(gatewayReference, 1n), currency: 'USD' });
        expect(outcome).toEqual({ outcome: 'REFUSED', reason: 'OTHER_CURRENCY' });
      });

      test('refuses what it does not know, and what belongs to another merchant', async () => {
        const theirs = await approve({ merchantId: OTHER_MERCHANT });
        for (const reference of ['no-such-authorisation', theirs.gatewayReference]) {
          const outcome = await subject().gateway.capture(movement(reference, 1n));
          expect(outcome).toEqual({ outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' });
        }
      });

      test('rejects a key that comes back with another amount', async () => {
        const { gatewayReference } = await approve();
        const request = movement(gatewayReference, 10n);
        await subject().gateway.capture(request);
        await expect(subject().gateway.capture({ ...request, amountMinor: 11n })).rejects.toThrow(IdempotencyKeyReused);
      });
    });

    describe('void', () => {
      const voidOf = (gatewayReference: string) => ({
        merchantId: MERCHANT,
        idempotencyKey: randomUUID(),
        at: subject().at,
        gatewayReference,
      });

      test('gives up the authorisation, which cannot be captured then', async () => {
        const { gatewayReference } = await approve({ amountMinor: 700n });
        const outcome = await subject().gateway.voidAuthorisation(voidOf(gatewayReference));
        expect(outcome).toEqual({ outcome: 'DONE', gatewayReference, amountMinor: 700n });
        const late = await subject().gateway.capture(movement(gatewayReference, 700n));
        expect(late).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_VOIDED' });
      });

      test('is the same when repeated, and refused when made anew', async () => {
        const { gatewayReference } = await approve();
        const request = voidOf(gatewayReference);
        const outcome = await subject().gateway.voidAuthorisation(request);
        expect(await subject().gateway.voidAuthorisation(request)).toEqual(outcome);
        const again = await subject().gateway.voidAuthorisation(voidOf(gatewayReference));
        expect(again).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_VOIDED' });
      });

      test('is refused after a capture', async () => {
        const reference = await approveAndCapture(100n);
        const outcome = await subject().gateway.voidAuthorisation(voidOf(reference));
        expect(outcome).toEqual({ outcome: 'REFUSED', reason: 'ALREADY_CAPTURED' });
      });

      test('and capture at once: one of the two takes place', async () => {
        for (let round = 0; round < 5; round += 1) {
          const { gatewayReference } = await approve({ amountMinor: 100n });
          const outcomes = await Promise.all([
            subject().gateway.capture(movement(gatewayReference, 100n)),
            subject().gateway.voidAuthorisation(voidOf(gatewayReference)),
          ]);
          expect(outcomes.filter((outcome) => outcome.outcome === 'DONE')).toHaveLength(1);
        }
      });
    });

    describe('refund', () => {
      test('gives back a part, then the rest, then nothing more', async () => {
        const reference = await approveAndCapture(1_000n);
        const refund = (amountMinor: bigint) => subject().gateway.refund(movement(reference, amountMinor));
        expect(await refund(300n)).toEqual({ outcome: 'DONE', gatewayReference: reference, amountMinor: 300n });
        expect(await refund(701n)).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
        expect(await refund(700n)).toMatchObject({ outcome: 'DONE' });
        expect(await refund(1n)).toEqual({ outcome: 'REFUSED', reason: 'ABOVE_CAPTURED' });
        expect(await moved(reference)).toEqual({ captured: 1_000n, refunded: 1_000n });
      });

      test('gives back once under parallel calls with one key', async () => {
        const reference = await approveAndCapture(1_000n);
        const request = movement(reference, 400n);
        await Promise.all(Array.from({ length: 8 }, () => subject().gateway.refund(request)));
        expect(await moved(reference)).toEqual({ captured: 1_000n, refunded: 400n });
      });

      test('never gives back more than was captured, however many at once', async () => {
        const reference = await approveAndCapture(1_000n);
        const outcomes = await Promise.all(
          Array.from({ length: 8 }, () => subject().gateway.refund(movement(reference, 300n))),
        );
        expect(outcomes.filter((outcome) => outcome.outcome === 'DONE')).toHaveLength(3);
        expect(await moved(reference)).toEqual({ captured: 1_000n, refunded: 900n });
      });

      test('is refused before the capture', async () => {
        const { gatewayReference } = await approve();
        const outcome = await subject().gateway.refund(movement(gatewayReference, 1n));
        expect(outcome).toEqual({ outcome: 'REFUSED', reason: 'NOT_CAPTURED' });
      });

      test.each([0n, -1n])('of %s is a mistake of the caller', async (amountMinor) => {
        const reference = await approveAndCapture(1n);
        await expect(subject().gateway.refund(movement(reference, amountMinor))).rejects.toThrow(RangeError);
      });

      test('books: what is left is captured minus the refunds that were done', async () => {
        const amounts = fc.array(fc.bigInt({ min: 1n, max: 600n }), { minLength: 1, maxLength: 6 });
        await fc.assert(
          fc.asyncProperty(fc.bigInt({ min: 1n, max: 1_000n }), amounts, async (capturedMinor, refunds) => {
            const reference = await approveAndCapture(capturedMinor);
            const outcomes = await Promise.all(
              refunds.map((amountMinor) => subject().gateway.refund(movement(reference, amountMinor))),
            );
            const done = outcomes.map((outcome) => (outcome.outcome === 'DONE' ? outcome.amountMinor : 0n));
            const refunded = done.reduce((sum, amount) => sum + amount, 0n);
            expect(refunded).toBeLessThanOrEqual(capturedMinor);
            expect(await moved(reference)).toEqual({ captured: capturedMinor, refunded });
          }),
          { numRuns: 15 },
        );
      });
    });

    describe('stored cards', () => {
      test('a kept card pays again without the shopper', async () => {
        const { token } = await approve({ keepCard: true });
        if (token === null) throw new Error('No token was given');
        const paymentMethod = { kind: 'TOKEN', token, securityCode: null } as const;
        const renewal = await approve({ paymentMethod, offSession: true, amountMinor: 999n });
        expect(renewal).toMatchObject({ card: subject().approvedFacts, token });
        const capture = await subject().gateway.capture(movement(renewal.gatewayReference, 999n));
        expect(capture).toMatchObject({ outcome: 'DONE', amountMinor: 999n });
      });

      test('a tokenised card pays', async () => {
        const request = { merchantId: MERCHANT, idempotencyKey: randomUUID(), at: subject().at };
        const stored = await subject().gateway.tokenise({ ...request, card: subject().approved });
        if (stored.outcome !== 'TOKENISED') throw new Error('The card was not stored');
        expect(stored.card).toEqual(subject().approvedFacts);
        expect(stored.token).not.toContain(subject().approved.number);
        const paymentMethod = { kind: 'TOKEN', token: stored.token, securityCode: null } as const;
        expect(await approve({ paymentMethod })).toMatchObject({ card: subject().approvedFacts });
      });

      test('tokenise answers parallel calls with one key by one token', async () => {
        const request = { merchantId: MERCHANT, idempotencyKey: randomUUID(), at: subject().at };
        const calls = Array.from({ length: 6 }, () =>
          subject().gateway.tokenise({ ...request, card: subject().approved }),
        );
        const outcomes = await Promise.all(calls);
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
      });

      test('a card may work with the shopper and fail without', async () => {
        const { token } = await approve({ ...withCard(subject().declinedOffSession), keepCard: true });
        if (token === null) throw new Error('No token was given');
        const paymentMethod = { kind: 'TOKEN', token, securityCode: null } as const;
        const outcome = await subject().gateway.authorise(order({ paymentMethod, offSession: true }));
        expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'CARD_DECLINED', retryable: true });
      });

      test("unknown tokens and other merchants' tokens are declined", async () => {
        const { token } = await approve({ keepCard: true, merchantId: OTHER_MERCHANT });
        for (const foreign of ['no-such-token', token ?? '']) {
          const paymentMethod = { kind: 'TOKEN', token: foreign, securityCode: null } as const;
          const outcome = await subject().gateway.authorise(order({ paymentMethod }));
          expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'INVALID_TOKEN' });
        }
      });

      test('a stored card expires like any other', async () => {
        const { token } = await approve({ keepCard: true });
        const paymentMethod = { kind: 'TOKEN', token: token ?? '', securityCode: null } as const;
        const later = new Date(Date.UTC(2001 + Number(subject().approvedFacts.expirationYear), 0, 1));
        const outcome = await subject().gateway.authorise(order({ paymentMethod, offSession: true, at: later }));
        expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'EXPIRED_CARD' });
      });
    });

    describe('lost answers', () => {
      test('a key that never arrived is unknown, and the call can be made again', async () => {
        const request = order();
        const broken = withFaults(subject().gateway, () => ({ kind: 'LOST_REQUEST' }));
        await expect(broken.authorise(request)).rejects.toThrow(GatewayUnreachable);
        expect(await statusOf(request.idempotencyKey)).toEqual({ outcome: 'UNKNOWN' });
        expect(await subject().gateway.authorise(request)).toMatchObject({ outcome: 'APPROVED' });
      });

      test('the status of each operation is the answer that was lost', async () => {
        const broken = withFaults(subject().gateway, () => ({ kind: 'LOST_ANSWER' }));
        const authorisation = order();
        await expect(broken.authorise(authorisation)).rejects.toThrow(GatewayUnreachable);
        const found = await statusOf(authorisation.idempotencyKey);
        if (found.outcome !== 'APPROVED') throw new Error('The authorisation is not known');

        const capture = movement(found.gatewayReference, 1_240n);
        await expect(broken.capture(capture)).rejects.toThrow(GatewayUnreachable);
        expect(await statusOf(capture.idempotencyKey)).toMatchObject({ outcome: 'DONE', amountMinor: 1_240n });

        const refund = movement(found.gatewayReference, 40n);
        await expect(broken.refund(refund)).rejects.toThrow(GatewayUnreachable);
        expect(await statusOf(refund.idempotencyKey)).toMatchObject({ outcome: 'DONE', amountMinor: 40n });
        expect(await moved(found.gatewayReference)).toEqual({ captured: 1_240n, refunded: 40n });
      });

      test('a request that the network delivers twice has one effect', async () => {
        const doubled = withFaults(subject().gateway, () => ({ kind: 'TWICE' }));
        const outcome = await doubled.authorise(order());
        if (outcome.outcome !== 'APPROVED') throw new Error('Not approved');
        await doubled.capture(movement(outcome.gatewayReference, 1_240n));
        await doubled.refund(movement(outcome.gatewayReference, 240n));
        expect(await moved(outcome.gatewayReference)).toEqual({ captured: 1_240n, refunded: 240n });
      });

      test('statuses are kept apart by merchant', async () => {
        const request = order({ merchantId: OTHER_MERCHANT });
        await subject().gateway.authorise(request);
        expect(await statusOf(request.idempotencyKey)).toEqual({ outcome: 'UNKNOWN' });
      });
    });

    describe('3-D Secure', () => {
      const challenge = async (which: 'card' | 'failing', changes: Partial<AuthoriseRequest> = {}) => {
        const { challenged } = subject();
        if (challenged === null) return null;
        const request = order({ ...withCard(challenged[which]), ...changes });
        const outcome = await subject().gateway.authorise(request);
        if (outcome.outcome !== 'CHALLENGE') throw new Error(`Expected a challenge, got ${outcome.outcome}`);
        return { key: request.idempotencyKey, request, outcome, answer: challenged.answer };
      };

      test('sends the shopper away, with the token that clients of the API read', async () => {
        const asked = await challenge('card');
        if (asked === null) return;
        expect(asked.outcome.params).toEqual({ avng8apitoken: expect.stringMatching(/^\S{20,}$/) });
        expect(asked.outcome.href).toMatch(/^https:\/\/[^?#]+$/);
        expect(await statusOf(asked.key)).toEqual(asked.outcome);
        expect(await subject().gateway.authorise(asked.request)).toEqual(asked.outcome);
      });

      test('approves after the shopper confirmed', async () => {
        const asked = await challenge('card', { keepCard: true });
        if (asked === null) return;
        await asked.answer(asked.outcome.params, 'confirm');
        const found = await statusOf(asked.key);
        expect(found).toMatchObject({ outcome: 'APPROVED', token: expect.any(String) });
        expect(await subject().gateway.authorise(asked.request)).toEqual(found);
        if (found.outcome !== 'APPROVED') return;
        const capture = await subject().gateway.capture(movement(found.gatewayReference, 1_240n));
        expect(capture).toMatchObject({ outcome: 'DONE' });
      });

      test.each([
        ['card', 'cancel'],
        ['failing', 'confirm'],
        ['failing', 'cancel'],
      ] as const)('declines after the shopper did this with the %s card: %s', async (which, answer) => {
        const asked = await challenge(which);
        if (asked === null) return;
        await asked.answer(asked.outcome.params, answer);
        expect(await statusOf(asked.key)).toMatchObject({ outcome: 'DECLINED', reason: 'AUTHENTICATION_FAILED' });
      });

      test('declines what was not confirmed in a day', async () => {
        const asked = await challenge('card');
        if (asked === null) return;
        const nextDay = new Date(subject().at.getTime() + 86_400_000);
        const found = await statusOf(asked.key, nextDay);
        expect(found).toMatchObject({ outcome: 'DECLINED', reason: 'AUTHENTICATION_FAILED' });
      });

      test('declines at once when there is nowhere to send the shopper', async () => {
        const { challenged, gateway } = subject();
        if (challenged === null) return;
        const outcome = await gateway.authorise(order({ ...withCard(challenged.card), browser: null }));
        expect(outcome).toMatchObject({ outcome: 'DECLINED', reason: 'AUTHENTICATION_REQUIRED' });
      });
    });

    describeMethods({
      gateway: () => subject().gateway,
      beyond: () => subject().beyondCards,
      order,
    });
  });
}
