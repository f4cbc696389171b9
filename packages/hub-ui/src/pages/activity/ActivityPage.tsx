import type { ActivityRow } from '@perijove/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useSearchParams } from 'react-router';
import { keys } from '../../api/keys';
import { includesUser } from '../../components/includes-user';
import { forbidden, loadedOf } from '../../components/loaded';
import { usePages } from '../../components/use-pages';
import { useNotices } from '../../components/NoticesProvider';
import { useMe, useNow, useFallbackInterval, useServices } from '../../app/context';
import { ActivityPageView } from './ActivityPageView';
import { UserDrawer } from './user/UserDrawer';
import { UserVolumeSizes } from './UserVolumeSizes';
import { exportPath, paramsOf, queryOf, searchOf, type Search } from './search';
import type { ServerRef } from './selection';
import { useRowCommands } from './use-row-commands';
import { t } from '../../i18n';

/** Until the service has said how long a notification can be. */
const DEFAULT_LENGTH = 140;

/** All users' servers; for a reader who looks after some users, theirs. */
export const ActivityPage = () => {
  const { client, queries, basePath } = useServices();
  const { can } = useMe();
  const { administer } = can;
  const cache = useQueryClient();
  const notices = useNotices();
  const now = useNow(15_000);
  const [params, setParams] = useSearchParams();
  const search = searchOf(params);
  const pages = usePages(search.limit);
  const activity = useQuery({
    ...queries.activity(queryOf(search, pages.cursor)),
    enabled: can.users,
    refetchInterval: useFallbackInterval(),
  });
  const commands = useRowCommands();
  const options = useQuery({ ...queries.notifyOptions(), enabled: administer });
  const clear = useMutation({
    mutationFn: () => client('resetActivity'),
    onSuccess: ({ removed }) => {
      notices.show({ tone: 'ok', text: t('activity:reset.done', { count: removed }) });
      void cache.invalidateQueries({ queryKey: keys.activityPages });
      void cache.invalidateQueries({ queryKey: ['history'] });
    },
    onError: notices.showError,
  });

  const [openUser, setOpenUser] = useState<ServerRef | null>(null);
  const volumesOf = useCallback(
    (user: string) => (administer ? <UserVolumeSizes user={user} /> : null),
    [administer],
  );
  const opened: ActivityRow | null =
    activity.data?.items.find(
      ({ user, server }) => user === openUser?.user && server === openUser.server,
    ) ?? null;

  return (
    <>
      <ActivityPageView
        page={can.users ? loadedOf(activity) : forbidden()}
        search={search}
        paging={pages.paging(activity.data?.nextCursor ?? null)}
        stale={activity.isPlaceholderData}
        now={now}
        administer={administer}
        commands={commands}
        exportHref={exportPath(basePath, search)}
        maxLength={options.data?.maxLength ?? DEFAULT_LENGTH}
        renderVolumes={volumesOf}
        onClearSamples={clear.mutate}
        onOpenUser={setOpenUser}
        onSearch={(next: Search) => {
          pages.rewind();
          setParams(paramsOf(next), { replace: true });
        }}
      />
      {openUser !== null && (
        <UserDrawer
          user={openUser.user}
          server={openUser.server}
          limits={{
            cpuCores: opened?.usage?.cpuLimitCores ?? null,
            memoryBytes: opened?.usage?.memoryLimitBytes ?? null,
          }}
          settingsOutdated={opened?.settingsOutdated === true}
          onRecreate={
            activity.data !== undefined && includesUser(activity.data.can.operate, openUser.user)
              ? () => {
                  commands.recreate(openUser);
                }
              : null
          }
          onClose={() => {
            setOpenUser(null);
          }}
        />
      )}
    </>
  );
};
