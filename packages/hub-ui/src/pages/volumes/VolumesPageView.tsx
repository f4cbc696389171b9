import type { ResetResult, VolumesView } from '@perijove/contracts';
import { useState, type ReactNode } from 'react';
import Button from 'react-bootstrap/Button';
import { Link } from 'react-router';
import { formatBytes } from '../../format/bytes';
import type { Loaded } from '../../components/loaded';
import { PageHeader } from '../../components/PageHeader';
import { CalmMessage, PageLoading, PageProblem } from '../../components/PageStates';
import type { ServerState, VolumeActions } from './volume-actions';
import { ResetResults } from './ResetResults';
import { ServerHint } from './ServerStateHint';
import { strings } from './strings';
import { VolumeItem } from './VolumeItem';
import { VolumeDialogs, type Asking } from './VolumeDialogs';

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

/** The picture of the volumes page. */
export const VolumesPageView = (props: VolumesPageViewProps) => {
  const { volumes, owner, tabs } = props;
  const total =
    volumes.kind === 'ready'
      ? volumes.data.volumes.reduce((sum, volume) => sum + (volume.sizeBytes ?? 0), 0)
      : 0;
  return (
    <>
      <PageHeader
        title={owner === null ? strings.title : strings.others.title(owner)}
        lead={owner === null ? strings.lead : strings.others.lead}
      >
        {total > 0 && <p className="pj-note pj-number">{strings.total(formatBytes(total))}</p>}
      </PageHeader>
      {tabs}
      {owner !== null && (
        <p>
          <Link to="?tab=everyone">← {strings.others.back}</Link>
        </p>
      )}
      {volumes.kind === 'loading' && <PageLoading />}
      {volumes.kind === 'problem' && (
        <PageProblem problem={volumes.problem} retry={volumes.retry} />
      )}
      {volumes.kind === 'ready' && volumes.data.volumes.length === 0 && (
        <CalmMessage title={strings.empty.title} text={strings.empty.text}>
          <Link className="btn btn-primary" to="/">
            {strings.empty.action}
          </Link>
        </CalmMessage>
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
  const [asking, setAsking] = useState<Asking | null>(null);
  const mayChange = serverState === 'stopped';
  const largestBytes = Math.max(1, ...list.map(volume => volume.sizeBytes ?? 0));
  const select = (name: string, on: boolean): void => {
    setSelected(on ? [...selected, name] : selected.filter(other => other !== name));
  };
  return (
    <>
      <ServerHint
        owner={owner}
        state={serverState}
        busy={busy}
        onStop={() => {
          setAsking({ what: 'stop' });
        }}
      />
      {results !== null && (
        <ResetResults
          results={results}
          volumes={list}
          mayChange={mayChange && !busy}
          onUndo={actions.restore}
          onClose={actions.closeResults}
        />
      )}
      <ul
        className="pj-volumes"
        aria-label={owner === null ? strings.list : strings.others.list(owner)}
      >
        {list.map(volume => (
          <VolumeItem
            key={volume.name}
            volume={volume}
            largestBytes={largestBytes}
            now={now}
            selected={selected.includes(volume.name)}
            mayChange={mayChange}
            busy={busy}
            onSelect={on => {
              select(volume.name, on);
            }}
            onReset={() => {
              setAsking({ what: 'reset', names: [volume.name] });
            }}
            onRestore={generation => {
              setAsking({ what: 'restore', name: volume.name, generation });
            }}
          />
        ))}
      </ul>
      {selected.length > 0 && (
        <div className="pj-bulk" role="group" aria-label={strings.selected(selected.length)}>
          <span>{strings.selected(selected.length)}</span>
          <Button
            variant="danger"
            disabled={!mayChange || busy}
            onClick={() => {
              setAsking({ what: 'reset', names: selected });
            }}
          >
            {strings.resetSelected(selected.length)}
          </Button>
        </div>
      )}
      <VolumeDialogs
        owner={owner}
        asking={asking}
        volumes={list}
        now={now}
        onClose={() => {
          setAsking(null);
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
