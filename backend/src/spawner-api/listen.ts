import type { RequestListener } from 'node:http';
import { createServer } from 'node:http';
import { chmodSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** The internal API as it listens. */
export interface InternalListener {
  /** Where it can be reached; a port of 0 has become a real one. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Listens on `unix:///path` (readable by this account only) or `http://host:port`.
 * Throws when the address is taken or not of that form.
 */
export const listenInternal = async (
  app: RequestListener,
  url: string,
): Promise<InternalListener> => {
  const server = createServer(app);
  // A stop waits for the lab to end; the spawner decides how long it listens.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 75_000;
  server.headersTimeout = 80_000;
  const listening = (start: () => void): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('listening', () => {
        server.off('error', reject);
        resolve();
      });
      start();
    });
  const close = async (): Promise<void> => {
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };

  if (url.startsWith('unix://')) {
    const path = url.slice('unix://'.length);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // A killed predecessor leaves its socket behind, and binding would fail.
    if (isSocket(path)) rmSync(path);
    await listening(() => server.listen(path));
    chmodSync(path, 0o600);
    return { url, close };
  }
  const { hostname, port } = new URL(url);
  await listening(() => server.listen(Number(port === '' ? 80 : port), hostname));
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : Number(port);
  return { url: `http://${hostname}:${actual}`, close };
};

const isSocket = (path: string): boolean => {
  try {
    return statSync(path).isSocket();
  } catch {
    return false;
  }
};
