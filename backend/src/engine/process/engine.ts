import { text } from '../../lib/text.js';
import { mkdir } from 'node:fs/promises';
import { availableParallelism, platform, userInfo } from 'node:os';
import type { Clock } from '../../lib/clock.js';
import type { Logger } from '../../lib/logger.js';
import { measureDirectories } from '../measure.js';
import { oneUsage } from '../one-usage.js';
import {
  EngineError,
  type Engine,
  type ImageInfo,
  type LabSample,
  type VolumeUsage,
} from '../port.js';
import { isAlive } from './identity.js';
import { ProcessLabs, DEFAULT_COMMAND } from './labs.js';
import { createLayout } from './layout.js';
import { trimLog } from './log-file.js';
import { membersOf, memoryOf, readProcessTable } from './process-table.js';
import { Records } from './records.js';
import { latestRun, logFile } from './runs.js';
import { DirectoryVolumes } from './volumes.js';
import { Watcher } from './watcher.js';

/** What the process engine is told. */
export interface ProcessEngineOptions {
  /** Folder for labs, volumes and logs. */
  readonly dataDir: string;
  /** Programs of the Python environment in which labs run; they come first in PATH. */
  readonly binDir?: string | null;
  /** Environment of the backend, of which labs inherit language and time zone, never secrets. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Labs as processes of this machine, for one user or a trial: nothing keeps users apart.
 * Labs outlive the backend and are found again by number and start time.
 */
export const createProcessEngine = async (options: ProcessEngineOptions): Promise<Engine> => {
  const { clock, log } = options;
  if (platform() === 'win32') {
    throw new EngineError('unavailable', text('engine.processes.wrongSystem'));
  }
  const layout = createLayout(options.dataDir);
  for (const directory of [layout.labs, layout.volumes, layout.content]) {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  }
  const records = new Records(layout);
  const volumes = new DirectoryVolumes(layout);
  const watcher = new Watcher({
    clock,
    log,
    list: () => labs.list(),
    tidy: async known => {
      for (const { name, status } of known) {
        const { directory } = layout.lab(name);
        const run = status === 'running' ? latestRun(directory) : null;
        if (run !== null) await trimLog(logFile(directory, run.number));
      }
    },
  });
  const labs = new ProcessLabs({
    layout,
    records,
    volumes,
    clock,
    binDir: options.binDir ?? null,
    backendEnv: options.env,
    changed: name => {
      watcher.changed(name);
    },
  });

  const sample = async (): Promise<readonly LabSample[]> => {
    const known = await records.all();
    if (known.length === 0) return [];
    const table = readProcessTable();
    const monotonicMs = clock.monotonicMs();
    return known.flatMap(({ id, spec: { name } }) => {
      const run = latestRun(layout.lab(name).directory);
      if (run === null || !isAlive(run.identity)) return [];
      const members = membersOf(run.identity, table);
      const cpuMicros = members.reduce((sum, row) => sum + row.cpuMicros, 0);
      const memoryBytes = members.reduce((sum, row) => sum + memoryOf(row.pid), 0);
      return [
        {
          id,
          name,
          monotonicMs,
          cpuMicros,
          memoryBytes,
          memoryLimitBytes: null,
          // Processes that ended take their counts with them, and all share one network.
          diskReadBytes: null,
          diskWrittenBytes: null,
          networkReceivedBytes: null,
          networkSentBytes: null,
        },
      ];
    });
  };

  const volumeUsages: Engine['volumeUsages'] = async (names, onUsage, signal) => {
    const byDirectory = new Map<string, string>();
    for (const name of names) {
      if (await volumes.exists(name)) byDirectory.set(await volumes.directoryOf(name), name);
    }
    const tell = (directory: string, usage: VolumeUsage): void => {
      const name = byDirectory.get(directory);
      if (name !== undefined) onUsage(name, usage);
    };
    await measureDirectories([...byDirectory.keys()], tell, signal);
  };

  return {
    caps: () =>
      Promise.resolve({
        description: text('engine.processes.description', {
          system: platform() === 'darwin' ? 'macOS' : 'Linux',
        }),
        images: false,
        limits: false,
        gpu: false,
        cores: availableParallelism(),
      }),
    ping: () => Promise.resolve(),
    list: () => labs.list(),
    inspect: name => labs.inspect(name),
    ensureImage: () => Promise.resolve(thisMachine()),
    inspectImage: () => Promise.resolve(thisMachine()),
    ensureVolume: name => volumes.ensure(name),
    ensureContentVolume: (prefix, directory) => volumes.ensureContent(prefix, directory),
    removeVolume: async name => {
      const holder = (await records.all()).find(({ spec }) =>
        spec.mounts.some(mount => mount.volume === name),
      );
      if (holder !== undefined) {
        throw new EngineError(
          'conflict',
          text('engine.processes.volumeHeld', { volume: name, server: holder.spec.name }),
        );
      }
      await volumes.remove(name);
    },
    volumeExists: name => volumes.exists(name),
    volumeUsage: (name, signal) =>
      oneUsage({ volumeExists: name => volumes.exists(name), volumeUsages }, name, signal),
    volumeUsages,
    create: spec => labs.create(spec),
    start: name => labs.start(name),
    stop: (name, graceMs) => labs.stop(name, graceMs),
    remove: name => labs.remove(name),
    watch: (onHint, signal) => {
      watcher.watch(onHint, signal);
    },
    probeGpu: () =>
      Promise.resolve({
        found: false,
        reason: text('gpu.probe.localProcesses'),
      }),
    sample,
    programs: async name => {
      if ((await labs.inspect(name))?.status !== 'running') return [];
      const run = latestRun(layout.lab(name).directory);
      return run === null
        ? []
        : membersOf(run.identity, readProcessTable())
            .filter(row => row.foreground)
            .map(({ pid, ageMs, cpuMicros }) => ({ pid, ageMs, cpuMs: cpuMicros / 1000 }));
    },
    logs: (name, tail) => labs.logs(name, tail),
    close: () => Promise.resolve(),
  };
};

/** Processes have no image but the machine that they run on. */
const thisMachine = (): ImageInfo => ({
  id: 'this-machine',
  user: userInfo().username,
  command: DEFAULT_COMMAND,
  env: {},
  labels: {},
});
