import { expect, test } from 'vitest';
import type { DeclineReason, StatusOutcome } from '../../../gateways/port.ts';
import { isStillOpen, type PaymentState, settlementOf } from './settlement.ts';

const card = {
  brand: 'visa',
  firstDigits: '4111',
  lastDigits: '1111',
  expirationMonth: '12',
  expirationYear: '31',
} as const;
const browser = { returnUrl: 'https://shop.example.test/ok', cancelUrl: 'https://shop.example.test/ko' };
const expiresAt = new Date('2026-03-02T10:00:00Z');
const instructions = { kind: 'CHECK', payableTo: 'Acme', address: 'Street 1', paymentReference: 'R7' } as const;

const declined = (reason: DeclineReason): StatusOutcome => ({
  outcome: 'DECLINED',
  reason,
  retryable: true,
  message: '',
});
const approved = { outcome: 'APPROVED', gatewayReference: 'g1', card, token: 't1', review: 'NONE' } as const;
const challenge = { outcome: 'CHALLENGE', href: 'https://bank.test/', params: { avng8apitoken: 'x' }, card } as const;
const redirect = { outcome: 'REDIRECT', gatewayReference: 'g1', href: 'https://pay.test/?p=1', expiresAt } as const;
const awaiting = { outcome: 'AWAITING', gatewayReference: 'g1', instructions } as const;

test.each<[string, StatusOutcome, object]>([
  [
    'money is reserved',
    approved,
    { state: 'CAPTURING', orderStatus: 'AUTHRECEIVED', gatewayReference: 'g1', token: 't1' },
  ],
  ['money is held for a review', { ...approved, review: 'HOLD' }, { state: 'AUTHORISED', orderStatus: 'AUTHRECEIVED' }],
  ['it was no card', { ...approved, card: null }, { state: 'CAPTURING', card: null }],
  [
    'the bank asks the shopper',
    challenge,
    {
      state: 'CHALLENGED',
      orderStatus: null,
      challenge: { href: 'https://bank.test/', params: { avng8apitoken: 'x' } },
    },
  ],
  [
    'the shopper is on a page',
    redirect,
    {
      state: 'CHALLENGED',
      gatewayReference: 'g1',
      challenge: { page: 'https://pay.test/?p=1', expiresAt: '2026-03-02T10:00:00.000Z', ...browser },
    },
  ],
  ['money is to come', awaiting, { state: 'AWAITING', orderStatus: null, gatewayReference: 'g1', instructions }],
  ['no', declined('INSUFFICIENT_FUNDS'), { state: 'DECLINED', declineReason: 'INSUFFICIENT_FUNDS', orderStatus: null }],
  ['the gateway never heard of it', { outcome: 'UNKNOWN' }, { state: 'DECLINED', declineReason: 'NOT_ATTEMPTED' }],
])('%s', (_title, outcome, expected) => {
  expect(settlementOf(outcome, { holderName: 'Ada', browser })).toMatchObject(expected);
});

test('the holder is remembered with the card', () => {
  expect(settlementOf(approved, { holderName: 'Ada' }).card).toEqual({ ...card, holderName: 'Ada' });
  expect(settlementOf(approved).card).toEqual(card);
});

test('money that is there counts after a decline, everything else only while the attempt is open', () => {
  expect(settlementOf(approved).from).toContain('DECLINED');
  for (const outcome of [challenge, redirect, awaiting, declined('CARD_DECLINED')]) {
    expect(settlementOf(outcome).from).toEqual(['REQUESTED', 'CHALLENGED', 'AWAITING']);
  }
});

test('the answer to a capture settles nothing', () => {
  expect(() => settlementOf({ outcome: 'DONE', gatewayReference: 'g1', amountMinor: 1n })).toThrow('DONE');
});

test.each<[PaymentState, StatusOutcome, boolean]>([
  ['CHALLENGED', challenge, true],
  ['CHALLENGED', redirect, true],
  ['CHALLENGED', awaiting, false],
  ['AWAITING', awaiting, true],
  ['AWAITING', approved, false],
  ['REQUESTED', redirect, false],
  ['REQUESTED', awaiting, false],
])('%s and %j: nothing new is %s', (state, outcome, isNothing) => {
  expect(isStillOpen(state, outcome)).toBe(isNothing);
});
