import type { ActivitySummary } from '@perijove/contracts';
import { formatBytes } from '../../format/bytes';
import { lowResourcesOf } from './low-resources';
import { strings } from './strings';

/** Warns before the host runs out of disk or memory. */
export const LowResourcesBanner = ({ host }: Pick<ActivitySummary, 'host'>) => (
  <div role="status">
    {lowResourcesOf(host).map(({ of, freeBytes, totalBytes }) => (
      <p key={of} className="alert alert-warning py-2">
        {strings.shortage[of](formatBytes(freeBytes), formatBytes(totalBytes))}
      </p>
    ))}
  </div>
);
