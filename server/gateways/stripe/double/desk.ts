import { randomBytes } from 'node:crypto';
import type { AccountState } from './state.ts';

/** What the operations of one account work with. */
export type Desk = {
  readonly state: AccountState;
  /** Address of the double. */
  readonly url: string;
  /** The smallest amount that can be asked for, in Stripe's count; Stripe's own is 50 for most currencies. */
  readonly minimum: number;
  /** Whether first digits of cards are told. */
  readonly tellsIin: boolean;
  /** Whole seconds since 1970. */
  readonly now: () => number;
  /** Tells the account's webhook of something; `object` is taken as it is at this moment. */
  readonly emit: (type: string, object: object) => void;
};

export const newName = (prefix: string): string => `${prefix}_${randomBytes(12).toString('hex')}`;
