import { text } from '../../lib/text.js';
import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { sleep, type Clock } from '../../lib/clock.js';
import { KeyedQueue } from '../../lib/keyed-queue.js';
import { EngineError, type LabSpec, type LabState } from '../port.js';
import { createPortPicker } from './free-port.js';
import { isAlive } from './identity.js';
import type { Layout } from './layout.js';
import { readTail } from './log-file.js';
import { linkNestedMounts, mappingsOf, nestedMounts } from './mounts.js';
import type { LabRecord, Records } from './records.js';
import { exitFile, forgetEarlierRuns, latestRun, logFile } from './runs.js';
import { terminate } from './terminate.js';
import { launchOf, type Launch } from './translate.js';
import type { DirectoryVolumes } from './volumes.js';
import { launchDetached } from './wrapper.js';

/** What the life of process labs depends on. */
export interface ProcessLabDeps {
  readonly layout: Layout;
  readonly records: Records;
  readonly volumes: DirectoryVolumes;
  readonly clock: Clock;
  readonly binDir: string | null;
  readonly backendEnv: Readonly<Record<string, string | undefined>>;
  /** Called when a lab may have changed. */
  readonly changed: (name: string) => void;
}

/** The wrapper writes its name within milliseconds; a machine under load may take longer. */
const APPEAR_MS = 10_000;

export const DEFAULT_COMMAND = ['jupyterhub-singleuser'];

/** The life of labs in local processes. */
export class ProcessLabs {
  private readonly queue = new KeyedQueue();
  private readonly pickPort = createPortPicker();

  constructor(private readonly deps: ProcessLabDeps) {}

  async inspect(name: string): Promise<LabState | null> {
    const record = await this.deps.records.read(name);
    return record === null ? null : this.stateOf(record);
  }

  async list(): Promise<readonly LabState[]> {
    return Promise.all((await this.deps.records.all()).map(record => this.stateOf(record)));
  }

  create(spec: LabSpec): Promise<LabState> {
    return this.queue.run(spec.name, () => this.createRecord(spec));
  }

  start(name: string): Promise<LabState> {
    return this.queue.run(name, () => this.launch(name));
  }

  stop(name: string, graceMs: number): Promise<void> {
    return this.queue.run(name, () => this.terminate(name, graceMs));
  }

  remove(name: string): Promise<void> {
    return this.queue.run(name, async () => {
      await this.terminate(name, 0);
      await this.deps.records.remove(name);
      this.deps.changed(name);
    });
  }

  async logs(name: string, tail: number): Promise<readonly string[]> {
    await this.existing(name);
    const { directory } = this.deps.layout.lab(name);
    const run = latestRun(directory);
    return run === null ? [] : readTail(logFile(directory, run.number), tail);
  }

  private async stateOf(record: LabRecord): Promise<LabState> {
    const { spec } = record;
    const { directory } = this.deps.layout.lab(spec.name);
    const run = latestRun(directory);
    const running = run !== null && isAlive(run.identity);
    const ended = run !== null && !running;
    return {
      id: record.id,
      name: spec.name,
      user: spec.user,
      server: spec.server,
      image: spec.image,
      specHash: spec.specHash,
      status: run === null ? 'created' : running ? 'running' : 'exited',
      url: running ? `http://127.0.0.1:${run.port}` : null,
      startedAtMs: run === null ? null : run.startedAtMs,
      exit: ended
        ? { code: await exitCode(exitFile(directory, run.number)), outOfMemory: false }
        : null,
    };
  }

  private async existing(name: string): Promise<LabRecord> {
    const record = await this.deps.records.read(name);
    if (record === null)
      throw new EngineError('not_found', text('common.noServer', { server: name }));
    return record;
  }

  private async createRecord(spec: LabSpec): Promise<LabState> {
    for (const mount of spec.mounts) await this.deps.volumes.ensure(mount.volume);
    const record: LabRecord = { id: randomUUID(), spec: copyOf(spec) };
    await this.deps.records.create(record);
    this.deps.changed(spec.name);
    return this.stateOf(record);
  }

