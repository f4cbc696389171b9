import { TextError } from '../lib/errors.js';
import type { Message } from '../lib/text.js';

/**
 * The narrow interface behind which containers, processes or pods live.
 * Nothing in it is shaped by one engine; one contract suite runs on every implementation.
 */

/**
 * Why an engine's call failed. `timeout_unknown`: it may have taken effect; look again.
 * `no_gpu`: the lab was to have a GPU and none can be given.
 */
export type EngineErrorKind =
  | 'not_found'
  | 'conflict'
  | 'invalid'
  | 'unavailable'
  | 'timeout_unknown'
  | 'quota'
  | 'denied'
  | 'no_gpu';

/** A failed engine call, with a text for users. */
export class EngineError extends TextError {
  override readonly name = 'EngineError';
  /** What could not be had, where callers answer differently for it; null otherwise. */
  readonly about: 'image' | null;
  constructor(
    readonly kind: EngineErrorKind,
    text: Message,
    options: { readonly cause?: unknown; readonly about?: 'image' } = {},
  ) {
    const { about, ...rest } = options;
    super(text, rest);
    this.about = about ?? null;
  }
}

/** What this engine can do. Callers ask here and never for versions. */
export interface EngineCaps {
  /** For administrators, such as `Docker 20.10.24, cgroup v1`. */
  readonly description: Message;
  readonly images: boolean;
  readonly limits: boolean;
  /** Whether the engine says of itself that it can give labs a GPU. `probeGpu` tries it. */
  readonly gpu: boolean;
  readonly cores: number;
}

