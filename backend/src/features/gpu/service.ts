import { strings } from '@perijove/contracts/strings';
import { z } from 'zod';
import type { Config } from '../../config/config.js';
import { readMeta, writeMeta } from '../../db/deployment.js';
import type { Db } from '../../db/open.js';
import type { Engine } from '../../engine/port.js';
import type { Clock } from '../../lib/clock.js';
import { messageOf } from '../../lib/errors.js';
import type { Logger } from '../../lib/logger.js';
import { createLoop } from '../../lib/loop.js';
import { gpuState, type GpuFinding, type GpuState } from './state.js';

/** Drivers change with a reboot of the host, and that we hardly ever see. */
const CHECK_MS = 6 * 3_600_000;
/** After a look that told nothing, and after a lab that was refused a GPU. */
const SOON_MS = 5 * 60_000;
const FIRST_MS = 5_000;
const MEMORY = 'gpu';

const Stored = z.object({
  found: z.boolean(),
  reason: z.string(),
  checkedAtMs: z.number(),
  image: z.string(),
});

/** Whether labs get a GPU, found out in the background and remembered. */
export interface GpuService {
  /** From memory: no start ever waits for a detection. */
  state(): GpuState;
  /** A lab was to have a GPU and could not be given one; it starts without. */
  refused(why: string): void;
  /** One look. Never throws: what cannot be seen stays as it was. */
  check(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export const createGpuService = (deps: {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Db;
  readonly engine: Engine;
}): GpuService => {
  const { config, clock, log, db, engine } = deps;
  const mode = config.JUPYTERHUB_GPU_ENABLED;
  const image = config.JUPYTERHUB_NVIDIA_IMAGE;

  const recall = (): GpuFinding | null => {
    try {
      const stored = Stored.parse(JSON.parse(readMeta(db, MEMORY) ?? 'null'));
      return stored.image === image ? stored : null;
    } catch {
      return null;
    }
  };
  let finding = recall();
  let trouble: string | null = null;
  let cancelSoon: () => void = () => undefined;

  const learn = (found: boolean, reason: string): void => {
    const changed = finding?.found !== found || finding.reason !== reason;
    finding = { found, reason, checkedAtMs: clock.now() };
    trouble = null;
    writeMeta(db, MEMORY, JSON.stringify({ ...finding, image }));
    if (changed) log.info(`GPU: ${reason}`);
  };

  const soon = (): void => {
    cancelSoon();
    cancelSoon = clock.after(SOON_MS, () => loop.nudge());
  };

  const look = async (signal?: AbortSignal): Promise<void> => {
    if (mode === '0') return;
    try {
      const { found, reason } = await engine.probeGpu(image, signal);
      if (signal?.aborted !== true) learn(found, reason);
    } catch (error) {
      if (signal?.aborted) return;
      trouble = messageOf(error);
      log.debug(`GPU: not known: ${trouble}`);
      soon();
    }
  };

  const loop = createLoop({ name: 'gpu', clock, log, intervalMs: CHECK_MS, pass: look });
  let cancelFirst: () => void = () => undefined;

  return {
    state: () => gpuState({ mode, finding, trouble }),
    refused: why => {
      learn(false, strings.gpu.refused(why));
      soon();
    },
    check: () => look(),
    start: () => {
      // Behind everything that people wait for after a restart.
      cancelFirst = clock.after(FIRST_MS, () => loop.start());
    },
    stop: async () => {
      cancelFirst();
      cancelSoon();
      await loop.stop();
    },
  };
};
