import { strings } from '@perijove/contracts/strings';
import type { Engine, LabState } from '../../../engine/port.js';
import type { Directory } from '../../../jupyterhub/directory.js';
import type { Hub } from '../../../jupyterhub/port.js';
import type { Clock } from '../../../lib/clock.js';
import { messageOf } from '../../../lib/errors.js';
import type { Logger } from '../../../lib/logger.js';
import { createLoop } from '../../../lib/loop.js';
import type { AuditLog } from '../../domain-events.js';
import { briefly, deathOf, withQuote } from '../start/failure.js';
import { keyOf, subjectOf } from '../key.js';
import type { Lifecycle } from '../lifecycle.js';
import { createOrphans } from './orphans.js';
import { isOver, isStarting } from '../phase.js';
import type { Probe } from '../start/probe.js';
import type { ServerRepo, ServerRow } from '../repo.js';
import type { ServerStore } from '../store.js';
import { waitForLab } from '../start/wait-until-ready.js';

const LOOK_MS = 10_000;
/** Hints come in swarms; one look serves them all. */
const HINT_PAUSE_MS = 200;
/** The spawner asks again for a start that our restart cut off; it retries every few seconds. */
const INTERRUPTED_MS = 30_000;
const LOG_TAIL = 200;

/**
 * Compares what the engine has with what we know, again and again: a lab that died is noticed,
 * what a crash left half done is carried to an end. What cannot be seen is left as it was.
 */
export interface ServerWatch {
  /** Looks once, so that the first answers are true, then goes on in the background. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** One look. Throws `EngineError` when the engine is away. */
  look(): Promise<void>;
  /**
   * Tells the hub what became of a server that it believes to be running all along. When it is
   * told, its proxy leads to the lab's new address. Never throws.
   */
  tellHub(user: string, server: string, outcome: 'running' | 'failed'): Promise<void>;
  /** Whether the engine answered the last look. */
  engineAnswers(): boolean;
}

