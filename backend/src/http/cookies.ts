import type { CookieOptions, Request } from 'express';

/** Reads one cookie of a request; null when there is none. */
export const readCookie = (request: Request, name: string): string | null => {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) {
      try {
        return decodeURIComponent(part.slice(at + 1).trim());
      } catch {
        return null;
      }
    }
  }
  return null;
};

/** Whether the browser speaks TLS to the outermost proxy. */
export const isSecure = (request: Request): boolean => {
  const forwarded = request.headers['x-forwarded-proto'];
  return (typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : '') === 'https';
};

/** Attributes of all our cookies. */
export const cookieOptions = (request: Request, path: string): CookieOptions => ({
  path,
  httpOnly: true,
  sameSite: 'lax',
  secure: isSecure(request),
});
