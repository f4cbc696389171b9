import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the platform's options of lab pages are mounted: a Jupyter configuration directory. */
export const PAGE_OPTIONS_TARGET = '/opt/perijove/etc/jupyter';

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

/**
 * Writes that address down as JupyterLab reads options of its pages, in whatever image: as
 * `labconfig/page_config.json` of a configuration directory, which goes with what others put there.
 */
export const writePageOptions = (directory: string, perijoveUrl: string): string => {
  const file = join(directory, 'labconfig', 'page_config.json');
  const text = `${JSON.stringify({ perijoveUrl })}\n`;
  if (read(file) !== text) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, text, { mode: 0o600 });
  }
  return directory;
};
