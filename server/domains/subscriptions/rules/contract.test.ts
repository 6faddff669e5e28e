import { describe, expect, test } from 'vitest';
import { type AgreedContract, contractOf, contractOfNext, isLastOfContract } from './contract.ts';
import type { Cycle } from './cycle.ts';

const agreed: AgreedContract = {
  length: 12,
  unit: 'MONTH',
  atEnd: null,
  merchantAutoRenewal: null,
  clientAutoRenewal: null,
};
const MONTHLY: Cycle = { length: 1, unit: 'MONTH' };

describe('a contract is as many cycles as fill its time', () => {
  test.each<[length: number, unit: AgreedContract['unit'], cycle: Cycle, cycles: number]>([
    [12, 'MONTH', MONTHLY, 12],
    [1, 'YEAR', MONTHLY, 12],
    [2, 'YEAR', { length: 6, unit: 'MONTH' }, 4],
    [12, 'MONTH', { length: 5, unit: 'MONTH' }, 3],
    [1, 'MONTH', { length: 1, unit: 'YEAR' }, 1],
    [28, 'DAY', { length: 1, unit: 'WEEK' }, 4],
    [1, 'YEAR', { length: 30, unit: 'DAY' }, 13],
  ])('%d %s of %j', (length, unit, cycle, cycles) => {
    const contract = contractOf({ ...agreed, length, unit }, { from: '2024-01-31', cycle, sinceCycle: 0 });
    expect(contract.cycles).toBe(cycles);
  });
});

test.each<[title: string, said: Partial<AgreedContract>, merchantRenews: boolean, clientRenews: boolean]>([
  ['nobody said anything', {}, true, true],
  ['the product begins anew', { atEnd: 'RESTART' }, true, true],
  ['the product ends', { atEnd: 'CANCEL' }, false, false],
  ['the client said no', { clientAutoRenewal: false }, true, false],
  [
    'both agreed, whatever the product says',
    { atEnd: 'CANCEL', merchantAutoRenewal: true, clientAutoRenewal: true },
    true,
    true,
  ],
])('what follows a contract: %s', (_title, said, merchantRenews, clientRenews) => {
  const contract = contractOf({ ...agreed, ...said }, { from: '2024-01-31', cycle: MONTHLY, sinceCycle: 0 });
  expect(contract).toMatchObject({ merchantRenews, clientRenews });
});

test.each<
  [title: string, cycleNumber: number, sinceCycle: number, renews: boolean, isLast: boolean, nextSince: number]
>([
  ['in the middle', 5, 0, false, false, 0],
  ['the last cycle but one', 11, 0, false, false, 0],
  ['the last cycle', 12, 0, false, true, 12],
  ['the last cycle of one that begins anew', 12, 0, true, false, 12],
  ['the second contract', 23, 12, false, false, 12],
  ['the last cycle of the second contract', 24, 12, false, true, 24],
])('%s', (_title, cycle_number, sinceCycle, renews, isLast, nextSince) => {
  const contract = { cycles: 12, sinceCycle, merchantRenews: renews, clientRenews: true };
  expect(isLastOfContract({ contract, cycle_number })).toBe(isLast);
  expect(contractOfNext({ contract, cycle_number })?.sinceCycle).toBe(nextSince);
});

test('without a contract nothing ends', () => {
  expect(isLastOfContract({ contract: null, cycle_number: 99 })).toBe(false);
  expect(contractOfNext({ contract: null, cycle_number: 99 })).toBeNull();
});
