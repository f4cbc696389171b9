import type { ServerPhase, ServerView } from '@perijove/contracts';
import type { Tone } from '../../components/StatusMark';

/** What the user can do now; several phases of the wire are one stage of a page. */
export type Stage = 'none' | 'stopped' | 'starting' | 'running' | 'stopping' | 'failed';

/** The phases of a start, in their order, and the share of the bar where each begins. */
const startPhases = [
  { phase: 'queued', from: 0 },
  { phase: 'pulling', from: 5 },
  { phase: 'creating', from: 55 },
  { phase: 'starting', from: 65 },
  { phase: 'waiting', from: 75 },
] as const;

/** A phase that is a step of a start. */
export type StartPhase = (typeof startPhases)[number]['phase'];

/** One step of the stepper. */
export interface StartStep {
  readonly phase: StartPhase;
  readonly state: 'done' | 'current' | 'todo';
}

const indexOf = (phase: ServerPhase): number =>
  startPhases.findIndex(start => start.phase === phase);

/** The stage of a server. One that never ran is told apart from one that stopped. */
export const stageOf = (server: Pick<ServerView, 'phase' | 'startedAt' | 'stoppedAt'>): Stage => {
  if (indexOf(server.phase) >= 0) return 'starting';
  const { phase } = server;
  if (phase === 'running' || phase === 'stopping' || phase === 'failed') return phase;
  return server.startedAt === null && server.stoppedAt === null ? 'none' : 'stopped';
};

/** The steps of a start with the one under way. */
export const stepsOf = (phase: ServerPhase): readonly StartStep[] => {
  const current = indexOf(phase);
  return startPhases.map((start, index) => ({
    phase: start.phase,
    state: index < current ? 'done' : index === current ? 'current' : 'todo',
  }));
};

/**
 * How far the whole start is, 0 to 100. Each phase owns a part of the bar; the percentage of the
 * newest step moves within that part, so the bar never goes back.
 */
export const startPercent = (server: Pick<ServerView, 'phase' | 'progress'>): number => {
  const index = indexOf(server.phase);
  const start = startPhases[index];
  if (start === undefined) return server.phase === 'running' ? 100 : 0;
  const end = startPhases[index + 1]?.from ?? 95;
  const newest = server.progress.findLast(event => event.phase === server.phase);
  return start.from + ((end - start.from) * (newest?.percent ?? 0)) / 100;
};

/** Failures of a lab that runs and that nothing leads to: only a restart helps. */
export const isUnreachable = (server: Pick<ServerView, 'failure'>): boolean =>
  server.failure?.code === 'unreachable' || server.failure?.code === 'lost';

/** Colour and shape of each stage. */
export const toneOf: Readonly<Record<Stage, Tone>> = {
  none: 'off',
  stopped: 'off',
  starting: 'busy',
  running: 'ok',
  stopping: 'busy',
  failed: 'bad',
};
