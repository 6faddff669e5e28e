import type { DisputeRow } from '../../payments/index.ts';

/** The dispute that an order tells of: one that is open, else the last one. */
export const decisiveOf = (disputes: readonly DisputeRow[]): DisputeRow | undefined =>
  disputes.findLast(({ state }) => state === 'OPEN') ?? disputes.at(-1);

/** Whether a dispute lets nobody have the money: banks hold it back, or took it. */
export const keepsMoney = ({ state, held_minor }: DisputeRow): boolean => held_minor > 0n || isLost(state);

export const isLost = (state: DisputeRow['state']): boolean => state === 'LOST' || state === 'ACCEPTED';
