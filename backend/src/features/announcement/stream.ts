import type { Announcement, AnnouncementView } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { Readable } from 'node:stream';
import type { Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { DomainBus } from '../domain-events.js';
import type { AnnouncementService } from './service.js';

/** Below the minute after which proxies commonly end a silent answer. */
const REPEAT_MS = 25_000;

/** Readers at the same time. A user who comes after them asks now and then instead. */
export const MAX_READERS = 2_000;

/**
 * The announcement for pages of the hub, which hold no socket: nobody need be signed in to read it.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export interface AnnouncementStream {
  /** Says what stands now, and every change until the reader leaves. Throws `rate_limited`. */
  open(): Readable;
  start(): void;
  stop(): Promise<void>;
}

const eventOf = (announcement: Announcement | null): string =>
  `data: ${JSON.stringify({ announcement } satisfies AnnouncementView)}\n\n`;

export const createAnnouncementStream = (deps: {
  readonly announcement: Pick<AnnouncementService, 'current'>;
  readonly bus: DomainBus;
  readonly clock: Clock;
  readonly mostReaders?: number;
}): AnnouncementStream => {
  const { announcement, bus, clock, mostReaders = MAX_READERS } = deps;
  const readers = new Set<Readable>();
  let stopRepeating = (): unknown => undefined;

  const tell = (event: string): void => {
    for (const reader of readers) {
      // A user who takes nothing in any more is not there: nothing is kept for them.
      if (!reader.push(event)) reader.destroy();
    }
  };
  const unsubscribe = bus.on('announcement.changed', changed =>
    tell(eventOf(changed.announcement)),
  );

  /** Keeps proxies from hanging up, and shows readers that the line still works. */
  const repeat = (): void => {
    stopRepeating = clock.after(REPEAT_MS, () => {
      if (readers.size > 0) tell(eventOf(announcement.current()));
      repeat();
    });
  };

  return {
    open: () => {
      if (readers.size >= mostReaders) {
        throw new AppError('rate_limited', strings.platform.announcement.tooManyListen, {
          retryAfterSeconds: 30,
        });
      }
      const reader = new Readable({ read: () => undefined });
      readers.add(reader);
      reader.once('close', () => readers.delete(reader));
      reader.push(eventOf(announcement.current()));
      return reader;
    },
    start: repeat,
    stop: () => {
      unsubscribe();
      stopRepeating();
      for (const reader of readers) reader.push(null);
      return Promise.resolve();
    },
  };
};
