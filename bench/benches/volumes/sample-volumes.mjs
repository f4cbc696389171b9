import { createDockerEngine } from '../../../backend/lib/engine/docker/engine.js';
import { systemClock } from '../../../backend/lib/platform/clock.js';
import { createLogger } from '../../../backend/lib/platform/logger.js';
import { run } from '../../../scripts/setup/run.mjs';
import { sweep } from '../../shared/docker.mjs';

const IMAGE = 'perijove/tiny:test';
/** Volumes that one container fills. */
const AT_ONCE = 20;

/** A typical home: folders of files, most of them small. */
const FILL = `
import pathlib, sys
files, roots = int(sys.argv[1]), sys.argv[2:]
for root in roots:
    for number in range(files):
        folder = pathlib.Path(root, f"folder-{number // 100}")
        if number % 100 == 0:
            folder.mkdir()
        (folder / f"file-{number}").write_bytes(b"x" * (number % 50 * 100))
`;

/** Volumes with files, in a deployment of their own; answers the engine that knows them. */
export const makeVolumes = async ({ count, files, cleanup }) => {
  const deploymentId = `bench-${process.pid}`;
  const engine = createDockerEngine({
    deploymentId,
    networkName: `perijove-${deploymentId}`,
    clock: systemClock,
    log: createLogger('error'),
  });
  cleanup.add(async () => {
    await engine.close();
    await sweep(`perijove.deployment=${deploymentId}`);
  });
  await engine.ensureImage(IMAGE, () => undefined);
  const names = Array.from({ length: count }, (_, index) => `${deploymentId}-${index}`);
  await Promise.all(names.map(name => engine.ensureVolume(name, {}, IMAGE)));
  const perVolume = Math.round(files / count);
  for (let first = 0; first < count; first += AT_ONCE) {
    const some = names.slice(first, first + AT_ONCE);
    const mounts = some.flatMap((name, index) => ['-v', `${name}:/v/${index}`]);
    const roots = some.map((_, index) => `/v/${index}`);
    const python = ['--entrypoint', 'python3', IMAGE, '-c', FILL, String(perVolume), ...roots];
    await run('docker', ['run', '--rm', '--user', '0', '--network', 'none', ...mounts, ...python]);
  }
  // A folder counts as a file, as it takes an inode.
  return { engine, names, each: perVolume + Math.ceil(perVolume / 100) };
};
