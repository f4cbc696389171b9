import type { GpuState } from '../../gpu/state.js';
import type { ServerServiceDeps } from '../deps.js';
import { defaultLimits } from '../reconcile/outdated.js';
import type { LabSettings } from './spec.js';

/** The administrator's part of a spec, read for every start. */
export const labSettings = ({
  config,
  serviceFlags = {},
  labIcons,
  perijoveUrl,
  gpu,
}: Pick<ServerServiceDeps, 'config' | 'serviceFlags' | 'labIcons' | 'perijoveUrl'> & {
  readonly gpu: { state(): Pick<GpuState, 'enabled' | 'detected'> };
}): LabSettings => {
  const { enabled, detected } = gpu.state();
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
