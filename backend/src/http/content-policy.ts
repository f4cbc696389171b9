import { randomBytes } from 'node:crypto';

const policyOf = (directives: Readonly<Record<string, string>>): string =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');

/** What every answer shares: nobody may frame it, and no form in it leads anywhere. */
const closed = {
  'default-src': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const;

/** For all that is no page: data, tables, pictures, errors. A document made of it loads nothing. */
export const DATA_POLICY = policyOf({ ...closed, 'base-uri': "'none'" });

/** A random mark for one answer. */
export const newNonce = (): string => randomBytes(16).toString('base64url');

/**
 * For a page of ours. `'self'` would name the host, and every lab lies on it: a script or a style
 * sheet is ours when it bears the mark of this very answer, or was loaded by a script that does.
 * Scripts cannot turn text into markup or code at all (Trusted Types).
 * @param ancestors - origins whose pages may show ours in a frame
 */
export const pagePolicy = (nonce: string, ancestors: readonly string[] = []): string =>
  policyOf({
    ...closed,
    ...(ancestors.length === 0 ? {} : { 'frame-ancestors': ancestors.join(' ') }),
    'script-src': `'nonce-${nonce}' 'strict-dynamic'`,
    'style-src': `'nonce-${nonce}'`,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': "'self'",
    // The page says itself, at its very top, under which prefix it lies.
    'base-uri': "'self'",
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
  });
