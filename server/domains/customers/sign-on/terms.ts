import { isIP } from 'node:net';
import { refuse } from '../../../api/errors.ts';
import { integer, text } from '../../../api/schema.ts';
import type { Db } from '../../../db/database.ts';
import type { Call } from '../../method.ts';
import { SIGN_ON_ADDRESS_INVALID, SIGN_ON_CUSTOMER_TYPE_INVALID, SIGN_ON_TIME_INVALID } from '../errors.ts';
import { customerInPath, customerNamed } from '../references.ts';
import type { CustomerRecord } from '../store.ts';

/** A link is meant for a redirect that follows at once. */
const USUAL_SECONDS = 10;
const LONGEST_SECONDS = 86_400;

export const validityTime = integer({
  min: 1,
  max: LONGEST_SECONDS,
  refusal: SIGN_ON_TIME_INVALID,
  about: `Seconds in which the link works; ${USUAL_SECONDS} when not given.`,
});

export const validationIp = text({
  max: 64,
  refusal: SIGN_ON_ADDRESS_INVALID,
  about: 'The only address that may use the link.',
});

export const language = text({ fold: 'lower', max: 5, aliases: ['Lang'] });

type Sent = {
  readonly validityTime?: number | null | undefined;
  readonly validationIp?: string | null | undefined;
};

/** How long a link works and for whom. Refuses SIGN_ON_ADDRESS_INVALID. */
export const limitsOf = (call: Pick<Call, 'now'>, sent: Sent) => {
  const address = sent.validationIp || null;
  if (address !== null && isIP(address) === 0) refuse(SIGN_ON_ADDRESS_INVALID);
  const seconds = sent.validityTime ?? USUAL_SECONDS;
  return {
    only_address: address,
    created_at: call.now,
    expires_at: new Date(call.now.getTime() + seconds * 1000),
  };
};

/** Whose number it is; any spelling of the platform's two names, and nothing where the path of REST says no more. */
export const customerType = text({
  oneOf: ['ExternalCustomerReference', 'AvangateCustomerReference'],
  synonyms: { '2CHECKOUTCUSTOMERREFERENCE': 'AVANGATECUSTOMERREFERENCE' },
  refusal: SIGN_ON_CUSTOMER_TYPE_INVALID,
});

/** The customer whom a reference of a kind names; refuses CUSTOMER_NOT_FOUND. */
export const customerOfKind = (
  db: Db,
  merchantId: bigint,
  reference: string,
  kind: string | null | undefined,
): Promise<CustomerRecord> => {
  if (!kind) return customerInPath(db, merchantId, reference);
  if (kind === 'ExternalCustomerReference') return customerNamed(db, merchantId, { external: reference });
  return customerNamed(db, merchantId, { avangate: /^\d{1,18}$/.test(reference) ? BigInt(reference) : -1n });
};
