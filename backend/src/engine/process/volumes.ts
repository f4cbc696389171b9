import { text } from '../../lib/text.js';
import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { contentFiles, contentHash } from '../content-hash.js';
import { EngineError } from '../port.js';
import { safeName, type Layout } from './layout.js';

const isDirectory = (path: string): Promise<boolean> =>
  stat(path).then(
    facts => facts.isDirectory(),
    () => false,
  );

/** Volumes that are directories. */
export class DirectoryVolumes {
  constructor(private readonly layout: Layout) {}

  /** Where the volume lies, whether it exists or not. */
  async directoryOf(name: string): Promise<string> {
    return (await isDirectory(this.contentOf(name)))
      ? this.contentOf(name)
      : this.layout.volume(name);
  }

  async exists(name: string): Promise<boolean> {
    return isDirectory(await this.directoryOf(name));
  }

  async ensure(name: string): Promise<boolean> {
    // What `mkdir` answers is the first folder that it had to make.
    const made = await mkdir(await this.directoryOf(name), { recursive: true, mode: 0o700 });
    return made !== undefined;
  }

  async ensureContent(prefix: string, directory: string): Promise<string> {
    const files = await contentFiles(directory);
    const name = prefix + (await contentHash(files));
    const target = this.contentOf(name);
    if (await isDirectory(target)) return name;
    // Filled aside and renamed: a crash leaves no half of it under the true name.
    const aside = join(this.layout.content, `.filling-${randomBytes(6).toString('hex')}`);
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
      // Another start was faster, with the same files.
      if (!(await isDirectory(target))) throw cause;
    }
    return name;
  }

  async remove(name: string): Promise<void> {
    const directory = await this.directoryOf(name);
    if (!(await isDirectory(directory))) return;
    // Out of sight at once, for deleting many files takes time.
    const aside = join(dirname(directory), `.removing-${randomBytes(6).toString('hex')}`);
    try {
      await rename(directory, aside);
    } catch (cause) {
      throw new EngineError('denied', text('engine.processes.volumeNotRemoved', { volume: name }), {
        cause,
      });
    }
    await rm(aside, { recursive: true, force: true });
  }

  private contentOf(name: string): string {
    return join(this.layout.content, safeName(name));
  }
}
