import { text } from '../../lib/text.js';
import type { DomainBus } from '../domain-events.js';
import type { SendNotice } from './platform-notice.js';

const DAY_MS = 24 * 3_600_000;
/** Who is away for two weeks must still find out why a volume is empty. */
const KEPT_MS = 30 * DAY_MS;

/**
 * Tells the owner of a volume that a user removed in the engine. The shared one is all users':
 * administrators hear of it, who can bring a backup back.
 */
export const notifyLostVolume = (
  bus: DomainBus,
  send: SendNotice,
  administrators: () => readonly string[],
): (() => void) =>
  bus.on('volume.lost', ({ user, volume, current }) => {
    if (!current) return;
    const shownTo = user === '' ? administrators() : [user];
    const notice = {
      title: text('notifications.volumeLost.title', { volume }),
      message:
        user === ''
          ? text('notifications.volumeLost.shared')
          : text('notifications.volumeLost.message', { volume }),
    };
    for (const reader of shownTo) send(reader, notice, KEPT_MS);
  });
