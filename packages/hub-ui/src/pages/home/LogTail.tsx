import type { LogsView } from '@perijove/contracts';
import { useLayoutEffect, useRef } from 'react';
import Button from 'react-bootstrap/Button';
import { Icon } from '../../components/Icon';
import type { Loaded } from '../../components/loaded';
import { InlineProblem, PageLoading } from '../../components/PageStates';
import { t } from '../../i18n';

interface Props {
  readonly log: Loaded<LogsView>;
  readonly title?: string;
  /** Reads the log again; without it there is nothing new to come. */
  readonly onRefresh?: (() => void) | undefined;
  readonly onClose?: () => void;
}

/** The end of the lab's log, as plain text. The newest lines are the last ones: they say why. */
export const LogTail = ({ log, title = t('home:log.title'), onRefresh, onClose }: Props) => {
  const text = useRef<HTMLPreElement>(null);
  const lines = log.kind === 'ready' ? log.data.lines : null;
  useLayoutEffect(() => {
    if (text.current !== null) text.current.scrollTop = text.current.scrollHeight;
  }, [lines]);
  return (
    <section className="pj-log-tail" aria-label={title}>
      <div className="pj-log-head">
        <span>{title}</span>
        {onRefresh !== undefined && (
          <Button size="sm" variant="link" onClick={onRefresh}>
            <Icon name="restart" /> {t('home:log.refresh')}
          </Button>
        )}
        {onClose !== undefined && (
          <Button size="sm" variant="link" onClick={onClose}>
            <Icon name="close" /> {t('home:log.close')}
          </Button>
        )}
      </div>
      {log.kind === 'loading' && <PageLoading rows={2} />}
      {log.kind === 'problem' && <InlineProblem problem={log.problem} retry={log.retry} />}
      {lines?.length === 0 && <p className="text-body-secondary mb-0">{t('home:log.empty')}</p>}
      {lines !== null && lines.length > 0 && (
        // A scrolling region must be reachable by keyboard.
        <pre className="pj-log" tabIndex={0} ref={text}>
          {lines.join('\n')}
        </pre>
      )}
    </section>
  );
};
