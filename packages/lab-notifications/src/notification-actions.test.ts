/* eslint-disable jupyter/no-untranslated-string -- texts of users, not of the program */
import type { NotificationAction } from '@perijove/contracts';
import { actionButtons } from './notification-actions';

const context = (
  known: readonly string[] = ['perijove:extend-session', 'perijove:restart-server'],
) => {
  const executed: unknown[] = [];
  const opened: string[] = [];
  return {
    executed,
    opened,
    commands: {
      hasCommand: (id: string) => known.includes(id),
      execute: (id: string, args: unknown) => {
        executed.push([id, args]);
        return Promise.resolve();
      },
    },
    trans: {
      __: (text: string, ...args: unknown[]) =>
        text.replace(/%(\d)/g, (_, nth: string) => String(args[Number(nth) - 1])),
      _n: (one: string) => one,
    },
    locale: 'en',
    open: (url: string) => opened.push(url),
  };
};

describe('the buttons of a notification', () => {
  it('extend the session through the command', () => {
    const page = context();
    const [button] = actionButtons([{ kind: 'extend', hours: 4 }], page);
    expect(button).toMatchObject({ label: 'Extend by 4 h', dismisses: true });
    button?.run();
    expect(page.executed).toEqual([['perijove:extend-session', { hours: 4 }]]);
  });

  it('leave out actions that this page does not support', () => {
    const actions: NotificationAction[] = [{ kind: 'extend', hours: 1 }, { kind: 'restart' }];
    expect(actionButtons(actions, context([]))).toEqual([]);
  });

  it('open web URLs only', () => {
    const page = context();
    const link = (url: string): NotificationAction => ({ kind: 'link', label: 'More', url });
    const bad = ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'nowhere'];
    expect(actionButtons(bad.map(link), page)).toEqual([]);
    actionButtons([link('https://example.org/a')], page)[0]?.run();
    expect(page.opened).toEqual(['https://example.org/a']);
  });

  it('keep the notification after a link, and not after Dismiss', () => {
    const actions: NotificationAction[] = [
      { kind: 'link', label: 'More', url: 'https://example.org/' },
      { kind: 'dismiss' },
    ];
    expect(actionButtons(actions, context()).map(button => button.dismisses)).toEqual([
      false,
      true,
    ]);
  });
});
