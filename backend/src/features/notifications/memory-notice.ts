import { text } from '../../lib/text.js';
import type { DomainBus } from '../domain-events.js';
import type { Notice, SendNotice } from './platform-notice.js';

const KEPT_MS = 24 * 3_600_000;

/** The notification after a process was stopped for lack of memory. */
export const memoryNotice = (server: string, limitBytes: number | null): Notice => ({
  title:
    server === ''
      ? text('notifications.memory.title')
      : text('notifications.memory.titleOf', { server }),
  message:
    limitBytes === null
      ? text('notifications.memory.message')
      : text('notifications.memory.messageOfLimit', { limit: { bytes: limitBytes } }),
});

/** Notifies users of a process that was stopped for lack of memory. */
export const notifyMemoryFull = (bus: DomainBus, send: SendNotice): (() => void) =>
  bus.on('server.memory_full', ({ user, server, limitBytes }) =>
    send(user, memoryNotice(server, limitBytes), KEPT_MS),
  );
