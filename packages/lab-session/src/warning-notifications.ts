import type { ServerView, SessionView } from '@perijove/contracts';
import { Notification } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import { extendChoices } from './extend-choices';
import type { StopDialog } from './stop-dialog';
import { EXTEND_SESSION } from './tokens';
import type { WarningDisplay } from './deadline-warnings';
import type { Warning } from './warning-schedule';
import { formatTime, type Trans } from './format';

/** Options of the warnings. */
export interface WarningNotificationsOptions {
  readonly commands: CommandRegistry;
  readonly trans: Trans;
  readonly locale: string | undefined;
  readonly nowMs: () => number;
  readonly stopDialog: Pick<StopDialog, 'show' | 'close'>;
}

/** Shows warnings as JupyterLab notifications, one at a time. */
export class WarningNotifications implements WarningDisplay {
  private notificationId: string | null = null;

  constructor(private readonly options: WarningNotificationsOptions) {}

  warn({ deadlineMs }: Warning, session: SessionView): void {
    const { trans, locale, nowMs } = this.options;
    const time = formatTime(deadlineMs, nowMs(), locale);
    const canExtend = extendChoices(session).kind === 'open';
    const message = canExtend
      ? trans.__('Your server stops at %1. Extend it?', time)
      : trans.__('Your server stops at %1. Save your work. Your files are kept.', time);
    this.show(message, [
      ...(canExtend
        ? [this.button(trans.__('Extend by %1 h', 1), EXTEND_SESSION, { hours: 1 })]
        : []),
      { label: trans.__('Dismiss'), callback: () => undefined },
    ]);
  }

  stopped(server: ServerView): void {
    this.clear();
    this.options.stopDialog.show(server);
  }

  clear(): void {
    this.options.stopDialog.close();
    if (this.notificationId !== null) Notification.dismiss(this.notificationId);
    this.notificationId = null;
  }

  private show(message: string, actions: Notification.IAction[]): void {
    this.clear();
    this.notificationId = Notification.warning(message, { autoClose: false, actions });
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
