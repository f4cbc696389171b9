import type { ExtendResult, ServerView } from '@perijove/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../api/keys';
import { formatHours } from '../../format/duration';
import { useServices } from '../../app/context';
import { useNotices } from '../../components/NoticesProvider';
import { t } from '../../i18n';

/** Commands to a user's own server. */
export const useServerCommands = (user: string) => {
  const { client, live } = useServices();
  const cache = useQueryClient();
  const notices = useNotices();

  /** While the socket is up it is newer than an answer; without it the answer is all there is. */
  const take = (server: ServerView): void => {
    if (live.status() !== 'live') cache.setQueryData<ServerView>(keys.server(user), server);
  };

  const command = useMutation({
    mutationFn: (name: 'startServer' | 'stopServer' | 'restartServer' | 'recreateServer') =>
      client(name, { params: { user } }),
    onSuccess: take,
    onError: notices.showError,
  });

  const extend = useMutation({
    mutationFn: (hours: number) => client('extendSession', { params: { user }, body: { hours } }),
    onSuccess: ({ grantedHours, truncated, session }: ExtendResult) => {
      cache.setQueryData<ServerView>(keys.server(user), old =>
        old === undefined ? old : { ...old, session },
      );
      const hours = formatHours(grantedHours);
      const text = truncated
        ? t('home:session.truncated', { hours })
        : t('home:session.granted', { hours });
      notices.show({ tone: 'ok', text });
    },
    onError: notices.showError,
  });

  return {
    command: command.mutate,
    extend: extend.mutate,
    busy: command.isPending || extend.isPending,
  };
};
