import { reviveTexts, storedMessage, Text, text, type Message } from '../../lib/text.js';
import { z } from 'zod';
import { readMeta, writeMeta } from '../../db/deployment.js';
import { inEnglish } from '../../lib/catalog.js';
import { messageOf, textOf } from '../../lib/errors.js';
import { Loop } from '../../lib/loop.js';
import { gpuState, type GpuFinding, type GpuState } from './state.js';
import type { Deps } from '../deps.js';

/** Drivers change with a reboot of the host, and that we hardly ever see. */
const CHECK_MS = 6 * 3_600_000;
/** After a look that told nothing, and after a lab that was refused a GPU. */
const SOON_MS = 5 * 60_000;
const FIRST_MS = 5_000;
const MEMORY = 'gpu';

const Stored = z.object({
  found: z.boolean(),
  reason: z.union([z.string(), z.instanceof(Text)]),
  checkedAtMs: z.number(),
  image: z.string(),
});

/** Whether labs get a GPU, found out in the background and remembered. */
export class GpuService {
  private readonly mode = this.deps.config.JUPYTERHUB_GPU_ENABLED;
  private readonly image = this.deps.config.JUPYTERHUB_NVIDIA_IMAGE;
  private finding = this.recall();
  private trouble: Message | null = null;
  private cancelSoon: () => void = () => undefined;
  private readonly loop = new Loop({
    name: 'gpu',
    ...this.deps,
    intervalMs: CHECK_MS,
    pass: signal => this.look(signal),
  });
  private cancelFirst: () => void = () => undefined;

  constructor(private readonly deps: Deps<'config' | 'clock' | 'log' | 'db' | 'engine'>) {}

  /** From memory: no start ever waits for a detection. */
  state(): GpuState {
    return gpuState({ mode: this.mode, finding: this.finding, trouble: this.trouble });
  }

  /** A lab was to have a GPU and could not be given one; it starts without. */
  refused(why: Message): void {
    this.learn(false, text('gpu.refused', { why }));
    this.soon();
  }

  /** One look. Never throws: what cannot be seen stays as it was. */
  check(): Promise<void> {
    return this.look();
  }

  start(): void {
    // After everything that users wait for when the backend restarts.
    this.cancelFirst = this.deps.clock.after(FIRST_MS, () => this.loop.start());
  }

  async stop(): Promise<void> {
    this.cancelFirst();
    this.cancelSoon();
    await this.loop.stop();
  }

  private recall(): GpuFinding | null {
    try {
      const stored = Stored.parse(
        reviveTexts(JSON.parse(readMeta(this.deps.db, MEMORY) ?? 'null')),
      );
      return stored.image === this.image ? stored : null;
    } catch {
      return null;
    }
  }

  private learn(found: boolean, reason: Message): void {
    const changed =
      this.finding?.found !== found || storedMessage(this.finding.reason) !== storedMessage(reason);
    this.finding = { found, reason, checkedAtMs: this.deps.clock.now() };
    this.trouble = null;
    writeMeta(this.deps.db, MEMORY, JSON.stringify({ ...this.finding, image: this.image }));
    if (changed) this.deps.log.info(`GPU: ${inEnglish(reason)}`);
  }

  private soon(): void {
    this.cancelSoon();
    this.cancelSoon = this.deps.clock.after(SOON_MS, () => this.loop.nudge());
  }

  private async look(signal?: AbortSignal): Promise<void> {
    if (this.mode === '0') return;
    try {
      const { found, reason } = await this.deps.engine.probeGpu(this.image, signal);
      if (signal?.aborted !== true) this.learn(found, reason);
    } catch (error) {
      if (signal?.aborted) return;
      this.trouble = textOf(error);
      this.deps.log.debug(`GPU: not known: ${messageOf(error)}`);
      this.soon();
    }
  }
}
