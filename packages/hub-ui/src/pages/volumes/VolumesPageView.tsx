import type { ResetResult, VolumesView } from '@perijove/contracts';
import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { Link } from 'react-router';
import { formatBytes } from '../../format/bytes';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { EmptyState, PageLoading, PageProblem } from '../../components/PageStates';
import type { ServerState, VolumeActions } from './volume-actions';
import { ResetResults } from './ResetResults';
import { ServerStateHint } from './ServerStateHint';
import { VolumeItem } from './VolumeItem';
import { VolumeDialogs, type OpenDialog } from './VolumeDialogs';
import { t } from '../../i18n';

/** Everything that the volumes page shows. */
export interface VolumesPageViewProps {
  /** Whose they are, when an administrator looks; null for one's own. */
  readonly owner: string | null;
  readonly tabs: ReactNode;
  readonly volumes: Loaded<VolumesView>;
  readonly serverState: ServerState;
  /** How the last reset on this page went; null before one. */
  readonly results: ResetResult['results'] | null;
  /** Epoch milliseconds by the server's clock. */
  readonly now: number;
  readonly busy: boolean;
  readonly actions: VolumeActions;
}

/** The view of the volumes page. */
export const VolumesPageView = (props: VolumesPageViewProps) => {
  const { volumes, owner, tabs } = props;
  const total =
    volumes.kind === 'ready'
      ? volumes.data.volumes.reduce((sum, volume) => sum + (volume.sizeBytes ?? 0), 0)
      : 0;
  return (
    <>
      <PageHeader
        title={owner === null ? t('volumes:title') : t('volumes:ofUser.title', { user: owner })}
        lead={owner === null ? t('volumes:lead') : t('volumes:ofUser.lead')}
      >
        {total > 0 && (
          <p className="pj-note pj-number">{t('volumes:total', { size: formatBytes(total) })}</p>
        )}
      </PageHeader>
      {tabs}
      {owner !== null && (
        <p>
          <Link to="?tab=all">← {t('volumes:ofUser.back')}</Link>
        </p>
      )}
      {volumes.kind === 'loading' && <PageLoading />}
      {volumes.kind === 'problem' && (
        <PageProblem problem={volumes.problem} retry={volumes.retry} />
      )}
      {volumes.kind === 'ready' && volumes.data.volumes.length === 0 && (
        <EmptyState title={t('volumes:empty.title')} text={t('volumes:empty.text')}>
          <Link className="btn btn-primary" to="/">
            {t('volumes:empty.action')}
          </Link>
        </EmptyState>
      )}
      {volumes.kind === 'ready' && volumes.data.volumes.length > 0 && (
        <VolumeList {...props} list={volumes.data.volumes} />
      )}
    </>
  );
};

const VolumeList = (props: VolumesPageViewProps & { readonly list: VolumesView['volumes'] }) => {
  const { list, owner, serverState, results, now, busy, actions } = props;
  const [selected, setSelected] = useState<readonly string[]>([]);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const canChange = serverState === 'stopped';
  const largestBytes = Math.max(1, ...list.map(volume => volume.sizeBytes ?? 0));
  const select = (name: string, on: boolean): void => {
    setSelected(on ? [...selected, name] : selected.filter(other => other !== name));
  };
  return (
    <>
      <ServerStateHint
        owner={owner}
        state={serverState}
        busy={busy}
        onStop={() => {
          setDialog({ what: 'stop' });
        }}
      />
      {results !== null && (
        <ResetResults
          results={results}
          volumes={list}
          canChange={canChange && !busy}
          onUndo={actions.restore}
          onClose={actions.closeResults}
        />
      )}
      <ul
        className="pj-volumes"
        aria-label={owner === null ? t('volumes:list') : t('volumes:ofUser.list', { user: owner })}
      >
        {list.map(volume => (
          <VolumeItem
            key={volume.name}
            volume={volume}
            largestBytes={largestBytes}
            now={now}
            selected={selected.includes(volume.name)}
            canChange={canChange}
            busy={busy}
            onSelect={on => {
              select(volume.name, on);
            }}
            onReset={() => {
              setDialog({ what: 'reset', names: [volume.name] });
            }}
            onRestore={generation => {
              setDialog({ what: 'restore', name: volume.name, generation });
            }}
          />
        ))}
      </ul>
      {selected.length > 0 && (
        <div
          className="pj-bulk"
          role="group"
          aria-label={t('volumes:selected', { count: selected.length })}
        >
          <span>{t('volumes:selected', { count: selected.length })}</span>
          <Button
            variant="danger"
            disabled={!canChange || busy}
            onClick={() => {
              setDialog({ what: 'reset', names: selected });
            }}
          >
            {t('volumes:resetSelected', { count: selected.length })}
          </Button>
        </div>
      )}
      <VolumeDialogs
        owner={owner}
        open={dialog}
        volumes={list}
        now={now}
        onClose={() => {
          setDialog(null);
        }}
        actions={{
          ...actions,
          reset: names => {
            setSelected([]);
            actions.reset(names);
          },
        }}
      />
    </>
  );
};
