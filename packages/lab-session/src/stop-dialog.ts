import type { ServerView } from '@perijove/contracts';
import { Dialog } from '@jupyterlab/apputils';
import type { Trans } from './format';

/** Why the server has stopped. */
const stopReasonText = ({ failure, stopReason }: ServerView, trans: Trans): string =>
  failure?.message ?? stopReason ?? trans.__('Your files are kept.');

/** A dialog with the reason of a stop and a button to start the server. One at a time. */
export class StopDialog {
  private dialog: Dialog<unknown> | null = null;

  constructor(
    private readonly trans: Trans,
    /** Undefined when the visitor cannot start it. */
    private readonly start: (() => void) | undefined,
  ) {}

  /** Opens the dialog unless it is open. */
  show(server: ServerView): void {
    if (this.dialog !== null) return;
    const { trans, start } = this;
    const dialog = new Dialog({
      title: trans.__('Your server has stopped'),
      body: trans.__(
        '%1 You can read this page until you leave it, but you cannot run or save anything.',
        stopReasonText(server, trans),
      ),
      buttons: [
        Dialog.cancelButton({ label: trans.__('Stay on this page') }),
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

  /** Closes the dialog. */
  close(): void {
    this.dialog?.dispose();
    this.dialog = null;
  }
}
