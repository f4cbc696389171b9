import type { LogsView, ServerView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Dropdown from 'react-bootstrap/Dropdown';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { Icon } from '../../components/Icon';
import type { Loaded } from '../../components/loaded';
import { HeroWords } from './ServerStatus';
import { LogTail } from './LogTail';
import { Orbit } from './Orbit';
import { OutdatedHint } from './OutdatedHint';
import { isCutOff, stageOf, startPercent, type Stage } from './stage';
import { StartProgress } from './StartProgress';
import { strings } from './strings';

/** What a person can do about their server. */
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

const words = strings.actions;

/** What asks before it is done. */
type Command = 'stop' | 'restart' | 'recreate';

const questions = {
  stop: { title: strings.confirm.stopTitle, text: strings.confirm.stopText },
  restart: { title: strings.confirm.restartTitle, text: strings.confirm.restartText },
  recreate: { title: strings.confirm.recreateTitle, text: strings.confirm.recreateText },
} as const;

/** The card that says how the server is, with the one button that matters now. */
export const Hero = ({ server, now, busy, openWhenReady, log, actions }: Props) => {
  const [asking, setAsking] = useState<Command | null>(null);
  const stage = stageOf(server);
  const hasLog = server.hasLog === true;
  const alive = stage === 'running' || stage === 'starting';
  const toggleLog = (): void => {
    actions.setLogOpen(log === null);
  };
  const confirm = (command: Command): void => {
    setAsking(null);
    actions[command]();
  };
  return (
    <section className={`pj-card pj-hero pj-hero-${stage}`}>
      <div className="pj-hero-body">
        <HeroWords server={server} stage={stage} now={now} />
        {stage === 'starting' && (
          <StartProgress
            server={server}
            now={now}
            openWhenReady={openWhenReady}
            onOpenWhenReady={actions.setOpenWhenReady}
          />
        )}
        <div className="pj-hero-actions">
          <MainButton stage={stage} server={server} busy={busy} onStart={actions.start} />
          {stage === 'running' && (
            <Button
              variant="outline-secondary"
              disabled={busy}
              onClick={() => {
                setAsking('restart');
              }}
            >
              <Icon name="restart" /> {words.restart}
            </Button>
          )}
          {(stage === 'running' || stage === 'starting') && (
            <Button
              variant="outline-secondary"
              disabled={busy}
              onClick={() => {
                setAsking('stop');
              }}
            >
              <Icon name="stop" /> {words.stop}
            </Button>
          )}
          {(stage === 'running' || (stage === 'starting' && hasLog)) && (
            <Dropdown align="end">
              <Dropdown.Toggle
                variant="outline-secondary"
                className="pj-hero-more"
                aria-label={words.more}
                disabled={busy}
              >
                <Icon name="more" />
              </Dropdown.Toggle>
              <Dropdown.Menu>
                {hasLog && (
                  <Dropdown.Item as="button" type="button" onClick={toggleLog}>
                    {log === null ? words.showLog : words.hideLog}
                  </Dropdown.Item>
                )}
                {stage === 'running' && (
                  <Dropdown.Item
                    as="button"
                    type="button"
                    onClick={() => {
                      setAsking('recreate');
                    }}
                  >
                    {words.recreate}
                  </Dropdown.Item>
                )}
              </Dropdown.Menu>
            </Dropdown>
          )}
          {(stage === 'failed' || stage === 'stopped') && hasLog && (
            <Button variant="outline-secondary" aria-expanded={log !== null} onClick={toggleLog}>
              {log === null ? words.showLog : words.hideLog}
            </Button>
          )}
        </div>
        <OutdatedHint
          server={server}
          busy={busy}
          onRecreate={() => {
            setAsking('recreate');
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
      {asking !== null && (
        <ConfirmDialog
          title={questions[asking].title}
          confirmLabel={words[asking]}
          onConfirm={() => {
            confirm(asking);
          }}
          onCancel={() => {
            setAsking(null);
          }}
        >
          <p className="mb-0">{questions[asking].text}</p>
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
        <Icon name="open" size={18} /> {words.open}
      </a>
    );
  }
  if (stage !== 'none' && stage !== 'stopped' && stage !== 'failed') return null;
  const again = isCutOff(server) ? words.restart : words.tryAgain;
  const label = stage === 'failed' ? again : words.start;
  return (
    <Button size="lg" disabled={busy} onClick={onStart}>
      <Icon name={stage === 'failed' ? 'restart' : 'play'} size={18} />{' '}
      {busy ? words.startBusy : label}
    </Button>
  );
};
