import type { Engine } from '../../../engine/port.js';
import type { Clock } from '../../../lib/clock.js';
import { createFairQueue } from '../../../lib/fair-queue.js';
import type { DomainBus } from '../../domain-events.js';
import { keyOf } from '../key.js';

/** Stopping is mostly waiting for labs that save. */
const STOPS = 16;
/**
 * Starts prepared at once per core. The engine itself starts two per core; the others make volumes
 * and containers meanwhile, so that it never waits for the next.
 */
const STARTS_PER_CORE = 4;

/** Who starts and stops when many want to: places are few, and people take turns. */
export interface Turns {
  /** Waits for a place to start; call what it answers to give the place back. */
  start(
    user: string,
    server: string,
    signal: AbortSignal,
    onPosition: (position: number) => void,
  ): Promise<() => void>;
  /** Runs a stop when a place is free. */
  stop<T>(user: string, run: () => Promise<T>): Promise<T>;
  /** The place of a start in the queue, from 1; null when it does not wait for one. */
  positionOf(user: string, server: string): number | null;
}

export const createTurns = (deps: {
  readonly engine: Pick<Engine, 'caps'>;
  readonly clock: Clock;
  readonly bus: DomainBus;
}): Turns => {
  const { engine, clock, bus } = deps;
  let cores: number | null = null;
  const starts = createFairQueue({ clock, limit: () => STARTS_PER_CORE * (cores ?? 1) });
  const stops = createFairQueue({ clock, limit: () => STOPS });
  const positions = new Map<string, number>();

  /** An engine that is away lets the start itself say so. */
  const learnCores = async (): Promise<void> => {
    cores ??= await engine.caps().then(
      caps => caps.cores,
      () => null,
    );
  };

  return {
    start: async (user, server, signal, onPosition) => {
      if (cores === null) await learnCores();
      const key = keyOf(user, server);
      const waiting = starts.acquire({
        owner: user,
        signal,
        onPosition: position => {
          positions.set(key, position);
          onPosition(position);
          bus.emit('server.changed', { user, server });
        },
      });
      return waiting.finally(() => positions.delete(key));
    },
    stop: async (user, run) => {
      const release = await stops.acquire({ owner: user });
      try {
        return await run();
      } finally {
        release();
      }
    },
    positionOf: (user, server) => positions.get(keyOf(user, server)) ?? null,
  };
};
