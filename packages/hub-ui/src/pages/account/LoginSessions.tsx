import type { SignInView } from '@perijove/contracts';
import { useState } from 'react';
import Button from 'react-bootstrap/Button';
import { formatAgo, formatDateTime } from '../../format/instant';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { strings } from './strings';

interface Props {
  readonly signIns: readonly SignInView[];
  readonly nowMs: number;
  readonly busy: boolean;
  readonly onEnd: (id: string) => void;
  readonly onEndAll: () => void;
}

const words = strings.signIns;

const usesOf = ({ uses }: SignInView): string =>
  words.list(uses.map(({ kind, name }) => words.uses[kind](name)));

/** Every browser in which one is signed in, with a way out of each and of all. */
export const SignIns = ({ signIns, nowMs, busy, onEnd, onEndAll }: Props) => {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <ul className="pj-sign-ins">
        {signIns.map(signIn => (
          <li key={signIn.id}>
            <div>
              <strong>{signIn.current ? words.here : words.elsewhere}</strong>
              <div className="pj-note">
                {usesOf(signIn)}
                {signIn.since !== null && (
                  <>
                    {' · '}
                    <time dateTime={signIn.since}>{words.since(formatDateTime(signIn.since))}</time>
                  </>
                )}
                {signIn.lastUsed !== null && !signIn.current && (
                  <>
                    {' · '}
                    <time dateTime={signIn.lastUsed}>
                      {words.lastUsed(formatAgo(signIn.lastUsed, nowMs))}
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
                aria-label={words.endLabel(usesOf(signIn))}
                onClick={() => {
                  onEnd(signIn.id);
                }}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Button
        variant="outline-danger"
        disabled={busy}
        onClick={() => {
          setAsking(true);
        }}
      >
        {words.endAll}
      </Button>
      {asking && (
        <ConfirmDialog
          title={words.confirm.title}
          confirmLabel={words.endAll}
          variant="danger"
          busy={busy}
          onConfirm={onEndAll}
          onCancel={() => {
            setAsking(false);
          }}
        >
          <p>{words.confirm.what}</p>
          <p className="mb-0">{words.confirm.kept}</p>
        </ConfirmDialog>
      )}
    </>
  );
};
