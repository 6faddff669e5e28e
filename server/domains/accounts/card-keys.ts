import { compactDecrypt, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import type { Database } from '../../db/database.ts';
import { newId, randomHex } from '../../kit/ids.ts';
import { type MasterKey, seal } from '../../kit/seal.ts';
import { findSecrets } from './secrets.ts';
import { insertKey, lockMerchant } from './store.ts';

/**
 * Keys by which a shopper's browser encrypts a card on its way through the shop's own server: a pair for each merchant,
 * made when it is first asked for. The private half is kept sealed like the merchant's other secrets.
 */
export type CardKeys = {
  /** The public half, as a JSON Web Key. */
  publicKey(merchantId: bigint): Promise<JWK>;
  /** The text in a compact JWE; undefined for anything that does not open with a key of the merchant. */
  open(merchantId: bigint, encrypted: string): Promise<string | undefined>;
};

const ALGORITHM = 'RSA-OAEP-256';
const CONTENT = 'A256GCM';
const MODULUS_BITS = 2048;
/** How long a node goes without looking whether the keys changed. */
const KEPT_MS = 60_000;
const MAX_KEPT = 1_000;

type Pair = { readonly publicKey: JWK; readonly privateKey: JWK };
type Kept = { readonly pairs: Promise<readonly Pair[]>; readonly until: number };

export const createCardKeys = (deps: {
  readonly database: Database;
  readonly masterKeys: readonly MasterKey[];
  /** The real time: keys retire by it. */
  readonly now: () => Date;
}): CardKeys => {
  const kept = new Map<bigint, Kept>();

  const pairsOf = (merchantId: bigint): Promise<readonly Pair[]> => {
    const known = kept.get(merchantId);
    if (known !== undefined && deps.now().getTime() < known.until) return known.pairs;
    if (kept.size >= MAX_KEPT) kept.clear();
    const pairs = findOrMake(deps, merchantId);
    kept.set(merchantId, { pairs, until: deps.now().getTime() + KEPT_MS });
    pairs.catch(() => kept.delete(merchantId));
    return pairs;
  };

  return {
    publicKey: async (merchantId) => {
      const [newest] = await pairsOf(merchantId);
      if (newest === undefined) throw new Error('a merchant without a key for cards');
      return newest.publicKey;
    },
    open: async (merchantId, encrypted) => {
      for (const { privateKey } of await pairsOf(merchantId)) {
        const opened = await openWith(privateKey, encrypted);
        if (opened !== undefined) return opened;
      }
      return undefined;
    },
  };
};

const openWith = async (privateKey: JWK, encrypted: string): Promise<string | undefined> => {
  const key = await importJWK(privateKey, ALGORITHM);
  try {
    const { plaintext } = await compactDecrypt(encrypted, key, {
      keyManagementAlgorithms: [ALGORITHM],
      contentEncryptionAlgorithms: [CONTENT],
    });
    return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
  } catch {
    // Whatever is wrong with it, nothing of it may reach a log.
    return undefined;
  }
};

type Deps = Parameters<typeof createCardKeys>[0];

const findOrMake = async (deps: Deps, merchantId: bigint): Promise<readonly Pair[]> => {
  const found = await findPairs(deps, merchantId);
  if (found.length > 0) return found;
  const made = await newPair();
  return deps.database.transaction(async (tx) => {
    await lockMerchant(tx, merchantId);
    // Another node may have been first.
    const theirs = await findPairs({ ...deps, database: tx }, merchantId);
    if (theirs.length > 0) return theirs;
    const [sealing] = deps.masterKeys;
    if (sealing === undefined) throw new Error('Secrets need a master key.');
    const sealedSecret = seal(sealing, JSON.stringify(made.privateKey), [String(merchantId), 'CARD_ENCRYPTION']);
    await insertKey(tx, merchantId, { keyId: newId(), purpose: 'CARD_ENCRYPTION', sealedSecret }, deps.now());
    return [made];
  });
};

const findPairs = async (
  { database, masterKeys, now }: Omit<Deps, 'database'> & { readonly database: Parameters<typeof findSecrets>[0] },
  merchantId: bigint,
): Promise<readonly Pair[]> => {
  const secrets = await findSecrets(database, masterKeys, merchantId, 'CARD_ENCRYPTION', now());
  return secrets.map(({ text }) => pairOf(JSON.parse(text)));
};

const newPair = async (): Promise<Pair> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { modulusLength: MODULUS_BITS, extractable: true });
  return pairOf({ ...(await exportJWK(privateKey)), kid: randomHex(8) });
};

const pairOf = (privateKey: JWK): Pair => {
  const { kty, n, e, kid } = privateKey;
  if (kty !== 'RSA' || n === undefined || e === undefined || kid === undefined) throw new Error('not a key for cards');
  return { privateKey, publicKey: { kty, n, e, kid, alg: ALGORITHM, use: 'enc' } };
};
