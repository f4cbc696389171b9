import { text } from '../../../lib/text.js';
import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { composeProjectOf, strangerOf } from '../labels.js';
import { createVolumeLookups } from './volume-lookups.js';

/** Docker's named volumes. */
export class DockerVolumes {
  /** Looks for a volume; many who look in the same moment cost one call. */
  readonly find = createVolumeLookups(this.deps);

  constructor(private readonly deps: DockerDeps) {}

  // Volumes that an earlier platform made carry no label and are ours to manage by name.
  async remove(name: string): Promise<void> {
    const volume = await this.find(name);
    if (volume === null) return;
    if (
      strangerOf(volume.labels, this.deps.deploymentId) !== null ||
      composeProjectOf(volume.labels) !== null
    ) {
      throw new EngineError('conflict', text('engine.docker.volumeStays', { volume: name }));
    }
    try {
      await this.deps.client.call(
        { what: 'removeVolume', of: name, effect: 'write' },
        (docker, signal) => docker.getVolume(name).remove({ abortSignal: signal }),
      );
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return;
      throw error;
    }
  }
}
