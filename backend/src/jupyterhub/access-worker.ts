import type { Clock } from '../lib/clock.js';
import { AppError, messageOf } from '../lib/errors.js';
import type { Logger } from '../lib/logger.js';
import { Loop } from '../lib/loop.js';
import type { AccessChanges, Hub } from './port.js';

/**
 * How often it looks without being told. With the time of a question this stays well below the five
 * seconds that are promised for the case that the hub's message is lost.
 */
const INTERVAL_MS = 2_000;

/**
 * Reads the hub's list of whose access changed. While the hub is away no access can change there;
 * after a restart the hub cannot tell what changed, and all users are checked again.
 */
export class AccessWorker {
  private last: AccessChanges | null = null;
  private readonly loop = new Loop({
    ...this.deps,
    name: 'access changes',
    intervalMs: INTERVAL_MS,
    pass: () => this.read(),
  });

  /** @param deps.onChanged - receives users and services; null stands for all of them */
  constructor(
    private readonly deps: {
      readonly hub: Pick<Hub, 'accessChanges'>;
      readonly clock: Clock;
      readonly log: Logger;
      readonly onChanged: (names: readonly string[] | null) => void;
    },
  ) {}

  start(): void {
    this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  /** The hub says that there is something: reads now. */
  nudge(): void {
    this.loop.nudge();
  }

  /** Whether the hub keeps a list of changes and was heard; else memories must be short. */
  follows(): boolean {
    return this.last !== null;
  }

  private async read(): Promise<void> {
    const { hub, log, onChanged } = this.deps;
    try {
      this.last = await hub.accessChanges(this.last);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log.debug(`whose access changed was not read: ${messageOf(error)}`);
      return;
    }
    if (this.last !== null && this.last.names?.length !== 0) onChanged(this.last.names);
  }
}
