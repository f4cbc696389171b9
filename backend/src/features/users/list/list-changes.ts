import type { DomainBus } from '../../domain-events.js';
import type { User } from '../user.js';

/** The content of a list of these users as one text, except for their last activity. */
export const listSignature = (users: readonly User[]): string =>
  users
    .map(({ name, state, hubUser }) =>
      [name, state, hubUser?.admin === true, ...(hubUser?.groups ?? [])].join('/'),
    )
    .join('\n');

/**
 * Tells when the list of users would show something else although no account changed: a user
 * came for the first time, got other groups or rights, or a server of theirs began or ended.
 * Returns a function that ends it.
 */
export const watchListChanges = (deps: {
  readonly bus: DomainBus;
  readonly users: () => readonly User[];
  readonly isRunning: (user: string) => boolean;
  readonly onChanged: () => void;
}): (() => void) => {
  const { bus, users, isRunning, onChanged } = deps;
  const running = new Map<string, boolean>();
  let shown: string | null = null;

  const unsubscribe = [
    bus.on('users.refreshed', () => {
      const now = listSignature(users());
      if (shown !== null && shown !== now) onChanged();
      shown = now;
    }),
    bus.on('server.changed', ({ user }) => {
      const now = isRunning(user);
      if ((running.get(user) ?? false) === now) return;
      if (now) running.set(user, true);
      else running.delete(user);
      onChanged();
    }),
  ];
  return () => {
    unsubscribe.forEach(end => end());
  };
};
