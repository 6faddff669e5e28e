import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { GatewayUnreachable } from '../port.ts';
import { SUITE_RETURN_ADDRESSES } from '../port-suite.ts';
import { keysFor, type StripeStage, stageStripe, typed } from './testing-stripe.ts';

const AT = new Date('2026-11-22T10:00:00Z');
const MERCHANT = 7_001n;

let store: TestDatabase;
let stage: StripeStage;

beforeAll(async () => {
  store = await createTestDatabase();
});
afterAll(() => store.drop());
beforeEach(async () => {
  stage = await stageStripe(store.database);
});
afterEach(() => stage.close());

const account = () => stage.double.account(keysFor(MERCHANT).secretKey);

/** A dispute over a payment of 12.40. */
const disputed = async (status?: string): Promise<string> => {
  const paid = await stage.gateway.authorise({
    merchantId: MERCHANT,
    idempotencyKey: randomUUID(),
    at: AT,
    amountMinor: 1_240n,
    currency: 'EUR',
    orderReference: '11223344',
    testOrder: false,
    offSession: false,
    keepCard: false,
    paymentMethod: { kind: 'CARD', ...typed('4242424242424242') },
    shopper: { countryCode: 'DE', ip: null },
    browser: SUITE_RETURN_ADDRESSES,
  });
  if (paid.outcome !== 'APPROVED') return expect.fail(paid.outcome);
  const { gatewayReference } = paid;
  const call = { merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, gatewayReference };
  await stage.gateway.capture({ ...call, amountMinor: 1_240n, currency: 'EUR' });
  return account().dispute(gatewayReference, 'fraudulent', status);
};

const accept = (disputeReference: string) =>
  stage.gateway.acceptDispute({ merchantId: MERCHANT, idempotencyKey: randomUUID(), at: AT, disputeReference });

test('a dispute is given up: the shopper keeps the money', async () => {
  const reference = await disputed();
  expect(account().balance('eur')).toBe(0);
  expect(await accept(reference)).toEqual({ outcome: 'ACCEPTED' });
  account().forgetKeys();
  expect(await accept(reference)).toEqual({ outcome: 'ACCEPTED' });
  expect(account().balance('eur')).toBe(0);
});

test('twice at once is once', async () => {
  const reference = await disputed();
  expect(await Promise.all([accept(reference), accept(reference)])).toEqual([
    { outcome: 'ACCEPTED' },
    { outcome: 'ACCEPTED' },
  ]);
});

test.each([
  ['won', 'ALREADY_CLOSED'],
  ['prevented', 'ALREADY_CLOSED'],
  ['warning_needs_response', 'ONLY_ASKED'],
  ['warning_closed', 'ONLY_ASKED'],
])('one that is %s is not accepted', async (status, reason) => {
  expect(await accept(await disputed(status))).toEqual({ outcome: 'REFUSED', reason });
});

test('one that Stripe does not know is not accepted', async () => {
  expect(await accept('du_nothing')).toEqual({ outcome: 'REFUSED', reason: 'UNKNOWN_REFERENCE' });
});

test('a lost answer leaves it open whether it was done, and asking again tells', async () => {
  const reference = await disputed();
  stage.double.setFaults(({ path }) => (path.endsWith('/close') ? { kind: 'LOST_ANSWER' } : null));
  await expect(accept(reference)).rejects.toThrow(GatewayUnreachable);
  stage.double.setFaults(() => null);
  expect(await accept(reference)).toEqual({ outcome: 'ACCEPTED' });
});
