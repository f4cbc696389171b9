import type { GroupLimits } from '@perijove/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys';
import { useNotices } from '../../components/NoticesProvider';
import { useMe, useServices } from '../../app/context';
import type { GroupCommands } from './actions';
import { t } from '../../i18n';

interface Lead {
  readonly onCreated: (name: string) => void;
  readonly onRemoved: () => void;
}

/** The commands of the page. Everyone else's pages hear of it through the socket. */
export const useGroupCommands = ({
  onCreated,
  onRemoved,
}: Lead): { readonly commands: GroupCommands; readonly busy: boolean } => {
  const { client } = useServices();
  const { administer } = useMe().can;
  const cache = useQueryClient();
  const { show, showError } = useNotices();

  const run = useMutation({
    mutationFn: (act: () => Promise<void>) => act(),
    onError: showError,
    onSettled: () => void cache.invalidateQueries({ queryKey: keys.groups }),
  });
  const tell = (text: string): void => {
    show({ tone: 'ok', text });
  };

  const change = async (
    group: string,
    body: { readonly add?: string[]; readonly remove?: string[] },
  ): Promise<void> => {
    const { added, removed } = await client('putMembers', { params: { group }, body });
    if (added.length > 0)
      tell(t('groups:member.added', { count: added.length, user: added[0], group }));
    else if (removed.length === 0) tell(t('groups:member.nothing'));
    if (removed.length === 0) return;
    const back = (): void => {
      run.mutate(() => change(group, { add: removed }));
    };
    show({
      tone: 'ok',
      text: t('groups:member.removed', { count: removed.length, user: removed[0], group }),
      // A reader who looks after this group alone no longer sees the users they took out of it.
      ...(administer ? { action: { label: t('common:undo'), run: back } } : {}),
    });
  };

  const commands: GroupCommands = {
    create: group => {
      run.mutate(async () => {
        await client('putGroup', { params: { group }, body: {} });
        tell(t('groups:create.done', { name: group }));
        onCreated(group);
      });
    },
    remove: group => {
      run.mutate(async () => {
        await client('deleteGroup', { params: { group } });
        tell(t('groups:remove.done', { name: group }));
        onRemoved();
      });
    },
    setLimits: (group: string, limits: GroupLimits) => {
      run.mutate(async () => {
        await client('putGroup', { params: { group }, body: { limits } });
        tell(t('groups:limit.saved', { name: group }));
      });
    },
    addMembers: (group, users) => {
      run.mutate(() => change(group, { add: [...users] }));
    },
    removeMembers: (group, users) => {
      run.mutate(() => change(group, { remove: [...users] }));
    },
    recreate: (user, servers) => {
      run.mutate(async () => {
        for (const server of servers) await client('recreateServer', { params: { user, server } });
        tell(t('groups:restart.done', { user }));
      });
    },
  };
  return { commands, busy: run.isPending };
};
