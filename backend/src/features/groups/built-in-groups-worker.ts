import { builtInGroups } from '@perijove/contracts';
import { text } from '../../lib/text.js';
import type { GroupDirectory } from '../../jupyterhub/group-directory.js';
import type { Hub } from '../../jupyterhub/port.js';
import { AppError, messageOf } from '../../lib/errors.js';
import type { Deps } from '../deps.js';

/**
 * Brings a built-in group back that a user deleted outside of Perijove: without members, for a
 * power over the host is never given by itself. Throws nothing: the next look tries again.
 */
export const createBuiltInGroupsWorker = (
  deps: Deps<'audit' | 'log'> & {
    readonly hub: Pick<Hub, 'createGroup'>;
    readonly groups: Pick<GroupDirectory, 'get' | 'refreshedAtMs' | 'refreshGroup'>;
  },
): (() => Promise<void>) => {
  const { hub, groups, audit, log } = deps;
  const complained = new Set<string>();

  const bringBack = async (name: string): Promise<void> => {
    try {
      await hub.createGroup(name);
      audit.record({
        actor: 'perijove',
        action: 'group.create',
        subject: name,
        result: 'ok',
        details: { why: text('groups.wasMissing') },
      });
      complained.delete(name);
    } catch (error) {
      const thereNow = error instanceof AppError && error.code === 'conflict';
      // Once is enough: what keeps us from it seldom goes away within half a minute.
      if (!thereNow && !complained.has(name)) {
        complained.add(name);
        log.warn(`could not create the built-in group ${name}: ${messageOf(error)}`);
      }
      if (!thereNow) return;
    }
    await groups.refreshGroup(name).catch(() => undefined);
  };

  return async () => {
    if (groups.refreshedAtMs() === null) return;
    for (const name of Object.keys(builtInGroups)) {
      if (groups.get(name) === null) await bringBack(name);
    }
  };
};
