import type { Config } from '../../../config/config.js';
import type { GpuState } from '../../gpu/state.js';
import { defaultLimits } from '../reconcile/outdated.js';
import type { LabSettings } from './spec.js';

/** Reads the administrator's part of a spec afresh for every start. */
export const createLabSettings = (deps: {
  readonly config: Config;
  readonly gpu: () => Pick<GpuState, 'enabled' | 'detected'>;
  /** Flags of services beside those in the table of settings. */
  readonly serviceFlags: LabSettings['services'];
  readonly labIcons: () => LabSettings['icons'];
  readonly perijoveUrl: string;
}): (() => LabSettings) => {
  const { config, gpu, serviceFlags, labIcons, perijoveUrl } = deps;
  return () => {
    const { enabled, detected } = gpu();
    return {
      image: config.JUPYTERHUB_NOTEBOOK_IMAGE,
      limits: defaultLimits(config),
      notebookDir: config.DOCKER_NOTEBOOK_DIR,
      timeZone: config.JUPYTERHUB_TIMEZONE.zone,
      auxScriptsPath: config.JUPYTERLAB_AUX_SCRIPTS_PATH,
      tfLogLevel: config.TF_CPP_MIN_LOG_LEVEL,
      perijoveUrl,
      frameAncestors: config.PERIJOVE_FRAME_ANCESTORS,
      services: {
        ...serviceFlags,
        MLFLOW: config.JUPYTERHUB_SERVICE_MLFLOW,
        RESOURCES_MONITOR: config.JUPYTERHUB_SERVICE_RESOURCES_MONITOR,
        TENSORBOARD: config.JUPYTERHUB_SERVICE_TENSORBOARD,
      },
      gpu: { enabled, detected },
      icons: labIcons(),
    };
  };
};
