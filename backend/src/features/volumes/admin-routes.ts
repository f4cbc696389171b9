import type { Directory } from '../../jupyterhub/directory.js';
import type { Handlers } from '../handler.js';
import type { Bin } from './trash.js';
import { ownersPage } from './owners.js';
import type { VolumeService } from './service.js';

/** Everybody's volumes and the bin, for administrators. */
export const createVolumesAdminRoutes = (deps: {
  readonly volumes: Pick<VolumeService, 'totals'>;
  readonly bin: Bin;
  readonly directory: Directory;
}): Handlers<'listVolumeOwners' | 'listBin' | 'restoreFromBin' | 'purgeBin'> => {
  const { volumes, bin, directory } = deps;
  return {
    listVolumeOwners: async ({ query }) => {
      if (directory.refreshedAtMs() === null) await directory.refresh();
      const people = directory.all().map(({ name }) => name);
      return ownersPage(people, volumes.totals(), query);
    },
    listBin: ({ query }) => bin.list(query),
    restoreFromBin: ({ body, caller }) => bin.restore(body.entries, caller.name),
    purgeBin: ({ body, caller }) => bin.purge(body.entries, caller.name),
  };
};
