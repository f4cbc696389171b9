import { strings } from '@perijove/contracts/strings';
import { createServer, type RequestListener, type Server } from 'node:http';
import { DATA_POLICY } from './content-policy.js';

const words = strings.platform.starting;

const page = `<!doctype html>
<html lang="${strings.common.language}"><head><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="color-scheme" content="light dark"><title>${words.title}</title></head>
<body><p>${words.page}</p></body></html>
`;

const body = JSON.stringify({
  error: { code: 'shutting_down', message: words.answer },
});

/** Programs get 503; a page gets 200, because JupyterHub takes a 5xx for a service that is down. */
const wait: RequestListener = (request, response) => {
  const forPrograms = request.url?.includes('/api/') === true;
  response.writeHead(forPrograms ? 503 : 200, {
    'Content-Type': forPrograms ? 'application/json' : 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': DATA_POLICY,
    'Retry-After': '1',
  });
  response.end(forPrograms ? body : page);
};

/**
 * A server that listens before the app behind it is ready. JupyterHub gives a service ten seconds
 * to answer and ends itself otherwise; on a busy machine, loading our modules can take longer.
 */
export class StartupServer {
  private current: RequestListener = wait;
  readonly server: Server = createServer((request, response) => {
    this.current(request, response);
  });

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
