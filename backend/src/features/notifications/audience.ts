import { text } from '../../lib/text.js';
import type { Audience } from '@perijove/contracts';
import { AppError } from '../../lib/errors.js';
import type { Deps } from '../deps.js';

/** Turns "to whom" into names. */
export type ResolveAudience = (audience: Audience) => Promise<readonly string[]>;

/**
 * @param runningUsers - users whose server runs now, known sooner than the hub's list tells
 */
export const createResolveAudience = (
  deps: Deps<'hub' | 'directory'> & {
    readonly runningUsers: () => readonly string[];
  },
): ResolveAudience => {
  const { hub, directory, runningUsers } = deps;

  const allUsers = async (): Promise<readonly string[]> => {
    if (directory.refreshedAtMs() === null) await directory.refresh();
    return directory.all().map(user => user.name);
  };

  const named = async (names: readonly string[]): Promise<readonly string[]> => {
    const wanted = [...new Set(names)];
    const missing = (): string[] => wanted.filter(name => directory.get(name) === null);
    // A user who signed up a moment ago is not in the directory yet.
    if (missing().length > 0) await directory.refresh();
    const unknown = missing();
    if (unknown.length > 0) {
      throw new AppError(
        'user_not_found',
        unknown.length === 1
          ? text('notifications.unknownUser', { user: unknown[0] ?? '' })
          : text('notifications.unknownUsers', { count: unknown.length }),
        {
          details: { users: unknown.slice(0, 100) },
        },
      );
    }
    return wanted;
  };

  const membersOf = async (groups: readonly string[]): Promise<readonly string[]> => {
    const wanted = [...new Set(groups)];
    const members = await Promise.all(
      wanted.map(async group => (await hub.group(group))?.users ?? null),
    );
    const unknown = wanted.filter((_, index) => members[index] === null);
    if (unknown.length > 0) {
      throw new AppError(
        'not_found',
        unknown.length === 1
          ? text('notifications.unknownGroup', { group: unknown[0] ?? '' })
          : text('notifications.unknownGroups', { count: unknown.length }),
        {
          details: { groups: unknown },
        },
      );
    }
    return [...new Set(members.flatMap(names => names ?? []))];
  };

  return async audience => {
    switch (audience.to) {
      case 'all':
        return allUsers();
      case 'active':
        return [...new Set(runningUsers())];
      case 'users':
        return named(audience.users);
      case 'groups':
        return membersOf(audience.groups);
    }
  };
};
