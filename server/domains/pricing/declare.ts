import { INVALID_PARAMETER, Refused, refuse } from '../../api/errors.ts';
import { read } from '../../api/read.ts';
import { LATEST } from '../../api/versions.ts';
import { PriceOptionGroup } from './objects.ts';
import { addGroup, changeGroup, type Pricing } from './save-group.ts';
import { findOptionGroup } from './store.ts';

/**
 * A group of price options as the API would send it, added or changed by its code; `db` must be a transaction. A code
 * is needed, or the group would be added again each time. Refusals name the path of the declaration.
 */
export const declarePriceOptionGroup = async (pricing: Pricing, declared: unknown, path: string): Promise<void> => {
  const sent = read(PriceOptionGroup, LATEST, declared, path);
  if (!sent?.Code) return refuse(INVALID_PARAMETER, `${path}.Code is required.`);
  try {
    const known = await findOptionGroup(pricing.db, pricing.merchant.id, sent.Code.trim());
    await (known === undefined ? addGroup(pricing, sent) : changeGroup(pricing, sent));
  } catch (error) {
    if (error instanceof Refused) throw new Refused(error.refusal, `${path}: ${error.message}`);
    throw error;
  }
};
