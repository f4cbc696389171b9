import type { ServerPhase, SpawnRequest } from '@perijove/contracts';
import { text, type Message } from '../../../lib/text.js';
import { EngineError, type ImageInfo, type LabState } from '../../../engine/port.js';
import type { ServerDeps } from '../deps.js';
import { policyOf, unreadable, type LabPolicy } from '../lab-policy.js';
import { createLab } from './create-lab.js';
import { otherHost, writePageOptions } from './page-options.js';
import { buildSpec, type LabSettings, type SpecInput } from './spec.js';
import { hasFiles } from './start-scripts.js';
import { waitUntilReady } from './wait-until-ready.js';

/** Receives a step of the start; `percent` counts within the phase. */
export type OnProgress = (phase: ServerPhase, percent: number | null, message: Message) => void;

/** Directories whose files labs read. */
export interface LabFiles {
  /** Jupyter data directory with the lab extensions; null when there are none to give. */
  readonly extensionsDir: string | null;
  /** Administrators' scripts that labs run at their start. */
  readonly startScriptsDir?: string | null;
  /** For options of lab pages; made when there are any. */
  readonly pageOptionsDir: string;
}

/** One start. */
export interface Start {
  readonly lab: string;
  readonly user: string;
  readonly server: string;
  readonly request: SpawnRequest;
  readonly onProgress: OnProgress;
  /** Called once the engine may hold something of this lab. */
  readonly onSpec: (spec: {
    readonly image: string;
    readonly imageId: string;
    readonly specHash: string;
    readonly policy: LabPolicy;
  }) => void;
  readonly signal: AbortSignal;
}

/** Starts labs: image, volumes, container, until the lab answers HTTP. */
export class ServerStarter {
  constructor(
    private readonly deps: Pick<
      ServerDeps,
      'engine' | 'clock' | 'probe' | 'volumes' | 'queue' | 'gpu' | 'audit'
    > & { readonly settings: () => LabSettings; readonly files: LabFiles },
  ) {}

  async run(start: Start): Promise<LabState> {
    const { engine, queue } = this.deps;
    const { user, server, request, onProgress, signal } = start;
    const defaults = this.deps.settings();
    const settings = { ...defaults, image: request.image ?? defaults.image };
    this.auditUnreadableGroups(user, request);
    let pulled = false;
    const image = await engine.ensureImage(
      settings.image,
      ({ percent, message }) => {
        pulled = true;
        onProgress('pulling', percent, message);
      },
      signal,
    );
    signal.throwIfAborted();
    // After the download: a start that waits for an image must not keep others waiting.
    const release = await queue.start(user, server, signal, position => {
      if (!pulled)
        onProgress(
          'queued',
          null,
          position === 1 ? text('servers.steps.next') : text('servers.steps.queued', { position }),
        );
    });
    const lab = await this.create(start, settings, image).finally(release);
    onProgress('waiting', null, text('servers.steps.waiting'));
    const prefix = request.env.JUPYTERHUB_SERVICE_PREFIX ?? '/';
    return waitUntilReady({ ...this.deps, lab, prefix, signal });
  }

  private async create(
    { lab, user, server, request, onProgress, onSpec, signal }: Start,
    settings: LabSettings,
    image: ImageInfo,
  ): Promise<LabState> {
    const { engine, volumes, gpu } = this.deps;
    const policy = policyOf({ ...request, asked: request.limits, defaults: settings.limits });
    signal.throwIfAborted();
    onProgress('creating', null, text('servers.steps.files'));
    const [files, content] = await Promise.all([
      volumes.ensure(user, settings.image, image),
      this.ensureContent(request, settings),
    ]);
    signal.throwIfAborted();
    const createWith = (own: LabSettings): Promise<LabState> => {
      const spec = buildSpec({
        lab,
        user,
        server,
        request,
        settings: own,
        image,
        ...content,
        ...files,
      });
      onSpec({ image: spec.image, imageId: image.id, specHash: spec.specHash, policy });
      return createLab(
        engine,
        spec,
        phase => onProgress(phase, null, text(`servers.steps.${phase}`)),
        signal,
      );
    };
    return createWith(settings).catch((error: unknown) => {
      // The GPU may be gone since it was detected: a lab without a GPU is better than none.
      if (!(error instanceof EngineError) || error.kind !== 'no_gpu') throw error;
      gpu.refused(error.message);
      onProgress('creating', null, text('servers.steps.withoutGpu'));
      return createWith({ ...settings, gpu: { enabled: false, detected: false } });
    });
  }

  /** Volumes with files of the platform. */
  private async ensureContent(
    request: SpawnRequest,
    { image, frameAncestors }: LabSettings,
  ): Promise<Pick<SpecInput, 'extensionsVolume' | 'scriptsVolume' | 'pageOptionsVolume'>> {
    const { extensionsDir, startScriptsDir = null, pageOptionsDir } = this.deps.files;
    const perijoveUrl = otherHost(request.env);
    const pageOptions = writePageOptions(pageOptionsDir, { perijoveUrl, frameAncestors });
    const ensure = (prefix: string, dir: string | null) =>
      dir === null ? null : this.deps.engine.ensureContentVolume(prefix, dir, image);
    const scripts = startScriptsDir !== null && hasFiles(startScriptsDir) ? startScriptsDir : null;
    const [extensionsVolume, scriptsVolume, pageOptionsVolume] = await Promise.all([
      ensure('perijove-lab-', extensionsDir),
      ensure('perijove-scripts-', scripts),
      ensure('perijove-page-', pageOptions),
    ]);
    return { extensionsVolume, scriptsVolume, pageOptionsVolume };
  }

  /** The start goes on without settings that cannot be read. */
  private auditUnreadableGroups(user: string, request: SpawnRequest): void {
    for (const { group, problem } of unreadable(request)) {
      this.deps.audit.record({
        actor: 'perijove',
        action: 'group.read',
        subject: group,
        result: 'failed',
        details: { problem, startOf: user },
      });
    }
  }
}
