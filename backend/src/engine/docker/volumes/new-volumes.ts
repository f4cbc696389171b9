import { text } from '../../../lib/text.js';
import type { Readable } from 'node:stream';
import tar from 'tar-stream';
import type { DockerDeps } from '../deps.js';
import { EngineError, type Engine } from '../../port.js';
import { createSingleFlight } from '../../../lib/single-flight.js';
import { helperTarget, type Helpers, type HelperVolume } from '../helpers/helper.js';
import { holdsNothing } from './in-archive.js';
import { composeProjectOf, label, strangerOf } from '../labels.js';
import type { VolumeFacts } from './volume-lookups.js';
import type { DockerVolumes } from './volumes.js';

/** Everyone may write, nobody may remove what is another's: as in /tmp. */
const MODE = 0o1777;
const TIMEOUT_MS = 30_000;
/** Volumes that one helper makes; a container with more mounts takes longer to make. */
const AT_ONCE = 100;

interface Waiting {
  readonly volume: HelperVolume;
  readonly image: string;
  /** It exists; only whether it was opened is unknown. */
  readonly exists: boolean;
  readonly settle: (error?: Error) => void;
}

/** Makes a volume unless there is one. */
export type EnsureVolume = Engine['ensureVolume'];

/**
 * Makes volumes into which any user can write. Docker makes them for root alone, and gives them
 * the owner of the image's own directory only where the image has one: `/mnt/shared` and often
 * `.cache` would stay closed to the user they are for. Where the image does have the directory,
 * Docker still takes over its owner and mode at the first start.
 *
 * A helper container makes and opens everything that waits at that moment: all volumes of a
 * user's first start, and of a whole class that starts at once. An existing volume is a user's
 * data, whatever made it: it is used as it is, and refused when another deployment made it. Only one
 * of ours of which the caller does not know that it was ever opened, and in which nothing is, is
 * opened again.
 */
export const createNewVolumes = (
  deps: DockerDeps & { readonly helpers: Helpers; readonly volumes: DockerVolumes },
): EnsureVolume => {
  const once = createSingleFlight<symbol>();
  const waiting: Waiting[] = [];
  const looking = new Set<Promise<unknown>>();
  let working = false;

  /** It is unused yet; a volume in use keeps the owner and mode that it has. */
  const isUntouched = async (id: string, index: number): Promise<boolean> => {
    const archive = await deps.client.stream(
      { what: 'inspectVolume', effect: 'read', timeoutMs: TIMEOUT_MS },
      (docker, signal) =>
        docker.getContainer(id).getArchive({ path: helperTarget(index), abortSignal: signal }),
    );
    return holdsNothing(archive);
  };

  const make = (batch: readonly Waiting[], image: string): Promise<void> => {
    const volumes = batch.map(({ volume }) => volume);
    return deps.helpers.with(
      { image, volumes, readOnly: false, command: ['/bin/true'] },
      async id => {
        const opening: number[] = [];
        for (const [index, { exists }] of batch.entries()) {
          if (!exists || (await isUntouched(id, index))) opening.push(index);
        }
        if (opening.length === 0) return;
        await deps.client.stream(
          { what: 'openVolumes', effect: 'write', timeoutMs: TIMEOUT_MS },
          (docker, signal) =>
            // An archive cannot change the directory it is unpacked in, only those inside it.
            docker.getContainer(id).putArchive(packed(opening), { path: '/', abortSignal: signal }),
        );
      },
    );
  };

  /** One that was made and not opened would stay closed to its user. It bears our label: new. */
  const unmake = async (name: string): Promise<void> => {
    const facts = await deps.volumes.find(name);
    if (facts?.labels[label.deployment] === deps.deploymentId) await deps.volumes.remove(name);
  };

  const makeAll = async (batch: readonly Waiting[], image: string): Promise<void> => {
    try {
      await make(batch, image);
      batch.forEach(({ settle }) => settle());
    } catch (error) {
      const [only, ...others] = batch;
      if (only !== undefined && others.length === 0) {
        if (!only.exists) await unmake(only.volume.name).catch(() => undefined);
        only.settle(error instanceof Error ? error : new Error('unknown', { cause: error }));
      }
      // One bad volume must not spoil the others.
      else {
        const half = Math.ceil(batch.length / 2);
        await makeAll(batch.slice(0, half), image);
        await makeAll(batch.slice(half), image);
      }
    }
  };

  const work = async (): Promise<void> => {
    working = true;
    try {
      // All volumes of a start are asked for in the same moment, but answered for one by one.
      await Promise.allSettled(looking);
      await new Promise(resolve => setImmediate(resolve));
      for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
        const { image } = first;
        const batch = waiting.filter(one => one.image === image).slice(0, AT_ONCE);
        for (const one of batch) waiting.splice(waiting.indexOf(one), 1);
        await makeAll(batch, image);
      }
    } finally {
      working = false;
    }
  };

  const wait = (volume: HelperVolume, image: string, exists: boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const settle: Waiting['settle'] = error => {
        if (error === undefined) resolve();
        else reject(error);
      };
      waiting.push({ volume, image, exists, settle });
      if (!working) void work();
    });

  const look = async (name: string): Promise<VolumeFacts | null> => {
    const asked = deps.volumes.find(name);
    looking.add(asked);
    try {
      return await asked;
    } finally {
      looking.delete(asked);
    }
  };

  return async (name, labels, image, { unsure = false } = {}) => {
    const found = await look(name);
    const stranger = found === null ? null : strangerOf(found.labels, deps.deploymentId);
    if (stranger !== null)
      throw new EngineError(
        'conflict',
        text('engine.docker.volumeNotOurs', { volume: name, owner: stranger }),
      );
    const project = found === null ? null : composeProjectOf(found.labels);
    if (project !== null && labels[label.user] !== undefined) {
      throw new EngineError(
        'conflict',
        text('engine.docker.volumeOfCompose', { volume: name, project }),
      );
    }
    const ours = found?.labels[label.deployment] !== undefined;
    if (found !== null && !(unsure && ours)) return false;
    const ourCall = Symbol(name);
    // The shared volume is for all users at once; the first request has made it.
    const made = await once(name, async () => {
      const volume = { name, labels: { ...labels, [label.deployment]: deps.deploymentId } };
      await wait(volume, image, found !== null);
      return ourCall;
    });
    return made === ourCall && found === null;
  };
};

const packed = (indices: readonly number[]): Readable => {
  const pack = tar.pack();
  for (const index of indices) {
    pack.entry({ name: helperTarget(index).slice(1), type: 'directory', mode: MODE });
  }
  pack.finalize();
  return pack as unknown as Readable;
};
