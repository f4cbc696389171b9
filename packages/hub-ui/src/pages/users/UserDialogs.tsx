import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { Asking, UserCommands } from './actions';
import { DeleteDialog } from './dialogs/DeleteDialog';
import { PasswordDialog } from './dialogs/PasswordDialog';
import { RenameDialog } from './dialogs/RenameDialog';
import { strings } from './strings';

interface Props {
  readonly asking: Asking | null;
  readonly busy: boolean;
  readonly minimumPasswordLength: number;
  readonly volumesKeptDays: number;
  readonly commands: UserCommands;
  readonly onClose: () => void;
}

const MOST_NAMED = 6;
const words = strings.ask;

/** Asks before accounts change. */
export const UserDialogs = (props: Props) => {
  const { asking, busy, minimumPasswordLength, commands, onClose } = props;
  const closing = (act: () => void) => () => {
    onClose();
    act();
  };
  switch (asking?.what) {
    case undefined:
      return null;
    case 'approve':
    case 'discard': {
      const { what, names } = asking;
      const act = what === 'approve' ? commands.approve : commands.discard;
      return (
        <ConfirmDialog
          title={words[what].title(names.length)}
          confirmLabel={words[what].confirm}
          variant={what === 'approve' ? 'primary' : 'danger'}
          onCancel={onClose}
          onConfirm={closing(() => {
            act(names);
          })}
        >
          <ul className="pj-plain-list">
            {names.slice(0, MOST_NAMED).map(name => (
              <li key={name} className="text-break">
                {name}
              </li>
            ))}
          </ul>
          {names.length > MOST_NAMED && <p>{strings.create.more(names.length - MOST_NAMED)}</p>}
          <p className="mb-0">{words[what].text}</p>
        </ConfirmDialog>
      );
    }
    case 'lock':
    case 'raise':
    case 'lower': {
      const { what, user } = asking;
      return (
        <ConfirmDialog
          title={words[what].title(user.name)}
          confirmLabel={words[what].confirm}
          variant={what === 'raise' ? 'primary' : 'danger'}
          onCancel={onClose}
          onConfirm={closing(() => {
            if (what === 'lock') commands.lock(user.name);
            else commands.setAdmin(user.name, what === 'raise');
          })}
        >
          <p className="mb-0">{words[what].text}</p>
        </ConfirmDialog>
      );
    }
    case 'password':
      return (
        <PasswordDialog
          name={asking.user.name}
          minimumLength={minimumPasswordLength}
          busy={busy}
          onClose={onClose}
          onConfirm={wish => {
            closing(() => {
              commands.setPassword(asking.user.name, wish);
            })();
          }}
        />
      );
    case 'rename':
      return (
        <RenameDialog
          user={asking.user}
          busy={busy}
          onClose={onClose}
          onStop={() => {
            commands.stopServer(asking.user.name);
          }}
          onConfirm={name => {
            closing(() => {
              commands.rename(asking.user.name, name);
            })();
          }}
        />
      );
    case 'remove':
      return (
        <DeleteDialog
          name={asking.user.name}
          busy={busy}
          volumesKeptDays={props.volumesKeptDays}
          onClose={onClose}
          onConfirm={closing(() => {
            commands.remove(asking.user.name);
          })}
        />
      );
  }
};
