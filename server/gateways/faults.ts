import { setTimeout as sleep } from 'node:timers/promises';
import { aroundGateway } from './around.ts';
import { seededChance } from './chance.ts';
import type { Gateway, GatewayOperation } from './port.ts';
import { GatewayUnreachable } from './port.ts';

/** What goes wrong with one call. */
export type Fault =
  /** The request is lost on its way: no effect, outcome unknown. */
  | { kind: 'LOST_REQUEST' }
  /** The effect takes place, its answer is lost: outcome unknown. */
  | { kind: 'LOST_ANSWER' }
  /** Everything works, later. */
  | { kind: 'LATE'; delayMs: number }
  /** The network delivers the request twice at once; one of the two answers comes back. */
  | { kind: 'TWICE' };

/** Chooses the fault of a call; null lets it through. `count` is 1 for the first call of this operation. */
export type FaultPlan = (call: { operation: GatewayOperation; idempotencyKey: string; count: number }) => Fault | null;

/** Shares of all calls, each from 0 (never, when it is not given) to 1 (always); together at most 1. */
export type FaultShares = {
  readonly lostRequest?: number;
  readonly lostAnswer?: number;
  readonly late?: number;
  readonly twice?: number;
  /** Longest delay of late calls, milliseconds; 50 when it is not given. */
  readonly delayMs?: number;
  /** Operations that suffer; all when it is not given. */
  readonly operations?: readonly GatewayOperation[];
};

/** Faults by chance; the same seed gives the same faults to the same calls in the same order. */
export function seededFaults(seed: number, shares: FaultShares): FaultPlan {
  const chance = seededChance(seed);
  const { lostRequest = 0, lostAnswer = 0, late = 0, twice = 0, delayMs = 50, operations } = shares;
  return ({ operation }) => {
    if (operations !== undefined && !operations.includes(operation)) return null;
    const drawn = chance();
    if (drawn < lostRequest) return { kind: 'LOST_REQUEST' };
    if (drawn < lostRequest + lostAnswer) return { kind: 'LOST_ANSWER' };
    if (drawn < lostRequest + lostAnswer + twice) return { kind: 'TWICE' };
    if (drawn < lostRequest + lostAnswer + twice + late) {
      return { kind: 'LATE', delayMs: Math.ceil(chance() * delayMs) };
    }
    return null;
  };
}

/** The same gateway with faults, for tests of whoever calls it. */
export function withFaults(gateway: Gateway, plan: FaultPlan): Gateway {
  const counts = new Map<GatewayOperation, number>();
  return aroundGateway(gateway, (operation, idempotencyKey, call) => {
    const count = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, count);
    const unreachable = new GatewayUnreachable(operation, idempotencyKey);
    return suffer(plan({ operation, idempotencyKey, count }), unreachable, call);
  });
}

async function suffer<Outcome>(fault: Fault | null, lost: GatewayUnreachable, call: () => Promise<Outcome>) {
  switch (fault?.kind) {
    case 'LOST_REQUEST':
      throw lost;
    case 'LOST_ANSWER':
      await call();
      throw lost;
    case 'LATE':
      await sleep(fault.delayMs);
      return call();
    case 'TWICE': {
      const [, second] = await Promise.all([call(), call()]);
      return second;
    }
    case undefined:
      return call();
  }
}
