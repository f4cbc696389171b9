import type { MemberView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { StatusMark } from '../../components/StatusMark';
import { TableCard } from '../../components/TableCard';
import { t } from '../../i18n';

interface Props {
  readonly items: readonly MemberView[];
  readonly stale: boolean;
  readonly busy: boolean;
  readonly canFill: boolean;
  readonly isSelected: (member: MemberView) => boolean;
  readonly allSelected: boolean;
  readonly onSelect: (members: readonly MemberView[], on: boolean) => void;
  readonly onRemove: (user: string) => void;
  readonly onRecreate: (member: MemberView) => void;
}

/** Members in a table, by name. */
export const MembersTable = (props: Props) => {
  const { items, stale, canFill, allSelected, onSelect } = props;
  return (
    <TableCard label={t('groups:member.table')} stale={stale} className="pj-padded pj-users">
      <thead>
        <tr>
          {canFill && (
            <th scope="col" className="pj-col-check">
              <Form.Check
                aria-label={t('groups:member.selectPage')}
                checked={allSelected}
                onChange={event => {
                  onSelect(items, event.target.checked);
                }}
              />
            </th>
          )}
          <th scope="col">{t('groups:member.columns.user')}</th>
          <th scope="col">{t('groups:member.columns.state')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('groups:actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(member => (
          <Member key={member.user} {...props} member={member} />
        ))}
      </tbody>
    </TableCard>
  );
};

/** Servers are named only where there is more than the usual one. */
const markOf = ({ outdated }: MemberView): string =>
  outdated.every(name => name === '')
    ? t('groups:restart.mark')
    : t('groups:restart.markOf', {
        servers: outdated
          .map(name => (name === '' ? t('groups:restart.defaultServer') : name))
          .join(', '),
      });

const Member = ({ member, ...props }: Props & { readonly member: MemberView }) => {
  const { busy, canFill, isSelected, onSelect, onRemove, onRecreate } = props;
  const { user, running, outdated, mayRecreate } = member;
  const behind = outdated.length > 0;
  return (
    <tr>
      {canFill && (
        <td>
          <Form.Check
            aria-label={t('groups:member.select', { user })}
            checked={isSelected(member)}
            onChange={event => {
              onSelect([member], event.target.checked);
            }}
          />
        </td>
      )}
      <th scope="row">
        <span className="pj-truncate" title={user}>
          {user}
        </span>
      </th>
      <td>
        <StatusMark
          tone={running ? 'ok' : 'off'}
          label={running ? t('groups:member.running') : t('groups:member.stopped')}
        />
        {behind && <span className="pj-note pj-large">{markOf(member)}</span>}
      </td>
      <td className="text-end">
        <span className="d-inline-flex gap-2">
          {behind && mayRecreate && (
            <Button
              size="sm"
              variant="outline-secondary"
              aria-label={t('groups:restart.recreateNamed', { user })}
              disabled={busy}
              onClick={() => {
                onRecreate(member);
              }}
            >
              {t('groups:restart.recreate')}
            </Button>
          )}
          {canFill && (
            <Button
              size="sm"
              variant="outline-secondary"
              aria-label={t('groups:member.removeNamed', { user })}
              disabled={busy}
              onClick={() => {
                onRemove(user);
              }}
            >
              {t('groups:member.remove')}
            </Button>
          )}
        </span>
      </td>
    </tr>
  );
};
