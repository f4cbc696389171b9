import type { Setting } from './define.js';
import { settings, type SettingName } from './settings.js';

/** Settings that count with one engine only: containers have limits and networks, processes have none. */
const CONTAINERS: readonly SettingName[] = [
  'JUPYTERHUB_NOTEBOOK_IMAGE',
  'JUPYTERHUB_NETWORK_NAME',
  'JUPYTERHUB_GPU_ENABLED',
  'JUPYTERHUB_NVIDIA_IMAGE',
  'PERIJOVE_LAB_CPU_LIMIT',
  'PERIJOVE_LAB_MEMORY_LIMIT',
  'PERIJOVE_LAB_PIDS_LIMIT',
  'PERIJOVE_LAB_NETWORK_INTERNAL',
  'PERIJOVE_LAB_METADATA',
  'PERIJOVE_DOCKER_HOST',
];
const PROCESSES: readonly SettingName[] = ['PERIJOVE_LAB_BIN'];

/** Settings that the operator set and that do nothing with this engine. Pure. */
export const withoutEffect = (
  engine: 'docker' | 'process',
  env: Readonly<Record<string, string | undefined>>,
): readonly SettingName[] => {
  const isSet = (name: SettingName): boolean => {
    const { oldName }: Setting = settings[name];
    return [name, oldName].some(one => one !== null && (env[one] ?? '') !== '');
  };
  return (engine === 'docker' ? PROCESSES : CONTAINERS).filter(isSet);
};
