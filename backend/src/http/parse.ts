import { z } from 'zod';
import { AppError } from '../lib/errors.js';
import { Text, text, type Message } from '../lib/text.js';

/** Zod's own words in that language, as far as it speaks it. */
const errorsIn = (language: string): z.core.$ZodErrorMap | undefined => {
  const name = language.replace('-', '') as keyof typeof z.locales;
  return Object.hasOwn(z.locales, name) ? z.locales[name]().localeError : undefined;
};

/** The contracts name what is wrong by a key of the catalog. */
const said = (message: string): Message =>
  message.startsWith('inputs.') ? new Text(message) : message;

/**
 * Reads what a request brought. Throws `invalid_input` with the places that are wrong.
 *
 * @param part - the part of the request that is read, as a text says that it is not valid
 */
export const parse = <T>(schema: z.ZodType<T>, value: unknown, part: Text, language: string): T => {
  const error = errorsIn(language);
  const result = schema.safeParse(value, error === undefined ? undefined : { error });
  if (result.success) return result.data;
  const issues = result.error.issues.map(issue => ({
    path: issue.path.map(String).join('.'),
    message: said(issue.message),
  }));
  throw new AppError('invalid_input', invalid(part, issues[0]), { details: { issues } });
};

const invalid = (
  part: Text,
  first: { readonly path: string; readonly message: Message } | undefined,
): Text => {
  if (first === undefined) return part;
  const { path, message: problem } = first;
  return path === ''
    ? text('platform.requests.invalid', { part, problem })
    : text('platform.requests.invalidAt', { part, path, problem });
};
