import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the platform's options of lab pages are mounted: a Jupyter configuration directory. */
export const PAGE_OPTIONS_TARGET = '/opt/perijove/etc/jupyter';

/** What a lab's page is to know that it cannot find out. */
export interface PageOptions {
  /** Where browsers find Perijove; null where that is beside the hub. */
  readonly perijoveUrl: string | null;
  /** Origins whose pages may show labs in a frame. */
  readonly frameAncestors: readonly string[];
}

/**
 * Where browsers find Perijove, when that is another host than the lab's: JupyterHub's hook names
 * it, and the hub tells it with each start. Null on one host, where every page finds it beside the
 * hub.
 */
export const otherHost = (env: Readonly<Record<string, string>>): string | null => {
  const url = env.PERIJOVE_URL ?? '';
  return /^https?:\/\//.test(url) && URL.canParse(url) ? url : null;
};

const read = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

const write = (file: string, text: string | null): void => {
  if (read(file) === text) return;
  if (text === null) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
};

/**
 * JupyterHub's server in the lab lets nobody frame it, unless its configuration says who may. It
 * wants a whole value: what an image has under this name is no longer heard.
 */
const policyOf = (ancestors: readonly string[]): string => {
  const headers = { 'Content-Security-Policy': `frame-ancestors ${ancestors.join(' ')}` };
  return `${JSON.stringify({ ServerApp: { tornado_settings: { headers } } })}\n`;
};

/**
 * Writes them down as Jupyter reads them, in whatever image: files of a configuration directory,
 * which goes with what others put there. Null when there is nothing to say.
 * @returns the directory
 */
export const writePageOptions = (directory: string, options: PageOptions): string | null => {
  const { perijoveUrl, frameAncestors } = options;
  if (perijoveUrl === null && frameAncestors.length === 0) return null;
  const page = perijoveUrl === null ? null : `${JSON.stringify({ perijoveUrl })}\n`;
  const server = frameAncestors.length === 0 ? null : policyOf(frameAncestors);
  write(join(directory, 'labconfig', 'page_config.json'), page);
  write(join(directory, 'jupyter_server_config.json'), server);
  return directory;
};
