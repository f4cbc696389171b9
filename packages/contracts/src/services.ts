import { z } from 'zod';

/** Other services of the hub that the caller may open, for the menu. */
export const ServicesView = z
  .object({
    services: z.array(z.object({ name: z.string(), url: z.string().describe('Where it opens') })),
  })
  .meta({ id: 'Services' });
export type ServicesView = z.infer<typeof ServicesView>;
