/** Remembers what happened once and shall not happen again in this browser tab. */
export interface OnceMemory {
  has(id: string): boolean;
  add(id: string): void;
}

/** So many things are remembered before the first may be forgotten. */
const CAPACITY = 200;

/**
 * A memory that survives a reload. It holds ids only: nothing to protect.
 *
 * @param storage - `sessionStorage`, whose life is that of the browser tab
 * @param key - under which the ids are kept
 */
export const createOnceMemory = (
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  key: string,
): OnceMemory => {
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
        // Storage is full or forbidden: it then holds until the next reload only.
      }
    },
  };
};
