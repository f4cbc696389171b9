import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Status } from './status';

const MINUTE_MS = 60_000;

/** When to show the time left. */
export interface StatusSettings {
  readonly show: 'always' | 'near' | 'never';
  /** Limit of `near`, in minutes. */
  readonly nearMinutes: number;
}

/** Used until the settings are loaded. */
export const DEFAULT_SETTINGS: StatusSettings = { show: 'always', nearMinutes: 60 };

/** Whether to show the item. `near` hides only the time left, never a change of the server. */
export const isShown = (status: Status, { show, nearMinutes }: StatusSettings): boolean => {
  if (status.kind === 'hidden' || show === 'never') return false;
  if (show === 'always' || status.kind !== 'running') return true;
  return status.countdown.leftMs <= nearMinutes * MINUTE_MS;
};

/** Reads and follows the settings of the plugin `id`. Rejects when they cannot be loaded. */
export const readStatusSettings = async (
  registry: ISettingRegistry,
  id: string,
  onChange: (settings: StatusSettings) => void,
): Promise<void> => {
  const settings = await registry.load(id);
  const read = (): void => {
    const show = settings.get('show').composite;
    const near = settings.get('nearMinutes').composite;
    onChange({
      show: show === 'near' || show === 'never' ? show : DEFAULT_SETTINGS.show,
      nearMinutes: typeof near === 'number' ? near : DEFAULT_SETTINGS.nearMinutes,
    });
  };
  settings.changed.connect(read);
  read();
};
