import { useState } from 'react';

/** The selected rows of the page that is shown. */
export interface RowSelection<T> {
  readonly selected: readonly T[];
  readonly isSelected: (item: T) => boolean;
  readonly select: (items: readonly T[], on: boolean) => void;
  readonly clear: () => void;
}

/** Rows that can be selected. What has left the page is not selected any more. */
export const useSelection = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): RowSelection<T> => {
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const isSelected = (item: T): boolean => keys.has(keyOf(item));
  return {
    selected: items.filter(isSelected),
    isSelected,
    select: (changed, on) => {
      const next = new Set(keys);
      for (const item of changed) {
        if (on) next.add(keyOf(item));
        else next.delete(keyOf(item));
      }
      setKeys(next);
    },
    clear: () => {
      setKeys(new Set());
    },
  };
};
