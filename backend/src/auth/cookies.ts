import type { CookieOptions, Request } from 'express';

const decoded = (text: string): string | null => {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
};

/** How many cookies of one name are looked at: there is one, unless others were planted. */
const MAX_OF_A_NAME = 5;

/**
 * All cookies of a name, those with longer paths first, as browsers send them. Any page of the host
 * can plant another beside ours, though it cannot replace it.
 */
export const readCookies = (request: Request, name: string): string[] =>
  (request.headers.cookie ?? '')
    .split(';')
    .map(part => [part, part.indexOf('=')] as const)
    .filter(([part, at]) => at > 0 && part.slice(0, at).trim() === name)
    .slice(0, MAX_OF_A_NAME)
    .flatMap(([part, at]) => decoded(part.slice(at + 1).trim()) ?? []);

/** Reads one cookie of a request; null when there is none. */
export const readCookie = (request: Request, name: string): string | null =>
  readCookies(request, name)[0] ?? null;

/** Whether the browser speaks TLS to the outermost proxy. */
export const isSecure = (request: Request): boolean => {
  const forwarded = request.headers['x-forwarded-proto'];
  return (typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : '') === 'https';
};

/**
 * Attributes of all our cookies.
 * @param framed - other sites may show our pages in a frame: browsers send it there by TLS alone
 */
export const cookieOptions = (request: Request, path: string, framed = false): CookieOptions => ({
  path,
  httpOnly: true,
  sameSite: framed && isSecure(request) ? 'none' : 'lax',
  secure: isSecure(request),
});
