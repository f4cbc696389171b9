import type { Clock } from '../../lib/clock.js';
import { createLoop } from '../../lib/loop.js';
import type { Logger } from '../../lib/logger.js';
import type { EngineHint, LabState } from '../port.js';

/** Labs of an earlier backend are nobody's children: their end shows only to who looks. */
const LOOK_MS = 1_000;

/** Tells who listens what may have changed. */
export interface Watcher {
  changed(name: string): void;
  watch(onHint: (hint: EngineHint) => void, signal: AbortSignal): void;
}

export const createWatcher = (deps: {
  readonly clock: Clock;
  readonly log: Logger;
  readonly list: () => Promise<readonly LabState[]>;
  /** Chores that fit into a look around. */
  readonly tidy: (labs: readonly LabState[]) => Promise<void>;
}): Watcher => {
  const listeners = new Set<(hint: EngineHint) => void>();
  const tell = (name: string): void => listeners.forEach(listener => listener({ name }));
  let before = new Map<string, string>();

  const look = async (): Promise<void> => {
    const labs = await deps.list();
    const now = new Map(labs.map(lab => [lab.name, `${lab.id} ${lab.status} ${lab.startedAtMs}`]));
    for (const name of new Set([...before.keys(), ...now.keys()])) {
      if (before.get(name) !== now.get(name)) tell(name);
    }
    before = now;
    await deps.tidy(labs);
  };

  return {
    changed: tell,
    watch: (onHint, signal) => {
      if (signal.aborted) return;
      listeners.add(onHint);
      const { clock, log } = deps;
      const loop = createLoop({
        name: 'process-watch',
        clock,
        log,
        intervalMs: LOOK_MS,
        pass: look,
      });
      signal.addEventListener(
        'abort',
        () => {
          listeners.delete(onHint);
          void loop.stop();
        },
        { once: true },
      );
      loop.start();
    },
  };
};
