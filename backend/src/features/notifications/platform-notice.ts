import { newId } from '../../lib/ids.js';
import { storedMessage, type Message } from '../../lib/text.js';
import type { Deps } from '../deps.js';
import type { SentRepo } from './repo.js';

/** The sender of what the platform says by itself. */
export const PLATFORM = 'perijove';

/** What the platform says. */
export interface Notice {
  readonly title: Message;
  readonly message: Message;
}

/** Sends a warning of the platform itself to one user, who can read it for `keptMs`. */
export type SendNotice = (user: string, notice: Notice, keptMs: number) => void;

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
        sender: PLATFORM,
        sender_kind: 'service',
        title: storedMessage(notice.title),
        message: storedMessage(notice.message),
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
