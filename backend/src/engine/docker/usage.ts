import { access, constants } from 'node:fs/promises';
import { measureDirectory, MEASURE_SCRIPT, parseMeasurement } from '../measure.js';
import { EngineError, type VolumeUsage } from '../port.js';
import type { DockerDeps } from './deps.js';
import { HELPER_TARGET, type Helpers } from './helper.js';
import { demux } from './logs.js';
import type { Volumes } from './volumes.js';

/** Counting ten million files on a slow disk takes long, but not longer. */
const MEASURE_TIMEOUT_MS = 30 * 60_000;

/** Measures volumes, directly where their files can be read and in a helper elsewhere. */
export const createVolumeUsage = (
  deps: DockerDeps & {
    readonly volumes: Volumes;
    readonly helpers: Helpers;
    /** An image that is present and has a shell. */
    readonly anyImage: () => Promise<string>;
    /** Whether the daemon's directories may be those of this machine. */
    readonly sameHost: boolean;
  },
) => {
  const { client, helpers, volumes } = deps;

  const inHelper = async (volume: string, signal?: AbortSignal): Promise<VolumeUsage> => {
    const command = ['nice', '-n', '19', 'sh', '-c', MEASURE_SCRIPT, 'sh', HELPER_TARGET];
    const image = await deps.anyImage();
    return helpers.with({ image, volume, readOnly: true, command }, async id => {
      const call = { what: `measure the volume ${volume}`, effect: 'read', signal } as const;
      await client.call(call, (docker, ending) =>
        docker.getContainer(id).start({ abortSignal: ending }),
      );
      // Waiting is one long quiet answer: it must not hold up anybody's connection.
      await client.stream({ ...call, timeoutMs: MEASURE_TIMEOUT_MS }, (docker, ending) =>
        docker.getContainer(id).wait({ abortSignal: ending }),
      );
      const output = await client.call(call, (docker, ending) =>
        docker.getContainer(id).logs({ stdout: true, stderr: false, abortSignal: ending }),
      );
      const usage = parseMeasurement(demux(Buffer.from(output)));
      if (usage === null) {
        throw new EngineError(
          'unavailable',
          `The volume ${volume} could not be measured with the image ${image}.`,
        );
      }
      return usage;
    });
  };

  return async (volume: string, signal?: AbortSignal): Promise<VolumeUsage> => {
    const facts = await volumes.inspect(volume);
    if (facts === null) throw new EngineError('not_found', `There is no volume ${volume}.`);
    return deps.sameHost && (await readable(facts.mountpoint))
      ? measureDirectory(facts.mountpoint, signal)
      : inHelper(volume, signal);
  };
};

/** Root alone sees every file of a volume; whoever else could enter would count too little. */
const readable = async (directory: string): Promise<boolean> => {
  if (process.getuid?.() !== 0 || directory === '') return false;
  return access(directory, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
};
