import { strings } from '@perijove/contracts/strings';
import { EngineError } from '../port.js';
import type { DockerDeps } from './deps.js';
import { composeProjectOf, strangerOf } from './labels.js';
import { createVolumeLookups, type VolumeFacts } from './volume-lookups.js';

/** Docker's named volumes. */
export interface Volumes {
  /** Looks for a volume; many who look in the same moment cost one call. */
  find(name: string): Promise<VolumeFacts | null>;
  remove(name: string): Promise<void>;
}

export const createVolumes = (deps: DockerDeps): Volumes => {
  const { client, deploymentId } = deps;
  const find = createVolumeLookups(deps);

  return {
    find,
    // Volumes that an earlier platform made carry no label and are ours to manage by name.
    remove: async name => {
      const volume = await find(name);
      if (volume === null) return;
      if (
        strangerOf(volume.labels, deploymentId) !== null ||
        composeProjectOf(volume.labels) !== null
      ) {
        throw new EngineError('conflict', strings.engine.docker.volumeStays(name));
      }
      try {
        await client.call({ what: 'removeVolume', of: name, effect: 'write' }, (docker, signal) =>
          docker.getVolume(name).remove({ abortSignal: signal }),
        );
      } catch (error) {
        if (error instanceof EngineError && error.kind === 'not_found') return;
        throw error;
      }
    },
  };
};
