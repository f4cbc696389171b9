import { closeSync, openSync, readSync } from 'node:fs';

/** The files read here have a few kilobytes; more than this of one is cut off. */
const BUFFER = Buffer.allocUnsafe(64 * 1024);

/**
 * The text of a file that the kernel makes while it is read, or null when it cannot be read.
 * One read into one buffer that is used again: `readFileSync` asks for the size first, which
 * such files do not have, and takes twice as long.
 */
export const kernelText = (path: string): string | null => {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    return BUFFER.toString('latin1', 0, readSync(file, BUFFER, 0, BUFFER.length, 0));
  } catch {
    return null; // It went away between the two calls.
  } finally {
    closeSync(file);
  }
};

/** The number that a file begins with; null when there is none. */
export const kernelNumber = (path: string): number | null => {
  const value = Number.parseInt(kernelText(path) ?? '', 10);
  return Number.isFinite(value) ? value : null;
};
