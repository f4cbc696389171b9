import type { LogsView, ServerView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import Dropdown from 'react-bootstrap/Dropdown';
import { formatDuration } from '../../../format/duration';
import { formatAgo } from '../../../format/instant';
import { ConfirmDialog } from '../../../components/ConfirmDialog';
import { Icon } from '../../../components/Icon';
import type { Loaded } from '../../../components/loaded';
import { StatusMark } from '../../../components/StatusMark';
import { LogTail } from '../LogTail';
import { OutdatedHint } from '../OutdatedHint';
import { remainingMs } from '../session';
import { stageOf, toneOf, type Stage } from '../stage';
import { titleOf } from './new-name';
import { t } from '../../../i18n';

/** What a user can do about one of their named servers. */
export interface NamedServerActions {
  /** A new one may be called something else than its name. */
  readonly start: (server: string, displayName?: string) => void;
  readonly stop: (server: string) => void;
  readonly restart: (server: string) => void;
  readonly recreate: (server: string) => void;
  readonly remove: (server: string) => void;
  /** Opens the log of one, closing others; null closes it. */
  readonly showLog: (server: string | null) => void;
}

interface Props {
  readonly server: ServerView;
  readonly now: number;
  readonly busy: boolean;
  /** The log, or null while it is closed. */
  readonly log: Loaded<LogsView> | null;
  readonly actions: NamedServerActions;
}

type Question = 'stop' | 'restart' | 'recreate' | 'remove';

const textOf = (question: Question): string =>
  question === 'remove' ? t('home:named.confirm.removeText') : t(`home:confirm.${question}Text`);

const detailOf = (server: ServerView, stage: Stage, now: number): string => {
  switch (stage) {
    case 'starting':
      return server.progress.at(-1)?.message ?? t('home:progress.begins');
    case 'failed':
      return server.failure?.message ?? '';
    case 'running': {
      const left = remainingMs(server.session, now);
      const up =
        server.startedAt === null
          ? ''
          : t('home:card.upFor', { duration: formatDuration(now - Date.parse(server.startedAt)) });
      return left === null ? up : `${up} · ${t('home:named.left', { time: formatDuration(left) })}`;
    }
    case 'stopped':
      return [
        server.stoppedAt === null
          ? ''
          : t('home:card.stoppedAgo', { ago: formatAgo(server.stoppedAt, now) }),
        server.stopReason ?? '',
      ]
        .join(' ')
        .trim();
    case 'none':
    case 'stopping':
      return '';
  }
};

/** One named server: how it is, and what can be done about it. */
export const NamedServerRow = ({ server, now, busy, log, actions }: Props) => {
  const [dialog, setDialog] = useState<Question | null>(null);
  const stage = stageOf(server);
  const { name } = server;
  const title = titleOf(server);
  const over = stage === 'stopped' || stage === 'failed' || stage === 'none';
  const menu = [
    ...(stage === 'running' ? (['restart', 'recreate'] as const) : []),
    ...(over ? (['remove'] as const) : []),
  ];
  return (
    <li className="pj-server">
      <div className="pj-server-line">
        <div className="pj-server-text">
          <h3 className="pj-truncate" title={title}>
            {title}
          </h3>
          <div role="status">
            <StatusMark tone={toneOf[stage]} label={t(`home:status.${stage}`)} />
          </div>
          <p className="pj-note pj-server-detail">{detailOf(server, stage, now)}</p>
        </div>
        <div className="pj-server-actions">
          {stage === 'running' && server.url !== null && (
            <a
              className="btn btn-sm btn-primary"
              href={server.url}
              aria-label={t('home:named.label.open', { name: title })}
            >
              <Icon name="open" /> {t('home:named.open')}
            </a>
          )}
          {over && (
            <Button
              size="sm"
              variant="outline-primary"
              disabled={busy}
              aria-label={t(
                stage === 'failed' ? 'home:named.label.tryAgain' : 'home:named.label.start',
                {
                  name: title,
                },
              )}
              onClick={() => {
                actions.start(name);
              }}
            >
              <Icon name={stage === 'failed' ? 'restart' : 'play'} />{' '}
              {stage === 'failed' ? t('home:named.tryAgain') : t('home:named.start')}
            </Button>
          )}
          {(stage === 'running' || stage === 'starting') && (
            <Button
              size="sm"
              variant="outline-secondary"
              disabled={busy}
              aria-label={t('home:named.label.stop', { name: title })}
              onClick={() => {
                setDialog('stop');
              }}
            >
              <Icon name="stop" /> {t('home:named.stop')}
            </Button>
          )}
          {(menu.length > 0 || server.hasLog === true) && (
            <Dropdown align="end">
              <Dropdown.Toggle
                size="sm"
                variant="outline-secondary"
                className="pj-server-card-more"
                aria-label={t('home:named.more', { name: title })}
                disabled={busy}
              >
                <Icon name="more" />
              </Dropdown.Toggle>
              <Dropdown.Menu>
                {server.hasLog === true && (
                  <Dropdown.Item
                    as="button"
                    type="button"
                    onClick={() => {
                      actions.showLog(log === null ? name : null);
                    }}
                  >
                    {log === null ? t('home:named.showLog') : t('home:named.hideLog')}
                  </Dropdown.Item>
                )}
                {menu.map(what => (
                  <Dropdown.Item
                    key={what}
                    as="button"
                    type="button"
                    onClick={() => {
                      setDialog(what);
                    }}
                  >
                    {t(`home:named.${what}`)}
                  </Dropdown.Item>
                ))}
              </Dropdown.Menu>
            </Dropdown>
          )}
        </div>
      </div>
      <OutdatedHint
        server={server}
        busy={busy}
        label={t('home:named.label.recreate', { name: title })}
        onRecreate={() => {
          setDialog('recreate');
        }}
      />
      {log !== null && (
        <LogTail
          log={log}
          title={t('home:named.log', { name: title })}
          onClose={() => {
            actions.showLog(null);
          }}
        />
      )}
      {dialog !== null && (
        <ConfirmDialog
          title={t(`home:named.confirm.${dialog}`, { name: title })}
          confirmLabel={t(`home:named.${dialog}`)}
          variant={dialog === 'remove' ? 'danger' : 'primary'}
          onConfirm={() => {
            setDialog(null);
            actions[dialog](name);
          }}
          onCancel={() => {
            setDialog(null);
          }}
        >
          <p className="mb-0">{textOf(dialog)}</p>
        </ConfirmDialog>
      )}
    </li>
  );
};
