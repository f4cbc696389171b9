import type { NotificationAction } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

/** A button that a notification offers. */
export interface ActionButton {
  readonly label: string;
  readonly caption: string;
  readonly look: 'default' | 'accent' | 'warn' | 'link';
  /** Dismissing is left to the place that shows the button. */
  readonly dismisses: boolean;
  readonly run: () => void;
}

/** What the buttons may reach: two commands and the browser, nothing a message could name. */
export interface ActionReach {
  readonly commands: Pick<CommandRegistry, 'hasCommand' | 'execute'>;
  readonly trans: Pick<TranslationBundle, '__' | '_n'>;
  readonly open: (url: string) => void;
}

const isWebAddress = (url: string): boolean => {
  try {
    return ['https:', 'http:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
};

const buttonFor = (
  action: NotificationAction,
  { commands, trans, open }: ActionReach,
): ActionButton | null => {
  const command = (id: string, args: { hours?: number } = {}): (() => void) | null =>
    commands.hasCommand(id) ? () => void commands.execute(id, args) : null;
  switch (action.kind) {
    case 'dismiss':
      return {
        label: trans.__('Dismiss'),
        caption: trans.__('Dismiss this message on all your pages'),
        look: 'default',
        dismisses: true,
        run: () => undefined,
      };
    case 'extend': {
      const run = command('perijove:extend-session', { hours: action.hours });
      const label = trans.__('Extend by %1 h', action.hours);
      const caption = trans.__('Keep the server for %1 h longer', action.hours);
      return run && { label, caption, look: 'accent', dismisses: true, run };
    }
    case 'restart': {
      const run = command('perijove:restart-server');
      const caption = trans.__('Stop and start your server; you are asked first');
      return run && { label: trans.__('Restart'), caption, look: 'warn', dismisses: false, run };
    }
    case 'link':
      if (!isWebAddress(action.url)) return null;
      return {
        label: action.label,
        caption: trans.__('Open %1 in a new tab', action.url),
        look: 'link',
        dismisses: false,
        run: () => {
          open(action.url);
        },
      };
  }
};

/** The buttons of a notification; what this page cannot do is left out. */
export const actionButtons = (
  actions: readonly NotificationAction[],
  reach: ActionReach,
): readonly ActionButton[] =>
  actions.flatMap(action => {
    const button = buttonFor(action, reach);
    return button === null ? [] : [button];
  });

/** Opens an address in a new tab that cannot reach back into this one. */
export const openInNewTab = (url: string): void => {
  window.open(url, '_blank', 'noopener,noreferrer');
};
