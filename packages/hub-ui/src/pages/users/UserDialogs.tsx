import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { OpenDialog, UserCommands } from './actions';
import { DeleteDialog } from './dialogs/DeleteDialog';
import { PasswordDialog } from './dialogs/PasswordDialog';
import { RenameDialog } from './dialogs/RenameDialog';
import { t } from '../../i18n';

interface Props {
  readonly open: OpenDialog | null;
  readonly busy: boolean;
  readonly minimumPasswordLength: number;
  readonly volumesKeptDays: number;
  readonly commands: UserCommands;
  readonly onClose: () => void;
}

const MOST_NAMED = 6;

/** Asks before accounts change. */
export const UserDialogs = (props: Props) => {
  const { open, busy, minimumPasswordLength, commands, onClose } = props;
  const closing = (act: () => void) => () => {
    onClose();
    act();
  };
  switch (open?.what) {
    case undefined:
      return null;
    case 'approve':
    case 'discard': {
      const { what, names } = open;
      const act = what === 'approve' ? commands.approve : commands.discard;
      return (
        <ConfirmDialog
          title={t(`users:confirm.${what}.title`, { count: names.length })}
          confirmLabel={t(`users:confirm.${what}.confirm`)}
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
          {names.length > MOST_NAMED && (
            <p>{t('users:create.more', { count: names.length - MOST_NAMED })}</p>
          )}
          <p className="mb-0">{t(`users:confirm.${what}.text`)}</p>
        </ConfirmDialog>
      );
    }
    case 'disable':
    case 'grantAdmin':
    case 'revokeAdmin': {
      const { what, user } = open;
      return (
        <ConfirmDialog
          title={t(`users:confirm.${what}.title`, { count: user.name })}
          confirmLabel={t(`users:confirm.${what}.confirm`)}
          variant={what === 'grantAdmin' ? 'primary' : 'danger'}
          onCancel={onClose}
          onConfirm={closing(() => {
            if (what === 'disable') commands.disable(user.name);
            else commands.setAdmin(user.name, what === 'grantAdmin');
          })}
        >
          <p className="mb-0">{t(`users:confirm.${what}.text`)}</p>
        </ConfirmDialog>
      );
    }
    case 'password':
      return (
        <PasswordDialog
          name={open.user.name}
          minimumLength={minimumPasswordLength}
          busy={busy}
          onClose={onClose}
          onConfirm={change => {
            closing(() => {
              commands.setPassword(open.user.name, change);
            })();
          }}
        />
      );
    case 'rename':
      return (
        <RenameDialog
          user={open.user}
          busy={busy}
          onClose={onClose}
          onStop={() => {
            commands.stopServer(open.user.name);
          }}
          onConfirm={name => {
            closing(() => {
              commands.rename(open.user.name, name);
            })();
          }}
        />
      );
    case 'remove':
      return (
        <DeleteDialog
          name={open.user.name}
          busy={busy}
          volumesKeptDays={props.volumesKeptDays}
          onClose={onClose}
          onConfirm={closing(() => {
            commands.remove(open.user.name);
          })}
        />
      );
  }
};
