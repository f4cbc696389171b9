import { text } from '../lib/text.js';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from './port.js';

/** One file of a directory that is to become a volume. */
export interface ContentFile {
  /** Relative, with slashes. */
  readonly path: string;
  readonly source: string;
  readonly executable: boolean;
  readonly size: number;
  readonly modifiedMs: number;
}

/** All files below a directory, in a fixed order. Links are followed. Throws `not_found`. */
export const contentFiles = async (directory: string): Promise<readonly ContentFile[]> => {
  const files: ContentFile[] = [];
  const walk = async (relative: string): Promise<void> => {
    const names = (await readdir(join(directory, relative))).sort();
    for (const name of names) {
      const path = relative === '' ? name : `${relative}/${name}`;
      const source = join(directory, path);
      const facts = await stat(source);
      if (facts.isDirectory()) await walk(path);
      else if (facts.isFile()) {
        const executable = (facts.mode & 0o100) !== 0;
        files.push({ path, source, executable, size: facts.size, modifiedMs: facts.mtimeMs });
      }
    }
  };
  try {
    await walk('');
  } catch (cause) {
    throw new EngineError('not_found', text('engine.unreadableDirectory', { directory }), {
      cause,
    });
  }
  return files;
};

/** What can be told of files without reading them; another print, and they may be others. */
export const contentPrint = (files: readonly ContentFile[]): string =>
  JSON.stringify(
    files.map(({ path, executable, size, modifiedMs }) => [path, executable, size, modifiedMs]),
  );

/** A short name for the files' paths, modes and contents: equal exactly when they are. */
export const contentHash = async (files: readonly ContentFile[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const file of files) {
    const bytes = await readFile(file.source);
    // Lengths keep "ab"+"c" and "a"+"bc" apart.
    hash.update(`${file.path.length}:${file.path}:${file.executable ? 'x' : '-'}:${bytes.length}:`);
    hash.update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
};
