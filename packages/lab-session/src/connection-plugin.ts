import {
  ConnectionLost,
  IConnectionLost,
  JupyterLab,
  type JupyterFrontEndPlugin,
} from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { ITranslator } from '@jupyterlab/translation';
import { IHubLink, loadLanguage } from '@perijove/lab-hub';
import { isStopReported } from './stop-reported';

/** The hub may report a stop a little later than requests begin to fail. */
const TIMEOUT_MS = 10_000;

/** Replaces the plugin of JupyterLab's hub extension, which this package disables. */
export const connectionPlugin: JupyterFrontEndPlugin<IConnectionLost> = {
  id: '@perijove/lab-session:connection',
  description: 'Explains why the server is not responding.',
  autoStart: true,
  optional: [IHubLink, JupyterLab.IInfo, ITranslator],
  provides: IConnectionLost,
  activate: (
    app,
    link: IHubLink | null,
    info: JupyterLab.IInfo | null,
    translator: ITranslator | null,
  ): IConnectionLost => {
    if (link === null) return ConnectionLost;
    // Loaded in advance: the server that delivers it may not respond later.
    const language = loadLanguage(translator);
    let open = false;
    return async () => {
      if (open) return;
      open = true;
      try {
        // A stop has a dialog of its own. JupyterLab sends no requests to a stopped server.
        if (await isStopReported(link, TIMEOUT_MS)) {
          if (info !== null) info.isConnected = false;
          return;
        }
        const { trans } = await language;
        const { button } = await showDialog({
          title: trans.__('Your server is not responding'),
          body: trans.__(
            'The connection may be down, or the server may be busy. JupyterLab keeps trying to reconnect. Do not close this page before your work is saved.',
          ),
          buttons: [
            Dialog.cancelButton({ label: trans.__('Stay on this page') }),
            Dialog.okButton({ label: trans.__('Hub home') }),
          ],
        });
        if (button.accept) await app.commands.execute('perijove:open-hub-home');
      } finally {
        open = false;
      }
    };
  },
};
