import { strings } from '@perijove/contracts/strings';
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
    const { title, message, shared } = strings.notifications.volumeLost;
    const shownTo = user === '' ? administrators() : [user];
    const texts = { title: title(volume), message: user === '' ? shared : message(volume) };
    for (const reader of shownTo) send(reader, texts, KEPT_MS);
  });
