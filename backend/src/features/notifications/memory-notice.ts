import { strings } from '@perijove/contracts/strings';
import type { Clock } from '../../platform/clock.js';
import { newId } from '../../platform/ids.js';
import type { DomainBus } from '../domain-events.js';
import type { NewNotification, SentRepo } from './repo.js';

const KEPT_MS = 24 * 3_600_000;

/** What a person reads whose notebook was ended for want of memory. */
export const memoryNotice = (
  server: string,
  limitBytes: number | null,
): Pick<NewNotification, 'title' | 'message'> => ({
  title: strings.notifications.memory.title(server),
  message: strings.notifications.memory.message(limitBytes),
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
