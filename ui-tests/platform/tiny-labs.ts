import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

const server = join(import.meta.dirname, '..', '..', 'images', 'tiny', 'server.py');

/**
 * Makes a folder of programs for `PERIJOVE_LAB_BIN` in which the lab is the tiny stand-in: it
 * starts at once and needs next to nothing. Answers the folder.
 */
export const makeTinyLabs = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'jupyterhub-singleuser');
  copyFileSync(server, program);
  chmodSync(program, 0o755);
  return folder;
};
