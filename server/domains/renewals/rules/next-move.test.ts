import { expect, test } from 'vitest';
import type { RenewalRecord } from '../store.ts';
import { endOfGrace, type Move, nextMove } from './next-move.ts';

const EXPIRES = new Date('2027-03-01T10:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const after = (ms: number): Date => new Date(EXPIRES.getTime() + ms);

const state = { is_trial: false, expires_at: EXPIRES, resumes_at: null, grace_days: 5 };
const trial = { ...state, is_trial: true };

const renewal = (changes: Partial<RenewalRecord> = {}): RenewalRecord => ({
  reference: 'S1',
  cycle_number: 2,
  ref_no: 7n,
  state: 'OPEN',
  payment_id: 9n,
  failed_at: null,
  refused_card_id: null,
  order_status: 'PENDING',
  payment_state: 'DECLINED',
  decline_reason: 'INSUFFICIENT_FUNDS',
  ...changes,
});
/** An order whose last attempt is counted. */
const counted = (changes: Partial<RenewalRecord> = {}) =>
  renewal({ payment_id: null, payment_state: null, ...changes });

const FIRST = { kind: 'PLACE', replaces: null } as const;
const ANEW = { kind: 'PLACE', replaces: 7n } as const;
const RETRY = { kind: 'RETRY', refNo: 7n } as const;
const FINISH = { kind: 'FINISH', refNo: 7n } as const;
const counts = (reason: string): Move => ({ kind: 'COUNT', refNo: 7n, paymentId: 9n, reason });
const SOON = { kind: 'WAIT', forMs: null } as const;
const SLOWLY = { kind: 'WAIT', forMs: HOUR } as const;

test.each<[string, RenewalRecord | undefined, Move]>([
  ['there is no order', undefined, FIRST],
  ['the order is paid', renewal({ state: 'DONE', order_status: 'COMPLETE' }), { kind: 'NOTHING' }],
  ['the money is reserved', renewal({ order_status: 'AUTHRECEIVED', payment_state: 'AUTHORISED' }), FINISH],
  ['a decline is not counted', renewal(), counts('INSUFFICIENT_FUNDS')],
  ['reserved money was let go', renewal({ payment_state: 'VOIDED', decline_reason: null }), counts('VOIDED')],
  ['the gateway was never asked', renewal({ decline_reason: 'NOT_ATTEMPTED' }), RETRY],
  ['the decline is counted', counted(), RETRY],
  ['the attempt is gone', renewal({ payment_state: null }), RETRY],
  ['the outcome is not known', renewal({ payment_state: 'REQUESTED', decline_reason: null }), SOON],
  ['the money takes its time', renewal({ payment_state: 'AWAITING', decline_reason: null }), SLOWLY],
  ['a person looks at it', renewal({ payment_state: 'AUTHORISED', decline_reason: null }), SLOWLY],
  ['somebody ended the order', renewal({ order_status: 'CANCELED' }), { kind: 'STOP', reason: 'ORDER_ENDED' }],
  ['somebody reversed the order', renewal({ order_status: 'REVERSED' }), { kind: 'STOP', reason: 'ORDER_ENDED' }],
  ['it was given up, and is wanted again', counted({ state: 'FAILED', order_status: 'CANCELED' }), ANEW],
  ['it made way for another one, which is not paid', counted({ state: 'CANCELED', order_status: 'CANCELED' }), ANEW],
  ['it was given up, its order is open, and it is wanted again', counted({ state: 'FAILED' }), RETRY],
  ['the order went another way', renewal({ order_status: 'COMPLETE' }), { kind: 'NOTHING' }],
])('when %s', (_, record, move) => {
  expect(nextMove(state, record, after(DAY))).toEqual(move);
});

const LATE = { kind: 'STOP', reason: 'TOO_LATE' };

test.each<[string, RenewalRecord | undefined, number, Move['kind']]>([
  ['a first charge, a week after the grace', undefined, 12 * DAY, 'PLACE'],
  ['a first charge, later', undefined, 12 * DAY + 1, 'STOP'],
  ['another attempt, later', counted(), 12 * DAY + 1, 'STOP'],
  ['another order, later', counted({ state: 'FAILED', order_status: 'CANCELED' }), 12 * DAY + 1, 'STOP'],
  ['a decline is counted whenever', renewal(), 100 * DAY, 'COUNT'],
  ['reserved money is collected whenever', renewal({ order_status: 'AUTHRECEIVED' }), 100 * DAY, 'FINISH'],
])('%s: %i ms after expiry', (_, record, ms, kind) => {
  const move = nextMove(state, record, after(ms));
  expect(move.kind).toBe(kind);
  if (kind === 'STOP') expect(move).toEqual(LATE);
});

test('without an end of the grace nothing is too late', () => {
  expect(nextMove({ ...state, grace_days: null }, undefined, after(1000 * DAY))).toEqual(FIRST);
});

test.each<[string, typeof state, number, number, Move]>([
  ['a trial whose charge failed an hour ago', trial, -3 * HOUR, -2 * HOUR, { kind: 'PASS' }],
  ['a trial whose charge failed a day ago', trial, -26 * HOUR, -2 * HOUR, RETRY],
  ['a trial that is over', trial, -3 * HOUR, 1, RETRY],
  ['what is no trial', state, -3 * HOUR, -2 * HOUR, RETRY],
])('%s', (_, known, failedMs, atMs, move) => {
  expect(nextMove(known, counted({ failed_at: after(failedMs) }), after(atMs))).toEqual(move);
});

test.each([
  ['expiry and grace', state, after(5 * DAY)],
  ['a pause that ends later', { ...state, resumes_at: after(3 * DAY) }, after(8 * DAY)],
  ['a pause that ends before', { ...state, resumes_at: after(-DAY) }, after(5 * DAY)],
  ['no expiry', { ...state, expires_at: null }, null],
  ['grace without end', { ...state, grace_days: null }, null],
])('the end of the grace: %s', (_, known, end) => {
  expect(endOfGrace(known)).toEqual(end);
});
