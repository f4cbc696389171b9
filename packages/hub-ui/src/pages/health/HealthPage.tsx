import type { HealthReport } from '@perijove/contracts';
import { useQuery } from '@tanstack/react-query';
import { useNow, useServices } from '../../app/context';
import { loadedOf } from '../../components/loaded';
import { useNotices } from '../../components/NoticesProvider';
import { HealthPageView } from './HealthPageView';
import { reportText } from './report-text';
import { t } from '../../i18n';

/** The health of the platform, for administrators. */
export const HealthPage = () => {
  const { queries } = useServices();
  const report = useQuery(queries.healthReport());
  const { show } = useNotices();
  const now = useNow(10_000);
  const copy = (shown: HealthReport): void => {
    // Without TLS there is no clipboard, and browsers may refuse it.
    void (async () => {
      try {
        await navigator.clipboard.writeText(reportText(shown));
        show({ tone: 'ok', text: t('health:copied') });
      } catch {
        show({ tone: 'bad', text: t('health:notCopied') });
      }
    })();
  };
  return (
    <HealthPageView
      report={loadedOf(report)}
      now={now}
      onLook={() => void report.refetch()}
      onCopy={copy}
    />
  );
};
