/** Callers of the same key share one running call. */
export const createSingleFlight = <T>() => {
  const running = new Map<string, Promise<T>>();
  return (key: string, call: () => Promise<T>): Promise<T> => {
    const shared = running.get(key);
    if (shared !== undefined) return shared;
    const fresh = (async () => call())().finally(() => running.delete(key));
    running.set(key, fresh);
    return fresh;
  };
};
