import type { Handlers } from '../handler.js';
import type { VolumeService } from './service.js';

/** A user's volumes: list, reset, restore. */
export const createVolumeRoutes = (deps: {
  readonly volumes: VolumeService;
  /** Throws `user_not_found` when JupyterHub does not know this user. */
  readonly ensureUser: (user: string) => Promise<void>;
}): Handlers<'listVolumes' | 'resetVolumes' | 'restoreVolume'> => {
  const { volumes, ensureUser } = deps;
  return {
    listVolumes: async ({ params }) => {
      await ensureUser(params.user);
      return { volumes: [...volumes.list(params.user)] };
    },
    resetVolumes: async ({ params, body, caller }) => {
      await ensureUser(params.user);
      return volumes.reset(params.user, body.volumes, caller.name);
    },
    restoreVolume: async ({ params, body, caller }) => {
      await ensureUser(params.user);
      return volumes.restore(params.user, params.volume, body.generation, caller.name);
    },
  };
};
