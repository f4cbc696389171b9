import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { showPopup, type Popup } from '@jupyterlab/statusbar';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IHubLink, localeOf } from '@perijove/lab-hub';
import { clockIcon } from './clock-icon';
import { leaveForStart } from './leave';
import { ISessionStatus, RESTART_SERVER, SHOW_SESSION } from './tokens';
import { UsageHistory } from './usage-history';

/** Collects measurements from the moment the page is open, not from the first look. */
const collectUsage = (link: IHubLink): UsageHistory => {
  const history = new UsageHistory();
  let run: string | null = null;
  const takeServer = (): void => {
    const { server } = link.state;
    if (server === null) return;
    if (server.startedAt !== run) history.clear();
    run = server.startedAt;
    if (server.usage !== null) history.add(server.usage);
  };
  link.state.serverChanged.connect(takeServer);
  link.usage.connect((_, usage) => {
    history.add(usage);
  });
  takeServer();
  return history;
};

/** Opens what is known about the session above its item in the status bar. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-session:panel',
  description: 'Explains when and why the server stops, and extends it.',
  autoStart: true,
  optional: [IHubLink, ISessionStatus, ICommandPalette, ITranslator],
  activate: (
    app,
    link: IHubLink | null,
    status: ISessionStatus | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): void => {
    if (link === null || status === null) return;
    const { commands } = app;
    const language = translator ?? nullTranslator;
    const trans = language.load('perijove');
    const locale = localeOf(language.languageCode);
    const history = collectUsage(link);
    let popup: Popup | null = null;

    const open = async (): Promise<void> => {
      const before = document.activeElement;
      const { SessionWidget } = await import('./session-widget');
      // Asked for twice while the code was loading.
      if (popup !== null) return;
      const body = new SessionWidget({
        link,
        history,
        trans,
        locale,
        restart: () => {
          popup?.dispose();
          void commands.execute(RESTART_SERVER);
        },
        start: () => {
          leaveForStart(link, true);
        },
      });
      // Hidden by its setting, it shows itself as long as something hangs on it.
      status.reveal(true);
      popup = showPopup({ body, anchor: status.anchor, align: 'right', hasDynamicSize: true });
      popup.disposed.connect(() => {
        popup = null;
        status.reveal(false);
        // The keyboard goes on where it was, unless it has moved elsewhere already.
        const { activeElement } = document;
        const lost = activeElement === document.body || body.node.contains(activeElement);
        if (lost && before instanceof HTMLElement) before.focus();
      });
    };

    // Fetched while the server still runs: it brings the code, and the popup is for its stop as well.
    void app.restored.then(() => import('./session-widget')).catch(console.warn);

    commands.addCommand(SHOW_SESSION, {
      label: trans.__('Show Session of the Server'),
      caption: trans.__('When and why the server stops, and more time for it'),
      icon: clockIcon,
      describedBy: { args: { type: 'object', properties: {} } },
      isEnabled: () => status.active,
      execute: () => {
        if (popup === null) return open();
        popup.dispose();
        return undefined;
      },
    });
    palette?.addItem({ command: SHOW_SESSION, category: trans.__('Hub') });
  },
};
