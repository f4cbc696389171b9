import { text } from './text.js';
import type { z } from 'zod';
import { AppError } from './errors.js';

/** Packs a position in a list into an opaque text for `nextCursor`. */
export const encodeCursor = (position: unknown): string =>
  Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * Unpacks what `encodeCursor` packed. Callers can send anything, so the shape is checked.
 * Throws `invalid_input` when it is not a position of this list.
 */
export const decodeCursor = <T>(schema: z.ZodType<T>, cursor: string): T => {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return schema.parse(value);
  } catch (cause) {
    throw new AppError('invalid_input', text('platform.requests.unknownPage'), {
      details: { field: 'cursor' },
      cause,
    });
  }
};
