import { text } from '../../../lib/text.js';
import type { Engine, LabState } from '../../../engine/port.js';
import { EngineError } from '../../../engine/port.js';
import { sleep, type Clock } from '../../../lib/clock.js';
import { exitOf, StartFailed, withQuote } from './failure.js';
import type { Probe } from './probe.js';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;
/** How often the engine is asked whether the lab still runs. */
const INSPECT_MS = 1000;

/**
 * Waits until the lab answers HTTP. Throws `StartFailed` with the lab's last output when it ends
 * instead, and the signal's reason when that aborts.
 */
export const waitUntilReady = async (deps: {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly probe: Probe;
  readonly lab: LabState;
  /** Path under which the lab serves, such as `/user/alice/`. */
  readonly prefix: string;
  readonly signal: AbortSignal;
}): Promise<LabState> => {
  const { engine, clock, probe, prefix, signal } = deps;
  let lab = deps.lab;
  let inspectedMs = clock.monotonicMs();
  let pauseMs = FIRST_PAUSE_MS;
  for (;;) {
    signal.throwIfAborted();
    if (lab.url !== null && (await probe(`${lab.url}${prefix}api`, signal))) return lab;
    if (lab.url === null || clock.monotonicMs() - inspectedMs >= INSPECT_MS) {
      inspectedMs = clock.monotonicMs();
      const found = await inspect(engine, lab.name);
      if (found !== 'unknown') {
        if (found === null || found.status === 'exited')
          throw await exited(engine, lab.name, found);
        lab = found;
      }
    }
    await sleep(clock, pauseMs, signal);
    pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
  }
};

/** `unknown` when the engine did not answer. */
const inspect = async (engine: Engine, name: string): Promise<LabState | null | 'unknown'> => {
  try {
    return await engine.inspect(name);
  } catch (error) {
    if (error instanceof EngineError) return 'unknown';
    throw error;
  }
};

const exited = async (engine: Engine, name: string, lab: LabState | null): Promise<StartFailed> => {
  if (lab === null)
    return new StartFailed({ code: 'lab_removed', message: text('servers.failed.removed') });
  const lines = await engine.logs(name, 50).catch(() => []);
  const exit = exitOf(lab);
  if (exit.code === 'out_of_memory') {
    return new StartFailed({ code: exit.code, message: text('servers.failed.outOfMemory') });
  }
  const portInUse = lines.some(line =>
    /address already in use|port \d+ is (already in use|not available)/i.test(line),
  );
  const why = portInUse
    ? text('servers.failed.portInUse')
    : text('servers.failed.ended', { code: exit.exitCode });
  const code = portInUse ? 'port_in_use' : 'lab_exited';
  return new StartFailed({ code, message: withQuote(why, lines) });
};
