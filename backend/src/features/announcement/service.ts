import type { Announcement, AnnouncementRequest, AnnouncementVariant } from '@perijove/contracts';
import { inEnglish } from '../../lib/catalog.js';
import { text } from '../../lib/text.js';
import type { z } from 'zod';
import { iso, isoOrNull } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { Deps } from '../deps.js';

type Wanted = z.output<typeof AnnouncementRequest>['announcement'];

interface Row {
  readonly message: string;
  readonly variant: AnnouncementVariant;
  readonly until: number | null;
  readonly updated_at: number;
}

/** The announcement above every page. */
export class AnnouncementService {
  private readonly find = this.deps.db.prepare<[], Row>(
    'SELECT message, variant, until, updated_at FROM announcement',
  );
  private readonly put = this.deps.db.prepare<Row>(
    `INSERT INTO announcement (one, message, variant, until, updated_at)
     VALUES (1, @message, @variant, @until, @updated_at)
     ON CONFLICT (one) DO UPDATE SET message = excluded.message, variant = excluded.variant,
       until = excluded.until, updated_at = excluded.updated_at`,
  );
  private readonly remove = this.deps.db.prepare('DELETE FROM announcement');
  private stopWaiting = (): void => undefined;

  constructor(private readonly deps: Deps<'clock' | 'db' | 'bus' | 'audit'>) {}

  /** The announcement of the moment; null when there is none or its time is over. */
  current(): Announcement | null {
    const row = this.find.get();
    if (row === undefined || (row.until !== null && row.until <= this.deps.clock.now()))
      return null;
    const { message, variant, until, updated_at: updatedAt } = row;
    return { message, variant, until: isoOrNull(until), updatedAt: iso(updatedAt) };
  }

  /** Sets or removes the announcement. Throws `invalid_input`. */
  set(actor: string, wanted: Wanted): Announcement | null {
    if (wanted === null) this.remove.run();
    else {
      const until = wanted.until === null ? null : Date.parse(wanted.until);
      if (until !== null && until <= this.deps.clock.now()) {
        throw new AppError('invalid_input', text('platform.announcement.endsInPast'));
      }
      const { message, variant } = wanted;
      this.put.run({ message, variant, until, updated_at: this.deps.clock.now() });
    }
    this.deps.audit.record({
      actor,
      action: wanted === null ? 'announcement.remove' : 'announcement.set',
      subject: inEnglish(text('common.allUsers')),
      result: 'ok',
      details: wanted === null ? {} : { ...wanted },
    });
    const announcement = this.current();
    this.deps.bus.emit('announcement.changed', { announcement });
    this.start();
    return announcement;
  }

  /** Tells every page when the time of the announcement is over. */
  start(): void {
    this.stopWaiting();
    const until = this.find.get()?.until ?? null;
    if (until === null) return;
    this.stopWaiting = this.deps.clock.after(until - this.deps.clock.now(), () => {
      // The clock may have been set back meanwhile.
      if (until > this.deps.clock.now()) this.start();
      else this.deps.bus.emit('announcement.changed', { announcement: this.current() });
    });
  }

  stop(): Promise<void> {
    this.stopWaiting();
    return Promise.resolve();
  }
}
