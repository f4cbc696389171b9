import type { ServerView, SessionView } from '@perijove/contracts';
import { Notification } from '@jupyterlab/apputils';
import type { CommandRegistry } from '@lumino/commands';
import { extendChoices } from './extend-choices';
import { EXTEND_SESSION, OPEN_HUB_HOME } from './tokens';
import type { WarningBoard } from './warner';
import type { Warning } from './warning-plan';
import { clockTime, type Words } from './words';

/** What the board needs. */
export interface LabWarningsOptions {
  readonly commands: CommandRegistry;
  readonly words: Words;
  readonly locale: string | undefined;
  readonly nowMs: () => number;
}

/** Shows warnings as JupyterLab's own notifications, one at a time. */
export class LabWarnings implements WarningBoard {
  private labId: string | null = null;

  constructor(private readonly options: LabWarningsOptions) {}

  warn({ deadlineMs }: Warning, session: SessionView): void {
    const { words, locale, nowMs } = this.options;
    const time = clockTime(deadlineMs, nowMs(), locale);
    const mayExtend = extendChoices(session).kind === 'open';
    const message = mayExtend
      ? words.__('Your server stops at %1. Extend it?', time)
      : words.__('Your server stops at %1. Save your work; your files are kept.', time);
    this.show(message, [
      ...(mayExtend ? [this.button(words.__('Extend 1 h'), EXTEND_SESSION, { hours: 1 })] : []),
      { label: words.__('Dismiss'), callback: () => undefined },
    ]);
  }

  stopped({ failure, stopReason }: ServerView): void {
    const { words } = this.options;
    // The hub's reason is whole sentences, and says itself what became of the files.
    const reason = failure?.message ?? stopReason ?? words.__('Your files are kept.');
    this.show(words.__('Your server has stopped. %1', reason), [
      this.button(words.__('Hub home'), OPEN_HUB_HOME, {}),
    ]);
  }

  clear(): void {
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
