import type { PasswordSet } from '@perijove/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys';
import { useOpenServer } from '../../api/use-open-server';
import { formatDateTime } from '../../format/instant';
import { useNotices } from '../../components/NoticesProvider';
import { problemOf } from '../../components/problem';
import { useServices } from '../../app/context';
import type { UserCommands } from './actions';
import { t } from '../../i18n';

/** The commands of the page. A generated password goes to `onPassword`, once. */
export const useUserCommands = (
  onPassword: (set: { readonly name: string; readonly password: string }) => void,
): { readonly commands: UserCommands; readonly busy: boolean } => {
  const { client } = useServices();
  const cache = useQueryClient();
  const { show, showError } = useNotices();
  const visit = useOpenServer();

  const run = useMutation({
    mutationFn: (act: () => Promise<string | null>) => act(),
    onSuccess: text => {
      if (text !== null) show({ tone: 'ok', text });
    },
    onError: showError,
    onSettled: () => void cache.invalidateQueries({ queryKey: keys.userPages }),
  });

  /** One after another; a refusal of one is told and loses none of the others. */
  const each = async (
    names: readonly string[],
    act: (name: string) => Promise<unknown>,
    done: (count: number, name: string) => string,
  ): Promise<string | null> => {
    const well: string[] = [];
    for (const name of names) {
      try {
        await act(name);
        well.push(name);
      } catch (error) {
        show({ tone: 'bad', text: t('users:failed', { name, message: problemOf(error).text }) });
      }
    }
    return well.length === 0 ? null : done(well.length, well[0] ?? '');
  };

  const set = ({ name, password }: PasswordSet): string | null => {
    if (password === null) return t('users:done.password', { name });
    onPassword({ name, password });
    return null;
  };

  const commands: UserCommands = {
    approve: names => {
      run.mutate(() =>
        each(
          names,
          user => client('authorizeUser', { params: { user } }),
          (count, name) => t('users:done.approve', { count, name }),
        ),
      );
    },
    discard: names => {
      run.mutate(() =>
        each(
          names,
          user => client('discardUser', { params: { user } }),
          (count, name) => t('users:done.discard', { count, name }),
        ),
      );
    },
    disable: user => {
      run.mutate(async () => {
        await client('deauthorizeUser', { params: { user } });
        return t('users:done.disable', { name: user });
      });
    },
    enable: user => {
      run.mutate(async () => {
        await client('authorizeUser', { params: { user } });
        return t('users:done.enable', { name: user });
      });
    },
    setAdmin: (user, admin) => {
      run.mutate(async () => {
        await client('setUserAdmin', { params: { user }, body: { admin } });
        return admin
          ? t('users:done.grantAdmin', { name: user })
          : t('users:done.revokeAdmin', { name: user });
      });
    },
    setPassword: (user, body) => {
      run.mutate(async () => set(await client('setUserPassword', { params: { user }, body })));
    },
    rename: (user, wanted) => {
      run.mutate(async () => {
        const { former, name } = await client('renameUser', {
          params: { user },
          body: { name: wanted },
        });
        return t('users:done.rename', { former, name });
      });
    },
    remove: user => {
      run.mutate(async () => {
        const { recoverableUntil } = await client('deleteUser', { params: { user } });
        return recoverableUntil === null
          ? t('users:done.remove', { name: user })
          : t('users:done.removeUntil', { name: user, when: formatDateTime(recoverableUntil) });
      });
    },
    stopServer: user => {
      run.mutate(async () => {
        await client('stopServer', { params: { user } });
        return t('users:done.stop', { name: user });
      });
    },
    visit: user => {
      visit({ user, server: '' });
    },
  };
  return { commands, busy: run.isPending };
};
