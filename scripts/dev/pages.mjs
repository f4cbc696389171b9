// The pages of the dev mode. JupyterHub's proxy sends all of `/services/perijove/` here: Vite responds
// for the sources of the pages and proxies everything else to the backend, so that sign-in,
// cookies, API and socket have one origin, as in production.
import { readFileSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { connect } from 'node:net';
import { createLogger, createServer } from 'vite';
import { at, cacheFile } from '../setup/root.mjs';

const folder = 'packages/hub-ui';
/** How long to wait for a restarting backend; the pages report one that fails. */
const PATIENCE_MS = 15_000;

/** Paths under the prefix that Vite serves: its own, and the sources. */
const ofVite = () =>
  ['@', 'src/', 'node_modules/', 'index.html', ...readdirSync(at(folder, 'public'))]
    .map(path => path.replaceAll('.', '\\.'))
    .join('|');

const answers = port =>
  new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

const untilBackend = async port => {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end;) {
    if (await answers(port)) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
};

/** Keeps the document of the backend for a page; everything else passes through. */
const askBackend = (request, port) =>
  new Promise((resolve, reject) => {
    const headers = { ...request.headers, 'accept-encoding': 'identity' };
    const options = { host: '127.0.0.1', port, path: request.originalUrl, headers };
    http
      .get(options, answer => {
        const chunks = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => resolve({ answer, body: Buffer.concat(chunks) }));
      })
      .once('error', reject);
  });

/** The values that the backend writes into the head of each page. */
const marksIn = html =>
  /<meta property="csp-nonce" nonce="(?<nonce>[^"]+)">(?:<meta name="perijove-page"[^>]*>)?/.exec(
    html,
  );

/**
 * The page from its source, with the values of the built one: the nonce of the content
 * policy, the secret, the name. The policy is the backend's.
 */
const fromSource = async (vite, url, built) => {
  const marks = marksIn(built);
  const title = /<title>[^<]*<\/title>/.exec(built)?.[0] ?? '';
  const html = await vite.transformIndexHtml(url, readFileSync(at(folder, 'index.html'), 'utf8'));
  return html
    .replace('<base href="/"', `<base href="${vite.config.base}"`)
    .replace(/<(script|link|style)\b/g, `<$1 nonce="${marks.groups.nonce}"`)
    .replace(/<title>[^<]*<\/title>/, () => `${title}${marks[0]}`);
};

/** Headers with the length of the message. */
const ofTheMessage = new Set(['content-length', 'transfer-encoding', 'connection', 'keep-alive']);

const isDocument = ({ method, headers }) =>
  method === 'GET' && (headers.accept ?? '').includes('text/html');

/** Every view in every state over samples, on a page of the dev mode alone. */
const GALLERY = 'gallery.html';

/** Serves documents; waits for the backend before it proxies other requests. */
const backendPages = (prefix, port, mine) => ({
  name: 'perijove-pages',
  configureServer: vite => {
    vite.middlewares.use(`${prefix}${GALLERY}`, (request, response, next) => {
      vite
        .transformIndexHtml(request.originalUrl, readFileSync(at(folder, GALLERY), 'utf8'))
        .then(html => response.setHeader('content-type', 'text/html').end(html), next);
    });
    vite.middlewares.use((request, response, next) => {
      if (mine.test(request.url)) return next();
      const answer = async () => {
        await untilBackend(port);
        if (!isDocument(request)) return next();
        const { answer, body } = await askBackend(request, port);
        const html = String(body);
        const page = marksIn(html) === null ? body : await fromSource(vite, request.url, html);
        for (const [name, value] of Object.entries(answer.headers)) {
          if (!ofTheMessage.has(name)) response.setHeader(name, value);
        }
        response.statusCode = answer.statusCode;
        response.end(page);
      };
      answer().catch(next);
    });
  },
});

/** Vite's log, without a line for each request that failed during a restart of the backend. */
const logger = () => {
  const whole = createLogger('warn', { prefix: 'pages' });
  const error = whole.error;
  whole.error = (text, options) => {
    if (!/(http|ws) proxy (socket )?error/.test(text)) error(text, options);
  };
  return whole;
};

/**
 * Serves the pages on the loopback address alone.
 * @param prefix - of the service, such as `/services/perijove/`
 * @param ports - where this listens, and where the backend does
 * @returns how to end it
 */
export const startPages = async ({ prefix, port, backendPort }) => {
  const target = `http://127.0.0.1:${backendPort}`;
  const pattern = `^${prefix}(?!${ofVite()}|\\?token=)`;
  const vite = await createServer({
    root: at(folder),
    configFile: at(folder, 'vite.config.ts'),
    base: prefix,
    appType: 'custom',
    cacheDir: cacheFile('vite'),
    clearScreen: false,
    customLogger: logger(),
    plugins: [backendPages(prefix, backendPort, new RegExp(`^${prefix}(?:${ofVite()})`))],
    server: {
      host: '127.0.0.1',
      port,
      strictPort: true,
      cors: false,
      // Sources of the pages and the contracts only; no secrets of the data folder.
      fs: { allow: [at('packages'), at('node_modules'), at('hub-templates')] },
      proxy: { [pattern]: { target, ws: true } },
    },
  });
  await vite.listen();
  return () => vite.close();
};
