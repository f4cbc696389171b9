import type { ServerPhase, SpawnRequest } from '@perijove/contracts';
import type { Engine, LabState } from '../../engine/port.js';
import type { Clock } from '../../platform/clock.js';
import type { VolumeService } from '../volumes/service.js';
import { makeLab } from './make-lab.js';
import type { Probe } from './probe.js';
import { buildSpec, type LabSettings } from './spec.js';
import { waitForLab } from './wait-for-lab.js';

/** Tells a step of the start; `percent` counts within the phase. */
export type Tell = (phase: ServerPhase, percent: number | null, message: string) => void;

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
  }) => void;
  readonly signal: AbortSignal;
}) => Promise<LabState>;

export const createBringUp = (deps: {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly probe: Probe;
  readonly volumes: VolumeService;
  readonly settings: () => Promise<LabSettings>;
  /** Directory of the lab extensions; null when there are none to give. */
  readonly extensionsDir: string | null;
}): BringUp => {
  const { engine, clock, probe, volumes, settings, extensionsDir } = deps;

  return async ({ lab, user, server, request, tell, onSpec, signal }) => {
    const chosen = await settings();
    const image = await engine.ensureImage(
      chosen.image,
      ({ percent, message }) => tell('pulling', percent, message),
      signal,
    );
    signal.throwIfAborted();
    tell('creating', null, 'Preparing your files');
    const files = await volumes.ensure(user, chosen.image, image);
    const extensionsVolume =
      extensionsDir === null
        ? null
        : await engine.ensureContentVolume('perijove-lab-', extensionsDir, chosen.image);
    signal.throwIfAborted();
    const spec = buildSpec({
      lab,
      user,
      server,
      request,
      settings: chosen,
      image,
      ...files,
      extensionsVolume,
    });
    onSpec({ image: spec.image, imageId: image.id, specHash: spec.specHash });
    const made = await makeLab(engine, spec, phase => tell(phase, null, words[phase]), signal);
    tell('waiting', null, 'Waiting for the lab to answer');
    const prefix = request.env.JUPYTERHUB_SERVICE_PREFIX ?? '/';
    return waitForLab({ engine, clock, probe, lab: made, prefix, signal });
  };
};

const words = {
  creating: 'Creating the server',
  starting: 'Starting the server',
} as const;
