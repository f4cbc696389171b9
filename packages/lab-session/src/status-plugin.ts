import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { IStatusBar } from '@jupyterlab/statusbar';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { readStatusSettings } from './status-settings';
import { StatusWidget } from './status-widget';
import { ISessionStatus, SHOW_SESSION } from './tokens';

const ID = '@perijove/lab-session:status';

/** Shows the time left in the status bar. */
export const statusPlugin: JupyterFrontEndPlugin<ISessionStatus | null> = {
  id: ID,
  description: 'Shows in the status bar how much time the server has left.',
  autoStart: true,
  optional: [IHubLink, IStatusBar, ISettingRegistry, ITranslator],
  provides: ISessionStatus,
  activate: async (
    app,
    link: IHubLink | null,
    statusBar: IStatusBar | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
  ): Promise<ISessionStatus | null> => {
    if (link === null || statusBar === null) return null;
    const { commands } = app;
    const { trans, locale } = await loadLanguage(translator);
    const item = new StatusWidget({
      link,
      trans,
      locale,
      open: () => {
        if (commands.hasCommand(SHOW_SESSION)) void commands.execute(SHOW_SESSION);
      },
    });
    statusBar.registerStatusItem(ID, {
      item,
      align: 'right',
      rank: 100,
      // Zero would hide the item in narrow windows.
      priority: 1,
      isActive: () => item.active,
      activeStateChanged: item.activeChanged,
    });
    if (registry !== null) {
      // Without the settings, the defaults apply.
      readStatusSettings(registry, ID, settings => {
        item.settings = settings;
      }).catch(console.warn);
    }
    return {
      anchor: item,
      get active() {
        return item.hasStatus;
      },
      reveal: on => {
        item.revealed = on;
      },
    };
  },
};