  private async prepare(spec: LabSpec, port: number): Promise<Launch> {
    const directories = new Map<string, string>();
    for (const { volume } of spec.mounts) {
      await this.deps.volumes.ensure(volume);
      directories.set(volume, await this.deps.volumes.directoryOf(volume));
    }
    const mappings = mappingsOf(
      spec,
      name => directories.get(name) ?? this.deps.layout.volume(name),
    );
    await linkNestedMounts(nestedMounts(mappings), [
      this.deps.layout.volumes,
      this.deps.layout.content,
    ]);
    const launch = launchOf(
      spec.command.length === 0 ? { ...spec, command: DEFAULT_COMMAND } : spec,
      {
        mappings,
        port,
        binDir: this.deps.binDir,
        backendEnv: this.deps.backendEnv,
        root: process.getuid?.() === 0,
        fallbackHome: this.deps.layout.lab(spec.name).home,
      },
    );
    await requireProgram(launch);
    await mkdir(launch.home, { recursive: true, mode: 0o700 });
    if (launch.workingDir !== null) await mkdir(launch.workingDir, { recursive: true });
    return launch;
  }

  private async launch(name: string): Promise<LabState> {
    const record = await this.existing(name);
    const before = await this.stateOf(record);
    if (before.status === 'running') return before;

    const { directory } = this.deps.layout.lab(name);
    const earlier = latestRun(directory);
    // Kernels may have outlived a server that crashed.
    if (earlier !== null) await terminate(earlier.identity, 0, this.deps.clock);
    const port = await this.pickPort(await this.portsInUse());
    const launch = await this.prepare(record.spec, port);
    const number = (earlier?.number ?? 0) + 1;
    launchDetached(launch, { directory, number, port }, () => this.deps.changed(name));

    const dueMs = this.deps.clock.monotonicMs() + APPEAR_MS;
    while (latestRun(directory)?.number !== number) {
      if (this.deps.clock.monotonicMs() > dueMs) {
        throw new EngineError(
          'timeout_unknown',
          text('engine.processes.notBegun', { server: name }),
        );
      }
      await sleep(this.deps.clock, 10);
    }
    forgetEarlierRuns(directory, number);
    this.deps.changed(name);
    return this.stateOf(record);
  }

  private async portsInUse(): Promise<ReadonlySet<number>> {
    return new Set(
      (await this.deps.records.all()).flatMap(
        ({ spec }) => latestRun(this.deps.layout.lab(spec.name).directory)?.port ?? [],
      ),
    );
  }

  private async terminate(name: string, graceMs: number): Promise<void> {
    if ((await this.deps.records.read(name)) === null) return;
    const { directory } = this.deps.layout.lab(name);
    const run = latestRun(directory);
    if (run === null) return;
    const killed = await terminate(run.identity, graceMs, this.deps.clock);
    // The wrapper could not write it down any more: 128 + SIGKILL, as a shell would say.
    if (killed) {
      await writeFile(exitFile(directory, run.number), '137\n', { flag: 'wx' }).catch(
        () => undefined,
      );
    }
    this.deps.changed(name);
  }
}

/** A lab that something else killed left no code; it did not end well. */
const exitCode = async (file: string): Promise<number> => {
  const written = await readFile(file, 'utf8').catch(() => '');
  const code = Number.parseInt(written, 10);
  return Number.isSafeInteger(code) ? code : 1;
};

const copyOf = (spec: LabSpec): LabRecord['spec'] => ({
  ...spec,
  command: [...spec.command],
  env: { ...spec.env },
  mounts: [...spec.mounts],
  hostMounts: [...spec.hostMounts],
  limits: { ...spec.limits },
});

const requireProgram = async ({ command, env }: Launch): Promise<void> => {
  const [program = ''] = command;
  const places = isAbsolute(program)
    ? [program]
    : (env.PATH ?? '').split(delimiter).map(directory => join(directory, program));
  for (const place of places) {
    if (
      await access(place, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new EngineError('invalid', text('engine.processes.noProgram', { program }));
};
