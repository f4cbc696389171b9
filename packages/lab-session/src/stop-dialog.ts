import type { ServerView } from '@perijove/contracts';
import { Dialog } from '@jupyterlab/apputils';
import type { Trans } from './format';

/** Why the server has stopped, in whole sentences. */
export const whyStopped = ({ failure, stopReason }: ServerView, trans: Trans): string =>
  failure?.message ?? stopReason ?? trans.__('Your files are kept.');

/** Says why the server has stopped, and offers to start it. One at a time. */
export class StopDialog {
  private dialog: Dialog<unknown> | null = null;

  constructor(
    private readonly trans: Trans,
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
    const { trans, start } = this;
    const dialog = new Dialog({
      title: trans.__('Your server has stopped'),
      body: trans.__(
        '%1 What you see here stays until you leave the page; nothing can be run or saved.',
        whyStopped(server, trans),
      ),
      buttons: [
        Dialog.cancelButton({ label: trans.__('Stay here') }),
        ...(start === undefined ? [] : [Dialog.okButton({ label: trans.__('Start again') })]),
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
