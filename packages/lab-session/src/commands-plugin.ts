import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IHubLink, localeOf } from '@perijove/lab-hub';
import { extendChoices } from './extend-choices';
import { leaveForStart } from './leave';
import { refusalText } from './refusal';
import { restart } from './restart';
import { EXTEND_SESSION, OPEN_HUB_HOME, RESTART_SERVER } from './tokens';
import { clockTime, hoursText } from './words';

/** How long good news stays. */
const NEWS_MS = 5000;

/** Adds what can be done about the server as commands, for the palette and for messages. */
export const commandsPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-session:commands',
  description: 'Adds commands to extend and to restart the server.',
  autoStart: true,
  optional: [IHubLink, ICommandPalette, ITranslator],
  activate: (
    app,
    link: IHubLink | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): void => {
    if (link === null) return;
    const { commands } = app;
    const language = translator ?? nullTranslator;
    const words = language.load('perijove');
    const locale = localeOf(language.languageCode);
    const isRunning = (): boolean => link.state.server?.phase === 'running';

    const extend = async (hours: number): Promise<void> => {
      try {
        const { grantedHours, session } = await link.extendSession(hours);
        const until = session.deadline;
        const time = until === null ? '' : clockTime(Date.parse(until), link.serverNow(), locale);
        Notification.success(
          words.__('%1 h added. Your server now runs until %2.', hoursText(grantedHours), time),
          { autoClose: NEWS_MS },
        );
      } catch (error) {
        const reason = refusalText(error, words);
        Notification.error(words.__('The session was not extended. %1', reason), {
          autoClose: false,
        });
      }
    };

    commands.addCommand(EXTEND_SESSION, {
      label: ({ hours }) =>
        typeof hours === 'number'
          ? words.__('Extend Session by %1 h', hoursText(hours))
          : words.__('Extend Session by 1 h'),
      caption: words.__('Keep the server longer than it would stay by itself'),
      describedBy: {
        args: {
          type: 'object',
          properties: {
            hours: {
              type: 'number',
              exclusiveMinimum: 0,
              description: 'Hours to add; 1 if left out',
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
      label: words.__('Restart Server…'),
      caption: words.__('Save everything, then stop and start the server'),
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => isRunning() && link.visitor === link.user,
      execute: () =>
        restart({
          link,
          words,
          commands,
          leave: () => {
            leaveForStart(link, false);
          },
        }),
    });
    commands.addCommand(OPEN_HUB_HOME, {
      label: words.__('Open Hub Home'),
      caption: words.__('Your servers, volumes and messages, in a new tab'),
      describedBy: { args: { type: 'object', properties: {} } },
      execute: () => {
        window.open(link.place.homeUrl, '_blank', 'noopener');
      },
    });

    link.state.serverChanged.connect(() => {
      commands.notifyCommandChanged(EXTEND_SESSION);
      commands.notifyCommandChanged(RESTART_SERVER);
    });
    const category = words.__('Hub');
    for (const command of [EXTEND_SESSION, RESTART_SERVER, OPEN_HUB_HOME]) {
      palette?.addItem({ command, category });
    }
  },
};
