// Whether there is room for a platform's data.
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { diskFullMessage, note, UserError } from './log.mjs';

/** A database cannot even be opened with less. */
const LEAST_BYTES = 1024 * 1024;
const LITTLE_BYTES = 200 * 1024 * 1024;

/** Says what is short; with no room at all nothing can start, and a start would only blame something else. */
export const checkFreeSpace = data => {
  let folder = data;
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  if (free < LEAST_BYTES) throw new UserError(diskFullMessage(data));
  if (free < LITTLE_BYTES)
    note(`Only ${Math.round(free / 1024 / 1024)} MB are free where ${data} is.`);
};
