import type { UsersPage, UserView } from '@perijove/contracts';
import Form from 'react-bootstrap/Form';
import { SortHeading } from '../../components/SortHeading';
import { TableCard } from '../../components/TableCard';
import type { OpenDialog } from './actions';
import type { Search, UserColumn } from './search';
import { UserRow } from './UserRow';
import { t } from '../../i18n';

interface Props {
  readonly items: readonly UserView[];
  readonly me: string;
  readonly kept: boolean;
  readonly search: Search;
  readonly stale: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly can: UsersPage['can'];
  readonly canNotify: boolean;
  readonly isSelected: (user: UserView) => boolean;
  readonly onSelect: (users: readonly UserView[], on: boolean) => void;
  readonly onSearch: (search: Search) => void;
  readonly onOpenDialog: (dialog: OpenDialog) => void;
  readonly onApprove: (name: string) => void;
  readonly onDiscard: (name: string) => void;
  readonly onEnable: (name: string) => void;
  readonly onOpenServer: (name: string) => void;
}

/** Users in a table, sorted by the service. Only requests can be chosen: several at once. */
export const UsersTable = (props: Props) => {
  const { items, me, search, stale, can, isSelected, onSelect, onSearch } = props;
  const isRequest = ({ state }: UserView): boolean => can.manage && state === 'pending';
  const requests = items.filter(isRequest);
  const heading = (column: UserColumn, first: 'asc' | 'desc') => (
    <SortHeading
      column={column}
      label={t(`users:columns.${column}`)}
      sorting={search}
      first={first}
      onSort={sorting => {
        onSearch({ ...search, ...sorting });
      }}
    />
  );
  return (
    <TableCard label={t('users:table')} stale={stale} className="pj-padded pj-users pj-users-list">
      <thead>
        <tr>
          <th scope="col" className="pj-col-check">
            {requests.length > 0 ? (
              <Form.Check
                aria-label={t('users:selectPage')}
                checked={requests.every(isSelected)}
                onChange={event => {
                  onSelect(requests, event.target.checked);
                }}
              />
            ) : (
              <span className="visually-hidden">{t('users:selectPage')}</span>
            )}
          </th>
          {heading('name', 'asc')}
          {heading('state', 'asc')}
          <th scope="col">{t('users:groups')}</th>
          {heading('lastActivity', 'desc')}
          <th scope="col">
            <span className="visually-hidden">{t('users:actions.column')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map(user => (
          <UserRow
            key={user.name}
            {...props}
            user={user}
            self={user.name === me}
            selectable={isRequest(user)}
            selected={isSelected(user)}
            onSelect={on => {
              onSelect([user], on);
            }}
          />
        ))}
      </tbody>
    </TableCard>
  );
};
