import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { extendChoices } from './extend-choices';
import { goToHub } from './go-to-hub';
import { errorMessage } from './error-message';
import { restartServer } from './restart-server';
import { EXTEND_SESSION, OPEN_HUB_HOME, RESTART_SERVER } from './tokens';
import { formatHours, formatTime } from './format';

/** Auto-close of a success notification. */
const SUCCESS_MS = 5000;

/** Adds the server's commands, for the palette, the Hub menu and notifications. */
export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-session:commands',
  description: 'Adds commands to extend and to restart the server.',
  autoStart: true,
  optional: [IHubLink, ICommandPalette, ITranslator],
  activate: async (
    app,
    link: IHubLink | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): Promise<void> => {
    if (link === null) return;
    const { commands } = app;
    const { trans, locale } = await loadLanguage(translator);
    const isRunning = (): boolean => link.state.server?.phase === 'running';

    const extend = async (hours: number): Promise<void> => {
      try {
        const { grantedHours, session } = await link.extendSession(hours);
        const until = session.deadline;
        const time = until === null ? '' : formatTime(Date.parse(until), link.serverNow(), locale);
        Notification.success(
          trans.__(
            '%1 h added. Your server now runs until %2.',
            formatHours(grantedHours, locale),
            time,
          ),
          { autoClose: SUCCESS_MS },
        );
      } catch (error) {
        const reason = errorMessage(error, trans);
        Notification.error(trans.__('The session was not extended. %1', reason), {
          autoClose: false,
        });
      }
    };

    commands.addCommand(EXTEND_SESSION, {
      label: ({ hours }) =>
        trans.__(
          'Extend Session by %1 h',
          formatHours(typeof hours === 'number' ? hours : 1, locale),
        ),
      caption: trans.__('Keep the server running longer'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            hours: {
              type: 'number',
              exclusiveMinimum: 0,
              description: 'Hours to add; 1 by default',
            },
          },
        },
      },
      isEnabled: () =>
        isRunning() &&
        link.state.server !== null &&
        extendChoices(link.state.server.session).kind === 'open',
      execute: ({ hours }) => extend(typeof hours === 'number' ? hours : 1),
    });
    commands.addCommand(RESTART_SERVER, {
      label: trans.__('Restart Server…'),
      caption: trans.__('Save all documents, then restart the server'),
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => isRunning() && link.visitor === link.user,
      execute: () =>
        restartServer({
          link,
          trans,
          commands,
          goToHub: () => {
            goToHub(link, false);
          },
        }),
    });
    commands.addCommand(OPEN_HUB_HOME, {
      label: trans.__('Open Hub Home'),
      caption: trans.__('Open the hub home page in a new tab'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        window.open(link.location.homeUrl, '_blank', 'noopener');
      },
    });

    link.state.serverChanged.connect(() => {
      commands.notifyCommandChanged(EXTEND_SESSION);
      commands.notifyCommandChanged(RESTART_SERVER);
    });
    const category = trans.__('Hub');
    for (const command of [EXTEND_SESSION, RESTART_SERVER, OPEN_HUB_HOME]) {
      palette?.addItem({ command, category });
    }
  },
};
