import type { LogsView, ServersView } from '@perijove/contracts';
import { Icon } from '../../../components/Icon';
import type { Loaded } from '../../../components/loaded';
import { NamedServerRow, type NamedServerActions } from './NamedServerRow';
import { NewServer } from './NewServer';
import { t } from '../../../i18n';

interface Props {
  readonly list: ServersView;
  readonly now: number;
  readonly busy: boolean;
  /** The log that is open, and whose it is. */
  readonly log: { readonly server: string; readonly lines: Loaded<LogsView> } | null;
  readonly actions: NamedServerActions;
}

/** Servers beside the default one; nothing at all where JupyterHub allows none. */
export const NamedServersCard = ({ list, now, busy, log, actions }: Props) => {
  const { allowed, limit, slugs, servers } = list;
  if (!allowed && servers.length === 0) return null;
  const full = limit !== null && servers.length >= limit;
  return (
    <section className="pj-card pj-named-servers">
      <div className="pj-named-servers-head">
        <h2>
          <Icon name="server" /> {t('home:named.title')}
        </h2>
        {limit !== null && (
          <span className="pj-note pj-number">
            {t('home:named.used', { count: servers.length, limit })}
          </span>
        )}
      </div>
      <p className="pj-note">
        {servers.length === 0 ? t('home:named.none') : t('home:named.intro')}
      </p>
      {servers.length > 0 && (
        <ul className="pj-server-list">
          {servers.map(server => (
            <NamedServerRow
              key={server.name}
              server={server}
              now={now}
              busy={busy}
              log={log?.server === server.name ? log.lines : null}
              actions={actions}
            />
          ))}
        </ul>
      )}
      {allowed && full && <p className="pj-note">{t('home:named.full')}</p>}
      {allowed && !full && (
        <NewServer servers={servers} slugs={slugs} busy={busy} onStart={actions.start} />
      )}
    </section>
  );
};
