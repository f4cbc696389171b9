import type { ActivityQuery } from '@perijove/contracts';
import { useCallback, useState } from 'react';

/** A column that the service can sort by. */
export type SortColumn = NonNullable<ActivityQuery['sort']>;

/** The columns in the order in which they stand; the first one always shows. */
export const columns = [
  'user',
  'status',
  'cpu',
  'memory',
  'volumes',
  'timeLeft',
  'lastActivity',
  'score',
  'image',
] as const satisfies readonly SortColumn[];

/** Whether a value names a column. */
export const isColumn = (value: unknown): value is SortColumn =>
  columns.some(column => column === value);

const KEY = 'perijove-activity-hidden';

/** Reads what this browser remembers; what makes no sense is left out. */
export const hiddenOf = (stored: string | null): readonly SortColumn[] => {
  if (stored === null) return [];
  try {
    const value: unknown = JSON.parse(stored);
    return Array.isArray(value) ? value.filter(isColumn).filter(name => name !== 'user') : [];
  } catch {
    return [];
  }
};

/** Which columns are hidden, remembered by this browser, and a way to show or hide one. */
export const useHiddenColumns = (): readonly [
  readonly SortColumn[],
  (column: SortColumn) => void,
] => {
  const [hidden, setHidden] = useState(() => {
    try {
      return hiddenOf(localStorage.getItem(KEY));
    } catch {
      return [];
    }
  });
  const toggle = useCallback((column: SortColumn) => {
    setHidden(before => {
      const after = before.includes(column)
        ? before.filter(name => name !== column)
        : [...before, column];
      try {
        localStorage.setItem(KEY, JSON.stringify(after));
      } catch {
        // Storage can be forbidden; then the choice lasts as long as the page.
      }
      return after;
    });
  }, []);
  return [hidden, toggle];
};
