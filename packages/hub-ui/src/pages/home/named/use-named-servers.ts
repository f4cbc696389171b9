import type { LogsView, ServersView } from '@perijove/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../../api/keys';
import { loadedOf, type Loaded } from '../../../components/loaded';
import { useNotices } from '../../../components/NoticesProvider';
import { spawnPath } from '../../../app/base-path';
import { useServices } from '../../../app/context';
import type { NamedServerActions } from './NamedServerRow';

type Command = 'startServer' | 'stopServer' | 'restartServer' | 'recreateServer';

interface Wanted {
  readonly name: Command;
  readonly server: string;
  readonly displayName?: string;
}

/** What the card of named servers shows and does. */
export interface NamedServers {
  readonly list: ServersView | null;
  readonly busy: boolean;
  readonly log: { readonly server: string; readonly lines: Loaded<LogsView> } | null;
  readonly actions: NamedServerActions;
}

/** A user's named servers. Changes are pushed; an answer only adds one that is new. */
export const useNamedServers = (user: string, hubUrl: string, logLines: number): NamedServers => {
  const { client, queries } = useServices();
  const cache = useQueryClient();
  const notices = useNotices();
  const list = useQuery(queries.servers(user));
  const [shown, setShown] = useState<string | null>(null);
  const lines = useQuery({
    ...queries.namedLogs(user, shown ?? '', logLines),
    enabled: shown !== null,
  });

  const command = useMutation({
    mutationFn: ({ name, server, displayName }: Wanted) => {
      const params = { user, server };
      return name === 'startServer' && displayName !== undefined
        ? client(name, { params, body: { displayName } })
        : client(name, { params });
    },
    onSuccess: view => {
      cache.setQueryData<ServersView>(keys.servers(user), old => {
        if (old === undefined || old.servers.some(server => server.name === view.name)) return old;
        const servers = [...old.servers, view].sort((a, b) => (a.name < b.name ? -1 : 1));
        return { ...old, servers };
      });
    },
    onError: notices.showError,
  });
  const remove = useMutation({
    mutationFn: (server: string) => client('removeNamedServer', { params: { user, server } }),
    onSuccess: view => {
      cache.setQueryData<ServersView>(keys.servers(user), view);
    },
    onError: notices.showError,
  });
  const send = (name: Command) => (server: string, displayName?: string) => {
    command.mutate({ name, server, ...(displayName === undefined ? {} : { displayName }) });
  };

  return {
    list: list.data ?? null,
    busy: command.isPending || remove.isPending,
    log: shown === null ? null : { server: shown, lines: loadedOf(lines) },
    actions: {
      start: (server, displayName) => {
        if (list.data?.optionsForm !== true) {
          send('startServer')(server, displayName);
          return;
        }
        const called =
          displayName === undefined ? '' : `?display_name=${encodeURIComponent(displayName)}`;
        location.assign(`${spawnPath(hubUrl, user, server)}${called}`);
      },
      stop: send('stopServer'),
      restart: send('restartServer'),
      recreate: send('recreateServer'),
      remove: remove.mutate,
      showLog: setShown,
    },
  };
};
