import type { LogsView, ServerView, VolumesView } from '@perijove/contracts';
import type { Loaded } from '../../components/loaded';
import { PageLoading, PageProblem } from '../../components/PageStates';
import { ServerCard, type ServerActions } from './ServerCard';
import { NamedServersCard } from './named/NamedServersCard';
import type { NamedServers } from './named/use-named-servers';
import { SessionCard } from './SessionCard';
import { UsageCard, type UsagePlots } from './UsageCard';
import { VolumesCard } from './VolumesCard';
import { t } from '../../i18n';

/** Everything that the home page shows, and what can be done on it. */
export interface HomePageViewProps {
  readonly server: Loaded<ServerView>;
  readonly volumes: Loaded<VolumesView>;
  readonly plots: UsagePlots;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly busy: boolean;
  readonly openWhenReady: boolean;
  readonly named: NamedServers;
  readonly log: Loaded<LogsView> | null;
  readonly actions: ServerActions & {
    readonly extend: (hours: number) => void;
    /** Opens what was used over a longer time. */
    readonly showActivity: () => void;
  };
}

/** The view of the home page. */
export const HomePageView = (props: HomePageViewProps) => {
  const { server, volumes, plots, now, busy, openWhenReady, named, log, actions } = props;
  if (server.kind === 'loading') {
    return (
      <>
        <h1 className="visually-hidden">{t('home:title')}</h1>
        <PageLoading rows={4} />
      </>
    );
  }
  if (server.kind === 'problem') {
    return <PageProblem level="h1" problem={server.problem} retry={server.retry} />;
  }
  const view = server.data;
  const running = view.phase === 'running';
  return (
    <div className="pj-home">
      <ServerCard
        server={view}
        now={now}
        busy={busy}
        openWhenReady={openWhenReady}
        log={log}
        actions={actions}
      />
      <div className="pj-cards">
        <SessionCard session={view.session} now={now} busy={busy} onExtend={actions.extend} />
        <UsageCard
          usage={running ? view.usage : null}
          running={running}
          plots={plots}
          memoryFullAt={running ? (view.memoryFullAt ?? null) : null}
          now={now}
          onDetails={actions.showActivity}
        />
        <VolumesCard volumes={volumes} now={now} />
      </div>
      {named.list !== null && (
        <NamedServersCard
          list={named.list}
          now={now}
          busy={named.busy}
          log={named.log}
          actions={named.actions}
        />
      )}
    </div>
  );
};
