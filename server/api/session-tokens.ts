import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * API sessions as signed tokens that any node checks without the database: merchant, session epoch, end, and a MAC
 * under a key derived from the master key. Written in lower-case letters and digits, as clients expect of a session.
 */
export type SessionTokens = {
  /** A new token; it lives for ten minutes from `at`, used or not. */
  issue(merchantId: bigint, epoch: number, at: Date): string;
  /** What a token says, or undefined when it was not made here. Whether it has run out is the caller's question. */
  read(token: string): { readonly merchantId: bigint; readonly epoch: number; readonly expiresAt: Date } | undefined;
};

const LIFETIME_MS = 10 * 60_000;
/** id 8, epoch 4, end in seconds 4, random 4: two logins of one second differ. */
const BODY_BYTES = 20;
const MAC_BYTES = 16;

/** @param masterKeys the key that signs first, then older ones whose tokens still count */
export const sessionTokens = (masterKeys: readonly Uint8Array[]): SessionTokens => {
  const keys = masterKeys.map((key) => Buffer.from(hkdfSync('sha256', key, '', 'sutler api session', 32)));
  const mac = (key: Buffer, body: Buffer): Buffer =>
    createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  const [signing] = keys;
  if (signing === undefined) throw new Error('Session tokens need a master key.');

  return {
    issue(merchantId, epoch, at) {
      const body = Buffer.alloc(BODY_BYTES);
      body.writeBigInt64BE(merchantId, 0);
      body.writeUInt32BE(epoch, 8);
      body.writeUInt32BE(Math.floor((at.getTime() + LIFETIME_MS) / 1000), 12);
      randomBytes(4).copy(body, 16);
      return toBase32(Buffer.concat([body, mac(signing, body)]));
    },
    read(token) {
      const bytes = fromBase32(token);
      if (bytes === undefined || bytes.length !== BODY_BYTES + MAC_BYTES) return undefined;
      const body = bytes.subarray(0, BODY_BYTES);
      const given = bytes.subarray(BODY_BYTES);
      if (!keys.some((key) => timingSafeEqual(mac(key, body), given))) return undefined;
      return {
        merchantId: body.readBigInt64BE(0),
        epoch: body.readUInt32BE(8),
        expiresAt: new Date(body.readUInt32BE(12) * 1000),
      };
    },
  };
};

const DIGITS = 'abcdefghijklmnopqrstuvwxyz234567';
/** 36 bytes are 57.6 groups of five bits. */
const TOKEN_LENGTH = Math.ceil(((BODY_BYTES + MAC_BYTES) * 8) / 5);

const toBase32 = (bytes: Buffer): string => {
  let text = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += DIGITS.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits > 0 ? text + DIGITS.charAt((held << (5 - bits)) & 31) : text;
};

const fromBase32 = (text: string): Buffer | undefined => {
  if (text.length !== TOKEN_LENGTH) return undefined;
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const sign of text) {
    const digit = DIGITS.indexOf(sign);
    if (digit < 0) return undefined;
    held = (held << 5) | digit;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >> bits) & 255);
      held &= (1 << bits) - 1;
    }
  }
  return Buffer.from(bytes);
};
