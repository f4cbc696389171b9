import type { UsersPage, UserState, UserView } from '@perijove/contracts';
import Badge from 'react-bootstrap/Badge';
import Button from 'react-bootstrap/Button';
import Form from 'react-bootstrap/Form';
import { formatAgo, formatDateTime } from '../../format/instant';
import { StatusMark, type Tone } from '../../components/StatusMark';
import type { OpenDialog } from './actions';
import { UserActionsMenu } from './UserActionsMenu';
import { t } from '../../i18n';

interface Props {
  readonly user: UserView;
  readonly self: boolean;
  readonly kept: boolean;
  readonly selectable: boolean;
  readonly selected: boolean;
  readonly busy: boolean;
  readonly now: number;
  readonly can: UsersPage['can'];
  readonly canNotify: boolean;
  readonly onSelect: (on: boolean) => void;
  readonly onOpenDialog: (dialog: OpenDialog) => void;
  readonly onApprove: (name: string) => void;
  readonly onDiscard: (name: string) => void;
  readonly onEnable: (name: string) => void;
  readonly onOpenServer: (name: string) => void;
}

const tones: Readonly<Record<UserState, Tone>> = {
  pending: 'busy',
  invited: 'off',
  active: 'ok',
  locked: 'bad',
};

/** One user. A request has its two answers at hand; everyone else has a menu. */
export const UserRow = (props: Props) => {
  const { user, self, kept, selectable, selected, busy, now, can, canNotify } = props;
  const { name, state, admin, groups, email, mustChangePassword, running, lastActivity } = user;
  const notes = [
    ...(email === null ? [] : [email]),
    ...(running ? [t('users:running')] : []),
    ...(mustChangePassword ? [t('users:mustChange')] : []),
  ];
  return (
    <tr>
      <td>
        {selectable && (
          <Form.Check
            aria-label={t('users:select', { name })}
            checked={selected}
            onChange={event => {
              props.onSelect(event.target.checked);
            }}
          />
        )}
      </td>
      <th scope="row">
        <span className="pj-user-line">
          <span>{name}</span>
          {self && <span className="pj-note">({t('users:you')})</span>}
          {admin && (
            <Badge pill bg="primary">
              {t('users:admin')}
            </Badge>
          )}
        </span>
        {notes.length > 0 && (
          <span className="pj-note pj-truncate" title={notes.join(', ')}>
            {notes.join(', ')}
          </span>
        )}
      </th>
      <td>
        <StatusMark tone={tones[state]} label={t(`users:state.${state}`)} />
      </td>
      <td>
        {groups.length > 0 && (
          <span className="pj-truncate pj-user-groups" title={groups.join(', ')}>
            {groups.join(', ')}
          </span>
        )}
      </td>
      <td>
        {lastActivity === null ? (
          <span className="pj-none">{t('users:never')}</span>
        ) : (
          <span title={formatDateTime(lastActivity)}>{formatAgo(lastActivity, now)}</span>
        )}
      </td>
      <td className={selectable ? 'text-end pj-request-actions' : 'text-end'}>
        {selectable ? (
          <span className="d-inline-flex gap-2">
            <Button
              size="sm"
              aria-label={t('users:approveNamed', { name })}
              disabled={busy}
              onClick={() => {
                props.onApprove(name);
              }}
            >
              {t('users:approve')}
            </Button>
            <Button
              size="sm"
              variant="outline-danger"
              aria-label={t('users:discardNamed', { name })}
              disabled={busy}
              onClick={() => {
                props.onDiscard(name);
              }}
            >
              {t('users:discard')}
            </Button>
          </span>
        ) : (
          <UserActionsMenu
            user={user}
            self={self}
            kept={kept}
            can={can}
            canNotify={canNotify}
            onOpenServer={props.onOpenServer}
            onOpenDialog={props.onOpenDialog}
            onEnable={props.onEnable}
          />
        )}
      </td>
    </tr>
  );
};
