import type { DomainBus } from '../domain-events.js';
import type { Person } from './user.js';

/** All that a list of these people shows, as one text; when somebody was last here aside. */
export const signatureOf = (people: readonly Person[]): string =>
  people
    .map(({ name, state, user }) =>
      [name, state, user?.admin === true, ...(user?.groups ?? [])].join('/'),
    )
    .join('\n');

/**
 * Tells when the list of people would show something else although no account changed: somebody
 * came for the first time, got other groups or rights, or a server of theirs began or ended.
 * Returns a function that ends it.
 */
export const watchShown = (deps: {
  readonly bus: DomainBus;
  readonly people: () => readonly Person[];
  readonly isRunning: (user: string) => boolean;
  readonly onChanged: () => void;
}): (() => void) => {
  const { bus, people, isRunning, onChanged } = deps;
  const running = new Map<string, boolean>();
  let shown: string | null = null;

  const leave = [
    bus.on('people.refreshed', () => {
      const now = signatureOf(people());
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
    leave.forEach(end => end());
  };
};
