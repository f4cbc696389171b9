import { z } from 'zod';

/** An instant on the wire: ISO 8601 in UTC with milliseconds. */
export const Instant = z.iso.datetime().meta({ id: 'Instant', description: 'ISO 8601, UTC' });

/** Page size and position of a list; `cursor` is opaque and comes from the previous page. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  // Holds the name of the last line, which can be long.
  cursor: z.string().max(4000).optional(),
});

/** The shape of every list answer. `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() });
