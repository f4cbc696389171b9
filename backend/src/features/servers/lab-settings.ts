import type { Config } from '../../config/config.js';
import type { Engine } from '../../engine/port.js';
import type { LabSettings } from './spec.js';

/** Reads the administrator's part of a spec afresh for every start. */
export const createLabSettings = (deps: {
  readonly config: Config;
  readonly engine: Engine;
  readonly labIcons: () => LabSettings['icons'];
  readonly perijoveUrl: string;
}): (() => Promise<LabSettings>) => {
  const { config, engine, labIcons, perijoveUrl } = deps;
  return async () => {
    const caps = await engine.caps();
    const wanted = config.JUPYTERHUB_GPU_ENABLED;
    return {
      image: config.JUPYTERHUB_NOTEBOOK_IMAGE,
      limits: {
        cpuCores: config.PERIJOVE_LAB_CPU_LIMIT,
        memoryBytes: config.PERIJOVE_LAB_MEMORY_LIMIT,
        pids: config.PERIJOVE_LAB_PIDS_LIMIT,
      },
      notebookDir: config.DOCKER_NOTEBOOK_DIR,
      timeZone: config.JUPYTERHUB_TIMEZONE.zone,
      auxScriptsPath: config.JUPYTERLAB_AUX_SCRIPTS_PATH,
      tfLogLevel: config.TF_CPP_MIN_LOG_LEVEL,
      perijoveUrl,
      services: {
        MLFLOW: config.JUPYTERHUB_SERVICE_MLFLOW,
        RESOURCES_MONITOR: config.JUPYTERHUB_SERVICE_RESOURCES_MONITOR,
        TENSORBOARD: config.JUPYTERHUB_SERVICE_TENSORBOARD,
      },
      gpu: { enabled: wanted === '1' || (wanted === '2' && caps.gpu), detected: caps.gpu },
      icons: labIcons(),
    };
  };
};
