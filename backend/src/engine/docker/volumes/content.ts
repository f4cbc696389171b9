import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import tar from 'tar-stream';
import { createSingleFlight } from '../../../lib/single-flight.js';
import { contentFiles, contentHash, contentPrint, type ContentFile } from '../../content-hash.js';
import { EngineError } from '../../port.js';
import type { DockerDeps } from '../deps.js';
import { helperTarget, type Helpers } from '../helpers/helper.js';
import { label } from '../labels.js';
import type { DockerVolumes } from './volumes.js';

const TARGET = helperTarget(0);
/** Written last: a volume without it was only half filled when something crashed. */
const MARKER = '.perijove-complete';

/** Unpacking a few megabytes takes a moment on a busy disk. */
const FILL_TIMEOUT_MS = 120_000;

/** Makes volumes out of local directories. */
export const createContentVolumes = (
  deps: DockerDeps & { readonly volumes: DockerVolumes; readonly helpers: Helpers },
) => {
  const { client, helpers, volumes } = deps;
  const once = createSingleFlight<string>();
  const complete = new Set<string>();
  /** Hashes of directories as they were: their files are read again only after a change. */
  const hashes = new Map<string, { readonly print: string; readonly hash: string }>();

  const hashOf = async (directory: string, files: readonly ContentFile[]): Promise<string> => {
    const print = contentPrint(files);
    const known = hashes.get(directory);
    if (known?.print === print) return known.hash;
    const hash = await contentHash(files);
    hashes.set(directory, { print, hash });
    return hash;
  };

  const put = (id: string, archive: Readable): Promise<unknown> =>
    client.stream(
      { what: 'fillVolume', effect: 'write', timeoutMs: FILL_TIMEOUT_MS },
      (docker, signal) =>
        docker.getContainer(id).putArchive(archive, { path: TARGET, abortSignal: signal }),
    );

  const isComplete = async (id: string): Promise<boolean> => {
    try {
      await client.call({ what: 'inspectVolume', effect: 'read' }, async (docker, signal) => {
        const answer = (await docker.getContainer(id).infoArchive({
          path: `${TARGET}/${MARKER}`,
          abortSignal: signal,
        })) as unknown as Readable;
        answer.resume();
      });
      return true;
    } catch (error) {
      if (error instanceof EngineError && error.kind === 'not_found') return false;
      throw error;
    }
  };

  return {
    ensure: async (prefix: string, directory: string, image: string): Promise<string> => {
      const files = await contentFiles(directory);
      const name = prefix + (await hashOf(directory, files));
      if (complete.has(name) && (await volumes.find(name)) !== null) return name;
      return once(name, async () => {
        const labels = { 'perijove.content': '1', [label.deployment]: deps.deploymentId };
        // The container is never started: Docker mounts its volumes for archives all the same.
        const helper = { image, volumes: [{ name, labels }], readOnly: false } as const;
        await helpers.with({ ...helper, command: ['/bin/true'] }, async id => {
          if (await isComplete(id)) return;
          await put(id, packFiles(files));
          await put(id, packMarker());
        });
        complete.add(name);
        return name;
      });
    },
  };
};

/** The files as an archive that everyone may read, whatever their owner here. */
const packFiles = (files: readonly ContentFile[]): Readable => {
  const pack = tar.pack();
  const directories = new Set<string>();
  const add = async (): Promise<void> => {
    pack.entry({ name: '.', type: 'directory', mode: 0o755 });
    for (const file of files) {
      for (const directory of parents(file.path)) {
        if (directories.has(directory)) continue;
        directories.add(directory);
        pack.entry({ name: directory, type: 'directory', mode: 0o755 });
      }
      const mode = file.executable ? 0o755 : 0o644;
      pack.entry({ name: file.path, mode }, await readFile(file.source));
    }
    pack.finalize();
  };
  add().catch((error: unknown) => pack.destroy(error as Error));
  return pack as unknown as Readable;
};

const packMarker = (): Readable => {
  const pack = tar.pack();
  pack.entry({ name: MARKER, mode: 0o444 }, 'complete\n');
  pack.finalize();
  return pack as unknown as Readable;
};

/** `a/b/c` -> `a`, `a/b`. */
const parents = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, index, all) => all.slice(0, index + 1).join('/'));
