import type { Clock } from '../../lib/clock.js';
import { Loop } from '../../lib/loop.js';
import type { Logger } from '../../lib/logger.js';
import type { EngineHint, LabState } from '../port.js';

/** Labs of an earlier backend are nobody's children: their end shows only to who looks. */
const LOOK_MS = 1_000;

/** Tells who listens what may have changed. */
export class Watcher {
  private readonly listeners = new Set<(hint: EngineHint) => void>();
  private before = new Map<string, string>();

  constructor(
    private readonly deps: {
      readonly clock: Clock;
      readonly log: Logger;
      readonly list: () => Promise<readonly LabState[]>;
      /** Chores that fit into a look around. */
      readonly tidy: (labs: readonly LabState[]) => Promise<void>;
    },
  ) {}

  changed(name: string): void {
    this.listeners.forEach(listener => listener({ name }));
  }

  watch(onHint: (hint: EngineHint) => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.listeners.add(onHint);
    const { clock, log } = this.deps;
    const loop = new Loop({
      name: 'process-watch',
      clock,
      log,
      intervalMs: LOOK_MS,
      pass: () => this.look(),
    });
    signal.addEventListener(
      'abort',
      () => {
        this.listeners.delete(onHint);
        void loop.stop();
      },
      { once: true },
    );
    loop.start();
  }

  private async look(): Promise<void> {
    const labs = await this.deps.list();
    const now = new Map(labs.map(lab => [lab.name, `${lab.id} ${lab.status} ${lab.startedAtMs}`]));
    for (const name of new Set([...this.before.keys(), ...now.keys()])) {
      if (this.before.get(name) !== now.get(name)) this.changed(name);
    }
    this.before = now;
    await this.deps.tidy(labs);
  }
}
