import { Dialog, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import type { IHubLink } from '@perijove/lab-hub';
import { isRefusal, refusalText } from './refusal';
import type { Trans } from './format';

/** What a restart needs. */
export interface RestartOptions {
  readonly link: IHubLink;
  readonly trans: Trans;
  readonly commands: CommandRegistry;
  /** Leaves the page; its sign-in ends with the server. */
  readonly leave: () => void;
}

/** Asks, saves, restarts, and goes to the hub home, which shows the start and leads back. */
export const restart = async (options: RestartOptions): Promise<void> => {
  const { link, trans, commands, leave } = options;
  const { button } = await showDialog({
    title: trans.__('Restart your server?'),
    body: trans.__(
      'Open documents are saved first and your files are kept. Running kernels and terminals end. You see the progress, and then come back here.',
    ),
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: trans.__('Restart') })],
  });
  if (!button.accept) return;
  try {
    if (commands.hasCommand('docmanager:save-all')) await commands.execute('docmanager:save-all');
    await link.restartServer();
    leave();
  } catch (error) {
    const reason = isRefusal(error)
      ? refusalText(error, trans)
      : trans.__('Not everything was saved. Save what is left by hand, then try it again.');
    await showErrorMessage(
      trans.__('The server was not restarted'),
      trans.__('It goes on running. %1', reason),
    );
  }
};
