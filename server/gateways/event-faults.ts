import { seededChance } from './chance.ts';
import type { GatewayEvent } from './port.ts';

/** Shares of all events, each from 0 (never, when it is not given) to 1 (always). */
export type EventFaults = {
  readonly seed: number;
  /** The listener fails without having heard, so that the provider has to tell again. */
  readonly lose?: number;
  /** Heard twice in a row. */
  readonly duplicate?: number;
  /** Held back and heard after later events, at the latest by `flush`. */
  readonly hold?: number;
};

export type FaultyListener = {
  readonly listener: (event: GatewayEvent) => Promise<void>;
  /** Tells what was held back, in an order of chance. */
  flush(): Promise<void>;
};

/** The same listener, reached by events as networks and providers deliver them; the same seed does the same again. */
export function withEventFaults(listener: (event: GatewayEvent) => Promise<void>, faults: EventFaults): FaultyListener {
  const chance = seededChance(faults.seed);
  const held: GatewayEvent[] = [];
  const happens = (share = 0) => chance() < share;
  const tellHeld = async () => {
    const [event] = held.splice(Math.floor(chance() * held.length), 1);
    if (event !== undefined) await listener(event);
  };
  return {
    listener: async (event) => {
      if (happens(faults.lose)) throw new Error('The event was lost on its way');
      if (happens(faults.hold)) {
        held.push(event);
        return;
      }
      await listener(event);
      if (happens(faults.duplicate)) await listener(event);
      if (held.length > 0 && happens(0.5)) await tellHeld();
    },
    flush: async () => {
      while (held.length > 0) await tellHeld();
    },
  };
}
