import type { LoginSession } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { formatAnd } from '../../format/list';
import { t } from '../../i18n';

interface Props {
  readonly sessions: readonly LoginSession[];
  readonly nowMs: number;
  readonly busy: boolean;
  readonly onEnd: (id: string) => void;
  readonly onEndAll: () => void;
}

const useText = ({ kind, name }: LoginSession['uses'][number]): string =>
  kind === 'lab' && name !== ''
    ? t('account:loginSessions.uses.labNamed', { name })
    : t(`account:loginSessions.uses.${kind}`, { name });

const usesOf = ({ uses }: LoginSession): string => formatAnd(uses.map(useText));

/** Every browser in which one is signed in, with a way out of each and of all. */
export const LoginSessions = ({ sessions, nowMs, busy, onEnd, onEndAll }: Props) => {
  const [dialog, setDialog] = useState(false);
  return (
    <>
      <ul className="pj-login-sessions">
        {sessions.map(signIn => (
          <li key={signIn.id}>
            <div>
              <strong>
                {signIn.current
                  ? t('account:loginSessions.here')
                  : t('account:loginSessions.elsewhere')}
              </strong>
              <div className="pj-note">
                {usesOf(signIn)}
                {signIn.since !== null && (
                  <>
                    {' · '}
                    <time dateTime={signIn.since}>
                      {t('account:loginSessions.since', { when: formatDateTime(signIn.since) })}
                    </time>
                  </>
                )}
                {signIn.lastUsed !== null && !signIn.current && (
                  <>
                    {' · '}
                    <time dateTime={signIn.lastUsed}>
                      {t('account:loginSessions.lastUsed', {
                        ago: formatAgo(signIn.lastUsed, nowMs),
                      })}
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
                aria-label={t('account:loginSessions.endLabel', { uses: usesOf(signIn) })}
                onClick={() => {
                  onEnd(signIn.id);
                }}
              >
                {t('account:loginSessions.end')}
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
        {t('account:loginSessions.endAll')}
      </Button>
      {dialog && (
        <ConfirmDialog
          title={t('account:loginSessions.confirm.title')}
          confirmLabel={t('account:loginSessions.endAll')}
          variant="danger"
          busy={busy}
          onConfirm={onEndAll}
          onCancel={() => {
            setDialog(false);
          }}
        >
          <p>{t('account:loginSessions.confirm.what')}</p>
          <p className="mb-0">{t('account:loginSessions.confirm.kept')}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
