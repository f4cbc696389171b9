import type { LoginSession } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { strings } from './strings';

interface Props {
  readonly sessions: readonly LoginSession[];
  readonly nowMs: number;
  readonly busy: boolean;
  readonly onEnd: (id: string) => void;
  readonly onEndAll: () => void;
}

const t = strings.loginSessions;

const usesOf = ({ uses }: LoginSession): string =>
  t.list(uses.map(({ kind, name }) => t.uses[kind](name)));

/** Every browser in which one is signed in, with a way out of each and of all. */
export const LoginSessions = ({ sessions, nowMs, busy, onEnd, onEndAll }: Props) => {
  const [dialog, setDialog] = useState(false);
  return (
    <>
      <ul className="pj-login-sessions">
        {sessions.map(signIn => (
          <li key={signIn.id}>
            <div>
              <strong>{signIn.current ? t.here : t.elsewhere}</strong>
              <div className="pj-note">
                {usesOf(signIn)}
                {signIn.since !== null && (
                  <>
                    {' · '}
                    <time dateTime={signIn.since}>{t.since(formatDateTime(signIn.since))}</time>
                  </>
                )}
                {signIn.lastUsed !== null && !signIn.current && (
                  <>
                    {' · '}
                    <time dateTime={signIn.lastUsed}>
                      {t.lastUsed(formatAgo(signIn.lastUsed, nowMs))}
                    </time>
                  </>
                )}
              </div>
            </div>
            {!signIn.current && (
              <Button
                size="sm"
                variant="outline-secondary"
                disabled={busy}
                aria-label={t.endLabel(usesOf(signIn))}
                onClick={() => {
                  onEnd(signIn.id);
                }}
              >
                {t.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        variant="outline-danger"
        disabled={busy}
        onClick={() => {
          setDialog(true);
        }}
      >
        {t.endAll}
      </Button>
      {dialog && (
        <ConfirmDialog
          title={t.confirm.title}
          confirmLabel={t.endAll}
          variant="danger"
          busy={busy}
          onConfirm={onEndAll}
          onCancel={() => {
            setDialog(false);
          }}
        >
          <p>{t.confirm.what}</p>
          <p className="mb-0">{t.confirm.kept}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
