import { rowKey, type ServerRef } from './selection';
import { t } from '../../i18n';

/** So many are named; the others are counted. */
const MOST = 30;

interface Props {
  readonly servers: readonly ServerRef[];
  /** Whether users are meant and not their servers. */
  readonly usersOnly?: boolean;
}

/** Names those whom something concerns. */
export const AffectedList = ({ servers, usersOnly = false }: Props) => (
  // It scrolls when there are many, which the keyboard must be able to do as well.
  <ul className="pj-names" tabIndex={0} aria-label={t('activity:bulk.names')}>
    {servers.slice(0, MOST).map(ref => (
      <li key={rowKey(ref)}>
        {usersOnly || ref.server === '' ? ref.user : `${ref.user} / ${ref.server}`}
      </li>
    ))}
    {servers.length > MOST && (
      <li className="pj-note">{t('activity:bulk.more', { count: servers.length - MOST })}</li>
    )}
  </ul>
);
