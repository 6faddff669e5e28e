import { atLeast, type Version } from '../../../api/versions.ts';

/** A page of a search: rows to answer and rows before them. */
export type Page = { readonly page: number; readonly limit: number; readonly offset: number };

type Selector = { readonly Page?: number | null; readonly Limit?: number | null };

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 200;
/** Clients of the versions without page counts ask for everything at once. */
const MAX_LIMIT_OLD = 1000;

/** The page that is meant, wherever it is said. A limit beyond the largest becomes the largest, which is told back. */
export const pageOf = (sent: Selector & { readonly Pagination?: Selector | null }, version: Version): Page => {
  const largest = atLeast(version, '5.0') ? MAX_LIMIT : MAX_LIMIT_OLD;
  const page = Math.max(1, sent.Pagination?.Page ?? sent.Page ?? 1);
  const limit = Math.min(largest, sent.Pagination?.Limit || sent.Limit || DEFAULT_LIMIT);
  return { page, limit, offset: (page - 1) * limit };
};
