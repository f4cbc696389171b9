import type { SpawnLine } from '@perijove/contracts';
import type { Response } from 'express';
import { renderDeep } from '../lib/catalog.js';
import type { Unrendered } from '../lib/text.js';

/** The spawner takes silence for death; a blank line says that we are still at it. */
const KEEP_ALIVE_MS = 15_000;

/**
 * Answers with one JSON line after the other. When the reader goes away we stop writing;
 * what is being done goes on. Without a last line the connection is broken off, so that the
 * reader knows that it has to ask again.
 */
export const streamLines = async (
  lines: AsyncGenerator<Unrendered<SpawnLine>, void, void>,
  response: Response,
  language: string,
): Promise<void> => {
  response.status(200).setHeader('Content-Type', 'application/x-ndjson');
  response.setHeader('Cache-Control', 'no-store');
  response.flushHeaders();
  const left = new Promise<'left'>(resolve => response.once('close', () => resolve('left')));
  const keepAlive = setInterval(() => response.write('\n'), KEEP_ALIVE_MS);
  try {
    for (let complete = false; ;) {
      const next = await Promise.race([lines.next(), left]);
      if (next === 'left') return;
      if (next.done === true) {
        if (complete) response.end();
        else response.destroy();
        return;
      }
      response.write(`${JSON.stringify(renderDeep(next.value, language))}\n`);
      complete = 'ready' in next.value || 'failed' in next.value;
    }
  } finally {
    clearInterval(keepAlive);
  }
};
