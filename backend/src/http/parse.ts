import { strings } from '@perijove/contracts/strings';
import type { z } from 'zod';
import { AppError } from '../lib/errors.js';

/** Reads what a request brought. Throws `invalid_input` with the places that are wrong. */
export const parse = <T>(schema: z.ZodType<T>, value: unknown, what: string): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(issue => ({
    path: issue.path.map(String).join('.'),
    message: issue.message,
  }));
  const first = issues[0];
  throw new AppError('invalid_input', strings.platform.requests.invalid(what, first), {
    details: { issues },
  });
};
