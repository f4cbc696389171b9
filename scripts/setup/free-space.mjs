// Checks the free disk space for the data of a platform.
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskFullMessage, note, UserError } from './log.mjs';

/** The minimum to open a database. */
const LEAST_BYTES = 1024 * 1024;
const LITTLE_BYTES = 200 * 1024 * 1024;

/** Reports low disk space, and exits without any: the start would fail with a misleading error. */
export const checkFreeSpace = data => {
  let folder = data;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < LEAST_BYTES) throw new UserError(diskFullMessage(data));
  if (free < LITTLE_BYTES)
    note(`Only ${Math.round(free / 1024 / 1024)} MB are free where ${data} is.`);
};
