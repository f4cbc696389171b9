import type { Readable } from 'node:stream';
import tar from 'tar-stream';
import type { DockerDeps } from './deps.js';
import { HELPER_TARGET, type Helpers } from './helper.js';

/** Everyone may write, nobody may remove what is another's: as in /tmp. */
const MODE = 0o1777;
const TIMEOUT_MS = 30_000;

/**
 * Lets any user write into a new, empty volume. Docker makes volumes for root alone, and gives
 * them the owner of the image's own directory only where the image has one: `/mnt/shared` and
 * often `.cache` would stay closed to the person they are for. Where the image does have the
 * directory, Docker still takes over its owner and mode at the first start.
 */
export const createOpenToAll =
  (deps: DockerDeps & { readonly helpers: Helpers }) =>
  async (volume: string, image: string): Promise<void> => {
    const helper = { image, volume, readOnly: false, command: ['/bin/true'] };
    await deps.helpers.with(helper, id =>
      deps.client.stream(
        { what: 'open a new volume to its user', effect: 'write', timeoutMs: TIMEOUT_MS },
        (docker, signal) =>
          // An archive cannot change the directory it is unpacked in, only those inside it.
          docker.getContainer(id).putArchive(packed(), { path: '/', abortSignal: signal }),
      ),
    );
  };

const packed = (): Readable => {
  const pack = tar.pack();
  pack.entry({ name: HELPER_TARGET.slice(1), type: 'directory', mode: MODE });
  pack.finalize();
  return pack as unknown as Readable;
};
