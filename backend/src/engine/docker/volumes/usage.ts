import { access, constants } from 'node:fs/promises';
import { createMeasurementReader, measureDirectories, MEASURE_SCRIPT } from '../../measure.js';
import type { Engine, VolumeUsage } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { helperTarget, type Helpers } from '../helpers/helper.js';
import { readLog } from '../client/logs.js';
import type { DockerVolumes } from './volumes.js';

/** Counting ten million files on a slow disk takes long, but not longer. */
const MEASURE_TIMEOUT_MS = 30 * 60_000;

/** Measures volumes, directly where their files can be read and in a helper elsewhere. */
export const createVolumeUsages = (
  deps: DockerDeps & {
    readonly volumes: DockerVolumes;
    readonly helpers: Helpers;
    /** An image that is present and has a shell. */
    readonly anyImage: () => Promise<string>;
    /** Whether the daemon's directories may be those of this machine. */
    readonly sameHost: boolean;
  },
): Engine['volumeUsages'] => {
  const { client, helpers } = deps;

  const inHelper: Engine['volumeUsages'] = async (names, onUsage, signal) => {
    const targets = names.map((_, index) => helperTarget(index));
    // Last in line for the processor and, where the image knows how, for the disk.
    const script = `ionice -c 3 -p $$ 2>/dev/null; ${MEASURE_SCRIPT}`;
    const command = ['nice', '-n', '19', 'sh', '-c', script, 'sh', ...targets];
    const image = await deps.anyImage();
    const volumes = names.map(name => ({ name }));
    await helpers.with({ image, volumes, readOnly: true, command }, async id => {
      const of = names.length;
      const call = { what: 'measureVolumes', of, effect: 'read', signal } as const;
      await client.call(call, (docker, ending) =>
        docker.getContainer(id).start({ abortSignal: ending }),
      );
      // Waiting is one long quiet answer: it must not hold up anybody's connection.
      await client.stream({ ...call, timeoutMs: MEASURE_TIMEOUT_MS }, (docker, ending) =>
        docker.getContainer(id).wait({ abortSignal: ending }),
      );
      const output = await readLog(client, call, id, { stdout: true, stderr: false });
      const read = createMeasurementReader((target, usage) => {
        const name = names[targets.indexOf(target)];
        if (name !== undefined) onUsage(name, usage);
      });
      read(output);
    });
  };

  return async (names, onUsage, signal) => {
    const found = await Promise.all(
      names.map(async name => [name, await deps.volumes.find(name)] as const),
    );
    // A helper would make those that do not exist.
    const places = found.flatMap(([name, facts]) =>
      facts === null ? [] : [{ name, directory: facts.mountpoint }],
    );
    const [first] = places;
    if (first === undefined) return;
    if (!deps.sameHost || !(await readable(first.directory))) {
      return inHelper(
        places.map(({ name }) => name),
        onUsage,
        signal,
      );
    }
    const nameOf = new Map(places.map(({ name, directory }) => [directory, name]));
    const tell = (directory: string, usage: VolumeUsage): void => {
      const name = nameOf.get(directory);
      if (name !== undefined) onUsage(name, usage);
    };
    return measureDirectories([...nameOf.keys()], tell, signal);
  };
};

/** Root alone sees every file of a volume; any other user would count too little. */
const readable = async (directory: string): Promise<boolean> => {
  if (process.getuid?.() !== 0 || directory === '') return false;
  return access(directory, constants.R_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
};
