import { EngineError, type LabState } from '../../engine/port.js';
import { AppError, messageOf } from '../../platform/errors.js';

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
    return {
      code: 'internal',
      message:
        'The server could not be started because of a fault of the platform. Please tell an administrator.',
    };
  }
  switch (error.kind) {
    case 'not_found':
      return {
        code: /image/i.test(error.message) ? 'image_not_found' : 'engine_not_found',
        message: error.message,
      };
    case 'unavailable':
      // The engine is well; what it was to fetch cannot be had.
      if (/^The image /.test(error.message)) {
        return {
          code: 'image_unavailable',
          message: `The server could not be started. ${error.message}`,
        };
      }
      return {
        code: 'engine_unavailable',
        message: `The server could not be started: ${error.message} Please try again in a minute.`,
      };
    case 'timeout_unknown':
      return {
        code: 'engine_timeout',
        message: 'The container engine took too long. Please try again.',
      };
    case 'quota':
      return {
        code: 'no_space',
        message: `There is no room for another server: ${error.message} Please tell an administrator.`,
      };
    case 'no_gpu':
      return {
        code: 'no_gpu',
        message:
          'The GPU that this server was made with cannot be had now. Start it again: it then starts without one.',
      };
    case 'denied':
      return { code: 'denied', message: `The container engine refused: ${error.message}` };
    case 'conflict':
    case 'invalid':
      return { code: `engine_${error.kind}`, message: error.message };
  }
};

/** An engine's failure for someone who called a route. */
export const engineFault = (error: unknown, what: string): unknown =>
  error instanceof EngineError
    ? new AppError('engine_unavailable', `${what}: ${failureOf(error).message}`, {
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
      reason: 'The server was removed outside of the platform. Your files are safe.',
    };
  }
  const code = exit?.code ?? 1;
  // One of its programs may have been the victim while the server itself went on to a good end.
  if (exit?.outOfMemory === true && !polite.has(code)) {
    return {
      failed: true,
      code: 'out_of_memory',
      exitCode: code,
      reason: 'The server ran out of memory and was ended.',
    };
  }
  return polite.has(code)
    ? {
        failed: false,
        code: 'lab_exited',
        exitCode: code,
        reason: 'The server was shut down from inside.',
      }
    : {
        failed: true,
        code: 'lab_exited',
        exitCode: code,
        reason: `The server ended by itself with code ${code}.`,
      };
};

/** The last lines of a lab's output that say something, for a failure message. */
export const quote = (lines: readonly string[]): string => {
  const said = lines.map(line => line.trim()).filter(line => line !== '');
  const last = said.slice(-3).join('\n');
  return last === '' ? '' : ` It said: ${last.slice(-600)}`;
};

/** For logs: what happened, without a stack for what can be expected. */
export const briefly = (error: unknown): string =>
  error instanceof EngineError ? `${error.kind}: ${error.message}` : messageOf(error);
