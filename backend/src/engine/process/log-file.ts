import { inEnglish } from '../../lib/catalog.js';
import { text } from '../../lib/text.js';
import { open, stat, truncate, writeFile } from 'node:fs/promises';
import { lastLines } from '../last-lines.js';

/** Enough for a thousand lines of ordinary length. */
const TAIL_BYTES = 512 * 1024;

/** A log that grows beyond this is cut down to its end. */
const MAX_BYTES = 10 * 1024 * 1024;

/** The last lines of a file; none when it does not exist. */
export const readTail = async (file: string, tail: number): Promise<readonly string[]> => {
  const end = await readEnd(file, TAIL_BYTES);
  return end === null ? [] : lastLines(end, tail);
};

/**
 * Cuts an overgrown log. The lab goes on writing at the new end, for it appends; lines
 * written in the very moment may be lost.
 */
export const trimLog = async (file: string): Promise<void> => {
  const size = await stat(file).then(
    facts => facts.size,
    () => 0,
  );
  if (size <= MAX_BYTES) return;
  const end = await readEnd(file, TAIL_BYTES);
  await truncate(file, 0);
  await writeFile(file, `${inEnglish(text('engine.processes.logCut'))}\n${end ?? ''}`, {
    flag: 'a',
  });
};

/** The end of a file, from the beginning of a line. */
const readEnd = async (file: string, bytes: number): Promise<string | null> => {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - bytes);
    const buffer = Buffer.alloc(size - from);
    await handle.read(buffer, 0, buffer.length, from);
    const end = buffer.toString('utf8');
    return from === 0 ? end : end.slice(end.indexOf('\n') + 1);
  } finally {
    await handle.close();
  }
};
