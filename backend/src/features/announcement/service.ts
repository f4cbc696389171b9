import type { Announcement, AnnouncementRequest, AnnouncementVariant } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import type { Db } from '../../db/open.js';
import { iso, isoOrNull, type Clock } from '../../lib/clock.js';
import { AppError } from '../../lib/errors.js';
import type { AuditLog, DomainBus } from '../domain-events.js';

type Wanted = z.output<typeof AnnouncementRequest>['announcement'];

/** The announcement above every page. */
export interface AnnouncementService {
  /** The announcement of the moment; null when there is none or its time is over. */
  current(): Announcement | null;
  /** Sets or removes the announcement. Throws `invalid_input`. */
  set(actor: string, wanted: Wanted): Announcement | null;
  start(): void;
  stop(): Promise<void>;
}

interface Row {
  readonly message: string;
  readonly variant: AnnouncementVariant;
  readonly until: number | null;
  readonly updated_at: number;
}

export const createAnnouncementService = (deps: {
  readonly clock: Clock;
  readonly db: Db;
  readonly bus: DomainBus;
  readonly audit: AuditLog;
}): AnnouncementService => {
  const { clock, db, bus, audit } = deps;
  const find = db.prepare<[], Row>('SELECT message, variant, until, updated_at FROM announcement');
  const put = db.prepare<Row>(
    `INSERT INTO announcement (one, message, variant, until, updated_at)
     VALUES (1, @message, @variant, @until, @updated_at)
     ON CONFLICT (one) DO UPDATE SET message = excluded.message, variant = excluded.variant,
       until = excluded.until, updated_at = excluded.updated_at`,
  );
  const remove = db.prepare('DELETE FROM announcement');
  let stopWaiting = (): unknown => undefined;

  const current = (): Announcement | null => {
    const row = find.get();
    if (row === undefined || (row.until !== null && row.until <= clock.now())) return null;
    const { message, variant, until, updated_at: updatedAt } = row;
    return { message, variant, until: isoOrNull(until), updatedAt: iso(updatedAt) };
  };

  /** Tells every page when the time of the announcement is over. */
  const wait = (): void => {
    stopWaiting();
    const until = find.get()?.until ?? null;
    if (until === null) return;
    stopWaiting = clock.after(until - clock.now(), () => {
      // The clock may have been set back meanwhile.
      if (until > clock.now()) wait();
      else bus.emit('announcement.changed', { announcement: current() });
    });
  };

  return {
    current,
    set: (actor, wanted) => {
      if (wanted === null) remove.run();
      else {
        const until = wanted.until === null ? null : Date.parse(wanted.until);
        if (until !== null && until <= clock.now()) {
          throw new AppError('invalid_input', strings.platform.announcement.endsInPast);
        }
        const { message, variant } = wanted;
        put.run({ message, variant, until, updated_at: clock.now() });
      }
      audit.record({
        actor,
        action: wanted === null ? 'announcement.remove' : 'announcement.set',
        subject: strings.common.allUsers,
        result: 'ok',
        details: wanted === null ? {} : { ...wanted },
      });
      const announcement = current();
      bus.emit('announcement.changed', { announcement });
      wait();
      return announcement;
    },
    start: wait,
    stop: () => {
      stopWaiting();
      return Promise.resolve();
    },
  };
};
