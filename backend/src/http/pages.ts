import express, { Router, type RequestHandler } from 'express';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from '../lib/catalog.js';
import type { LanguageOf } from '../lib/language.js';
import { text } from '../lib/text.js';
import { AppError } from '../lib/errors.js';
import { openSession } from '../auth/authenticate.js';
import { newNonce, pagePolicy } from './content-policy.js';
import type { Identity } from '../auth/identity.js';
import type { SessionSeal } from '../auth/session-cookie.js';
import { isDocument } from '../auth/xsrf.js';

/** Addresses that the single-page app knows; others get its "not found" with a 404. */
export const pages: ReadonlySet<string> = new Set([
  '/',
  '/volumes',
  '/notifications',
  '/activity',
  '/users',
  '/groups',
  '/health',
  '/settings',
  '/audit-log',
  '/account',
]);

/** As text and inside quotes. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, character => `&#${character.codePointAt(0) ?? 0};`);

/**
 * The built page as one answer carries it: its scripts and style sheets bear the answer's mark, and
 * its head the secret that proves to the interface that a page of ours asks.
 */
export const marked = (html: string, nonce: string, secret: string): string =>
  html.replace(/<(script|link)\b/g, `<$1 nonce="${nonce}"`).replace(
    '</title>',
    // The first is where Vite looks when a part of the page is loaded later.
    `$&<meta property="csp-nonce" nonce="${nonce}"><meta name="perijove-page" content="${secret}">`,
  );

/** Tells the built page where it is served, the name of the platform and its default language. */
export const dressed = (html: string, prefix: string, name: string, language: string): string =>
  html
    .replace('<html lang="en"', () => `<html lang="${escaped(language)}"`)
    .replace('<base href="/"', () => `<base href="${prefix}"`)
    .replace('<title>Perijove<', () => `<title>${escaped(name)}<`)
    .replace('content="Perijove"', () => `content="${escaped(name)}"`);

const missing = (language: string): string => `<!doctype html><title>Perijove</title>
<p>${render(text('platform.pagesNotBuilt'), language)}</p>`;

/** Serves the hub pages: static files to anyone, pages to those who signed in. */
export const createPages = (options: {
  readonly prefix: string;
  /** Of the platform. */
  readonly name: string;
  /** The default of the deployment; a page chooses by its user and browser first. */
  readonly language: string;
  /** Folder of the built app. */
  readonly dist: string;
  readonly seal: SessionSeal;
  readonly identity: Identity;
  /** Origins whose pages may show ours in a frame. */
  readonly frameAncestors?: readonly string[];
  readonly languageOf: LanguageOf;
}): Router => {
  const { prefix, name, language, dist, seal, identity, frameAncestors = [] } = options;
  const index = join(dist, 'index.html');
  const html = existsSync(index)
    ? dressed(readFileSync(index, 'utf8'), prefix, name, language)
    : null;
  const router = Router();

  router.use(
    '/assets',
    // The build puts a content hash into every name below assets/.
    express.static(join(dist, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  router.use(express.static(dist, { index: false, maxAge: '5m' }));

  const page: RequestHandler = async (request, response, next) => {
    if (request.method !== 'GET' || !request.accepts('html')) {
      next();
      return;
    }
    // Who is named by mistake as this very host: a lab is on it, too.
    const ancestors = frameAncestors.filter(
      origin => new URL(origin).host !== request.headers.host?.toLowerCase(),
    );
    if (!isDocument(request, ancestors.length > 0)) {
      // A script of a lab's page, or a frame in it, would read the secret.
      throw new AppError('forbidden', text('platform.requests.pagesOnly'));
    }
    const session = await openSession(request, seal);
    const found = session === null ? null : await identity.resolve(session.token, null);
    if (session === null || found === null || found.kind === 'unknown') {
      const wanted = encodeURIComponent(request.originalUrl);
      response.redirect(302, `${prefix}login?next=${wanted}`);
      return;
    }
    const nonce = newNonce();
    response
      .status(pages.has(request.path.replace(/(?<=.)\/$/, '')) ? 200 : 404)
      // Not kept either: a script could ask the browser's cache, where nobody sees who asks.
      .setHeader('Cache-Control', 'no-store')
      .setHeader('Content-Security-Policy', pagePolicy(nonce, ancestors))
      .vary('Sec-Fetch-Mode')
      .vary('Sec-Fetch-Dest')
      .type('html')
      .send(marked(html ?? missing(options.languageOf(request)), nonce, seal.xsrfTokenOf(session)));
  };
  router.use(page);
  return router;
};
