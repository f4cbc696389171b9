import { text } from '../../lib/text.js';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { EngineError, type LabSpec } from '../port.js';
import type { Layout } from './layout.js';

const Spec = z.object({
  name: z.string(),
  user: z.string(),
  server: z.string(),
  image: z.string(),
  command: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  workingDir: z.string().nullable(),
  homeTarget: z.string(),
  mounts: z.array(z.object({ volume: z.string(), target: z.string(), readOnly: z.boolean() })),
  hostMounts: z.array(z.object({ source: z.string(), target: z.string() })),
  privileged: z.boolean(),
  gpu: z.boolean(),
  limits: z.object({
    cpuCores: z.number().nullable(),
    memoryBytes: z.number().nullable(),
    pids: z.number().nullable(),
  }),
  port: z.number(),
  specHash: z.string(),
}) satisfies z.ZodType<LabSpec>;

const LabRecord = z.object({
  id: z.string(),
  spec: Spec,
});
/** What is kept of a lab between its start and its removal. */
export type LabRecord = z.infer<typeof LabRecord>;

/** Labs on disk. */
export class Records {
  constructor(private readonly layout: Layout) {}

  async read(name: string): Promise<LabRecord | null> {
    const json = await readFile(this.layout.lab(name).record, 'utf8').catch(() => null);
    if (json === null) return null;
    const parsed = LabRecord.safeParse(tryJson(json));
    if (!parsed.success) {
      throw new EngineError(
        'invalid',
        text('engine.processes.unreadableRecord', { file: this.layout.lab(name).record }),
      );
    }
    return parsed.data;
  }

  async all(): Promise<readonly LabRecord[]> {
    const names = await readdir(this.layout.labs).catch(() => []);
    const records = await Promise.all(names.map(name => this.read(name)));
    return records.filter(record => record !== null);
  }

  /** Throws `conflict` when there is one already. */
  async create(record: LabRecord): Promise<void> {
    const { name } = record.spec;
    const aside = await this.written(record);
    try {
      await link(aside, this.layout.lab(name).record);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause;
      throw new EngineError('conflict', text('engine.serverExists', { server: name }), { cause });
    } finally {
      await rm(aside, { force: true });
    }
  }

  async remove(name: string): Promise<void> {
    // The record goes first: half a removal must not look like a lab.
    await rm(this.layout.lab(name).record, { force: true });
    await rm(this.layout.lab(name).directory, { recursive: true, force: true });
  }

  /** Writes aside, so that a crash leaves a whole record or none. */
  private async written(record: LabRecord): Promise<string> {
    const { directory, record: file } = this.layout.lab(record.spec.name);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const aside = `${file}.${randomBytes(4).toString('hex')}`;
    await writeFile(aside, JSON.stringify(record, null, 2), { mode: 0o600 });
    return aside;
  }
}

const tryJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
