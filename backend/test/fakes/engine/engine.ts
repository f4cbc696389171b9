import type { Clock } from '../../../src/lib/clock.js';
import { contentFiles, contentHash } from '../../../src/engine/content-hash.js';
import {
  EngineError,
  type Engine,
  type EngineHint,
  type GpuProbe,
  type ImageInfo,
  type LabProgram,
  type LabSpec,
  type LabState,
  type VolumeUsage,
} from '../../../src/engine/port.js';
import { createFaults, type FaultyCall, type Faults } from './faults.js';

/** What a lab of the fake engine consumes. */
export interface FakeUse {
  readonly cpuMicros: number;
  readonly memoryBytes: number;
  /** Nothing moved when it is missing. */
  readonly diskReadBytes?: number;
  readonly diskWrittenBytes?: number;
  readonly networkReceivedBytes?: number;
  readonly networkSentBytes?: number;
}

/** An engine in memory, held to the same contract as the real ones; tests pull its strings. */
export interface FakeEngine extends Engine {
  readonly faults: Faults;
  /** Every call that was made, in order, as `call name`. */
  readonly calls: readonly string[];
  /** What the lab was made of. */
  specOf(name: string): LabSpec | null;
  /** Ends a lab as if by itself. */
  exit(name: string, code: number, outOfMemory?: boolean): void;
  /** Ends one of a lab's processes for want of memory; the lab itself lives on. */
  runOut(name: string): void;
  /** Removes a lab as if it happened behind our back. */
  vanish(name: string): void;
  /** Gives a running lab another address, or none, as a network that was reconnected does. */
  readdress(name: string, address: string | null): void;
  print(name: string, line: string): void;
  consume(name: string, use: FakeUse): void;
  /** Sets what runs in the foreground of the lab's terminals; null: that cannot be told. */
  run(name: string, programs: readonly LabProgram[] | null): void;
  /** Sets what a volume holds. */
  fill(volume: string, usage: VolumeUsage): void;
  /** Images that are there or can be had; nothing else is found. */
  addImage(image: string, info?: Partial<ImageInfo>): void;
  /** What the next probes find; a lab that wants a GPU starts only when there is one. */
  setGpu(probe: GpuProbe): void;
  /** Tells listeners that anything may have changed. */
  hint(name: string | null): void;
}

interface FakeLab {
  readonly id: string;
  readonly spec: LabSpec;
  address: string | null;
  status: LabState['status'];
  startedAtMs: number | null;
  exit: LabState['exit'];
  use: FakeUse;
  programs: readonly LabProgram[] | null;
  readonly lines: string[];
}

const noImage = (image: string): EngineError =>
  new EngineError('not_found', `The image ${image} was not found.`, { about: 'image' });

