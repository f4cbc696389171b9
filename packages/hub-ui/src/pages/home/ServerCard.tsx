import type { LogsView, ServerView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Dropdown from 'react-bootstrap/Dropdown';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Icon } from '../../components/Icon';
import type { Loaded } from '../../components/loaded';
import { ServerStatus } from './ServerStatus';
import { LogTail } from './LogTail';
import { Orbit } from './Orbit';
import { OutdatedHint } from './OutdatedHint';
import { isUnreachable, stageOf, startPercent, type Stage } from './stage';
import { StartProgress } from './StartProgress';
import { t } from '../../i18n';

/** What a user can do about their server. */
export interface ServerActions {
  readonly start: () => void;
  readonly stop: () => void;
  readonly restart: () => void;
  readonly recreate: () => void;
  readonly setOpenWhenReady: (open: boolean) => void;
  readonly setLogOpen: (open: boolean) => void;
  readonly refreshLog: () => void;
}

interface Props {
  readonly server: ServerView;
  readonly now: number;
  /** A command was sent and not answered yet. */
  readonly busy: boolean;
  readonly openWhenReady: boolean;
  /** The log, or null while it is closed. */
  readonly log: Loaded<LogsView> | null;
  readonly actions: ServerActions;
}

/** What asks before it is done. */
type Command = 'stop' | 'restart' | 'recreate';

/** The card that says how the server is, with the one button that matters now. */
export const ServerCard = ({ server, now, busy, openWhenReady, log, actions }: Props) => {
  const [dialog, setDialog] = useState<Command | null>(null);
  const stage = stageOf(server);
  const hasLog = server.hasLog === true;
  const alive = stage === 'running' || stage === 'starting';
  const toggleLog = (): void => {
    actions.setLogOpen(log === null);
  };
  const confirm = (command: Command): void => {
    setDialog(null);
    actions[command]();
  };
  return (
    <section className={`pj-card pj-server-card pj-server-card-${stage}`}>
      <div className="pj-server-card-body">
        <ServerStatus server={server} stage={stage} now={now} />
        {stage === 'starting' && (
          <StartProgress
            server={server}
            now={now}
            openWhenReady={openWhenReady}
            onOpenWhenReady={actions.setOpenWhenReady}
          />
        )}
        <div className="pj-server-card-actions">
          <MainButton stage={stage} server={server} busy={busy} onStart={actions.start} />
          {stage === 'running' && (
            <Button
              variant="outline-secondary"
              disabled={busy}
              onClick={() => {
                setDialog('restart');
              }}
            >
              <Icon name="restart" /> {t('home:actions.restart')}
            </Button>
          )}
          {(stage === 'running' || stage === 'starting') && (
            <Button
              variant="outline-secondary"
              disabled={busy}
              onClick={() => {
                setDialog('stop');
              }}
            >
              <Icon name="stop" /> {t('home:actions.stop')}
            </Button>
          )}
          {(stage === 'running' || (stage === 'starting' && hasLog)) && (
            <Dropdown align="end">
              <Dropdown.Toggle
                variant="outline-secondary"
                className="pj-server-card-more"
                aria-label={t('home:actions.more')}
                disabled={busy}
              >
                <Icon name="more" />
              </Dropdown.Toggle>
              <Dropdown.Menu>
                {hasLog && (
                  <Dropdown.Item as="button" type="button" onClick={toggleLog}>
                    {log === null ? t('home:actions.showLog') : t('home:actions.hideLog')}
                  </Dropdown.Item>
                )}
                {stage === 'running' && (
                  <Dropdown.Item
                    as="button"
                    type="button"
                    onClick={() => {
                      setDialog('recreate');
                    }}
                  >
                    {t('home:actions.recreate')}
                  </Dropdown.Item>
                )}
              </Dropdown.Menu>
            </Dropdown>
          )}
          {(stage === 'failed' || stage === 'stopped') && hasLog && (
            <Button variant="outline-secondary" aria-expanded={log !== null} onClick={toggleLog}>
              {log === null ? t('home:actions.showLog') : t('home:actions.hideLog')}
            </Button>
          )}
        </div>
        <OutdatedHint
          server={server}
          busy={busy}
          onRecreate={() => {
            setDialog('recreate');
          }}
        />
        {log !== null && (
          <LogTail
            log={log}
            onRefresh={alive ? actions.refreshLog : undefined}
            onClose={toggleLog}
          />
        )}
      </div>
      <Orbit stage={stage} percent={startPercent(server)} />
      {dialog !== null && (
        <ConfirmDialog
          title={t(`home:confirm.${dialog}Title`)}
          confirmLabel={t(`home:actions.${dialog}`)}
          onConfirm={() => {
            confirm(dialog);
          }}
          onCancel={() => {
            setDialog(null);
          }}
        >
          <p className="mb-0">{t(`home:confirm.${dialog}Text`)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
};

interface MainButtonProps {
  readonly stage: Stage;
  readonly server: ServerView;
  readonly busy: boolean;
  readonly onStart: () => void;
}

const MainButton = ({ stage, server, busy, onStart }: MainButtonProps) => {
  if (stage === 'running' && server.url !== null) {
    return (
      <a className="btn btn-primary btn-lg" href={server.url}>
        <Icon name="open" size={18} /> {t('home:actions.open')}
      </a>
    );
  }
  if (stage !== 'none' && stage !== 'stopped' && stage !== 'failed') return null;
  const again = isUnreachable(server) ? t('home:actions.restart') : t('home:actions.tryAgain');
  const label = stage === 'failed' ? again : t('home:actions.start');
  return (
    <Button size="lg" disabled={busy} onClick={onStart}>
      <Icon name={stage === 'failed' ? 'restart' : 'play'} size={18} />{' '}
      {busy ? t('home:actions.startBusy') : label}
    </Button>
  );
};
