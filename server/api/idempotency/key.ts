import { createHash } from 'node:crypto';
import { IDEMPOTENCY_KEY_INVALID, refuse } from '../errors.ts';

/** The HTTP header that names a key, on every wire. */
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** A key as it was sent; null when none was. Refuses IDEMPOTENCY_KEY_INVALID. A header sent twice has a blank inside. */
export const readKey = (header: string | readonly string[] | undefined): string | null => {
  if (header === undefined) return null;
  return typeof header === 'string' && /^[\x21-\x7e]{1,255}$/.test(header) ? header : refuse(IDEMPOTENCY_KEY_INVALID);
};

/**
 * A fingerprint of a request as it was read: spelling, order and form of what was sent make no difference, members
 * without a value neither. The caller leaves out what is secret: short secrets could be guessed from it.
 */
export const requestHash = (method: string, request: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([method, canonical(request)]))
    .digest('hex');

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, canonical(member)]));
};