export const createServerWatch = (deps: {
  readonly engine: Engine;
  readonly hub: Hub;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly log: Logger;
  readonly repo: ServerRepo;
  readonly store: ServerStore;
  readonly lifecycle: Lifecycle;
  readonly probe: Probe;
  readonly audit: AuditLog;
  /** A process of this lab was ended for want of memory. */
  readonly onMemoryFull: (lab: string) => void;
}): ServerWatch => {
  const { engine, hub, clock, log, repo, store, lifecycle, probe } = deps;
  const orphans = createOrphans(deps);
  const interruptedSince = new Map<string, number>();
  const ending = new AbortController();
  let answers = true;

  const inTurn = (row: ServerRow, job: () => Promise<void>): Promise<void> =>
    lifecycle.exclusive(row.user, row.name, async () => {
      // Between the look and our turn somebody may have acted.
      const now = store.find(row.user, row.name);
      if (now !== null && now.phase === row.phase && now.lab === row.lab) await job();
    });

  const bury = (row: ServerRow): Promise<void> =>
    inTurn(row, async () => {
      const lab = await engine.inspect(row.lab);
      if (lab?.status === 'running') return;
      const logTail = lab === null ? [] : await engine.logs(row.lab, LOG_TAIL).catch(() => []);
      const death = deathOf(lab);
      await engine.remove(row.lab);
      log.info(`${subjectOf(row.user, row.name)}: ${death.reason}`);
      store.over(row.user, row.name, {
        phase: death.failed ? 'failed' : 'stopped',
        reason: death.reason,
        failure: death.failed
          ? { code: death.code, message: withQuote(death.reason, logTail) }
          : null,
        exitCode: death.exitCode,
        logTail,
      });
      // The hub would find out by itself, but asks every two minutes only.
      void tellHub(row.user, row.name, 'failed');
    });

  /**
   * The spawner tells the hub of a new address whenever it is polled, and the wish to start what
   * runs already makes the hub poll at once.
   */
  const tellHub: ServerWatch['tellHub'] = async (user, server, outcome) => {
    if (outcome === 'running' && deps.directory.server(user, server)?.ready !== true) return;
    try {
      if (outcome === 'running') await hub.startServer(user, server, {});
      else await hub.stopServer(user, server);
    } catch (error) {
      log.debug(`the hub was not told: ${messageOf(error)}`);
    }
  };

  const seeRunning = async (row: ServerRow, lab: LabState | null): Promise<void> => {
    if (lab?.status !== 'running') return bury(row);
    if (lab.url === row.url) return;
    store.moved(row.user, row.name, lab.url);
    if (lab.url !== null) void tellHub(row.user, row.name, 'running');
  };

  /** A start without a job: our predecessor was in the middle of it. */
  const seeHalfStarted = async (row: ServerRow, lab: LabState | null): Promise<void> => {
    const key = keyOf(row.user, row.name);
    if (lab?.status === 'running') {
      interruptedSince.delete(key);
      lifecycle.resume(row.user, row.name, signal =>
        waitForLab({ engine, clock, probe, lab, prefix: '/', signal }),
      );
      return;
    }
    const since = interruptedSince.get(key) ?? clock.now();
    interruptedSince.set(key, since);
    if (clock.now() - since < INTERRUPTED_MS) return;
    interruptedSince.delete(key);
    await inTurn(row, async () => {
      await engine.remove(row.lab);
      const message = strings.servers.failed.interrupted;
      store.over(row.user, row.name, {
        phase: 'failed',
        reason: null,
        failure: { code: 'interrupted', message },
        exitCode: 1,
      });
    });
  };

  const see = async (row: ServerRow, lab: LabState | null): Promise<void> => {
    if (row.phase === 'running') return seeRunning(row, lab);
    if (isStarting(row.phase)) return seeHalfStarted(row, lab);
    if (row.phase === 'stopping') return lifecycle.stop(row.user, row.name);
    if (!row.sweep) return;
    await inTurn(row, async () => {
      await engine.remove(row.lab);
      store.swept(row.user, row.name);
    });
  };

  const look = async (): Promise<void> => {
    // Rows first: a lab made after the list was read must not look dead.
    const rows = repo.all().filter(row => !lifecycle.isBusy(row.user, row.name));
    const labs = await engine.list().catch((error: unknown) => {
      answers = false;
      throw error;
    });
    answers = true;
    const byName = new Map(labs.map(lab => [lab.name, lab]));
    const care = rows
      .filter(row => !isOver(row.phase) || row.sweep)
      .map(row =>
        see(row, byName.get(row.lab) ?? null).catch((error: unknown) =>
          log.warn(`${subjectOf(row.user, row.name)} was left as it is: ${briefly(error)}`),
        ),
      );
    await Promise.all(care);
    await orphans.see(labs);
  };

  const loop = createLoop({
    name: 'server watch',
    clock,
    log,
    intervalMs: LOOK_MS,
    pass: () => look().catch((error: unknown) => log.warn(`labs were not seen: ${briefly(error)}`)),
  });

  /** What a start or stop under way does itself is no news: it looks at the outcome anyway. */
  const isOurDoing = (lab: string | null): boolean => {
    const row = lab === null ? null : repo.ofLab(lab);
    return row !== null && lifecycle.isBusy(row.user, row.name);
  };

  const listen = (): void => {
    let due = false;
    engine.watch(hint => {
      if (hint.memoryFull === true && hint.name !== null) deps.onMemoryFull(hint.name);
      if (due || isOurDoing(hint.name)) return;
      due = true;
      clock.after(HINT_PAUSE_MS, () => {
        due = false;
        loop.nudge();
      });
    }, ending.signal);
  };

  return {
    look,
    tellHub,
    engineAnswers: () => answers,
    start: async () => {
      await look().catch((error: unknown) =>
        log.warn(`labs could not be seen at the start: ${briefly(error)}`),
      );
      listen();
      loop.start();
    },
    stop: async () => {
      ending.abort();
      await loop.stop();
    },
  };
};
