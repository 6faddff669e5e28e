import { createHash } from 'node:crypto';

/** 32 hex digits for a combination of options by their codes, whatever their order; the same for ever. */
export const optionHash = (optionCodes: readonly string[]): string =>
  createHash('md5')
    .update(JSON.stringify([...new Set(optionCodes)].sort()))
    .digest('hex');
