import type { Engine } from '../../../engine/port.js';
import { briefly } from '../start/failure.js';
import { keyOf, subjectOf } from '../key.js';
import type { ServerRepo } from '../repo.js';
import type { ServerDeps } from '../deps.js';

/** A lab that loses its main process ends within this time, and is reported as ended. */
const SETTLE_MS = 2_000;
/** A notebook that keeps running against the limit is reported once in this time. */
const QUIET_MS = 10 * 60_000;

/** Notices labs that go on running although one of their processes was killed for lack of memory. */
export class MemoryWorker {
  private readonly last = new Map<string, number>();
  private readonly notifiedAtMs = new Map<string, number>();
  private readonly waiting = new Map<string, () => void>();
  private readonly unsubscribe = [
    this.deps.bus.on('server.started', event => this.forget(event)),
    this.deps.bus.on('server.stopped', event => this.forget(event)),
  ];

  constructor(
    private readonly deps: Pick<ServerDeps, 'clock' | 'log' | 'bus' | 'audit'> & {
      readonly engine: Pick<Engine, 'inspect'>;
      readonly repo: Pick<ServerRepo, 'ofLab'>;
    },
  ) {}

  /** Called when the engine reports that a process of this lab was killed. */
  onMemoryFull(lab: string): void {
    if (this.waiting.has(lab)) return;
    const atMs = this.deps.clock.now();
    const cancel = this.deps.clock.after(SETTLE_MS, () => {
      this.check(lab, atMs).catch((error: unknown) =>
        this.deps.log.debug(`the memory of ${lab} was not checked: ${briefly(error)}`),
      );
    });
    this.waiting.set(lab, cancel);
  }

  /** When that last happened to this server since it started; null when it did not. */
  lastAtMs(user: string, server: string): number | null {
    return this.last.get(keyOf(user, server)) ?? null;
  }

  close(): void {
    this.unsubscribe.forEach(end => end());
    this.waiting.forEach(cancel => cancel());
    this.waiting.clear();
  }

  private async check(lab: string, atMs: number): Promise<void> {
    this.waiting.delete(lab);
    const row = this.deps.repo.ofLab(lab);
    if (row?.phase !== 'running') return;
    if ((await this.deps.engine.inspect(lab))?.status !== 'running') return;
    const { user, name: server } = row;
    const key = keyOf(user, server);
    this.last.set(key, atMs);
    this.deps.bus.emit('server.changed', { user, server });
    if (atMs - (this.notifiedAtMs.get(key) ?? -Infinity) < QUIET_MS) return;
    this.notifiedAtMs.set(key, atMs);
    const limitBytes = row.policy?.limits.memoryBytes ?? null;
    this.deps.audit.record({
      actor: 'perijove',
      action: 'server.memory_full',
      subject: subjectOf(user, server),
      result: 'ok',
      details: { limitBytes },
    });
    this.deps.bus.emit('server.memory_full', { user, server, atMs, limitBytes });
  }

  private forget({ user, server }: { readonly user: string; readonly server: string }): void {
    this.last.delete(keyOf(user, server));
    this.notifiedAtMs.delete(keyOf(user, server));
  }
}
