import { strings } from '@perijove/contracts/strings';
import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentFiles, contentHash } from '../content-hash.js';
import { EngineError } from '../port.js';
import { safeName, type Layout } from './layout.js';

/** Volumes that are directories. */
export interface DirectoryVolumes {
  /** Where the volume lies, whether it exists or not. */
  directoryOf(name: string): Promise<string>;
  exists(name: string): Promise<boolean>;
  ensure(name: string): Promise<boolean>;
  ensureContent(prefix: string, directory: string): Promise<string>;
  remove(name: string): Promise<void>;
}

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    facts => facts.isDirectory(),
    () => false,
  );

export const createDirectoryVolumes = (layout: Layout): DirectoryVolumes => {
  const contentOf = (name: string): string => join(layout.content, safeName(name));

  const directoryOf = async (name: string): Promise<string> =>
    (await isDirectory(contentOf(name))) ? contentOf(name) : layout.volume(name);

  return {
    directoryOf,
    exists: async name => isDirectory(await directoryOf(name)),
    ensure: async name => {
      // What `mkdir` answers is the first folder that it had to make.
      const made = await mkdir(await directoryOf(name), { recursive: true, mode: 0o700 });
      return made !== undefined;
    },
    ensureContent: async (prefix, directory) => {
      const files = await contentFiles(directory);
      const name = prefix + (await contentHash(files));
      const target = contentOf(name);
      if (await isDirectory(target)) return name;
      // Filled aside and renamed: a crash leaves no half of it under the true name.
      const aside = join(layout.content, `.filling-${randomBytes(6).toString('hex')}`);
      try {
        for (const file of files) {
          const path = join(aside, file.path);
          await mkdir(dirname(path), { recursive: true, mode: 0o755 });
          await copyFile(file.source, path);
          await chmod(path, file.executable ? 0o755 : 0o644);
        }
        await mkdir(aside, { recursive: true });
        await rename(aside, target);
      } catch (cause) {
        await rm(aside, { recursive: true, force: true });
        // Somebody else was faster, with the same files.
        if (!(await isDirectory(target))) throw cause;
      }
      return name;
    },
    remove: async name => {
      const directory = await directoryOf(name);
      if (!(await isDirectory(directory))) return;
      // Out of sight at once, for deleting many files takes time.
      const aside = join(dirname(directory), `.removing-${randomBytes(6).toString('hex')}`);
      try {
        await rename(directory, aside);
      } catch (cause) {
        throw new EngineError('denied', strings.engine.processes.volumeNotRemoved(name), { cause });
      }
      await rm(aside, { recursive: true, force: true });
    },
  };
};
