import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../lib/cursor.js';

const AfterName = z.object({ after: z.string() });

interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** One page of a list that is in the order of its names. */
export const pageByName = <T>(
  sorted: readonly T[],
  nameOf: (item: T) => string,
  { limit, cursor }: PageRequest,
): { readonly items: readonly T[]; readonly nextCursor: string | null; readonly total: number } => {
  const after = cursor === undefined ? null : decodeCursor(AfterName, cursor).after;
  const begin = after === null ? 0 : sorted.findIndex(item => nameOf(item) > after);
  const items = begin < 0 ? [] : sorted.slice(begin, begin + limit);
  const last = items.at(-1);
  const more = begin >= 0 && begin + limit < sorted.length && last !== undefined;
  return {
    items,
    nextCursor: more ? encodeCursor({ after: nameOf(last) }) : null,
    total: sorted.length,
  };
};

/** In the order that `pageByName` pages by: by code units, the same on every machine. */
export const compareNames = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether a name holds what somebody searches for, in whatever case. */
export const matchesName = (search: string | undefined): ((name: string) => boolean) => {
  const wanted = (search ?? '').normalize('NFC').toLowerCase();
  return name => wanted === '' || name.normalize('NFC').toLowerCase().includes(wanted);
};
