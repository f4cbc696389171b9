import { spawnSync } from 'node:child_process';
import { cpuSeconds } from '../../shared/process.mjs';

/** Docker's own processes, where they run on this machine. */
const daemons = () =>
  ['dockerd', 'containerd'].flatMap(name =>
    spawnSync('pgrep', ['-x', name], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean),
  );

/**
 * Starts counting the CPU of this process, which runs the sampler like the
 * backend, and that of Docker's daemons; `used` returns both in milliseconds. Docker's is null if
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
