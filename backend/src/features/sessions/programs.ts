import type { LabProgram } from '../../engine/port.js';

/** What is remembered of a lab's programs, to tell later what they have done since. */
export interface ProgramsSeen {
  readonly atMs: number;
  readonly cpuMs: ReadonlyMap<number, number>;
}

/** What the programs in the foreground of a lab's terminals did. */
export interface ProgramsAtWork {
  /** When one of them did something last; null when none did. */
  readonly workedAtMs: number | null;
  /** False while it has to be watched longer to tell. */
  readonly sure: boolean;
  /** To be handed in at the next look. */
  readonly seen: ProgramsSeen;
}

/**
 * CPU time is known in whole seconds: fewer tell nothing, and a program that has never used as much
 * has slept since it was started.
 */
const LEAST_CPU_MS = 1000;
/** What a program at rest still uses: an editor, a shell, a clock that redraws itself. */
const REST_SHARE = 0.005;
/** More than anybody runs in terminals. */
const MOST = 1000;

/**
 * Whether programs work. A program that begins is work, and a loop begins one at every turn; so is
 * CPU time that it uses. One that sleeps does neither, and counts from the moment of its start.
 * Pure.
 *
 * @param before - of an earlier look; null at the first one
 * @param watchMs - how long a program is watched before its CPU time says that it rests
 */
export const programsAtWork = (
  programs: readonly LabProgram[],
  before: ProgramsSeen | null,
  nowMs: number,
  watchMs: number,
): ProgramsAtWork => {
  const some = programs.slice(0, MOST);
  const now: ProgramsSeen = {
    atMs: nowMs,
    cpuMs: new Map(some.map(({ pid, cpuMs }) => [pid, cpuMs])),
  };
  const sinceMs = before === null ? 0 : nowMs - before.atMs;
  const startedAtMs = some.reduce<number | null>(
    (last, { ageMs }) => Math.max(last ?? 0, nowMs - ageMs),
    null,
  );
  const working = some.some(({ pid, ageMs, cpuMs }) => {
    const overMs = Math.min(sinceMs, ageMs);
    const usedMs = cpuMs - (ageMs < sinceMs ? 0 : (before?.cpuMs.get(pid) ?? cpuMs));
    return usedMs >= LEAST_CPU_MS && usedMs >= overMs * REST_SHARE;
  });
  if (working) return { workedAtMs: nowMs, sure: true, seen: now };
  const known = before !== null && sinceMs >= watchMs;
  const resting = some.every(({ cpuMs }) => cpuMs < LEAST_CPU_MS);
  return {
    workedAtMs: startedAtMs,
    sure: known || resting,
    // Looks that follow each other closely compare with the same one.
    seen: before === null || known ? now : before,
  };
};
