import type { UsersPage, UserView } from '@perijove/contracts';
import Dropdown from 'react-bootstrap/Dropdown';
import { Link } from 'react-router';
import { includesUser } from '../../components/includes-user';
import { RowMenu, RowMenuItem } from '../../components/RowMenu';
import type { OpenDialog } from './actions';
import { t } from '../../i18n';

interface Props {
  readonly user: UserView;
  /** Whether this is the reader: nobody changes their own rights here. */
  readonly self: boolean;
  /** Whether accounts and passwords are kept here. */
  readonly kept: boolean;
  readonly can: UsersPage['can'];
  readonly canNotify: boolean;
  readonly onOpenDialog: (dialog: OpenDialog) => void;
  readonly onEnable: (name: string) => void;
  readonly onOpenServer: (name: string) => void;
}

/** The menu at the end of a line; no menu where there is nothing that the reader may do. */
export const UserActionsMenu = (props: Props) => {
  const { user, self, kept, can, canNotify, onOpenDialog, onEnable, onOpenServer } = props;
  const visits = user.running && !self && includesUser(can.visit, user.name);
  if (!can.manage && !canNotify && !visits) return null;
  const item = (label: string, run: () => void) => <RowMenuItem onClick={run}>{label}</RowMenuItem>;
  const ask = (what: Exclude<OpenDialog['what'], 'approve' | 'discard'>, label: string) =>
    item(label, () => {
      onOpenDialog({ what, user });
    });
  const userParam = encodeURIComponent(user.name);
  return (
    <RowMenu label={t('users:actions.label', { name: user.name })}>
      {() => (
        <>
          {visits &&
            item(t('users:actions.open'), () => {
              onOpenServer(user.name);
            })}
          {can.manage && (
            <Dropdown.Item as={Link} to={`/volumes?tab=all&user=${userParam}`}>
              {t('users:actions.volumes')}
            </Dropdown.Item>
          )}
          {canNotify && (
            <Dropdown.Item as={Link} to={`/notifications?to=${userParam}`}>
              {t('users:actions.notify')}
            </Dropdown.Item>
          )}
          {can.manage && !self && (
            <>
              <Dropdown.Divider />
              {kept && ask('password', t('users:actions.password'))}
              {user.admin
                ? ask('revokeAdmin', t('users:actions.revokeAdmin'))
                : ask('grantAdmin', t('users:actions.grantAdmin'))}
              {kept &&
                (user.state === 'locked'
                  ? item(t('users:actions.enable'), () => {
                      onEnable(user.name);
                    })
                  : user.hasPassword && ask('disable', t('users:actions.disable')))}
              <Dropdown.Divider />
              {ask('rename', t('users:actions.rename'))}
              {ask('remove', t('users:actions.remove'))}
            </>
          )}
        </>
      )}
    </RowMenu>
  );
};
