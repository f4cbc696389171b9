import type { NotificationView } from '@perijove/contracts';
import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { createOnceMemory, IHubLink } from '@perijove/lab-hub';
import { OPEN_NOTIFICATIONS } from './ids';
import { LabToasts } from './lab-toasts';
import { openInNewTab } from './notification-actions';
import { Toaster } from './toaster';

const ID = '@perijove/lab-notifications:toasts';

/** Follows the setting; toasts are wanted until it says otherwise. */
const readWanted = async (
  registry: ISettingRegistry,
  set: (on: boolean) => void,
): Promise<void> => {
  const settings = await registry.load(ID);
  const take = (): void => {
    set(settings.get('showToasts').composite !== false);
  };
  settings.changed.connect(take);
  take();
};

/** Shows what the hub sends as toasts, the moment it arrives. */
export const toastsPlugin: JupyterFrontEndPlugin<void> = {
  id: ID,
  description: 'Shows messages from the hub as toasts.',
  autoStart: true,
  optional: [IHubLink, ISettingRegistry, ITranslator],
  activate: (
    app,
    link: IHubLink | null,
    registry: ISettingRegistry | null,
    translator: ITranslator | null,
  ): void => {
    if (link === null) return;
    const { commands, restored } = app;
    const trans = (translator ?? nullTranslator).load('perijove');
    let wanted = true;

    const readAll = ({ id, title, message }: NotificationView): void => {
      if (commands.hasCommand(OPEN_NOTIFICATIONS)) {
        void commands.execute(OPEN_NOTIFICATIONS);
        return;
      }
      // The centre is switched off: the message still has to be readable.
      const buttons = [Dialog.okButton()];
      void showDialog({ title: title ?? trans.__('Message'), body: message, buttons });
      link.acknowledge(id, 'seen');
    };
    const openList = (): void => {
      if (commands.hasCommand(OPEN_NOTIFICATIONS)) void commands.execute(OPEN_NOTIFICATIONS);
    };
    const reach = { commands, trans, open: openInNewTab };
    const board = new LabToasts({ reach, trans, readAll, openList });
    const memory = createOnceMemory(window.sessionStorage, 'perijove:shown');
    const toaster = new Toaster({ link, board, memory, wanted: () => wanted });

    const begin = async (): Promise<void> => {
      // Before that a toast would lie under the splash screen.
      await restored;
      if (registry !== null) {
        // Without its setting the default holds.
        await readWanted(registry, on => (wanted = on)).catch(console.warn);
      }
      toaster.start();
    };
    void begin();
  },
};
