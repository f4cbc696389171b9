import type { Announcement, AnnouncementView } from '@perijove/contracts';
import { text } from '../../lib/text.js';
import { Readable } from 'node:stream';
import { AppError } from '../../lib/errors.js';
import type { AnnouncementService } from './service.js';
import type { Deps } from '../deps.js';

/** Below the minute after which proxies commonly end a silent answer. */
const REPEAT_MS = 25_000;

/** Readers at the same time. A user who comes after them asks now and then instead. */
export const MAX_READERS = 2_000;

const eventOf = (announcement: Announcement | null): string =>
  `data: ${JSON.stringify({ announcement } satisfies AnnouncementView)}\n\n`;

/**
 * The announcement for pages of the hub, which hold no socket: nobody need be signed in to read it.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export class AnnouncementStream {
  private readonly mostReaders = this.deps.mostReaders ?? MAX_READERS;
  private readonly readers = new Set<Readable>();
  private readonly unsubscribe = this.deps.bus.on('announcement.changed', changed =>
    this.tell(eventOf(changed.announcement)),
  );
  private stopRepeating = (): void => undefined;

  constructor(
    private readonly deps: Deps<'bus' | 'clock'> & {
      readonly announcement: Pick<AnnouncementService, 'current'>;
      readonly mostReaders?: number;
    },
  ) {}

  /** Says what stands now, and every change until the reader leaves. Throws `rate_limited`. */
  open(): Readable {
    if (this.readers.size >= this.mostReaders) {
      throw new AppError('rate_limited', text('platform.announcement.tooManyListen'), {
        retryAfterSeconds: 30,
      });
    }
    const reader = new Readable({ read: () => undefined });
    this.readers.add(reader);
    reader.once('close', () => this.readers.delete(reader));
    reader.push(eventOf(this.deps.announcement.current()));
    return reader;
  }

  /** Keeps proxies from hanging up, and shows readers that the line still works. */
  start(): void {
    this.stopRepeating = this.deps.clock.after(REPEAT_MS, () => {
      if (this.readers.size > 0) this.tell(eventOf(this.deps.announcement.current()));
      this.start();
    });
  }

  stop(): Promise<void> {
    this.unsubscribe();
    this.stopRepeating();
    for (const reader of this.readers) reader.push(null);
    return Promise.resolve();
  }

  private tell(event: string): void {
    for (const reader of this.readers) {
      // A user who takes nothing in any more is not there: nothing is kept for them.
      if (!reader.push(event)) reader.destroy();
    }
  }
}
