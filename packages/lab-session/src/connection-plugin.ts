import {
  ConnectionLost,
  IConnectionLost,
  JupyterLab,
  type JupyterFrontEndPlugin,
} from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { ITranslator, nullTranslator } from '@jupyterlab/translation';
import { IHubLink } from '@perijove/lab-hub';
import { stopIsKnown } from './stop-is-known';

/** The hub tells of a stop sooner or a little later than requests begin to fail. */
const PATIENCE_MS = 10_000;

/** Stands in for the hub extension's plugin, which this package switches off. */
export const connectionPlugin: JupyterFrontEndPlugin<IConnectionLost> = {
  id: '@perijove/lab-session:connection',
  description: 'Says why the server cannot be reached.',
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
    const trans = (translator ?? nullTranslator).load('perijove');
    let told = false;
    return async () => {
      if (told) return;
      told = true;
      try {
        // A stop has its own dialog, with the reason. Nothing is to be asked from a stopped server.
        if (await stopIsKnown(link, PATIENCE_MS)) {
          if (info !== null) info.isConnected = false;
          return;
        }
        const { button } = await showDialog({
          title: trans.__('Your server does not answer'),
          body: trans.__(
            'The connection may be down, or the server very busy. JupyterLab goes on trying. Do not close this page before your work is saved.',
          ),
          buttons: [
            Dialog.cancelButton({ label: trans.__('Stay here') }),
            Dialog.okButton({ label: trans.__('Hub home') }),
          ],
        });
        if (button.accept) await app.commands.execute('perijove:open-hub-home');
      } finally {
        told = false;
      }
    };
  },
};
