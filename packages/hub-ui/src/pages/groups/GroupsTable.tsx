import type { GroupView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { Link } from 'react-router';
import { TableCard } from '../../components/TableCard';
import { summaryOf } from './limits';
import { HostAccessBadge } from './HostAccess';
import { t } from '../../i18n';

interface Props {
  readonly items: readonly GroupView[];
  readonly stale: boolean;
  readonly onDelete: (group: GroupView) => void;
}

/** Where a group stands by itself; `outdated` shows only who must restart. */
export const groupTarget = (name: string, outdated = false): string =>
  `?${new URLSearchParams({ group: name, ...(outdated ? { show: 'restart' } : {}) }).toString()}`;

/** Groups in a table, by name. */
export const GroupsTable = ({ items, stale, onDelete }: Props) => (
  <TableCard label={t('groups:table')} stale={stale} className="pj-padded">
    <thead>
      <tr>
        <th scope="col">{t('groups:columns.name')}</th>
        <th scope="col">{t('groups:columns.members')}</th>
        <th scope="col">{t('groups:columns.limits')}</th>
        <th scope="col">{t('groups:columns.outdated')}</th>
        <th scope="col">
          <span className="visually-hidden">{t('groups:actions')}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {items.map(group => (
        <GroupRow key={group.name} group={group} onDelete={onDelete} />
      ))}
    </tbody>
  </TableCard>
);

const GroupRow = ({ group, onDelete }: { readonly group: GroupView } & Pick<Props, 'onDelete'>) => {
  const { name, members, power, limits, problem, outdated, can } = group;
  const limited = Object.values(limits).some(value => value !== null);
  return (
    <tr>
      <th scope="row">
        <span className="pj-user-line">
          <Link className="pj-truncate" to={groupTarget(name)} title={name}>
            {name}
          </Link>
          {power !== null && <HostAccessBadge power={power} />}
        </span>
        {problem !== null && <span className="pj-note pj-large">{problem}</span>}
      </th>
      <td className="pj-number">
        {members === 0 ? <span className="pj-none">{members}</span> : members}
      </td>
      <td>
        <span
          className={`pj-truncate pj-group-limits ${limited ? '' : 'pj-none'}`}
          title={summaryOf(limits)}
        >
          {summaryOf(limits)}
        </span>
      </td>
      <td className="pj-number">
        {outdated === 0 ? (
          <span className="pj-none">{outdated}</span>
        ) : (
          <Link to={groupTarget(name, true)}>{t('groups:members', { count: outdated })}</Link>
        )}
      </td>
      <td className="text-end">
        {can.delete && (
          <Button
            size="sm"
            variant="outline-danger"
            aria-label={t('groups:remove.named', { name })}
            onClick={() => {
              onDelete(group);
            }}
          >
            {t('groups:remove.item')}
          </Button>
        )}
      </td>
    </tr>
  );
};
