import type { Directory } from '../../jupyterhub/directory.js';
import type { Handlers } from '../handler.js';
import type { Trash } from './trash/trash.js';
import { ownersPage } from './owners.js';
import type { VolumeService } from './service.js';

/** Volumes of all users and the trash, for administrators. */
export const createVolumesAdminRoutes = (deps: {
  readonly volumes: Pick<VolumeService, 'totals'>;
  readonly trash: Trash;
  readonly directory: Directory;
}): Handlers<'listVolumeOwners' | 'listTrash' | 'restoreFromTrash' | 'purgeTrash'> => {
  const { volumes, trash, directory } = deps;
  return {
    listVolumeOwners: async ({ query }) => {
      if (directory.refreshedAtMs() === null) await directory.refresh();
      const users = directory.all().map(({ name }) => name);
      return ownersPage(users, volumes.totals(), query);
    },
    listTrash: ({ query }) => trash.list(query),
    restoreFromTrash: ({ body, caller }) => trash.restore(body.entries, caller.name),
    purgeTrash: ({ body, caller }) => trash.purge(body.entries, caller.name),
  };
};
