import { strings } from '@perijove/contracts/strings';
import { EngineError, type LabState } from '../../../engine/port.js';
import { AppError, messageOf } from '../../../lib/errors.js';

const words = strings.servers;

/** Why a start failed: a code for programs, words for the person who waits. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A start that ended in a way we have words for. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The start was called off: by a stop, or by a newer start. */
export class StartCancelled extends Error {
  override readonly name = 'StartCancelled';
}

/** The backend stops; the start itself goes on with whoever comes after us. */
export class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown';
}

/** The words for whatever went wrong in a start. Unknown errors keep their details to the log. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof StartFailed) return error.failure;
  if (error instanceof AppError) return { code: error.code, message: error.message };
  if (!(error instanceof EngineError)) {
    return { code: 'internal', message: words.failed.ours };
  }
  const { kind, about, message } = error;
  switch (kind) {
    case 'not_found':
      return { code: about === 'image' ? 'image_not_found' : 'engine_not_found', message };
    case 'unavailable':
      // The engine is well; what it was to fetch cannot be had.
      return about === 'image'
        ? { code: 'image_unavailable', message: words.failed.image(message) }
        : { code: 'engine_unavailable', message: words.failed.noEngine(message) };
    case 'timeout_unknown':
      return { code: 'engine_timeout', message: words.failed.engineTookTooLong };
    case 'quota':
      return { code: 'no_space', message: words.failed.noRoom(message) };
    case 'no_gpu':
      return { code: 'no_gpu', message: words.failed.noGpu };
    case 'denied':
      return { code: 'denied', message: words.failed.refused(message) };
    case 'conflict':
    case 'invalid':
      return { code: `engine_${kind}`, message };
  }
};

/**
 * An engine's failure for someone who called a route.
 * @param say - what could not be done, and why
 */
export const engineFault = (error: unknown, say: (why: string) => string): unknown =>
  error instanceof EngineError
    ? new AppError('engine_unavailable', say(failureOf(error).message), {
        retryAfterSeconds: 5,
        cause: error,
      })
    : error;

/** Exit codes of a lab that was asked to end: by itself, SIGINT, SIGTERM. */
const polite = new Set([0, 130, 143]);

/** The end of a lab that nobody asked to stop, in words. */
export const deathOf = (
  lab: LabState | null,
): {
  readonly failed: boolean;
  readonly code: 'lab_exited' | 'out_of_memory';
  readonly exitCode: number;
  readonly reason: string;
} => {
  const exit = lab?.exit ?? null;
  if (lab === null) {
    return {
      failed: false,
      code: 'lab_exited',
      exitCode: 1,
      reason: words.ended.removed,
    };
  }
  const code = exit?.code ?? 1;
  // One of its programs may have been the victim while the server itself went on to a good end.
  if (exit?.outOfMemory === true && !polite.has(code)) {
    return {
      failed: true,
      code: 'out_of_memory',
      exitCode: code,
      reason: words.ended.outOfMemory,
    };
  }
  return polite.has(code)
    ? {
        failed: false,
        code: 'lab_exited',
        exitCode: code,
        reason: words.ended.fromInside,
      }
    : {
        failed: true,
        code: 'lab_exited',
        exitCode: code,
        reason: words.ended.byItself(code),
      };
};

/** What happened, with the last lines of the lab's output that say something. */
export const withQuote = (what: string, lines: readonly string[]): string => {
  const said = lines.map(line => line.trim()).filter(line => line !== '');
  const last = said.slice(-3).join('\n');
  return last === '' ? what : words.ended.saying(what, last.slice(-600));
};

/** For logs: what happened, without a stack for what can be expected. */
export const briefly = (error: unknown): string =>
  error instanceof EngineError ? `${error.kind}: ${error.message}` : messageOf(error);
