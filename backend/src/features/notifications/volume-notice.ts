import { strings } from '@perijove/contracts/strings';
import type { DomainBus } from '../domain-events.js';
import type { SendNotice } from './platform-notice.js';

const DAY_MS = 24 * 3_600_000;
/** Who is away for two weeks must still find out why a volume is empty. */
const KEPT_MS = 30 * DAY_MS;

/** Tells the owner of a volume that somebody removed in the engine; the shared one has none. */
export const tellOfLostVolume = (bus: DomainBus, send: SendNotice): (() => void) =>
  bus.on('volume.lost', ({ user, volume, current }) => {
    if (!current || user === '') return;
    const { title, message } = strings.notifications.volumeLost;
    send(user, { title: title(volume), message: message(volume) }, KEPT_MS);
  });
