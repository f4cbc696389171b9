import { Dialog, showDialog, showErrorMessage } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import type { IHubLink } from '@perijove/lab-hub';
import { isRefusal, refusalText } from './refusal';
import type { Words } from './words';

/** What a restart needs. */
export interface RestartOptions {
  readonly link: IHubLink;
  readonly words: Words;
  readonly commands: CommandRegistry;
  /** Leaves the page; its sign-in ends with the server. */
  readonly leave: () => void;
}

/** Asks, saves, restarts, and goes to the hub home, which shows the start and leads back. */
export const restart = async (options: RestartOptions): Promise<void> => {
  const { link, words, commands, leave } = options;
  const { button } = await showDialog({
    title: words.__('Restart your server?'),
    body: words.__(
      'Open documents are saved first and your files are kept. Running kernels and terminals end. You see the progress, and then come back here.',
    ),
    buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: words.__('Restart') })],
  });
  if (!button.accept) return;
  try {
    if (commands.hasCommand('docmanager:save-all')) await commands.execute('docmanager:save-all');
    await link.restartServer();
    leave();
  } catch (error) {
    const reason = isRefusal(error)
      ? refusalText(error, words)
      : words.__('Not everything was saved. Save what is left by hand, then try it again.');
    await showErrorMessage(
      words.__('The server was not restarted'),
      words.__('It goes on running. %1', reason),
    );
  }
};
