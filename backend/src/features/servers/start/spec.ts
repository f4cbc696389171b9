import type { SpawnRequest } from '@perijove/contracts';
import { createHash } from 'node:crypto';
import type { ImageInfo, LabSpec, Mount } from '../../../engine/port.js';
import { PAGE_OPTIONS_TARGET } from './page-options.js';
import { hostMountsOf, policyOf } from '../lab-policy.js';
import { labEnv, type LabEnvSettings } from './spec-env.js';

/** Where the platform's lab extensions are mounted: a Jupyter data directory. */
export const EXTENSIONS_TARGET = '/opt/perijove/share/jupyter';

/** Where administrators' scripts are mounted, for no lab to write to; images run them at start. */
export const START_SCRIPTS_TARGET = '/opt/perijove/start-platform.d';

/** The administrator's part of every spec. */
export interface LabSettings extends LabEnvSettings {
  readonly image: string;
  /** Where no group says anything. */
  readonly limits: LabSpec['limits'];
  /** Directory in which labs open; null for the workspace mount. */
  readonly notebookDir: string | null;
}

/** Everything a lab is made of, found out before the start. */
export interface SpecInput {
  readonly lab: string;
  readonly user: string;
  readonly server: string;
  readonly request: SpawnRequest;
  readonly settings: LabSettings;
  readonly image: ImageInfo;
  readonly mounts: readonly Mount[];
  readonly homeTarget: string;
  readonly workspaceTarget: string | null;
  /** Volume with the lab extensions; null when there are none to give. */
  readonly extensionsVolume: string | null;
  /** Volume with scripts that every lab runs at its start; null when there are none. */
  readonly scriptsVolume: string | null;
  /** Volume with options of lab pages; null when there are none. */
  readonly pageOptionsVolume: string | null;
}

/**
 * Makes a lab's spec, afresh for every start, out of settings, policy and request alone.
 * Nothing that a user sends reaches mounts, privileges or the image.
 */
export const buildSpec = (input: SpecInput): LabSpec => {
  const { request, settings } = input;
  const policy = policyOf({ ...request, asked: request.limits, defaults: settings.limits });
  const extensions = content(input.extensionsVolume, EXTENSIONS_TARGET);
  const scripts = content(input.scriptsVolume, START_SCRIPTS_TARGET);
  const pageOptions = content(input.pageOptionsVolume, PAGE_OPTIONS_TARGET);
  const ours = [...extensions, ...scripts, ...pageOptions];
  const mounts = [...input.mounts, ...ours].sort((a, b) => (a.target < b.target ? -1 : 1));
  const notebookDir =
    settings.notebookDir ?? request.env.JUPYTERHUB_ROOT_DIR ?? input.workspaceTarget;
  const spec: Omit<LabSpec, 'specHash'> = {
    name: input.lab,
    user: input.user,
    server: input.server,
    image: settings.image,
    command: commandOf(request, input.image),
    env: labEnv({
      spawner: request.env,
      image: input.image.env,
      settings:
        scripts.length > 0 ? { ...settings, auxScriptsPath: START_SCRIPTS_TARGET } : settings,
      notebookDir,
      extensions: extensions.length > 0 ? EXTENSIONS_TARGET : null,
      pageOptions: pageOptions.length > 0 ? PAGE_OPTIONS_TARGET : null,
    }),
    workingDir: null,
    homeTarget: input.homeTarget,
    mounts,
    hostMounts: hostMountsOf(policy),
    privileged: policy.privileged,
    gpu: settings.gpu.enabled,
    limits: policy.limits,
    port: request.port,
  };
  return { ...spec, specHash: hashOf({ ...spec, imageId: input.image.id }) };
};

/** The image's own command where the hub's configuration names none. */
const commandOf = (
  { command, args }: Pick<SpawnRequest, 'command' | 'args'>,
  image: Pick<ImageInfo, 'command'>,
): readonly string[] =>
  // Nothing to add: the engine leaves command and entry point to the image.
  command.length === 0 && args.length === 0
    ? []
    : [...(command.length === 0 ? image.command : command), ...args];

/** A volume with files of the platform, which labs read. */
const content = (volume: string | null, target: string): readonly Mount[] =>
  volume === null ? [] : [{ volume, target, readOnly: true }];

/** The same content gives the same hash, in whatever order its keys were written. */
const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')
    .slice(0, 32);

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
};
