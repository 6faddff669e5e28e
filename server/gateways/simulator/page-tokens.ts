import { randomBytes } from 'node:crypto';

/** The merchant is part of the token, because all the books are kept by merchant; the rest cannot be guessed. */
export function newPageToken(merchantId: bigint): string {
  return `${merchantId.toString(36)}.${randomBytes(24).toString('base64url')}`;
}

const LARGEST_ID = 2n ** 63n - 1n;

/** The merchant in a token, undefined for a text that cannot be a token. */
export function merchantOfToken(token: string): bigint | undefined {
  const digits = /^([0-9a-z]{1,13})\.[\w-]{32}$/.exec(token)?.[1];
  if (digits === undefined) return undefined;
  const id = [...digits].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n);
  return id <= LARGEST_ID ? id : undefined;
}
