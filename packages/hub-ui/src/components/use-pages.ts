import { useState } from 'react';
import type { Paging } from './Pager';

/** The way through the pages of a list: cursors of the pages before this one. */
export const usePages = (limit: number) => {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  return {
    cursor: cursors.at(-1),
    /** Another search begins on its first page. */
    rewind: (): void => {
      setCursors([]);
    },
    paging: (nextCursor: string | null): Paging => ({
      offset: cursors.length * limit,
      previous:
        cursors.length === 0
          ? null
          : () => {
              setCursors(cursors.slice(0, -1));
            },
      next:
        nextCursor === null
          ? null
          : () => {
              setCursors([...cursors, nextCursor]);
            },
    }),
  };
};
