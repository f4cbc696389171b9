// The message about a running platform: its address, and how to become administrator.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bold, note } from './log.mjs';

/** The one-time code of the first administrator; null if there is one. */
const oneTimeCode = data => {
  const file = join(data, 'secrets', 'first-admin-code');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
};

/** The address of the platform, with a slash at its end. */
export const platformUrl = (env, ip, port) => {
  const host = ip === '0.0.0.0' ? '127.0.0.1' : ip;
  const base = `/${(env.JUPYTERHUB_BASE_URL ?? '/').replace(/^\/|\/$/g, '')}/`.replace('//', '/');
  const tls = ['1', 'true', 'yes', 'on'].includes((env.JUPYTERHUB_SSL_ENABLED ?? '').toLowerCase());
  return `${tls ? 'https' : 'http'}://${host}:${port}${base}`;
};

export const printReady = (data, url, admin) => {
  console.log(`\n  Perijove is ready:  ${bold(url)}\n`);
  const oneTime = oneTimeCode(data);
  if (oneTime === null) return note('Sign in there.');
  note(`There is no administrator yet. Sign up as ${bold(admin)} and choose a password:`);
  console.log(`\n  ${bold(`${url}hub/signup#code=${oneTime}`)}\n`);
  note(
    `By hand: open the first address, choose "Sign up", enter the one-time code ${bold(oneTime)}`,
  );
};