/** @param options.images - names of the images that exist */
export const createFakeEngine = (options: {
  readonly clock: Clock;
  readonly images?: readonly string[];
}): FakeEngine => {
  const { clock } = options;
  const labs = new Map<string, FakeLab>();
  const volumes = new Map<string, VolumeUsage>();
  const images = new Map<string, ImageInfo>();
  const listeners = new Set<(hint: EngineHint) => void>();
  const calls: string[] = [];
  const faults = createFaults();
  let made = 0;
  let gpu: GpuProbe = { found: false, reason: 'An engine in memory has no GPU.' };

  const addImage = (image: string, info: Partial<ImageInfo> = {}): void => {
    const known = { id: `sha256:${image}`, user: 'jovyan', command: [], env: {}, labels: {} };
    images.set(image, { ...known, ...info });
  };
  (options.images ?? []).forEach(image => addImage(image));

  const hint = (name: string | null): void => listeners.forEach(listener => listener({ name }));

  const stateOf = (lab: FakeLab): LabState => ({
    id: lab.id,
    name: lab.spec.name,
    user: lab.spec.user,
    server: lab.spec.server,
    image: lab.spec.image,
    specHash: lab.spec.specHash,
    status: lab.status,
    url:
      lab.status === 'running' && lab.address !== null
        ? `http://${lab.address}:${lab.spec.port}`
        : null,
    startedAtMs: lab.startedAtMs,
    exit: lab.exit,
  });

  const need = (name: string): FakeLab => {
    const lab = labs.get(name);
    if (lab === undefined) throw new EngineError('not_found', `There is no server ${name}.`);
    return lab;
  };

  const call = <T>(
    name: FaultyCall,
    subject: string,
    run: () => T | Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> => {
    calls.push(`${name} ${subject}`.trimEnd());
    return faults.meet(name, run, signal);
  };

  const end = (lab: FakeLab, exit: { code: number; outOfMemory: boolean }): void => {
    if (lab.status !== 'running') return;
    lab.status = 'exited';
    lab.exit = exit;
    hint(lab.spec.name);
  };

  const keep = (name: string): void => {
    if (!volumes.has(name)) volumes.set(name, { bytes: 0, files: 0 });
  };

  return {
    faults,
    calls,
    addImage,
    hint,
    specOf: name => labs.get(name)?.spec ?? null,
    exit: (name, code, outOfMemory = false) => end(need(name), { code, outOfMemory }),
    runOut: name => {
      const { spec } = need(name);
      listeners.forEach(listener => listener({ name: spec.name, memoryFull: true }));
    },
    vanish: name => {
      labs.delete(name);
      hint(name);
    },
    readdress: (name, address) => {
      need(name).address = address;
      hint(name);
    },
    print: (name, line) => need(name).lines.push(line),
    consume: (name, use) => {
      need(name).use = use;
    },
    run: (name, programs) => {
      need(name).programs = programs;
    },
    setGpu: probe => {
      gpu = probe;
    },
    fill: (volume, usage) => volumes.set(volume, usage),

    caps: () =>
      call('caps', '', () => ({
        description: 'An engine in memory',
        images: true,
        limits: true,
        gpu: gpu.found,
        cores: 2,
      })),
    ping: signal => call('ping', '', () => undefined, signal),
    list: () => call('list', '', () => [...labs.values()].map(stateOf)),
    inspect: name =>
      call('inspect', name, () => {
        const lab = labs.get(name);
        return lab === undefined ? null : stateOf(lab);
      }),
    ensureImage: (image, _onProgress, signal) =>
      call(
        'ensureImage',
        image,
        () => {
          const info = images.get(image);
          if (info === undefined) throw noImage(image);
          return info;
        },
        signal,
      ),
    inspectImage: image => call('inspectImage', image, () => images.get(image) ?? null),
    ensureVolume: (name, _labels, _image, { unsure = false } = {}) =>
      call('ensureVolume', unsure ? `${name} unsure` : name, () => {
        const made = !volumes.has(name);
        keep(name);
        return made;
      }),
    ensureContentVolume: (prefix, directory) =>
      call('ensureContentVolume', prefix, async () => {
        const files = await contentFiles(directory);
        const name = prefix + (await contentHash(files));
        if (!volumes.has(name))
          volumes.set(name, { bytes: 4096 * files.length, files: files.length });
        return name;
      }),
    removeVolume: name =>
      call('removeVolume', name, () => {
        const used = [...labs.values()].some(lab =>
          lab.spec.mounts.some(({ volume }) => volume === name),
        );
        if (used) throw new EngineError('conflict', `The volume ${name} is in use.`);
        volumes.delete(name);
      }),
    volumeExists: name => call('volumeExists', name, () => volumes.has(name)),
    volumeUsage: (name, signal) =>
      call(
        'volumeUsage',
        name,
        () => {
          if (signal?.aborted) throw new EngineError('timeout_unknown', 'Measuring was given up.');
          const usage = volumes.get(name);
          if (usage === undefined)
            throw new EngineError('not_found', `There is no volume ${name}.`);
          return usage;
        },
        signal,
      ),
    volumeUsages: (names, onUsage, signal) =>
      call(
        'volumeUsages',
        names.join(' '),
        () => {
          if (signal?.aborted) throw new EngineError('timeout_unknown', 'Measuring was given up.');
          for (const name of names) {
            const usage = volumes.get(name);
            if (usage !== undefined) onUsage(name, usage);
          }
        },
        signal,
      ),
    create: spec =>
      call('create', spec.name, () => {
        if (labs.has(spec.name))
          throw new EngineError('conflict', `The server ${spec.name} exists already.`);
        if (!images.has(spec.image)) throw noImage(spec.image);
        spec.mounts.forEach(({ volume }) => keep(volume));
        made += 1;
        const lab: FakeLab = {
          id: `fake-${made}`,
          spec,
          address: `10.0.${Math.floor(made / 250)}.${(made % 250) + 2}`,
          status: 'created',
          startedAtMs: null,
          exit: null,
          use: { cpuMicros: 0, memoryBytes: 64 * 1024 * 1024 },
          programs: [],
          lines: [],
        };
        labs.set(spec.name, lab);
        hint(spec.name);
        return stateOf(lab);
      }),
    start: name =>
      call('start', name, () => {
        const lab = need(name);
        if (lab.spec.gpu && !gpu.found) throw new EngineError('no_gpu', gpu.reason);
        if (lab.status !== 'running') {
          lab.status = 'running';
          lab.startedAtMs = clock.now();
          lab.exit = null;
          lab.use = { cpuMicros: 0, memoryBytes: lab.use.memoryBytes };
          hint(name);
        }
        return stateOf(lab);
      }),
    stop: name =>
      call('stop', name, () => {
        const lab = labs.get(name);
        if (lab !== undefined) end(lab, { code: 0, outOfMemory: false });
      }),
    remove: name =>
      call('remove', name, () => {
        if (labs.delete(name)) hint(name);
      }),
    watch: (onHint, signal) => {
      if (signal.aborted) return;
      listeners.add(onHint);
      signal.addEventListener('abort', () => listeners.delete(onHint), { once: true });
    },
    probeGpu: (_image, signal) => call('probeGpu', '', () => gpu, signal),
    sample: () =>
      call('sample', '', () =>
        [...labs.values()]
          .filter(lab => lab.status === 'running')
          .map(lab => ({
            id: lab.id,
            name: lab.spec.name,
            monotonicMs: clock.monotonicMs(),
            diskReadBytes: 0,
            diskWrittenBytes: 0,
            networkReceivedBytes: 0,
            networkSentBytes: 0,
            ...lab.use,
            memoryLimitBytes: lab.spec.limits.memoryBytes,
          })),
      ),
    programs: name =>
      call('programs', name, () => {
        const lab = labs.get(name);
        return lab?.status === 'running' ? lab.programs : [];
      }),
    logs: (name, tail) =>
      call('logs', name, () => (tail <= 0 ? [] : need(name).lines.slice(-tail))),
    close: () => Promise.resolve(),
  };
};
