import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { CENTRE_ID, DISMISS_NOTIFICATIONS, OPEN_NOTIFICATIONS } from './ids';
import { inboxIcon } from './inbox-icon';

const noArguments = { args: { type: 'object', properties: {} } } as const;

/** Adds the commands of the notification centre. */
export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-notifications:commands',
  description: 'Adds commands for the notifications from the hub.',
  autoStart: true,
  optional: [IHubLink, ICommandPalette, ITranslator],
  activate: async (
    app,
    link: IHubLink | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): Promise<void> => {
    if (link === null) return;
    const { commands, shell } = app;
    const { trans } = await loadLanguage(translator);
    const open = (): readonly string[] =>
      link.state.notifications.filter(one => one.state !== 'dismissed').map(({ id }) => id);

    commands.addCommand(OPEN_NOTIFICATIONS, {
      label: trans.__('Show Hub Notifications'),
      caption: trans.__('Open the panel with all notifications from your hub'),
      icon: inboxIcon,
      describedBy: noArguments,
      execute: () => {
        shell.activateById(CENTRE_ID);
      },
    });
    commands.addCommand(DISMISS_NOTIFICATIONS, {
      label: trans.__('Dismiss All Hub Notifications'),
      caption: trans.__('Dismiss them on all your pages'),
      describedBy: noArguments,
      isEnabled: () => open().length > 0,
      execute: () => {
        for (const id of open()) link.acknowledge(id, 'dismissed');
      },
    });
    link.state.notificationsChanged.connect(() => {
      commands.notifyCommandChanged(DISMISS_NOTIFICATIONS);
    });
    const category = trans.__('Hub');
    palette?.addItem({ command: OPEN_NOTIFICATIONS, category });
    palette?.addItem({ command: DISMISS_NOTIFICATIONS, category });
  },
};
