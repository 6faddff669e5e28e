import { addCycles } from '../../../kit/dates.ts';
import type { Contract } from '../state-store.ts';
import type { Cycle } from './cycle.ts';

/** How long a customer is bound, as it was agreed on at a sale. */
export type AgreedContract = {
  readonly length: number;
  readonly unit: Cycle['unit'];
  /** What follows it; null: it begins anew where both sides, see below, agreed to that. */
  readonly atEnd: 'RESTART' | 'CANCEL' | null;
  /** Whether the merchant, and whether the customer, agreed that it begins anew; null where nothing was said. */
  readonly merchantAutoRenewal: boolean | null;
  readonly clientAutoRenewal: boolean | null;
};

/** Beyond this no contract is counted out: a hundred years of weeks. */
const MOST_CYCLES = 5_200;

/**
 * The contract of a subscription that begins: as many cycles as it takes to fill the agreed time, the last one whole.
 * `sinceCycle` is the number of the cycle that ended when it began. Who said nothing of what follows it agreed that it
 * begins anew, unless the product ends with it.
 */
export const contractOf = (
  agreed: AgreedContract,
  { from, cycle, sinceCycle }: { readonly from: string; readonly cycle: Cycle; readonly sinceCycle: number },
): Contract => {
  const otherwise = agreed.atEnd !== 'CANCEL';
  return {
    cycles: cyclesUntil(from, cycle, addCycles(from, agreed.length, agreed.unit)),
    sinceCycle,
    merchantRenews: agreed.merchantAutoRenewal ?? otherwise,
    clientRenews: agreed.clientAutoRenewal ?? otherwise,
  };
};

const cyclesUntil = (from: string, { length, unit }: Cycle, end: string): number => {
  let cycles = 1;
  while (cycles < MOST_CYCLES && addCycles(from, length * cycles, unit) < end) cycles += 1;
  return cycles;
};

type Counted = { readonly contract: Contract | null; readonly cycle_number: number };

/** Whether the running cycle is the last one of its contract, and nothing follows it. */
export const isLastOfContract = ({ contract, cycle_number }: Counted): boolean =>
  contract !== null && isOver(contract, cycle_number) && !(contract.merchantRenews && contract.clientRenews);

/** The contract that the next cycle belongs to: a new one, when the running cycle is the last one of its own. */
export const contractOfNext = ({ contract, cycle_number }: Counted): Contract | null =>
  contract !== null && isOver(contract, cycle_number) ? { ...contract, sinceCycle: cycle_number } : contract;

const isOver = ({ cycles, sinceCycle }: Contract, cycleNumber: number): boolean => cycleNumber - sinceCycle >= cycles;
