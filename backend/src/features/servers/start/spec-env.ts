import { otherHost } from './page-options.js';

/** The administrator's part of a lab's environment. */
export interface LabEnvSettings {
  readonly timeZone: string;
  readonly auxScriptsPath: string;
  readonly tfLogLevel: string;
  /** Path or URL under which pages and programs in the lab reach Perijove. */
  readonly perijoveUrl: string;
  /** Origins whose pages may show labs in a frame. */
  readonly frameAncestors: readonly string[];
  readonly services: Readonly<Record<string, boolean>>;
  readonly gpu: { readonly enabled: boolean; readonly detected: boolean };
  /** Addresses that a browser can load; null where nothing is configured. */
  readonly icons: { readonly main: string | null; readonly splash: string | null };
}

const flag = (value: boolean): string => (value ? '1' : '0');

/** Joins search paths, each entry once, the first place winning. */
const joinPaths = (...paths: readonly (string | null | undefined)[]): string =>
  [...new Set(paths.flatMap(path => (path ?? '').split(':')).filter(entry => entry !== ''))].join(
    ':',
  );

/**
 * A lab's environment: what the spawner says, and what every lab of the platform receives.
 * The hub's own names always win: no setting may change who a lab belongs to.
 */
export const labEnv = (input: {
  readonly spawner: Readonly<Record<string, string>>;
  readonly image: Readonly<Record<string, string>>;
  readonly settings: LabEnvSettings;
  readonly notebookDir: string | null;
  readonly extensions: string | null;
  readonly pageOptions: string | null;
}): Record<string, string> => {
  const { spawner, image, settings, notebookDir, extensions, pageOptions } = input;
  const jupyterPath = joinPaths(spawner.JUPYTER_PATH ?? image.JUPYTER_PATH, extensions);
  const configPath = joinPaths(
    spawner.JUPYTER_CONFIG_PATH ?? image.JUPYTER_CONFIG_PATH,
    pageOptions,
  );
  const elsewhere = otherHost(spawner);
  /** Where labs have another host than we, a path alone leads nowhere. */
  const reachable = (path: string | null): string =>
    path === null || elsewhere === null ? (path ?? '') : new URL(path, elsewhere).href;
  const platform: Record<string, string> = {
    ENABLE_GPU_SUPPORT: flag(settings.gpu.enabled),
    ENABLE_GPUSTAT: flag(settings.gpu.enabled),
    NVIDIA_DETECTED: flag(settings.gpu.detected),
    MLFLOW_TRACKING_URI: 'http://localhost:5000',
    TENSORBOARD_LOGDIR: '/tmp/tensorboard',
    JUPYTERLAB_MAIN_ICON_URI: reachable(settings.icons.main),
    JUPYTERLAB_SPLASH_ICON_URI: reachable(settings.icons.splash),
    JUPYTERLAB_TIMEZONE: settings.timeZone,
    TZ: settings.timeZone,
    JUPYTERLAB_AUX_SCRIPTS_PATH: settings.auxScriptsPath,
    TF_CPP_MIN_LOG_LEVEL: settings.tfLogLevel,
    PERIJOVE_URL: settings.perijoveUrl,
  };
  for (const [name, enabled] of Object.entries(settings.services)) {
    platform[`ENABLE_SERVICE_${name}`] = flag(enabled);
  }
  return {
    ...platform,
    ...spawner,
    ...(jupyterPath === '' ? {} : { JUPYTER_PATH: jupyterPath }),
    ...(pageOptions === null ? {} : { JUPYTER_CONFIG_PATH: configPath }),
    ...(notebookDir === null
      ? {}
      : { JUPYTERHUB_ROOT_DIR: notebookDir, DOCKER_NOTEBOOK_DIR: notebookDir }),
  };
};
