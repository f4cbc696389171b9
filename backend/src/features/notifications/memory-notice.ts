import type { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import type { DomainBus } from '../domain-events.js';
import type { NewNotification, SentRepo } from './repo.js';

const KEPT_MS = 24 * 3_600_000;
const MIB = 1024 * 1024;

/** The limit as pages write it, such as `512 MiB`. */
const sizeOf = (bytes: number): string => {
  const gib = bytes / (1024 * MIB);
  return gib >= 1 ? `${Number(gib.toFixed(1))} GiB` : `${Math.round(bytes / MIB)} MiB`;
};

/** What a person reads whose notebook was ended for want of memory. */
export const memoryNotice = (
  server: string,
  limitBytes: number | null,
): Pick<NewNotification, 'title' | 'message'> => ({
  title: server === '' ? 'Memory was used up' : `${server}: memory was used up`,
  message: `A process in your lab was ended because memory${
    limitBytes === null ? '' : ` (${sizeOf(limitBytes)})`
  } was used up. Saved files are safe. Close notebooks, or load less at once.`,
});

/** Tells people why their kernel ended while their lab lives on. */
export const tellOfMemory = (deps: {
  readonly bus: DomainBus;
  readonly clock: Clock;
  readonly repo: Pick<SentRepo, 'insert'>;
}): (() => void) => {
  const { bus, clock, repo } = deps;
  return bus.on('server.memory_full', ({ user, server, limitBytes }) => {
    const { id } = repo.insert(
      {
        id: newId(),
        sender: 'perijove',
        sender_kind: 'service',
        ...memoryNotice(server, limitBytes),
        variant: 'warning',
        auto_close_ms: null,
        actions: '[]',
        audience: JSON.stringify({ to: 'users', users: [user] }),
        created_at: clock.now(),
        expires_at: clock.now() + KEPT_MS,
      },
      [user],
    );
    bus.emit('notifications.changed', { id, change: 'created', users: [user] });
  });
};
