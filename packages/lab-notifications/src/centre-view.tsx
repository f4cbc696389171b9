import type { NotificationView } from '@perijove/contracts';
import type { TranslationBundle } from '@jupyterlab/translation';
import { HTMLSelect } from '@jupyterlab/ui-components';
import type { LinkStatus } from '@perijove/lab-hub';
import * as React from 'react';
import { listed, type Shelf } from './centre-filter';
import type { ActionReach } from './notification-actions';
import { NotificationRow } from './notification-row';

/** Everything that the centre shows, and what it can do. */
export interface CentreViewProps {
  readonly notifications: readonly NotificationView[];
  readonly unread: number;
  readonly link: LinkStatus;
  readonly nowMs: number;
  readonly locale: string | undefined;
  readonly trans: TranslationBundle;
  readonly reach: ActionReach;
  /** Ids that were new when the centre was opened; they stay listed while it is open. */
  readonly kept: ReadonlySet<string>;
  readonly onDismiss: (id: string) => void;
  readonly onDismissAll: () => void;
}

const EmptyShelf = (props: {
  readonly any: boolean;
  readonly trans: TranslationBundle;
}): React.JSX.Element => (
  <p className="perijove-Centre-empty">
    {props.any
      ? props.trans.__('Nothing here. Choose “All” to see earlier messages.')
      : props.trans.__('No messages yet. What your hub sends to you will appear here.')}
  </p>
);

/** The notification centre: head with filter, then the messages, newest first. */
export const CentreView = (props: CentreViewProps): React.JSX.Element => {
  const { notifications, unread, link, trans, kept } = props;
  const [shelf, setShelf] = React.useState<Shelf>('current');
  const [search, setSearch] = React.useState('');
  const rows = listed(notifications, shelf, search, kept);
  const open = notifications.some(one => one.state !== 'dismissed');
  return (
    <section className="perijove-Centre-body" aria-label={trans.__('Messages from your hub')}>
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
            aria-label={trans.__('Filter messages')}
            value={search}
            onChange={event => {
              setSearch(event.target.value);
            }}
          />
          <HTMLSelect
            aria-label={trans.__('Which messages')}
            value={shelf}
            onChange={event => {
              setShelf(event.target.value as Shelf);
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
              ? trans.__('This page is signed out of the hub. Reload it to sign in again.')
              : trans.__('Not connected to the hub. New messages appear when it is back.')}
          </p>
        )}
      </header>
      {rows.length === 0 ? (
        <EmptyShelf any={notifications.length > 0} trans={trans} />
      ) : (
        // Dismissed messages have no button: the keyboard scrolls the list itself.
        <ul className="perijove-Centre-list" tabIndex={0} aria-label={trans.__('Messages')}>
          {rows.map(notification => (
            <NotificationRow key={notification.id} notification={notification} {...props} />
          ))}
        </ul>
      )}
    </section>
  );
};
