import type { ServerPhase, SpawnRequest } from '@perijove/contracts';
import { strings } from '@perijove/contracts/strings';
import { EngineError, type Engine, type LabState } from '../../../engine/port.js';
import type { Clock } from '../../../lib/clock.js';
import type { VolumeService } from '../../volumes/service.js';
import { otherHost, writePageOptions } from './page-options.js';
import { holdsFiles } from './start-scripts.js';
import { makeLab } from './create-lab.js';
import type { Probe } from './probe.js';
import { rulesOf, unreadable, type LabRules } from '../lab-rules.js';
import { buildSpec, type LabSettings } from './spec.js';
import type { Turns } from './start-queue.js';
import { waitForLab } from './wait-until-ready.js';

const words = strings.servers.steps;

/** Tells a step of the start; `percent` counts within the phase. */
export type Tell = (phase: ServerPhase, percent: number | null, message: string) => void;

/** Directories whose files labs read. */
export interface LabFiles {
  /** Jupyter data directory with the lab extensions; null when there are none to give. */
  readonly extensionsDir: string | null;
  /** Administrators' scripts that labs run at their start. */
  readonly startScriptsDir?: string | null;
  /** For options of lab pages; made when there are any. */
  readonly pageOptionsDir: string;
}

/** Brings a lab up from nothing to answering HTTP. */
export type BringUp = (start: {
  readonly lab: string;
  readonly user: string;
  readonly server: string;
  readonly request: SpawnRequest;
  readonly tell: Tell;
  /** Called once the engine may hold something of this lab. */
  readonly onSpec: (spec: {
    readonly image: string;
    readonly imageId: string;
    readonly specHash: string;
    readonly rules: LabRules;
  }) => void;
  readonly signal: AbortSignal;
}) => Promise<LabState>;

export const createBringUp = (deps: {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly probe: Probe;
  readonly volumes: VolumeService;
  readonly turns: Turns;
  readonly settings: () => LabSettings;
  /** Told when the engine could not give a lab the GPU that it was to have. */
  readonly onGpuRefused: (why: string) => void;
  readonly files: LabFiles;
  /** Told of a group whose settings cannot be read; the start goes on without them. */
  readonly onUnreadable: (user: string, group: string, problem: string) => void;
}): BringUp => {
  const { engine, clock, probe, volumes, turns, settings, onGpuRefused } = deps;
  const { extensionsDir, startScriptsDir = null, pageOptionsDir } = deps.files;
  const { onUnreadable } = deps;

  return async ({ lab, user, server, request, tell, onSpec, signal }) => {
    const usual = settings();
    const chosen = { ...usual, image: request.image ?? usual.image };
    for (const { group, problem } of unreadable(request)) onUnreadable(user, group, problem);
    const rules = rulesOf({ ...request, asked: request.limits, defaults: chosen.limits });
    const pageOptions = writePageOptions(pageOptionsDir, {
      perijoveUrl: otherHost(request.env),
      frameAncestors: chosen.frameAncestors,
    });
    let pulled = false;
    const image = await engine.ensureImage(
      chosen.image,
      ({ percent, message }) => {
        pulled = true;
        tell('pulling', percent, message);
      },
      signal,
    );
    signal.throwIfAborted();

    const prepare = async (): Promise<LabState> => {
      signal.throwIfAborted();
      tell('creating', null, words.files);
      const [files, extensionsVolume, scriptsVolume, pageOptionsVolume] = await Promise.all([
        volumes.ensure(user, chosen.image, image),
        extensionsDir === null
          ? null
          : engine.ensureContentVolume('perijove-lab-', extensionsDir, chosen.image),
        startScriptsDir === null || !holdsFiles(startScriptsDir)
          ? null
          : engine.ensureContentVolume('perijove-scripts-', startScriptsDir, chosen.image),
        pageOptions === null
          ? null
          : engine.ensureContentVolume('perijove-page-', pageOptions, chosen.image),
      ]);
      signal.throwIfAborted();
      const make = (own: LabSettings): Promise<LabState> => {
        const parts = { lab, user, server, request, settings: own, image };
        const volumesOfOurs = { extensionsVolume, scriptsVolume, pageOptionsVolume };
        const spec = buildSpec({ ...parts, ...volumesOfOurs, ...files });
        onSpec({ image: spec.image, imageId: image.id, specHash: spec.specHash, rules });
        return makeLab(engine, spec, phase => tell(phase, null, words[phase]), signal);
      };
      return make(chosen).catch((error: unknown) => {
        // What was detected yesterday may be gone today: a lab without a GPU is better than none.
        if (!(error instanceof EngineError) || error.kind !== 'no_gpu') throw error;
        onGpuRefused(error.message);
        tell('creating', null, words.withoutGpu);
        return make({ ...chosen, gpu: { enabled: false, detected: false } });
      });
    };

    // Behind the download: who waits for an image must not keep others from starting.
    const leave = await turns.start(user, server, signal, position => {
      if (!pulled) tell('queued', null, words.queued(position));
    });
    const made = await prepare().finally(leave);
    tell('waiting', null, words.waiting);
    const prefix = request.env.JUPYTERHUB_SERVICE_PREFIX ?? '/';
    return waitForLab({ engine, clock, probe, lab: made, prefix, signal });
  };
};
