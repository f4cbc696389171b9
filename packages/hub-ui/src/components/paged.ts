/** A list as far as it was loaded, and the way to more of it. */
export interface Paged<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly loadMore: () => void;
}

interface InfiniteLike<T> {
  readonly data:
    | { readonly pages: readonly { readonly items: readonly T[]; readonly total: number }[] }
    | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => unknown;
}

/** Joins the pages of an infinite query; undefined before the first. */
export const pagedOf = <T>(query: InfiniteLike<T>): Paged<T> | undefined =>
  query.data === undefined
    ? undefined
    : {
        items: query.data.pages.flatMap(page => page.items),
        total: query.data.pages.at(-1)?.total ?? 0,
        hasMore: query.hasNextPage,
        loadingMore: query.isFetchingNextPage,
        loadMore: () => void query.fetchNextPage(),
      };
