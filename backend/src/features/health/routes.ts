import type { HealthReport } from '@perijove/contracts';
import type { Unrendered } from '../../lib/text.js';
import { Reply, type Handlers } from '../handler.js';
import type { HealthService } from './service.js';

/** Degraded answers with 503, so that a load balancer needs no JSON. */
export const createHealthRoutes = (
  health: HealthService,
  report: () => Promise<Unrendered<HealthReport>>,
): Handlers<'getHealth' | 'getHealthReport'> => ({
  getHealthReport: () => report(),
  getHealth: async () => {
    const view = await health.view();
    return new Reply(view.status === 'ok' ? 200 : 503, view);
  },
});
