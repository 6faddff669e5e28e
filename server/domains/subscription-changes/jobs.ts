import type { Logger } from 'pino';
import type { Merchant } from '../../api/call.ts';
import { GatewayUnreachable } from '../../gateways/port.ts';
import { listOpenCardChanges } from './card-change-store.ts';
import { type CardWorks, resolveCardChange } from './card-changes.ts';

type Works = CardWorks & { readonly log: Logger };

/** Changes taken up in one run for a merchant. */
const BATCH = 100;

/** The call that began a change is done with it by then, or is not going to be. */
const AGE_MS = 60_000;

/** Asks gateways what became of cards that are to be put on subscriptions. Answers how many were decided. */
export const settleCardChanges = async (
  works: Works,
  merchants: readonly Merchant[],
  ageMs: number = AGE_MS,
): Promise<number> => {
  let decided = 0;
  for (const merchant of merchants) {
    const at = new Date(works.now().getTime() + merchant.clockOffsetMs);
    const before = new Date(at.getTime() - ageMs);
    for (const change of await listOpenCardChanges(works.database, merchant.id, before, BATCH)) {
      try {
        const after = await resolveCardChange(works, merchant, change, at);
        if (after.state !== change.state) decided += 1;
      } catch (error) {
        if (error instanceof GatewayUnreachable) works.log.warn({ merchant: merchant.code }, 'gateway unreachable');
        else works.log.error({ merchant: merchant.code, err: error }, 'a card could not be put on a subscription');
      }
    }
  }
  return decided;
};
