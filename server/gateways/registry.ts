import type { Gateway } from './port.ts';

/** The gateways of this server, by the name that payments remember. */
export type Gateways = {
  /** Throws for a name that this server does not have: a payment made by it can then be neither moved nor asked for. */
  named(name: string): Gateway;
  has(name: string): boolean;
};

/** The gateway that comes with every server: all test orders go there, and all payments where nothing else is set. */
export const SIMULATOR = 'simulator';

/** Real payments by Stripe, for merchants that have keys for it. */
export const STRIPE = 'stripe';

export const gatewaysOf = (gateways: Readonly<Record<string, Gateway>>): Gateways => {
  const known = new Map(Object.entries(gateways));
  return {
    named: (name) => {
      const gateway = known.get(name);
      if (gateway === undefined) throw new Error(`This server has no payment gateway of the name ${name}.`);
      return gateway;
    },
    has: (name) => known.has(name),
  };
};
