import type { SessionView } from '@perijove/contracts';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { formatTime } from '../format/instant';
import { dueWarning } from '../pages/home/session';
import { useServerCommands } from '../pages/home/use-server-commands';
import { Icon } from '../components/Icon';
import { useMe, useNow, useServices } from '../app/context';
import { t } from '../i18n';
import { formatHours } from '../format/duration';

const STEP_MS = 5000;
const MEMORY = 'perijove:warned';

const remembered = (): string | null => {
  try {
    return sessionStorage.getItem(MEMORY);
  } catch {
    return null;
  }
};

/** Warns on every page before the user's server stops; goes by itself when it need not. */
export const SessionWarning = () => {
  const { queries } = useServices();
  const user = useMe().name;
  // The connection brings it; asking for it is the business of the home page.
  const { data: server } = useQuery({ ...queries.server(user), enabled: false });
  const now = useNow(STEP_MS);
  const { extend, busy } = useServerCommands(user);
  const [dismissed, setDismissed] = useState(remembered);
  if (server?.phase !== 'running') return null;
  return (
    <SessionWarningView
      session={server.session}
      now={now}
      busy={busy}
      dismissed={dismissed}
      onExtend={extend}
      onDismiss={key => {
        setDismissed(key);
        try {
          sessionStorage.setItem(MEMORY, key);
        } catch {
          // Storage can be forbidden; then it holds as long as the page.
        }
      }}
    />
  );
};

interface ViewProps {
  readonly session: SessionView;
  readonly now: number;
  readonly busy: boolean;
  /** The warning that was put away. */
  readonly dismissed: string | null;
  readonly onExtend: (hours: number) => void;
  readonly onDismiss: (key: string) => void;
}

/** The view of the warning. */
export const SessionWarningView = (props: ViewProps) => {
  const { session, now, busy, dismissed, onExtend, onDismiss } = props;
  const { deadline } = session;
  const minutes = dueWarning(session, now);
  if (minutes === null || deadline === null) return null;
  // Each warning of each deadline is given once.
  const key = `${deadline} ${minutes}`;
  if (key === dismissed) return null;
  const time = formatTime(deadline);
  const canExtend =
    session.canExtend && session.reason !== 'max_age' && session.extension.availableHours > 0;
  const hours = Math.min(1, session.extension.availableHours);
  return (
    <div className="pj-warning">
      <div className="pj-container">
        <Icon name="clock" />
        <span role="alert">
          {canExtend ? t('layout:warning.extend', { time }) : t('layout:warning.save', { time })}
        </span>
        {canExtend && (
          <Button
            size="sm"
            disabled={busy}
            onClick={() => {
              onExtend(hours);
            }}
          >
            {t('layout:warning.extendBy', { time: formatHours(hours) })}
          </Button>
        )}
        <Button
          size="sm"
          variant="outline-secondary"
          onClick={() => {
            onDismiss(key);
          }}
        >
          {t('layout:warning.dismiss')}
        </Button>
      </div>
    </div>
  );
};
