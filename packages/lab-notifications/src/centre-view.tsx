import type { NotificationView } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import type { LinkStatus } from '@perijove/lab-hub';
import * as React from 'react';
import { filterNotifications, type Filter } from './centre-filter';
import type { ActionContext } from './notification-actions';
import { NotificationRow } from './notification-row';

/** Props of the notification centre. */
export interface CentreViewProps {
  readonly notifications: readonly NotificationView[];
  readonly unread: number;
  readonly link: LinkStatus;
  readonly nowMs: number;
  readonly locale: string | undefined;
  readonly trans: TranslationBundle;
  readonly actions: ActionContext;
  /** Ids that were unread when the centre was opened; they stay listed while it is open. */
  readonly kept: ReadonlySet<string>;
  readonly onDismiss: (id: string) => void;
  readonly onDismissAll: () => void;
}

const EmptyList = (props: {
  readonly any: boolean;
  readonly trans: TranslationBundle;
}): React.JSX.Element => (
  <p className="perijove-Centre-empty">
    {props.any
      ? props.trans.__('No notifications here. Choose “All” to see earlier ones.')
      : props.trans.__('No notifications yet. Notifications from your hub appear here.')}
  </p>
);

/** The notification centre: a header with filters, then the notifications, newest first. */
export const CentreView = (props: CentreViewProps): React.JSX.Element => {
  const { notifications, unread, link, trans, kept } = props;
  const [filter, setFilter] = React.useState<Filter>('current');
  const [search, setSearch] = React.useState('');
  const rows = filterNotifications(notifications, filter, search, kept);
  const open = notifications.some(one => one.state !== 'dismissed');
  return (
    <section className="perijove-Centre-body" aria-label={trans.__('Notifications from your hub')}>
      <header className="perijove-Centre-head">
        <div className="perijove-Centre-line">
          <h2>{trans.__('Notifications')}</h2>
          <span className="perijove-Centre-count">
            {unread > 0 ? trans._n('%1 new', '%1 new', unread) : ''}
          </span>
          <button
            type="button"
            className="jp-Button jp-mod-styled jp-mod-small"
            disabled={!open}
            onClick={props.onDismissAll}
          >
            {trans.__('Dismiss all')}
          </button>
        </div>
        <div className="perijove-Centre-line">
          <input
            type="search"
            className="jp-mod-styled"
            placeholder={trans.__('Filter')}
            aria-label={trans.__('Filter notifications')}
            value={search}
            onChange={event => {
              setSearch(event.target.value);
            }}
          />
          <HTMLSelect
            aria-label={trans.__('Which notifications')}
            value={filter}
            onChange={event => {
              setFilter(event.target.value as Filter);
            }}
          >
            <option value="current">{trans.__('Current')}</option>
            <option value="unread">{trans.__('New')}</option>
            <option value="all">{trans.__('All')}</option>
          </HTMLSelect>
        </div>
        {link !== 'connected' && (
          <p className="perijove-Centre-away">
            {link === 'refused'
              ? trans.__('You are signed out of the hub. Reload this page to sign in.')
              : trans.__(
                  'Not connected to the hub. New notifications appear when the connection is back.',
                )}
          </p>
        )}
      </header>
      {rows.length === 0 ? (
        <EmptyList any={notifications.length > 0} trans={trans} />
      ) : (
        // Focusable, so that the keyboard can scroll: dismissed notifications have no buttons.
        <ul className="perijove-Centre-list" tabIndex={0} aria-label={trans.__('Notifications')}>
          {rows.map(notification => (
            <NotificationRow key={notification.id} notification={notification} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
};