/** A volume mounted into a lab. */
export interface Mount {
  readonly volume: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** A path of the host, only ever made from the policy of a group. */
export interface HostMount {
  readonly source: string;
  readonly target: string;
}

/**
 * Everything a lab is made of. A pure function of settings, policy and request builds it;
 * the engine adds nothing but its own recipe.
 */
export interface LabSpec {
  /** Unique within the deployment; the same name means the same lab. */
  readonly name: string;
  readonly user: string;
  readonly server: string;
  readonly image: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Directory in which the command starts; null leaves it to the image. */
  readonly workingDir: string | null;
  /** The mount that is the user's home, for engines without a file system of their own. */
  readonly homeTarget: string;
  readonly mounts: readonly Mount[];
  readonly hostMounts: readonly HostMount[];
  readonly privileged: boolean;
  readonly gpu: boolean;
  readonly limits: {
    readonly cpuCores: number | null;
    readonly memoryBytes: number | null;
    readonly pids: number | null;
  };
  /** Port on which the lab listens inside. Engines without own networks choose another. */
  readonly port: number;
  /** Hash of all of the above, kept with the lab to tell whether it is still current. */
  readonly specHash: string;
}

/** What the engine knows about one lab of this deployment. */
export interface LabState {
  readonly id: string;
  readonly name: string;
  readonly user: string;
  readonly server: string;
  readonly image: string;
  readonly specHash: string;
  readonly status: 'created' | 'running' | 'exited';
  /** Base URL under which hub and backend reach it; null unless running. */
  readonly url: string | null;
  readonly startedAtMs: number | null;
  readonly exit: { readonly code: number; readonly outOfMemory: boolean } | null;
}

/** Cumulative counters; who samples computes the rates. */
export interface LabSample {
  readonly id: string;
  readonly name: string;
  /** From a clock that only grows, in milliseconds. */
  readonly monotonicMs: number;
  readonly cpuMicros: number;
  /** Without the page cache. */
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number | null;
  /** Bytes moved since it started, as the next three; null where the engine cannot tell. */
  readonly diskReadBytes: number | null;
  readonly diskWrittenBytes: number | null;
  readonly networkReceivedBytes: number | null;
  readonly networkSentBytes: number | null;
}

/** A program in the foreground of a terminal of a lab, the shell at its prompt among them. */
export interface LabProgram {
  readonly pid: number;
  /** Since it was started. */
  readonly ageMs: number;
  /** CPU time that it has used, perhaps in whole seconds. */
  readonly cpuMs: number;
}

/** Progress of bringing an image here. */
export interface ImageProgress {
  readonly percent: number | null;
  readonly message: Message;
}

/** Facts about an image that the spec depends on. */
export interface ImageInfo {
  readonly id: string;
  readonly user: string;
  /** What it runs when nobody says otherwise; empty where there is no such thing. */
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** Whether labs can have a GPU here, with the reason in words for the administrator. */
export interface GpuProbe {
  readonly found: boolean;
  readonly reason: Message;
}

/** A hint that something may have changed; hints can be lost, `list` is the truth. */
export interface EngineHint {
  readonly name: string | null;
  /** The kernel ended one of its processes because its memory was used up; it may live on. */
  readonly memoryFull?: boolean;
}

/** Usage of one volume. */
export interface VolumeUsage {
  readonly bytes: number;
  readonly files: number;
}

/** A place where labs run. Every call throws `EngineError`. */
export interface Engine {
  caps(): Promise<EngineCaps>;
  /** Cheap proof of life. */
  ping(signal?: AbortSignal): Promise<void>;
  /** Labs of this deployment, and only those, in any status. */
  list(): Promise<readonly LabState[]>;
  /** One lab, or null. */
  inspect(name: string): Promise<LabState | null>;
  /**
   * Makes sure that the image is here; pulls it when it is not. An image that cannot be found or
   * fetched is what the error is `about`.
   */
  ensureImage(
    image: string,
    onProgress: (progress: ImageProgress) => void,
    signal?: AbortSignal,
  ): Promise<ImageInfo>;
  /** The image as it is here now, or null; nothing is fetched. */
  inspectImage(image: string): Promise<ImageInfo | null>;
  /**
   * Makes the volume if it does not exist. Existing contents are never touched.
   * A new one can be written by the user of any image.
   * Throws `conflict` for one that another deployment made.
   * @param image - an image that is present, for engines that need one to prepare a volume
   * @param options.unsure - an earlier call may have been cut off before its user could write to it
   * @returns whether there was none, so that this call made it
   */
  ensureVolume(
    name: string,
    labels: Readonly<Record<string, string>>,
    image: string,
    options?: { readonly unsure?: boolean },
  ): Promise<boolean>;
  /**
   * Makes sure that a volume with the files of a local directory exists, readable by labs,
   * and answers its name, which changes with the contents.
   * @param image - an image that is present, for engines that need one to write a volume
   */
  ensureContentVolume(prefix: string, directory: string, image: string): Promise<string>;
  /** Removes the volume and its contents for ever; no error when there is none. */
  removeVolume(name: string): Promise<void>;
  /** Whether there is a volume of this name that is not another deployment's. */
  volumeExists(name: string): Promise<boolean>;
  /** Counts bytes and files; slow, never call it while a request waits. */
  volumeUsage(name: string, signal?: AbortSignal): Promise<VolumeUsage>;
  /**
   * As `volumeUsage` for many, one after the other and in one go. `onUsage` hears of each that
   * could be counted; of those that do not exist or cannot be read it hears nothing.
   */
  volumeUsages(
    names: readonly string[],
    onUsage: (name: string, usage: VolumeUsage) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Makes the lab without starting it. `conflict` when the name is taken: inspect and adopt. An
   * image that is not here is what `not_found` is `about`.
   */
  create(spec: LabSpec): Promise<LabState>;
  /** Starts it; no error when it already runs. */
  start(name: string): Promise<LabState>;
  /** Stops it within the grace time; no error when it does not run or does not exist. */
  stop(name: string, graceMs: number): Promise<void>;
  /** Removes a lab, running or not; volumes stay. No error when there is none. */
  remove(name: string): Promise<void>;
  /** Hints until the signal aborts; reconnects by itself. */
  watch(onHint: (hint: EngineHint) => void, signal: AbortSignal): void;
  /**
   * Tries whether a lab would get a GPU; may take minutes, so never while anybody waits.
   * Throws when the engine is away: then nothing is known.
   * @param image - an image that holds `nvidia-smi`, for engines that need one
   */
  probeGpu(image: string, signal?: AbortSignal): Promise<GpuProbe>;
  /** Counters of every running lab, in one pass. A lab that cannot be read is left out. */
  sample(): Promise<readonly LabSample[]>;
  /**
   * What runs in the foreground of its terminals, whether anybody looks at them or not; as the
   * operating system says, and not the lab. Null where that cannot be told.
   */
  programs(name: string): Promise<readonly LabProgram[] | null>;
  /** The last lines of its output, oldest first. */
  logs(name: string, tail: number): Promise<readonly string[]>;
  /** Frees sockets and timers. Labs live on. */
  close(): Promise<void>;
}
