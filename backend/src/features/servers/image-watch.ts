import type { Engine } from '../../engine/port.js';
import type { Clock } from '../../platform/clock.js';
import type { Logger } from '../../platform/logger.js';
import { createLoop, type Loop } from '../../platform/loop.js';
import type { DomainBus } from '../domain-events.js';
import { briefly } from './failure.js';
import type { ServerRepo, ServerRow } from './repo.js';

const LOOK_MS = 60_000;

/** Knows what the labs' image is on this machine now, to tell labs that run an older one. */
export interface ImageWatch extends Pick<Loop, 'start' | 'stop'> {
  /** Whether a fresh container would be made of another image than this running lab. */
  isOutdated(row: ServerRow): boolean;
  /** One look, also for tests. Never throws: what cannot be seen stays as it was. */
  look(): Promise<void>;
}

export const createImageWatch = (deps: {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly log: Logger;
  readonly bus: DomainBus;
  readonly repo: ServerRepo;
  readonly image: string;
}): ImageWatch => {
  const { engine, clock, log, bus, repo, image } = deps;
  let currentId: string | null = null;

  const isOutdated = (row: ServerRow): boolean =>
    row.phase === 'running' &&
    currentId !== null &&
    row.imageId !== null &&
    row.imageId !== currentId;

  const look = async (): Promise<void> => {
    try {
      const found = await engine.inspectImage(image);
      if (found === null || found.id === currentId) return;
      currentId = found.id;
    } catch (error) {
      log.debug(`the image of the labs was not seen: ${briefly(error)}`);
      return;
    }
    for (const row of repo.all().filter(isOutdated)) {
      bus.emit('server.changed', { user: row.user, server: row.name });
    }
  };

  const loop = createLoop({ name: 'image watch', clock, log, intervalMs: LOOK_MS, pass: look });
  return { isOutdated, look, start: () => loop.start(), stop: () => loop.stop() };
};
