import type { Engine } from '../../../engine/port.js';
import type { Clock } from '../../../lib/clock.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop, type Loop } from '../../../lib/loop.js';
import type { DomainBus } from '../../domain-events.js';
import { briefly } from '../start/failure.js';
import type { ServerRepo, ServerRow } from '../repo.js';

const LOOK_MS = 60_000;

/** Knows what the images of labs are on this machine now, to tell labs that run an older one. */
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
  /** The platform's own. */
  readonly image: string;
}): ImageWatch => {
  const { engine, clock, log, bus, repo, image: usual } = deps;
  const currentIds = new Map<string, string>();

  const isOutdated = (row: ServerRow): boolean => {
    const current = currentIds.get(row.image ?? usual);
    return (
      row.phase === 'running' &&
      current !== undefined &&
      row.imageId !== null &&
      row.imageId !== current
    );
  };

  /** Answers whether it is another one than at the last look. */
  const lookFor = async (image: string): Promise<boolean> => {
    try {
      const found = await engine.inspectImage(image);
      if (found === null || found.id === currentIds.get(image)) return false;
      currentIds.set(image, found.id);
      return true;
    } catch (error) {
      log.debug(`the image of the labs was not seen: ${briefly(error)}`);
      return false;
    }
  };

  const look = async (): Promise<void> => {
    const running = repo.all().filter(row => row.phase === 'running' && row.image !== null);
    // The hub's configuration may have chosen others.
    const images = new Set([usual, ...running.map(row => row.image ?? usual)]);
    const changed = new Set<string>();
    for (const image of images) if (await lookFor(image)) changed.add(image);
    for (const row of repo.all().filter(isOutdated)) {
      if (!changed.has(row.image ?? usual)) continue;
      bus.emit('server.changed', { user: row.user, server: row.name });
    }
  };

  const loop = createLoop({ name: 'image watch', clock, log, intervalMs: LOOK_MS, pass: look });
  return { isOutdated, look, start: () => loop.start(), stop: () => loop.stop() };
};
