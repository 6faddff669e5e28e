import { INVALID_PARAMETER, refuse } from '../../api/errors.ts';
import type { Database, Db } from '../../db/database.ts';
import { newId } from '../../kit/ids.ts';
import { type MasterKey, open, type SealContext, seal, timingSafeEqualText } from '../../kit/seal.ts';
import { insertKey, type KeyPurpose, type KeyRecord, listValidKeys, lockMerchant, retireKeys } from './store.ts';

export type { KeyPurpose } from './store.ts';

/** A secret that is valid until an instant, without end when null. */
export type Secret = { readonly text: string; readonly retiresAt: Date | null };

const MAX_SECRET = 500;

const contextOf = (merchantId: bigint, purpose: KeyPurpose): SealContext => [String(merchantId), purpose];

const opened = (masterKeys: readonly MasterKey[], merchantId: bigint, key: KeyRecord): Secret => ({
  text: open(masterKeys, key.sealedSecret, contextOf(merchantId, key.purpose)).toString('utf8'),
  retiresAt: key.retiresAt,
});

/** The secrets of a merchant that are valid at an instant of the real time, the newest first. */
export const findSecrets = async (
  db: Db,
  masterKeys: readonly MasterKey[],
  merchantId: bigint,
  purpose: KeyPurpose,
  at: Date,
): Promise<readonly Secret[]> =>
  (await listValidKeys(db, merchantId, purpose, at)).map((key) => opened(masterKeys, merchantId, key));

/**
 * Makes `secret` the merchant's secret for a purpose, valid at once. Older ones stay valid for `overlapMs`, so that
 * clients can be changed one after the other. A secret that is in use already stays as it is.
 * @param masterKeys the first one seals
 */
export const setSecret = async (
  deps: { readonly database: Database; readonly masterKeys: readonly MasterKey[] },
  merchantId: bigint,
  purpose: KeyPurpose,
  secret: string,
  { at, overlapMs }: { readonly at: Date; readonly overlapMs: number },
): Promise<void> => {
  const [sealing] = deps.masterKeys;
  if (sealing === undefined) throw new Error('Secrets need a master key.');
  if (secret === '' || secret.length > MAX_SECRET) {
    refuse(INVALID_PARAMETER, `A secret has 1 to ${MAX_SECRET} characters.`);
  }
  return deps.database.transaction(async (tx) => {
    await lockMerchant(tx, merchantId);
    const valid = await listValidKeys(tx, merchantId, purpose, at);
    const inUse = valid.find(
      (key) => key.retiresAt === null && timingSafeEqualText(opened(deps.masterKeys, merchantId, key).text, secret),
    );
    const older = valid.filter((key) => key !== inUse).map(({ keyId }) => keyId);
    await retireKeys(tx, merchantId, older, new Date(at.getTime() + Math.max(0, overlapMs)));
    if (inUse !== undefined) return;
    const sealedSecret = seal(sealing, secret, contextOf(merchantId, purpose));
    await insertKey(tx, merchantId, { keyId: newId(), purpose, sealedSecret }, at);
  });
};
