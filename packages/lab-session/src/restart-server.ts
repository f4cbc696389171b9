import { Dialog, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import type { IHubLink } from '@perijove/lab-hub';
import { isApiError, errorMessage } from './error-message';
import type { Trans } from './format';

/** Options of a restart. */
export interface RestartServerOptions {
  readonly link: IHubLink;
  readonly trans: Trans;
  readonly commands: CommandRegistry;
  /** Goes to the hub; the page's token expires with the server. */
  readonly goToHub: () => void;
}

/** Confirms, saves, restarts, and goes to the hub, which shows the progress and leads back. */
export const restartServer = async (options: RestartServerOptions): Promise<void> => {
  const { link, trans, commands, goToHub } = options;
  const { button } = await showDialog({
    title: trans.__('Restart your server?'),
    body: trans.__(
      'Open documents are saved first, and your files are kept. Running kernels and terminals stop. The hub shows the progress and then brings you back here.',
    ),
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: trans.__('Restart') })],
  });
  if (!button.accept) return;
  try {
    if (commands.hasCommand('docmanager:save-all')) await commands.execute('docmanager:save-all');
    await link.restartServer();
    goToHub();
  } catch (error) {
    const reason = isApiError(error)
      ? errorMessage(error, trans)
      : trans.__('Some documents were not saved. Save them yourself, then try again.');
    await showErrorMessage(
      trans.__('Your server was not restarted'),
      trans.__('It is still running. %1', reason),
    );
  }
};
