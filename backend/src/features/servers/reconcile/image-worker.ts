import { Loop } from '../../../lib/loop.js';
import { briefly } from '../start/failure.js';
import type { ServerRow } from '../repo.js';
import type { ServerDeps } from '../deps.js';

const INTERVAL_MS = 60_000;

/** Reads the current ids of lab images, to find labs that run an older one. */
export class ImageWorker {
  private readonly currentIds = new Map<string, string>();
  private readonly loop = new Loop({
    ...this.deps,
    name: 'image worker',
    intervalMs: INTERVAL_MS,
    pass: () => this.tick(),
  });

  constructor(
    private readonly deps: Pick<ServerDeps, 'engine' | 'clock' | 'log' | 'bus' | 'repo'> & {
      /** The platform's own. */
      readonly image: string;
    },
  ) {}

  /** Whether a fresh container would have another image than this running lab. */
  isOutdated(row: ServerRow): boolean {
    const current = this.currentIds.get(row.image ?? this.deps.image);
    return (
      row.phase === 'running' &&
      current !== undefined &&
      row.imageId !== null &&
      row.imageId !== current
    );
  }

  /** Reads the ids once. Never throws: what cannot be read stays as it was. */
  async tick(): Promise<void> {
    const running = this.deps.repo
      .all()
      .filter(row => row.phase === 'running' && row.image !== null);
    // The hub's configuration may have chosen others.
    const images = new Set([this.deps.image, ...running.map(row => row.image ?? this.deps.image)]);
    const changed = new Set<string>();
    for (const image of images) if (await this.refresh(image)) changed.add(image);
    for (const row of this.deps.repo.all().filter(row => this.isOutdated(row))) {
      if (!changed.has(row.image ?? this.deps.image)) continue;
      this.deps.bus.emit('server.changed', { user: row.user, server: row.name });
    }
  }

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** Whether the image has changed since the last pass. */
  private async refresh(image: string): Promise<boolean> {
    try {
      const found = await this.deps.engine.inspectImage(image);
      if (found === null || found.id === this.currentIds.get(image)) return false;
      this.currentIds.set(image, found.id);
      return true;
    } catch (error) {
      this.deps.log.debug(`the image of the labs could not be read: ${briefly(error)}`);
      return false;
    }
  }
}
