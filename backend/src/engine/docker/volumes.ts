import { EngineError } from '../port.js';
import type { DockerDeps } from './deps.js';
import { label } from './labels.js';

/** What is known of a volume. */
export interface VolumeFacts {
  readonly mountpoint: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Docker's named volumes. */
export interface Volumes {
  inspect(name: string): Promise<VolumeFacts | null>;
  /** Answers whether it had to be made. */
  ensure(name: string, labels: Readonly<Record<string, string>>): Promise<boolean>;
  remove(name: string): Promise<void>;
}

export const createVolumes = ({ client, deploymentId }: DockerDeps): Volumes => {
  const inspect: Volumes['inspect'] = async name => {
    try {
      const volume = await client.call(
        { what: `look for the volume ${name}`, effect: 'read' },
        (docker, signal) => docker.getVolume(name).inspect({ abortSignal: signal }),
      );
      return {
        mountpoint: volume.Mountpoint,
        labels: (volume.Labels as object | null) ? volume.Labels : {},
      };
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return null;
      throw error;
    }
  };

  return {
    inspect,
    // An existing volume is somebody's data, whoever made it: it is used as it is.
    ensure: async (name, labels) => {
      if ((await inspect(name)) !== null) return false;
      await client.call({ what: `make the volume ${name}`, effect: 'write' }, (docker, signal) =>
        docker.createVolume({
          Name: name,
          Labels: { ...labels, [label.deployment]: deploymentId },
          abortSignal: signal,
        }),
      );
      return true;
    },
    // Volumes that an earlier platform made carry no label and are ours to manage by name.
    remove: async name => {
      const volume = await inspect(name);
      if (volume === null) return;
      const owner = volume.labels[label.deployment];
      if (owner !== undefined && owner !== deploymentId) {
        throw new EngineError(
          'conflict',
          `The volume ${name} belongs to another deployment; it stays.`,
        );
      }
      try {
        await client.call(
          { what: `remove the volume ${name}`, effect: 'write' },
          (docker, signal) => docker.getVolume(name).remove({ abortSignal: signal }),
        );
      } catch (error) {
        if (error instanceof EngineError && error.kind === 'not_found') return;
        throw error;
      }
    },
  };
};
