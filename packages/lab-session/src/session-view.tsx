import type { ServerView, Usage } from '@perijove/contracts';
import * as React from 'react';
import { ExtendRow } from './extend-row';
import type { Status } from './status';
import { UsageRows } from './usage-rows';
import { formatTime, explainDeadline, formatTimeLeft, type Trans } from './format';

/** Props of the popup. */
export interface SessionViewProps {
  readonly status: Status;
  readonly server: ServerView | null;
  readonly samples: readonly Usage[];
  readonly nowMs: number;
  readonly locale: string | undefined;
  readonly trans: Trans;
  readonly homeUrl: string;
  readonly busy: boolean;
  readonly result: string;
  readonly onExtend: (hours: number) => void;
  /** Undefined when the visitor is not allowed to. */
  readonly onRestart: (() => void) | undefined;
  /** Undefined when the visitor is not allowed to. */
  readonly onStart: (() => void) | undefined;
}

const headline = (status: Status, trans: Trans): string => {
  switch (status.kind) {
    case 'hidden':
      return trans.__('Your server');
    case 'signed_out':
      return trans.__('Signed out of the hub');
    case 'stopped':
      return trans.__('Your server has stopped');
    case 'changing':
      return status.to === 'starting'
        ? trans.__('Your server is starting')
        : trans.__('Your server is stopping');
    case 'running':
      return formatTimeLeft(status.countdown.left, trans);
  }
};

const explanation = (props: SessionViewProps): string => {
  const { status, server, trans, nowMs, locale } = props;
  switch (status.kind) {
    case 'stopped':
      return status.reason ?? trans.__('Your files are kept.');
    case 'signed_out':
      return trans.__('Save your work, then reload this page to sign in.');
    case 'running':
      return server === null
        ? ''
        : explainDeadline(
            server.session,
            formatTime(status.countdown.deadlineMs, nowMs, locale),
            trans,
          );
    case 'hidden':
    case 'changing':
      return '';
  }
};

/** The popup above the status bar: when and why the server stops, and how to extend it. */
export const SessionView = (props: SessionViewProps): React.JSX.Element => {
  const { status, server, samples, nowMs, locale, trans, homeUrl, onRestart, onStart } = props;
  const running = status.kind === 'running' && server !== null;
  const lastActivity = running ? server.session.lastActivity : null;
  return (
    <>
      <div className="perijove-Session-part">
        <h2
          className="perijove-Session-headline"
          data-urgency={running ? status.countdown.urgency : 'calm'}
        >
          {headline(status, trans)}
        </h2>
        <p>{explanation(props)}</p>
        {lastActivity !== null && (
          <p className="perijove-Session-quiet">
            {trans.__('Last activity: %1', formatTime(Date.parse(lastActivity), nowMs, locale))}
          </p>
        )}
      </div>
      {running && <ExtendRow {...props} session={server.session} />}
      {running && <UsageRows samples={samples} trans={trans} locale={locale} />}
      <div className="perijove-Session-part perijove-Session-line">
        {onRestart !== undefined && running && (
          <button
            type="button"
            className="jp-Button jp-mod-styled jp-mod-small"
            onClick={onRestart}
          >
            {trans.__('Restart server…')}
          </button>
        )}
        {onStart !== undefined && status.kind === 'stopped' && (
          <button
            type="button"
            className="jp-Button jp-mod-styled jp-mod-small jp-mod-accept"
            onClick={onStart}
          >
            {trans.__('Start again')}
          </button>
        )}
        <a href={homeUrl} target="_blank" rel="noopener">
          {trans.__('Hub home')}
        </a>
      </div>
    </>
  );
};
