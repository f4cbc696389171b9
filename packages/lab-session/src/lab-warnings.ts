import type { ServerView, SessionView } from '@perijove/contracts';
import { Notification } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import { extendChoices } from './extend-choices';
import type { StopDialog } from './stop-dialog';
import { EXTEND_SESSION } from './tokens';
import type { WarningBoard } from './warner';
import type { Warning } from './warning-plan';
import { clockTime, type Trans } from './format';

/** What the board needs. */
export interface LabWarningsOptions {
  readonly commands: CommandRegistry;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly nowMs: () => number;
  readonly stopDialog: Pick<StopDialog, 'show' | 'close'>;
}

/** Shows warnings as JupyterLab's own notifications, one at a time. */
export class LabWarnings implements WarningBoard {
  private labId: string | null = null;

  constructor(private readonly options: LabWarningsOptions) {}

  warn({ deadlineMs }: Warning, session: SessionView): void {
    const { trans, locale, nowMs } = this.options;
    const time = clockTime(deadlineMs, nowMs(), locale);
    const mayExtend = extendChoices(session).kind === 'open';
    const message = mayExtend
      ? trans.__('Your server stops at %1. Extend it?', time)
      : trans.__('Your server stops at %1. Save your work; your files are kept.', time);
    this.show(message, [
      ...(mayExtend ? [this.button(trans.__('Extend by 1 h'), EXTEND_SESSION, { hours: 1 })] : []),
      { label: trans.__('Dismiss'), callback: () => undefined },
    ]);
  }

  stopped(server: ServerView): void {
    this.clear();
    this.options.stopDialog.show(server);
  }

  clear(): void {
    this.options.stopDialog.close();
    if (this.labId !== null) Notification.dismiss(this.labId);
    this.labId = null;
  }

  private show(message: string, actions: Notification.IAction[]): void {
    this.clear();
    this.labId = Notification.warning(message, { autoClose: false, actions });
  }

  private button(
    label: string,
    command: string,
    args: { readonly hours?: number },
  ): Notification.IAction {
    const { commands } = this.options;
    return {
      label,
      displayType: 'accent',
      callback: () => {
        if (commands.hasCommand(command)) void commands.execute(command, { ...args });
      },
    };
  }
}
