import type { Logger } from './logger.js';

/** Passes domain events on within the process; a listener that throws harms nobody else. */
export interface Bus<Events extends object> {
  emit<K extends keyof Events>(name: K, event: Events[K]): void;
  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): () => void;
}

export const createBus = <Events extends object>(log: Logger): Bus<Events> => {
  const listeners = new Map<keyof Events, Set<(event: never) => void>>();
  return {
    emit: (name, event) => {
      for (const listener of listeners.get(name) ?? []) {
        try {
          (listener as (event: unknown) => void)(event);
        } catch (error) {
          log.error({ err: error, event: String(name) }, 'a listener failed');
        }
      }
    },
    on: (name, listener) => {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener));
      return () => set.delete(listener);
    },
  };
};
