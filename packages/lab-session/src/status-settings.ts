import type { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Status } from './status';

const MINUTE_MS = 60_000;

/** When a person wants to see the time left. */
export interface StatusSettings {
  readonly show: 'always' | 'near' | 'never';
  /** What counts as near, in minutes. */
  readonly nearMinutes: number;
}

/** What holds until the settings say otherwise. */
export const USUAL: StatusSettings = { show: 'always', nearMinutes: 60 };

/** Whether the item is to be seen. What happens to the server is news; only the time can wait. */
export const isShown = (status: Status, { show, nearMinutes }: StatusSettings): boolean => {
  if (status.kind === 'hidden' || show === 'never') return false;
  if (show === 'always' || status.kind !== 'running') return true;
  return status.countdown.leftMs <= nearMinutes * MINUTE_MS;
};

/** Follows the settings of the plugin `id`. Rejects when there are none. */
export const readStatusSettings = async (
  registry: ISettingRegistry,
  id: string,
  take: (settings: StatusSettings) => void,
): Promise<void> => {
  const settings = await registry.load(id);
  const read = (): void => {
    const show = settings.get('show').composite;
    const near = settings.get('nearMinutes').composite;
    take({
      show: show === 'near' || show === 'never' ? show : USUAL.show,
      nearMinutes: typeof near === 'number' ? near : USUAL.nearMinutes,
    });
  };
  settings.changed.connect(read);
  read();
};
