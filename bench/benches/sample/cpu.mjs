import { spawnSync } from 'node:child_process';
import { cpuSeconds } from '../../shared/process.mjs';

/** Docker's own processes, where they run on this machine. */
const daemons = () =>
  ['dockerd', 'containerd'].flatMap(name =>
    spawnSync('pgrep', ['-x', name], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean),
  );

/**
 * Begins to count the CPU that this process uses, in which the sampler runs as it does in the
 * backend, and that of Docker's daemons; `used` tells both in milliseconds. Docker's is null when
 * it runs elsewhere, and as coarse as the kernel counts: ten milliseconds over all passes.
 */
export const watchCpu = () => {
  const pids = daemons();
  const dockerMs = () => pids.reduce((sum, pid) => sum + cpuSeconds(pid) * 1000, 0);
  const ownBefore = process.cpuUsage();
  const dockerBefore = dockerMs();
  return {
    used: () => {
      const { user, system } = process.cpuUsage(ownBefore);
      return {
        own: (user + system) / 1000,
        docker: pids.length === 0 ? null : dockerMs() - dockerBefore,
      };
    },
  };
};
