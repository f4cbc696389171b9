import { z } from 'zod';
import { Instant, PageQuery, pageOf } from './time.js';

/** One line of the audit trail: who did what, on whom, and how it ended. */
export const EventView = z
  .object({
    id: z.number().int(),
    at: Instant,
    actor: z.string(),
    action: z.string().describe('Such as server.start or volume.reset'),
    subject: z.string(),
    result: z.enum(['ok', 'failed', 'refused']),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Event' });
export type EventView = z.infer<typeof EventView>;

export const EventsQuery = PageQuery.extend({
  since: z.coerce.number().int().min(0).optional(),
  subject: z.string().max(255).optional(),
});
export const EventsPage = pageOf(EventView).meta({ id: 'EventsPage' });
export type EventsPage = z.infer<typeof EventsPage>;
