import type { Engine } from '../../../engine/port.js';
import { FairQueue } from '../../../lib/fair-queue.js';
import { keyOf } from '../key.js';
import type { ServerDeps } from '../deps.js';

/** Stopping is mostly waiting for labs that save. */
const STOPS = 16;
/**
 * Starts prepared at once per core. The engine itself starts two per core; the others make volumes
 * and containers meanwhile, so that it never waits for the next.
 */
const STARTS_PER_CORE = 4;

/** Limits how many labs start and stop at once; users take turns. */
export class StartQueue {
  private cores: number | null = null;
  private readonly starts = new FairQueue({
    clock: this.deps.clock,
    limit: () => STARTS_PER_CORE * (this.cores ?? 1),
  });
  private readonly stops = new FairQueue({ clock: this.deps.clock, limit: () => STOPS });
  private readonly positions = new Map<string, number>();

  constructor(
    private readonly deps: Pick<ServerDeps, 'clock' | 'bus'> & {
      readonly engine: Pick<Engine, 'caps'>;
    },
  ) {}

  /** Waits for a place to start; the returned function gives the place back. */
  async start(
    user: string,
    server: string,
    signal: AbortSignal,
    onPosition: (position: number) => void,
  ): Promise<() => void> {
    if (this.cores === null) await this.readCores();
    const key = keyOf(user, server);
    const waiting = this.starts.acquire({
      owner: user,
      signal,
      onPosition: position => {
        this.positions.set(key, position);
        onPosition(position);
        this.deps.bus.emit('server.changed', { user, server });
      },
    });
    return waiting.finally(() => this.positions.delete(key));
  }

  /** Runs a stop when a place is free. */
  async stop<T>(user: string, run: () => Promise<T>): Promise<T> {
    const release = await this.stops.acquire({ owner: user });
    try {
      return await run();
    } finally {
      release();
    }
  }

  /** The place of a start in the queue, from 1; null when it does not wait for one. */
  positionOf(user: string, server: string): number | null {
    return this.positions.get(keyOf(user, server)) ?? null;
  }

  /** When the engine is away, the start itself reports it. */
  private async readCores(): Promise<void> {
    this.cores ??= await this.deps.engine.caps().then(
      caps => caps.cores,
      () => null,
    );
  }
}
