import type { ResetResult, ServerPhase, VolumesView } from '@perijove/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys';
import { loadedOf } from '../../components/loaded';
import { useNotices } from '../../components/NoticesProvider';
import { useNow, useServices } from '../../app/context';
import type { ServerState } from './volume-actions';
import { VolumesPageView } from './VolumesPageView';
import { t } from '../../i18n';

const serverStateOf = (phase: ServerPhase | undefined): ServerState => {
  if (phase === 'running') return 'running';
  return phase === 'stopped' || phase === 'failed' ? 'stopped' : 'moving';
};

interface Props {
  readonly user: string;
  /** Whether they are another user's, changed by an administrator. */
  readonly others: boolean;
  readonly tabs: ReactNode;
}

/** A user's volumes: sizes, reset, undo. */
export const UserVolumes = ({ user, others, tabs }: Props) => {
  const { client, queries } = useServices();
  const cache = useQueryClient();
  const notices = useNotices();
  const volumes = useQuery(queries.volumes(user));
  const server = useQuery(queries.server(user));
  const now = useNow(30_000);
  const [results, setResults] = useState<ResetResult['results'] | null>(null);

  const take = (view: VolumesView): void => {
    cache.setQueryData<VolumesView>(keys.volumes(user), view);
  };
  const reset = useMutation({
    mutationFn: (names: readonly string[]) =>
      client('resetVolumes', { params: { user }, body: { volumes: [...names] } }),
    onSuccess: answer => {
      take({ volumes: answer.volumes });
      setResults(answer.results);
    },
    onError: notices.showError,
  });
  const restore = useMutation({
    mutationFn: ({ name, generation }: { name: string; generation: number }) =>
      client('restoreVolume', { params: { user, volume: name }, body: { generation } }),
    onSuccess: (view, { name }) => {
      take(view);
      setResults(old => {
        const left = old?.filter(result => result.name !== name) ?? [];
        return left.length === 0 ? null : left;
      });
      notices.show({ tone: 'ok', text: t('volumes:restored', { name }) });
    },
    onError: notices.showError,
  });
  const stop = useMutation({
    mutationFn: () => client('stopServer', { params: { user } }),
    onError: notices.showError,
  });

  return (
    <VolumesPageView
      owner={others ? user : null}
      tabs={tabs}
      volumes={loadedOf(volumes)}
      serverState={serverStateOf(server.data?.phase)}
      results={results}
      now={now}
      busy={reset.isPending || restore.isPending || stop.isPending}
      actions={{
        reset: reset.mutate,
        restore: (name, generation) => {
          restore.mutate({ name, generation });
        },
        stopServer: stop.mutate,
        closeResults: () => {
          setResults(null);
        },
      }}
    />
  );
};
