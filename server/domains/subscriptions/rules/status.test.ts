import { expect, test } from 'vitest';
import { isInForce, statusOf } from './status.ts';
import { CASES_NOW, statusCases } from './status-cases.ts';

test.each(statusCases)('%s', (_title, facts, status) => {
  expect(statusOf(facts, CASES_NOW)).toBe(status);
});

test('the service is in force while active or past due', () => {
  expect((['CANCELED', 'PENDING_ACTIVATION', 'ACTIVE', 'PASTDUE', 'EXPIRED'] as const).filter(isInForce)).toEqual([
    'ACTIVE',
    'PASTDUE',
  ]);
});
