import { encodeCursor } from './cursor.js';
import {
  allInOrder,
  cutPage,
  pageInOrder,
  positionAfter,
  type PageQuery,
  type SortOrder,
} from './keyset-page.js';

interface Item {
  readonly name: string;
  readonly size: number | null;
}
type Sort = 'name' | 'size';

const sorting = {
  valueOf: (item: Item, sort: Sort) => item[sort],
  keyOf: (item: Item) => [item.name],
};
const items: readonly Item[] = [
  { name: 'd', size: 2 },
  { name: 'a', size: null },
  { name: 'c', size: 1 },
  { name: 'b', size: 2 },
  { name: 'e', size: null },
];
const bySize: SortOrder<Sort> = { sort: 'size', order: 'desc' };

const walk = (list: () => readonly Item[], order: SortOrder<Sort>, limit: number): string[] => {
  const names: string[] = [];
  let cursor: string | undefined;
  do {
    const query: SortOrder<Sort> & PageQuery = { ...order, limit, cursor };
    const page = pageInOrder(list(), query, sorting);
    names.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return names;
};

describe('pages of a sorted list', () => {
  it.each([1, 2, 3, 4, 5, 6])('shows each item once, with %s to a page', limit => {
    for (const sort of ['name', 'size'] as const) {
      for (const order of ['asc', 'desc'] as const) {
        const all = allInOrder(items, { sort, order }, sorting).map(({ name }) => name);
        expect(walk(() => items, { sort, order }, limit)).toEqual(all);
      }
    }
  });

  it('sorts items without a value last in both directions, and equal ones by key', () => {
    const names = (order: 'asc' | 'desc') =>
      allInOrder(items, { sort: 'size', order }, sorting).map(({ name }) => name);
    expect(names('asc')).toEqual(['c', 'b', 'd', 'a', 'e']);
    expect(names('desc')).toEqual(['b', 'd', 'c', 'a', 'e']);
  });

  it('goes on at the same place when items come and go between two pages', () => {
    let calls = 0;
    const changing = () =>
      (calls += 1) === 1
        ? items
        : [...items.filter(({ name }) => name !== 'd'), { name: 'z', size: 9 }];
    expect(walk(changing, bySize, 2)).toEqual(['b', 'd', 'c', 'a', 'e']);
  });

  it('counts the items of all pages', () => {
    expect(pageInOrder(items, { ...bySize, limit: 2 }, sorting).total).toBe(5);
  });

  it('refuses a cursor of another order and one of its own making', () => {
    const { nextCursor } = pageInOrder(items, { ...bySize, limit: 2 }, sorting);
    const cursor = nextCursor ?? '';
    const details = { field: 'cursor' };
    const refused = { code: 'invalid_input', options: expect.objectContaining({ details }) };
    const read = (query: SortOrder & { cursor: string }) => () =>
      positionAfter({ ...query, limit: 2 });
    expect(positionAfter({ ...bySize, cursor, limit: 2 })).toEqual({ value: 2, key: ['d'] });
    for (const made of [
      { sort: 'name', order: 'desc', cursor } as const,
      { sort: 'size', order: 'asc', cursor } as const,
      { ...bySize, cursor: encodeCursor({ sort: 'size', order: 'desc', value: {}, key: [] }) },
      { ...bySize, cursor: encodeCursor({ before: 1 }) },
      { ...bySize, cursor: 'nonsense' },
    ]) {
      expect(read(made)).toThrow(expect.objectContaining(refused));
    }
  });

  it('cuts the row that only tells of another page', () => {
    const cursorOf = (row: number) => ({ after: row });
    expect(cutPage([1, 2, 3], 2, cursorOf)).toEqual({
      items: [1, 2],
      nextCursor: encodeCursor({ after: 2 }),
    });
    expect(cutPage([1, 2], 2, cursorOf).nextCursor).toBeNull();
    expect(cutPage([], 2, cursorOf)).toEqual({ items: [], nextCursor: null });
  });
});
