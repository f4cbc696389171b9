import { pageInOrder, type PageQuery } from '../../lib/keyset-page.js';

/** One page of a list in the order of its names. Throws `invalid_input` for a foreign cursor. */
export const pageByName = <T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  { limit, cursor }: PageQuery,
): ReturnType<typeof pageInOrder<T, 'name'>> =>
  pageInOrder(
    items,
    { sort: 'name', order: 'asc', limit, cursor },
    { valueOf: nameOf, keyOf: () => [] },
  );

/** Whether a name holds what a user searches for, in whatever case. */
export const matchesName = (search: string | undefined): ((name: string) => boolean) => {
  const wanted = (search ?? '').normalize('NFC').toLowerCase();
  return name => wanted === '' || name.normalize('NFC').toLowerCase().includes(wanted);
};
