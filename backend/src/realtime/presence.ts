/** Counts open pages per user and per credential. */
export interface Presence {
  /** A page opened. The returned function says that it closed; calling it twice is harmless. */
  enter(user: string | null, credential: string): () => void;
  pagesOf(credential: string): number;
  pagesOfUser(user: string): number;
  present(user: string): boolean;
}

/** @param changed - called when a user's first page opens and when their last one closes */
export const createPresence = (changed: (user: string, present: boolean) => void): Presence => {
  const users = new Map<string, number>();
  const credentials = new Map<string, number>();

  const add = (counts: Map<string, number>, key: string, by: 1 | -1): number => {
    const next = (counts.get(key) ?? 0) + by;
    if (next === 0) counts.delete(key);
    else counts.set(key, next);
    return next;
  };

  return {
    enter: (user, credential) => {
      add(credentials, credential, 1);
      if (user !== null && add(users, user, 1) === 1) changed(user, true);
      let inside = true;
      return () => {
        if (!inside) return;
        inside = false;
        add(credentials, credential, -1);
        if (user !== null && add(users, user, -1) === 0) changed(user, false);
      };
    },
    pagesOfUser: user => users.get(user) ?? 0,
    pagesOf: credential => credentials.get(credential) ?? 0,
    present: user => users.has(user),
  };
};
