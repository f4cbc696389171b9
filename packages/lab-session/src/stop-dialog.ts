import type { ServerView } from '@perijove/contracts';
import { Dialog } from '@jupyterlab/apputils';
import type { Words } from './words';

/** Why the server has stopped, in whole sentences. */
export const whyStopped = ({ failure, stopReason }: ServerView, words: Words): string =>
  failure?.message ?? stopReason ?? words.__('Your files are kept.');

/** Says why the server has stopped, and offers to start it. One at a time. */
export class StopDialog {
  private dialog: Dialog<unknown> | null = null;

  constructor(
    private readonly words: Words,
    /** Undefined when the visitor may not start it. */
    private readonly start: (() => void) | undefined,
  ) {}

  /** Whether it is on the page. */
  get open(): boolean {
    return this.dialog !== null;
  }

  /** Opens it unless it is open. */
  show(server: ServerView): void {
    if (this.dialog !== null) return;
    const { words, start } = this;
    const dialog = new Dialog({
      title: words.__('Your server has stopped'),
      body: words.__(
        '%1 What you see here stays until you leave the page; nothing can be run or saved.',
        whyStopped(server, words),
      ),
      buttons: [
        Dialog.cancelButton({ label: words.__('Stay here') }),
        ...(start === undefined ? [] : [Dialog.okButton({ label: words.__('Start again') })]),
      ],
    });
    this.dialog = dialog;
    const closed = (): void => {
      if (this.dialog === dialog) this.dialog = null;
    };
    dialog
      .launch()
      .then(({ button }) => {
        closed();
        if (button.accept) start?.();
      })
      .catch(closed);
  }

  /** Takes it away: the server runs again. */
  close(): void {
    this.dialog?.dispose();
    this.dialog = null;
  }
}
