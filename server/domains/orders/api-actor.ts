import type { Call } from '../method.ts';
import type { Actor } from './life-store.ts';

/** The client of a call: all that is known of it is the account whose key it has, and where it called from. */
export const apiActor = ({ merchant, address }: Pick<Call, 'merchant' | 'address'>): Actor => ({
  kind: 'API',
  name: `${merchant.code} at ${address}`,
});
