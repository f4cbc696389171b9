import { useState } from 'react';
import { usePages } from './use-pages';

/** A search by text through the pages of a list. Another search begins on its first page. */
export const useListSearch = (limit: number) => {
  const [text, setText] = useState('');
  const { cursor, rewind, paging } = usePages(limit);
  return {
    text,
    setText: (next: string): void => {
      rewind();
      setText(next);
    },
    rewind,
    paging,
    /** What goes over the wire. */
    query: {
      limit,
      ...(text === '' ? {} : { search: text }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  };
};
