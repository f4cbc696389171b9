import type { ServerView } from '@perijove/contracts';
import Button from 'react-bootstrap/Button';
import { outdatedText } from './outdated';
import { t } from '../../i18n';

interface Props {
  readonly server: ServerView;
  readonly busy: boolean;
  /** The button's full name, where several stand on one page. */
  readonly label?: string;
  /** Asks first: whatever runs in the server ends. */
  readonly onRecreate: () => void;
}

/** Tells that a fresh container would be another one, and offers it; nothing while it would not. */
export const OutdatedHint = ({ server, busy, label, onRecreate }: Props) => {
  const text = outdatedText(server);
  if (text === null) return null;
  return (
    <div className="pj-hint" role="status">
      <span>{text}</span>
      <Button
        size="sm"
        variant="outline-secondary"
        disabled={busy}
        aria-label={label}
        onClick={onRecreate}
      >
        {t('home:outdated.action')}
      </Button>
    </div>
  );
};
