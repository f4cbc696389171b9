import tar from 'tar-stream';
import { asBytes } from '../client/ndjson.js';

/**
 * Whether an archive of a directory holds that directory alone. Reads no further than the first
 * thing in it, however much there is, and ends the stream.
 */
export const holdsNothing = (archive: NodeJS.ReadableStream): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const reader = tar.extract();
    let entries = 0;
    const end = (finish: () => void): void => {
      archive.unpipe(reader);
      asBytes(archive).destroy();
      finish();
    };
    reader.on('entry', (_header, content, next) => {
      entries += 1;
      if (entries > 1) {
        end(() => resolve(false));
        return;
      }
      content.on('end', next);
      content.resume();
    });
    reader.on('finish', () => end(() => resolve(true)));
    reader.on('error', error => end(() => reject(error)));
    archive.on('error', (error: Error) => end(() => reject(error)));
    archive.pipe(reader);
  });
