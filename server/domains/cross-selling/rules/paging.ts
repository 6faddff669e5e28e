/** A page of a search: rows to answer and rows before them. */
export type Page = { readonly page: number; readonly limit: number; readonly offset: number };

type Selector = { readonly Page?: number | null; readonly Limit?: number | null };

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 200;

/** The page that is meant, wherever it is said; a limit beyond the largest becomes the largest, which is told back. */
export const pageOf = (sent: Selector & { readonly Pagination?: Selector | null }): Page => {
  const page = Math.max(1, sent.Pagination?.Page ?? sent.Page ?? 1);
  const limit = Math.min(MAX_LIMIT, sent.Pagination?.Limit || sent.Limit || DEFAULT_LIMIT);
  return { page, limit, offset: (page - 1) * limit };
};

/** The values of a filter; undefined, which does not restrict, when there are none. */
export const someOf = <T>(values: readonly T[] | null | undefined): readonly T[] | undefined =>
  values && values.length > 0 ? values : undefined;
