import type { Read } from '../../../api/schema.ts';
import { atLeast, type Version } from '../../../api/versions.ts';
import type { PromotionSearchOptions } from '../objects.ts';
import type { PromotionFilter } from '../store.ts';
import { couponKey } from './coupons.ts';

export type SentSearch = Read<typeof PromotionSearchOptions>;

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 200;
/** Clients of the versions without page counts ask for everything at once. */
const MAX_LIMIT_OLD = 1000;

/** The page that is meant, wherever it is said. A limit beyond the largest becomes the largest, which is told back. */
export const pageOf = (sent: SentSearch, version: Version) => {
  const largest = atLeast(version, '5.0') ? MAX_LIMIT : MAX_LIMIT_OLD;
  const page = Math.max(1, sent.Pagination?.Page ?? sent.Page ?? 1);
  const limit = Math.min(largest, sent.Pagination?.Limit || sent.Limit || DEFAULT_LIMIT);
  return { page, limit, offset: (page - 1) * limit };
};

/** What is asked for; empty members ask for nothing. `productCode` goes before the member of that name. */
export const filterOf = (sent: SentSearch, productCode: string | null | undefined): PromotionFilter => ({
  types: sent.Types?.length ? sent.Types : null,
  channel: sent.Channel && sent.Channel !== 'ALL' ? sent.Channel : null,
  productCode: productCode || sent.ProductCode || null,
  enabled: sent.Enabled ?? null,
  couponKeys: couponKeysOf(sent.Coupons ?? ''),
  taxCategory: sent.ProductTaxCategoryUUID?.toLowerCase() || null,
});

const couponKeysOf = (codes: string): readonly string[] | null => {
  const keys = codes
    .split(',')
    .map(couponKey)
    .filter((key) => key !== '');
  return keys.length > 0 ? keys : null;
};
