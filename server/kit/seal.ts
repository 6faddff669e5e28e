import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A 32-byte key and the number (0 to 255) under which sealed values remember it, so that keys can be changed. */
export type MasterKey = { readonly id: number; readonly secret: Uint8Array };

/** What a sealed value belongs to, e.g. [merchantId, 'gateway-password']; it opens with the same words only. */
export type SealContext = readonly string[];

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;

/** Seals a small secret (text is taken as UTF-8) with AES-256-GCM: key id, nonce, tag, ciphertext. */
export function seal(key: MasterKey, secret: string | Uint8Array, context: SealContext): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key.secret, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(boundTo(key.id, context));
  const body = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([Buffer.of(key.id), nonce, cipher.getAuthTag(), body]);
}

/** Opens what `seal` made, with the key it names. Throws when the key is missing, the context differs or a bit changed. */
export function open(keys: readonly MasterKey[], sealed: Uint8Array, context: SealContext): Buffer {
  if (sealed.length < HEAD_BYTES) throw new Error('sealed value is too short');
  const key = keys.find(({ id }) => id === sealed[0]);
  if (key === undefined) throw new Error('sealed value was made with a key that is not at hand');
  const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
  // Without a fixed tag length the decipher would accept tags of four bytes, which can be guessed.
  const decipher = createDecipheriv(ALGORITHM, key.secret, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(key.id, context));
  decipher.setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    throw new Error('sealed value was changed or belongs to something else');
  }
}

/** Reads a master key: 64 hex digits or base64 of 32 bytes. Undefined when it is neither. */
export function parseMasterKey(text: string, id = 1): MasterKey | undefined {
  if (!Number.isInteger(id) || id < 0 || id > 255) throw new RangeError('key id has to fit in a byte');
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return { id, secret: Buffer.from(trimmed, 'hex') };
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return undefined;
  const secret = Buffer.from(trimmed, 'base64');
  return secret.length === KEY_BYTES ? { id, secret } : undefined;
}

/** A new random master key as text for parseMasterKey. */
export function newMasterKey(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}

/** Compares secrets in a time that tells nothing about where they differ, nor about their lengths. */
export function timingSafeEqualText(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function boundTo(keyId: number, context: SealContext): Buffer {
  return Buffer.from(JSON.stringify([keyId, ...context]));
}
