import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { joinHistory } from '../../realtime/frames';
import { loadedOf } from '../../components/loaded';
import { useMe, useNow, useServices } from '../../app/context';
import { serverPath, spawnPath } from '../../app/base-path';
import { setDocumentTitle } from '../../app/document-title';
import { useLocalSetting } from '../../app/use-local-setting';
import { LazyUserDrawer } from './LazyUserDrawer';
import { HomePageView } from './HomePageView';
import type { NamedServerActions } from './named/NamedServerRow';
import { useNamedServers } from './named/use-named-servers';
import { remainingMs } from './session';
import { stageOf } from './stage';
import { useReturnToLab } from './use-return-to-lab';
import { useOpenWhenReady } from './use-open-when-ready';
import { useServerCommands } from './use-server-commands';
import { t } from '../../i18n';

const LOG_LINES = 200;
const HOUR_MS = 3_600_000;

const goTo = (url: string): void => {
  location.assign(url);
};

/** What brings a named server up, said before it is done. */
const returningTo = (
  actions: NamedServerActions,
  startedHere: (name: string) => void,
): NamedServerActions => {
  const first =
    <More extends readonly unknown[]>(act: (name: string, ...more: More) => void) =>
    (name: string, ...more: More) => {
      startedHere(name);
      act(name, ...more);
    };
  return {
    ...actions,
    start: first(actions.start),
    restart: first(actions.restart),
    recreate: first(actions.recreate),
  };
};

/** The user's own server, session and volumes. */
export const HomePage = () => {
  const { queries, clock } = useServices();
  const { name: user, hubUrl } = useMe();
  const server = useQuery(queries.server(user));
  const volumes = useQuery(queries.volumes(user));
  const running = server.data?.phase === 'running';
  const history = useQuery({ ...queries.history(user), enabled: running });
  const frames = useQuery(queries.frames(user));
  const [logOpen, setLogOpen] = useState(false);
  const [activityOpen, setActivityOpen] = useState(false);
  const log = useQuery({ ...queries.logs(user, LOG_LINES), enabled: logOpen });
  const [openWhenReady, setOpenWhenReady] = useLocalSetting('perijove-open-when-ready', true);
  const { command, extend, busy } = useServerCommands(user);
  const named = useNamedServers(user, hubUrl, LOG_LINES);

  useEffect(() => {
    setDocumentTitle(t('home:title'));
  }, []);

  // Seconds matter only while something counts in seconds.
  const starting = server.data !== undefined && stageOf(server.data) === 'starting';
  const left = server.data === undefined ? null : remainingMs(server.data.session, clock.now());
  const now = useNow(starting || (left !== null && left < HOUR_MS) ? 1000 : 15_000);

  const openByItself = useOpenWhenReady(server.data, openWhenReady, goTo);
  const leadsBack = useReturnToLab(
    name =>
      name === '' ? server.data : named.list?.servers.find(candidate => candidate.name === name),
    name => serverPath(hubUrl, user, name),
    name => {
      if (name === '') command('startServer');
      else named.actions.start(name);
    },
    goTo,
  );
  const startedHere = (name = ''): void => {
    if (leadsBack?.server === name) leadsBack.wait();
    else if (name === '') openByItself();
  };

  const startedAt = server.data?.startedAt ?? null;
  const plots = useMemo(() => {
    const sinceMs = startedAt === null ? 0 : Date.parse(startedAt);
    return {
      cpu: joinHistory(history.data, frames.data, 'cpuPercent', sinceMs),
      memory: joinHistory(history.data, frames.data, 'memoryBytes', sinceMs),
    };
  }, [history.data, frames.data, startedAt]);

  const usage = server.data?.usage ?? null;
  return (
    <>
      <HomePageView
        server={loadedOf(server)}
        volumes={loadedOf(volumes)}
        plots={plots}
        now={now}
        busy={busy}
        openWhenReady={openWhenReady}
        named={{ ...named, actions: returningTo(named.actions, startedHere) }}
        log={logOpen ? loadedOf(log) : null}
        actions={{
          start: () => {
            setLogOpen(false);
            if (named.list?.optionsForm === true) {
              location.assign(spawnPath(hubUrl, user, ''));
              return;
            }
            startedHere();
            command('startServer');
          },
          restart: () => {
            startedHere();
            command('restartServer');
          },
          recreate: () => {
            startedHere();
            command('recreateServer');
          },
          stop: () => {
            command('stopServer');
          },
          extend,
          setOpenWhenReady,
          setLogOpen,
          refreshLog: () => void log.refetch(),
          showActivity: () => {
            setActivityOpen(true);
          },
        }}
      />
      {activityOpen && (
        <LazyUserDrawer
          user={user}
          server=""
          limits={{
            cpuCores: usage?.cpuLimitCores ?? null,
            memoryBytes: usage?.memoryLimitBytes ?? null,
          }}
          onClose={() => {
            setActivityOpen(false);
          }}
        />
      )}
    </>
  );
};
