import { newId } from '../../lib/ids.js';
import type { NewNotification, SentRepo } from './repo.js';
import type { Deps } from '../deps.js';

/** Sends a warning of the platform itself to one user, who can read it for `keptMs`. */
export type SendNotice = (
  user: string,
  notice: Pick<NewNotification, 'title' | 'message'>,
  keptMs: number,
) => void;

export const createSendNotice =
  (
    deps: Deps<'bus' | 'clock'> & {
      readonly repo: Pick<SentRepo, 'insert'>;
    },
  ): SendNotice =>
  (user, notice, keptMs) => {
    const { bus, clock, repo } = deps;
    const { id } = repo.insert(
      {
        id: newId(),
        sender: 'perijove',
        sender_kind: 'service',
        ...notice,
        variant: 'warning',
        auto_close_ms: null,
        actions: '[]',
        audience: JSON.stringify({ to: 'users', users: [user] }),
        created_at: clock.now(),
        expires_at: clock.now() + keptMs,
      },
      [user],
    );
    bus.emit('notifications.changed', { id, change: 'created', users: [user] });
  };
