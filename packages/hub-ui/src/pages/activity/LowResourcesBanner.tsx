import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { lowResourcesOf } from './low-resources';
import { t } from '../../i18n';

/** Warns before the host runs out of disk or memory. */
export const LowResourcesBanner = ({ host }: Pick<ActivitySummary, 'host'>) => (
  <div role="status">
    {lowResourcesOf(host).map(({ of, freeBytes, totalBytes }) => (
      <p key={of} className="alert alert-warning py-2">
        {t(`activity:shortage.${of}`, {
          free: formatBytes(freeBytes),
          total: formatBytes(totalBytes),
        })}
      </p>
    ))}
  </div>
);
