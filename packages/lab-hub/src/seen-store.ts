/** Remembers which ids this browser tab has already handled. */
export interface SeenStore {
  has(id: string): boolean;
  add(id: string): void;
}

/** Number of ids to keep; the oldest are dropped first. */
const CAPACITY = 200;

/**
 * A store that survives a reload of the page. It holds ids only, nothing confidential.
 *
 * @param storage - `sessionStorage`, which lives as long as the browser tab
 * @param key - storage key of the ids
 */
export const createSeenStore = (
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  key: string,
): SeenStore => {
  const read = (): string[] => {
    try {
      const value: unknown = JSON.parse(storage.getItem(key) ?? '[]');
      return Array.isArray(value) ? value.filter(id => typeof id === 'string') : [];
    } catch {
      return [];
    }
  };
  const ids = new Set(read());
  return {
    has: id => ids.has(id),
    add: id => {
      ids.add(id);
      try {
        storage.setItem(key, JSON.stringify([...ids].slice(-CAPACITY)));
      } catch {
        // Storage is full or blocked: the ids are kept until the next reload only.
      }
    },
  };
};
