import type { ServerView } from '@perijove/contracts';
import { formatDuration } from '../../format/duration';
import { formatAgo, formatDateTime } from '../../format/instant';
import { StatusMark } from '../../components/StatusMark';
import { isUnreachable, toneOf, type Stage } from './stage';
import { strings } from './strings';

interface Props {
  readonly server: ServerView;
  readonly stage: Stage;
  readonly now: number;
}

const t = strings.card;

const Detail = ({ server, stage, now }: Props) => {
  switch (stage) {
    case 'none':
      return <p>{t.welcomeText}</p>;
    case 'stopped':
      return (
        <p>
          {server.stoppedAt !== null && (
            <span title={formatDateTime(server.stoppedAt)}>
              {t.stoppedAgo(formatAgo(server.stoppedAt, now))}{' '}
            </span>
          )}
          {server.stopReason ?? t.filesSafe}
        </p>
      );
    case 'running':
      return (
        <p className="pj-server-card-facts">
          {server.startedAt !== null && (
            <span title={formatDateTime(server.startedAt)}>
              {t.upFor(formatDuration(now - Date.parse(server.startedAt)))}
            </span>
          )}
          {server.image !== null && (
            <span className="pj-truncate" title={server.image}>
              <span className="visually-hidden">{t.image}: </span>
              {server.image}
            </span>
          )}
        </p>
      );
    case 'stopping':
      return <p>{t.filesKept}</p>;
    case 'failed':
      return (
        <p className="pj-failure">
          {server.failure !== null && messageOf(server.failure.message)}
          {!isUnreachable(server) && t.filesSafe}
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
  if (stage === 'none') return t.welcome(server.user);
  if (isUnreachable(server)) return t.unreachable;
  // Only one that ran has a reason for its stop.
  return stage === 'failed' && server.stopReason !== null ? t.ended : t[stage];
};

/** The state as text. Changes are read out politely; the ticking details are not. */
export const ServerStatus = (props: Props) => {
  const { server, stage } = props;
  const heading = headingOf(server, stage);
  return (
    <>
      <div role="status">
        <StatusMark tone={toneOf[stage]} label={strings.status[stage]} />
        <h1>{heading}</h1>
      </div>
      <Detail {...props} />
    </>
  );
};
