import type { NotificationView } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import { checkIcon, closeIcon } from '@jupyterlab/ui-components';
import * as React from 'react';
import { isUnread } from './centre-filter';
import { actionButtons, type ActionContext } from './notification-actions';
import { relativeTime } from './relative-time';

/** Props of a row. */
export interface NotificationRowProps {
  readonly notification: NotificationView;
  readonly nowMs: number;
  readonly locale: string | undefined;
  readonly trans: TranslationBundle;
  readonly actions: ActionContext;
  readonly onDismiss: (id: string) => void;
}

/** One notification of the centre, complete and as plain text. */
export const NotificationRow = (props: NotificationRowProps): React.JSX.Element => {
  const { notification, nowMs, locale, trans, actions, onDismiss } = props;
  const { id, title, message, variant, sender, createdAt, state } = notification;
  const dismissed = state === 'dismissed';
  const created = new Date(createdAt);
  const dismiss = (): void => {
    onDismiss(id);
  };
  const buttons = dismissed
    ? []
    : actionButtons(
        notification.actions.filter(action => action.kind !== 'dismiss'),
        actions,
      );
  return (
    <li
      className="perijove-Notice"
      data-variant={variant}
      data-unread={isUnread(notification) || undefined}
      data-dismissed={dismissed || undefined}
    >
      <div className="perijove-Notice-head">
        {isUnread(notification) && (
          <span className="perijove-Notice-mark" role="img" aria-label={trans.__('New')} />
        )}
        <span className="perijove-Notice-from">{sender}</span>
        <time dateTime={createdAt} title={created.toLocaleString(locale)}>
          {relativeTime(created.getTime(), nowMs, locale).text}
        </time>
        {dismissed ? (
          <span className="perijove-Notice-done" title={trans.__('Dismissed')}>
            <checkIcon.react tag="span" width="14px" height="14px" />
          </span>
        ) : (
          <button
            type="button"
            className="perijove-Notice-close"
            title={trans.__('Dismiss')}
            aria-label={trans.__('Dismiss: %1', title ?? message)}
            onClick={dismiss}
          >
            <closeIcon.react tag="span" width="14px" height="14px" />
          </button>
        )}
      </div>
      {title !== null && <h3 className="perijove-Notice-title">{title}</h3>}
      <p className="perijove-Notice-text">{message}</p>
      {buttons.length > 0 && (
        <div className="perijove-Notice-actions">
          {buttons.map(button => (
            <button
              key={button.label}
              type="button"
              className={`jp-Button jp-mod-styled jp-mod-small ${
                button.displayType === 'warn' ? 'jp-mod-warn' : ''
              }`}
              title={button.caption}
              onClick={() => {
                button.run();
                if (button.dismisses) dismiss();
              }}
            >
              {button.label}
            </button>
          ))}
        </div>
      )}
    </li>
  );
};
