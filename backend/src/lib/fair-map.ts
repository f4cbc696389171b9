/**
 * A map with an end that many owners share. An owner pushes out its own oldest entries; when all of
 * it is full, whoever has most loses one. So nobody can make the others' entries disappear.
 */
export interface FairMap<V> {
  get(key: string): V | undefined;
  /** Sets a key for an owner; it counts as their newest. */
  set(owner: string, key: string, value: V): void;
  delete(key: string): void;
  deleteOwner(owner: string): void;
  clear(): void;
  readonly size: number;
}

export const createFairMap = <V>(limits: {
  readonly max: number;
  readonly maxOfOne: number;
}): FairMap<V> => {
  const entries = new Map<string, { readonly owner: string; readonly value: V }>();
  /** Keys of each owner, the oldest first. */
  const owners = new Map<string, Set<string>>();

  const remove = (key: string): void => {
    const entry = entries.get(key);
    if (entry === undefined) return;
    entries.delete(key);
    const keys = owners.get(entry.owner);
    keys?.delete(key);
    if (keys?.size === 0) owners.delete(entry.owner);
  };
  const removeOldest = (keys: ReadonlySet<string>): void => {
    const oldest = keys.values().next();
    if (!oldest.done) remove(oldest.value);
  };
  const most = (): ReadonlySet<string> => {
    let found: ReadonlySet<string> = new Set();
    for (const keys of owners.values()) if (keys.size > found.size) found = keys;
    return found;
  };

  return {
    get: key => entries.get(key)?.value,
    set: (owner, key, value) => {
      remove(key);
      const keys = owners.get(owner) ?? new Set();
      if (keys.size >= limits.maxOfOne) removeOldest(keys);
      else if (entries.size >= limits.max) removeOldest(most());
      entries.set(key, { owner, value });
      keys.add(key);
      owners.set(owner, keys);
    },
    delete: remove,
    deleteOwner: owner => [...(owners.get(owner) ?? [])].forEach(remove),
    clear: () => {
      entries.clear();
      owners.clear();
    },
    get size() {
      return entries.size;
    },
  };
};
