import { z } from 'zod';
import type { RouteSpec } from './route.js';

/** Other services of the hub that the caller may open, for the menu. */
export const ServicesView = z
  .object({
    services: z.array(z.object({ name: z.string(), url: z.string().describe('Where it opens') })),
  })
  .meta({ id: 'Services' });
export type ServicesView = z.infer<typeof ServicesView>;

/** Other services of the hub. */
export const serviceRoutes = {
  listServices: {
    method: 'get',
    path: '/services',
    summary: 'Other services of the hub that I may open',
    tag: 'platform',
    access: 'page',
    status: 200,
    response: ServicesView,
    errors: [],
  },
} as const satisfies Record<string, RouteSpec>;
