import { createHmac } from 'node:crypto';

export type Algorithm = 'md5' | 'sha256' | 'sha3-256';

/** The hash that proves who logs in: HMAC over code and date, each behind its length in bytes; lower-case hex. */
export const signature = (code: string, date: string, secretKey: string, algorithm: Algorithm): string =>
  createHmac(algorithm, secretKey)
    .update(`${Buffer.byteLength(code)}${code}${Buffer.byteLength(date)}${date}`)
    .digest('hex');

/** A time as login wants it: UTC, Y-m-d H:i:s. */
export const loginDate = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ');
