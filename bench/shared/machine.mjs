import { cpus, loadavg, release, totalmem } from 'node:os';
import { ask } from '../../scripts/setup/run.mjs';

const GIB = 2 ** 30;

/** Load averages of 1 and 5 minutes; above the number of cores the machine was busy otherwise. */
export const loadNow = () =>
  loadavg()
    .slice(0, 2)
    .map(load => Math.round(load * 10) / 10);

/** The machine of the measurement. */
export const machineFacts = async () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / GIB),
  linux: release(),
  node: process.version,
  docker: await ask('docker', ['version', '-f', '{{.Server.Version}}']),
});
