/** The first few of many in some order, found in one pass: no need to sort those behind them. */
export interface First<T> {
  offer(item: T): void;
  /** At most `count`, in order; equal ones as they were offered. */
  kept(): readonly T[];
}

export const createFirst = <T>(count: number, compare: (a: T, b: T) => number): First<T> => {
  const kept: T[] = [];
  return {
    offer: item => {
      let from = 0;
      let to = kept.length;
      const last = kept[count - 1];
      if (last !== undefined && compare(item, last) >= 0) return;
      while (from < to) {
        const middle = (from + to) >> 1;
        const other = kept[middle];
        if (other !== undefined && compare(other, item) <= 0) from = middle + 1;
        else to = middle;
      }
      kept.splice(from, 0, item);
      if (kept.length > count) kept.pop();
    },
    kept: () => kept,
  };
};
