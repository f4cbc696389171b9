import type { LogsView } from '@perijove/contracts';
import type { Loaded } from '../../parts/loaded';
import { InlineProblem, PageLoading } from '../../parts/PageStates';
import { strings } from './strings';

/** The newest lines are the last ones: they say why. */
const toEnd = (log: HTMLPreElement | null): void => {
  if (log !== null) log.scrollTop = log.scrollHeight;
};

/** The end of the lab's log, as plain text. */
export const LogTail = ({ log }: { readonly log: Loaded<LogsView> }) => {
  if (log.kind === 'loading') return <PageLoading rows={2} />;
  if (log.kind === 'problem') return <InlineProblem problem={log.problem} retry={log.retry} />;
  const { lines } = log.data;
  if (lines.length === 0) return <p className="text-body-secondary mb-0">{strings.log.empty}</p>;
  return (
    <section aria-label={strings.log.title}>
      {/* A scrolling region must be reachable by keyboard. */}
      <pre className="pj-log" tabIndex={0} ref={toEnd}>
        {lines.join('\n')}
      </pre>
    </section>
  );
};
