import type { NotificationAction } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

/** A button that a notification offers. */
export interface ActionButton {
  readonly label: string;
  readonly caption: string;
  readonly displayType: 'default' | 'accent' | 'warn' | 'link';
  /** Whether to dismiss the notification after `run`; the view of the button does it. */
  readonly dismisses: boolean;
  readonly run: () => void;
}

/** What the buttons can do: two commands and links. A notification cannot name anything else. */
export interface ActionContext {
  readonly commands: Pick<CommandRegistry, 'hasCommand' | 'execute'>;
  readonly trans: Pick<TranslationBundle, '__' | '_n'>;
  readonly locale: string | undefined;
  readonly open: (url: string) => void;
}

const isWebUrl = (url: string): boolean => {
  try {
    return ['https:', 'http:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
};

const buttonFor = (
  action: NotificationAction,
  { commands, trans, locale, open }: ActionContext,
): ActionButton | null => {
  const command = (id: string, args: { hours?: number } = {}): (() => void) | null =>
    commands.hasCommand(id) ? () => void commands.execute(id, args) : null;
  switch (action.kind) {
    case 'dismiss':
      return {
        label: trans.__('Dismiss'),
        caption: trans.__('Dismiss this notification on all your pages'),
        displayType: 'default',
        dismisses: true,
        run: () => undefined,
      };
    case 'extend': {
      const run = command('perijove:extend-session', { hours: action.hours });
      const hours = new Intl.NumberFormat(locale).format(action.hours);
      const label = trans.__('Extend by %1 h', hours);
      const caption = trans.__('Extend the session by %1 h', hours);
      return run && { label, caption, displayType: 'accent', dismisses: true, run };
    }
    case 'restart': {
      const run = command('perijove:restart-server');
      const caption = trans.__('Restart your server after you confirm');
      return (
        run && { label: trans.__('Restart'), caption, displayType: 'warn', dismisses: false, run }
      );
    }
    case 'link':
      if (!isWebUrl(action.url)) return null;
      return {
        label: action.label,
        caption: trans.__('Open %1 in a new tab', action.url),
        displayType: 'link',
        dismisses: false,
        run: () => {
          open(action.url);
        },
      };
  }
};

/** The buttons of a notification; actions that this page does not support are left out. */
export const actionButtons = (
  actions: readonly NotificationAction[],
  context: ActionContext,
): readonly ActionButton[] =>
  actions.flatMap(action => {
    const button = buttonFor(action, context);
    return button === null ? [] : [button];
  });

/** Opens a URL in a new tab that has no access to this one. */
export const openInNewTab = (url: string): void => {
  window.open(url, '_blank', 'noopener,noreferrer');
};
