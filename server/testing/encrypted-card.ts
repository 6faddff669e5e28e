import { CompactEncrypt, importJWK, type JWK } from 'jose';

/** A merchant's public key, as a browser gets it. */
export const fetchCardKey = async (url: string, merchantCode: string): Promise<JWK> => {
  const response = await fetch(`${url}/checkout/client/encryption-key/${merchantCode}/`);
  return (await response.json()) as JWK;
};

/** What a shopper's browser makes of a card: a compact JWE under the merchant's public key. */
export const encryptCard = async (publicKey: JWK, card: Readonly<Record<string, unknown>>): Promise<string> =>
  new CompactEncrypt(new TextEncoder().encode(JSON.stringify(card)))
    .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', ...(publicKey.kid ? { kid: publicKey.kid } : {}) })
    .encrypt(await importJWK(publicKey, 'RSA-OAEP-256'));
