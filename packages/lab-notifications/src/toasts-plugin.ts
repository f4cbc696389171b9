import type { NotificationView } from '@perijove/contracts';
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator } from '@jupyterlab/translation';
import { createSeenStore, IHubLink, loadLanguage } from '@perijove/lab-hub';
import { OPEN_NOTIFICATIONS } from './ids';
import { JupyterToasts } from './jupyter-toasts';
import { openInNewTab } from './notification-actions';
import { Toaster } from './toaster';

const ID = '@perijove/lab-notifications:toasts';

/** Reads and follows the setting; on by default. */
const followSetting = async (
  registry: ISettingRegistry,
  onChange: (enabled: boolean) => void,
): Promise<void> => {
  const settings = await registry.load(ID);
  const update = (): void => {
    onChange(settings.get('showToasts').composite !== false);
  };
  settings.changed.connect(update);
  update();
};

/** Shows notifications from the hub as toasts. */
export const toastsPlugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Shows notifications from the hub as toasts.',
  autoStart: true,
  optional: [IHubLink, ISettingRegistry, ITranslator],
  activate: async (
    app,
    link: IHubLink | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
  ): Promise<void> => {
    if (link === null) return;
    const { commands, restored } = app;
    const { trans, locale } = await loadLanguage(translator);
    let enabled = true;

    const readMore = ({ id, title, message }: NotificationView): void => {
      if (commands.hasCommand(OPEN_NOTIFICATIONS)) {
        void commands.execute(OPEN_NOTIFICATIONS);
        return;
      }
      // The centre is disabled: the notification still has to be readable.
      const buttons = [Dialog.okButton()];
      void showDialog({ title: title ?? trans.__('Notification'), body: message, buttons });
      link.acknowledge(id, 'seen');
    };
    const openList = (): void => {
      if (commands.hasCommand(OPEN_NOTIFICATIONS)) void commands.execute(OPEN_NOTIFICATIONS);
    };
    const actions = { commands, trans, locale, open: openInNewTab };
    const display = new JupyterToasts({ actions, trans, readMore, openList });
    const seen = createSeenStore(window.sessionStorage, 'perijove:shown');
    const toaster = new Toaster({ link, display, seen, enabled: () => enabled });

    const start = async (): Promise<void> => {
      // Before that, the splash screen covers toasts.
      await restored;
      if (registry !== null) {
        // Without the setting, the default applies.
        await followSetting(registry, on => (enabled = on)).catch(console.warn);
      }
      toaster.start();
    };
    void start();
  },
};
