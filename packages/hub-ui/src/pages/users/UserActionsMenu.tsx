import type { UsersPage, UserView } from '@perijove/contracts';
import Dropdown from 'react-bootstrap/Dropdown';
import { Link } from 'react-router';
import { isAmong } from '../../components/includes-user';
import { RowMenu, RowMenuItem } from '../../components/RowMenu';
import type { Asking } from './actions';
import { strings } from './strings';

interface Props {
  readonly user: UserView;
  /** Whether this is the reader: nobody changes their own rights here. */
  readonly self: boolean;
  /** Whether accounts and passwords are kept here. */
  readonly kept: boolean;
  readonly may: UsersPage['may'];
  readonly mayNotify: boolean;
  readonly onAsk: (asking: Asking) => void;
  readonly onUnlock: (name: string) => void;
  readonly onVisit: (name: string) => void;
}

const words = strings.actions;

/** The menu at the end of a line; no menu where there is nothing that the reader may do. */
export const UserMenu = (props: Props) => {
  const { user, self, kept, may, mayNotify, onAsk, onUnlock, onVisit } = props;
  const visits = user.running && !self && isAmong(may.visit, user.name);
  if (!may.manage && !mayNotify && !visits) return null;
  const item = (label: string, run: () => void) => <RowMenuItem run={run}>{label}</RowMenuItem>;
  const ask = (what: Exclude<Asking['what'], 'approve' | 'discard'>, label: string) =>
    item(label, () => {
      onAsk({ what, user });
    });
  const person = encodeURIComponent(user.name);
  return (
    <RowMenu label={words.label(user.name)}>
      {() => (
        <>
          {visits &&
            item(words.open, () => {
              onVisit(user.name);
            })}
          {may.manage && (
            <Dropdown.Item as={Link} to={`/volumes?tab=everyone&person=${person}`}>
              {words.volumes}
            </Dropdown.Item>
          )}
          {mayNotify && (
            <Dropdown.Item as={Link} to={`/notifications?to=${person}`}>
              {words.notify}
            </Dropdown.Item>
          )}
          {may.manage && !self && (
            <>
              <Dropdown.Divider />
              {kept && ask('password', words.password)}
              {user.admin ? ask('lower', words.lower) : ask('raise', words.raise)}
              {kept &&
                (user.state === 'locked'
                  ? item(words.unlock, () => {
                      onUnlock(user.name);
                    })
                  : user.hasPassword && ask('lock', words.lock))}
              <Dropdown.Divider />
              {ask('rename', words.rename)}
              {ask('remove', words.remove)}
            </>
          )}
        </>
      )}
    </RowMenu>
  );
};
