import type { JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { showPopup, type Popup } from '@jupyterlab/statusbar';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { clockIcon } from './clock-icon';
import { goToHub } from './go-to-hub';
import { ISessionStatus, RESTART_SERVER, SHOW_SESSION } from './tokens';
import { UsageHistory } from './usage-history';

/** Collects samples from the time the page opens, not from the first popup. */
const collectUsage = (link: IHubLink): UsageHistory => {
  const history = new UsageHistory();
  let run: string | null = null;
  const update = (): void => {
    const { server } = link.state;
    if (server === null) return;
    if (server.startedAt !== run) history.clear();
    run = server.startedAt;
    if (server.usage !== null) history.add(server.usage);
  };
  link.state.serverChanged.connect(update);
  link.usage.connect((_, usage) => {
    history.add(usage);
  });
  update();
  return history;
};

/** Shows the session popup above its item in the status bar. */
export const panelPlugin: JupyterFrontEndPlugin<void> = {
  id: '@perijove/lab-session:panel',
  description: 'Explains when and why the server stops, and extends it.',
  autoStart: true,
  optional: [IHubLink, ISessionStatus, ICommandPalette, ITranslator],
  activate: async (
    app,
    link: IHubLink | null,
    status: ISessionStatus | null,
    palette: ICommandPalette | null,
    translator: ITranslator | null,
  ): Promise<void> => {
    if (link === null || status === null) return;
    const { commands } = app;
    const history = collectUsage(link);
    const { trans, locale } = await loadLanguage(translator);
    let popup: Popup | null = null;

    const open = async (): Promise<void> => {
      const before = document.activeElement;
      const { SessionWidget } = await import('./session-widget');
      // Another call may have opened it while the code was loading.
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
          goToHub(link, true);
        },
      });
      // The item may be hidden by its settings, and the popup is anchored to it.
      status.reveal(true);
      popup = showPopup({ body, anchor: status.anchor, align: 'right', hasDynamicSize: true });
      popup.disposed.connect(() => {
        popup = null;
        status.reveal(false);
        // Restores the focus, unless it has moved elsewhere already.
        const { activeElement } = document;
        const lost = activeElement === document.body || body.node.contains(activeElement);
        if (lost && before instanceof HTMLElement) before.focus();
      });
    };

    // Loaded in advance: the server delivers the code, and the popup is needed after it stops.
    void app.restored.then(() => import('./session-widget')).catch(console.warn);

    commands.addCommand(SHOW_SESSION, {
      label: trans.__('Show Server Session'),
      caption: trans.__('See when and why the server stops, and extend it'),
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
