import type { Logger } from './logger.js';

/** Passes domain events on within the process; a listener that throws harms nobody else. */
export class Bus<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(event: never) => void>>();

  constructor(private readonly log: Logger) {}

  emit<K extends keyof Events>(name: K, event: Events[K]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        (listener as (event: unknown) => void)(event);
      } catch (error) {
        this.log.error({ err: error, event: String(name) }, 'a listener failed');
      }
    }
  }

  on<K extends keyof Events>(name: K, listener: (event: Events[K]) => void): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  }
}
