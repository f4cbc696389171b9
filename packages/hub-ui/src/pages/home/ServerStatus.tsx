import type { ServerView } from '@perijove/contracts';
import { formatDuration } from '../../format/duration';
import { formatAgo, formatDateTime } from '../../format/instant';
import { StatusMark } from '../../components/StatusMark';
import { isUnreachable, toneOf, type Stage } from './stage';
import { t } from '../../i18n';

interface Props {
  readonly server: ServerView;
  readonly stage: Stage;
  readonly now: number;
}

const Detail = ({ server, stage, now }: Props) => {
  switch (stage) {
    case 'none':
      return <p>{t('home:card.welcomeText')}</p>;
    case 'stopped':
      return (
        <p>
          {server.stoppedAt !== null && (
            <span title={formatDateTime(server.stoppedAt)}>
              {t('home:card.stoppedAgo', { ago: formatAgo(server.stoppedAt, now) })}{' '}
            </span>
          )}
          {server.stopReason ?? t('home:card.filesSafe')}
        </p>
      );
    case 'running':
      return (
        <p className="pj-server-card-facts">
          {server.startedAt !== null && (
            <span title={formatDateTime(server.startedAt)}>
              {t('home:card.upFor', {
                duration: formatDuration(now - Date.parse(server.startedAt)),
              })}
            </span>
          )}
          {server.image !== null && (
            <span className="pj-truncate" title={server.image}>
              <span className="visually-hidden">{t('home:card.image')}: </span>
              {server.image}
            </span>
          )}
        </p>
      );
    case 'stopping':
      return <p>{t('home:card.filesKept')}</p>;
    case 'failed':
      return (
        <p className="pj-failure">
          {server.failure !== null && messageOf(server.failure.message)}
          {!isUnreachable(server) && t('home:card.filesSafe')}
        </p>
      );
    case 'starting':
      return null;
  }
};

/** The last words of a lab take several lines; ours then begin a new one. */
const messageOf = (message: string): string =>
  message.includes('\n') ? `${message}\n` : `${message} `;

const headingOf = (server: ServerView, stage: Stage): string => {
  if (stage === 'none') return t('home:card.welcome', { name: server.user });
  if (isUnreachable(server)) return t('home:card.unreachable');
  // Only one that ran has a reason for its stop.
  return stage === 'failed' && server.stopReason !== null
    ? t('home:card.ended')
    : t(`home:card.${stage}`);
};

/** The state as text. Changes are read out politely; the ticking details are not. */
export const ServerStatus = (props: Props) => {
  const { server, stage } = props;
  const heading = headingOf(server, stage);
  return (
    <>
      <div role="status">
        <StatusMark tone={toneOf[stage]} label={t(`home:status.${stage}`)} />
        <h1>{heading}</h1>
      </div>
      <Detail {...props} />
    </>
  );
};
