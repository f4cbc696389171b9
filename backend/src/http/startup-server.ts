import { createServer, type RequestListener, type Server } from 'node:http';
import { render } from '../lib/catalog.js';
import type { LanguageOf } from '../lib/language.js';
import { text } from '../lib/text.js';
import { DATA_POLICY } from './content-policy.js';

const page = (language: string): string => `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="light dark"><title>${render(text('platform.starting.title'), language)}</title></head>
<body><p>${render(text('platform.starting.page'), language)}</p></body></html>
`;

const body = (language: string): string =>
  JSON.stringify({
    error: { code: 'shutting_down', message: render(text('platform.starting.answer'), language) },
  });

/** Programs get 503; a page gets 200, because JupyterHub takes a 5xx for a service that is down. */
const wait =
  (languageOf: LanguageOf): RequestListener =>
  (request, response) => {
    const language = languageOf(request);
    const forPrograms = request.url?.includes('/api/') === true;
    response.writeHead(forPrograms ? 503 : 200, {
      'Content-Type': forPrograms ? 'application/json' : 'text/html; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Security-Policy': DATA_POLICY,
      'Retry-After': '1',
    });
    response.end(forPrograms ? body(language) : page(language));
  };

/**
 * A server that listens before the app behind it is ready. JupyterHub gives a service ten seconds
 * to answer and ends itself otherwise; on a busy machine, loading our modules can take longer.
 */
export class StartupServer {
  private current: RequestListener;
  readonly server: Server = createServer((request, response) => {
    this.current(request, response);
  });

  constructor(languageOf: LanguageOf) {
    this.current = wait(languageOf);
  }

  /** From now on the app answers. */
  open(app: RequestListener): void {
    this.current = app;
  }
}

/** Listens, or rejects with why it cannot. */
export const listenOn = (server: Server, port: number, host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
