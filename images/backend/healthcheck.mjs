/** Checks the health of the backend (exit status 0 or 1); degraded is 1. */
const host = process.env.PERIJOVE_BACKEND_IP ?? '127.0.0.1';
const port = process.env.PERIJOVE_BACKEND_PORT ?? '18082';
const base = (process.env.JUPYTERHUB_BASE_URL ?? '/').replace(/^\/+|\/+$/g, '');
const prefix = base === '' ? '' : `/${base}`;
const address = host === '0.0.0.0' ? '127.0.0.1' : host;
const url = `http://${address}:${port}${prefix}/services/perijove/api/v1/health`;

try {
  const response = await fetch(url, { signal: AbortSignal.timeout(8000) });
  if (!response.ok) console.error(`${url}: ${response.status} ${await response.text()}`);
  process.exitCode = response.ok ? 0 : 1;
} catch (error) {
  console.error(`${url}: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
