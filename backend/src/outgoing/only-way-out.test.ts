import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = join(__dirname, '..');

/** Everything that runs in production; file names as from `backend/src`. */
const sources = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts') && !/\.test(kit)?\.ts$/.test(file))
  .map(file => ({ file, text: readFileSync(join(SOURCES, file), 'utf8') }));

const filesWith = (pattern: RegExp): string[] =>
  sources.flatMap(({ file, text }) => (pattern.test(text) ? [file] : [])).sort();

it('reads the whole backend', () => {
  expect(sources.length).toBeGreaterThan(200);
});

it.each([
  ['fetch', /(?<![\w.])fetch\(|typeof fetch\b|globalThis\.fetch/, []],
  ['the clients of other protocols', /from '(node:)?(http2|tls|dgram|undici|ws|axios)'/, []],
  [
    'the client of HTTP',
    /import \{[^}]*\brequest\b[^}]*\} from '(node:)?https?'|import\('(node:)?https?'\)/,
    ['outgoing/exchange.ts'],
  ],
  ["Docker's client", /import Dockerode from 'dockerode'/, ['engine/docker/client/client.ts']],
  // Read, handed over, and known in the one place that sends it.
  ["the service's token", /serviceToken/, ['app.ts', 'config/wiring.ts', 'outgoing/hub-api.ts']],
])('%s is used in its place and nowhere else', (_what, pattern, places) => {
  expect(filesWith(pattern)).toEqual(places);
});
