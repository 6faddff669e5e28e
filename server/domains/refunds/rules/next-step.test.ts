import { expect, test } from 'vitest';
import { type Due, type Next, nextStep } from './next-step.ts';

const due: Due = { isComplete: true, amountMinor: 1_000n, leftMinor: 3_000n, heldMinor: 0n };

test.each<[string, Partial<Due>, Next]>([
  ['is made', {}, { state: 'REQUESTED', amountMinor: 1_000n }],
  ['is made of all that is left', { leftMinor: 1_000n }, { state: 'REQUESTED', amountMinor: 1_000n }],
  ['is cut to what a lost dispute left', { leftMinor: 400n }, { state: 'REQUESTED', amountMinor: 400n }],
  ['waits for an open dispute', { heldMinor: 1n }, { state: 'WAITING_DISPUTE' }],
  ['waits for it even when nothing else is left', { heldMinor: 1n, leftMinor: 0n }, { state: 'WAITING_DISPUTE' }],
  [
    'is given up when the bank took all',
    { leftMinor: 0n },
    { state: 'CANCELED', because: 'nothing of its money is left' },
  ],
  [
    'is given up with its order',
    { isComplete: false },
    { state: 'CANCELED', because: 'the order is not COMPLETE any more' },
  ],
])('a refund that is due %s', (_, change, next) => {
  expect(nextStep({ ...due, ...change })).toEqual(next);
});
