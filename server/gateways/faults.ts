import { setTimeout as sleep } from 'node:timers/promises';
import { aroundGateway } from './around.ts';
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
