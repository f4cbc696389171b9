import { EngineError, type LabState } from '../../../engine/port.js';
import { AppError, messageOf, TextError } from '../../../lib/errors.js';
import { text, type Message } from '../../../lib/text.js';

/** Why a start failed: a code for programs, a message for the user who waits. */
export interface Failure {
  readonly code: string;
  readonly message: Message;
}

/** A start that failed in a known way. */
export class StartFailed extends TextError {
  override readonly name = 'StartFailed';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}

/** The start was cancelled: by a stop, or by a newer start. */
export class StartCancelled extends Error {
  override readonly name = 'StartCancelled';
}

/** The backend stops; the next one resumes the start. */
export class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown';
}

/** The failure to show for an error of a start. Details of unknown errors go to the log only. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof StartFailed) return error.failure;
  if (error instanceof AppError) return { code: error.code, message: error.text };
  if (!(error instanceof EngineError)) {
    return { code: 'internal', message: text('servers.failed.ours') };
  }
  const { kind, about, text: message } = error;
  switch (kind) {
    case 'not_found':
      return { code: about === 'image' ? 'image_not_found' : 'engine_not_found', message };
    case 'unavailable':
      // The engine answers, but cannot get the image.
      return about === 'image'
        ? { code: 'image_unavailable', message: text('servers.failed.image', { why: message }) }
        : {
            code: 'engine_unavailable',
            message: text('servers.failed.noEngine', { why: message }),
          };
    case 'timeout_unknown':
      return { code: 'engine_timeout', message: text('servers.failed.engineTookTooLong') };
    case 'quota':
      return { code: 'no_space', message: text('servers.failed.noRoom', { why: message }) };
    case 'no_gpu':
      return { code: 'no_gpu', message: text('servers.failed.noGpu') };
    case 'denied':
      return { code: 'denied', message: text('servers.failed.refused', { why: message }) };
    case 'conflict':
    case 'invalid':
      return { code: `engine_${kind}`, message };
  }
};

/**
 * An engine's failure for someone who called a route.
 * @param message - makes the sentence from the reason
 */
export const engineFault = (error: unknown, message: (why: Message) => Message): unknown =>
  error instanceof EngineError
    ? new AppError('engine_unavailable', message(failureOf(error).message), {
        retryAfterSeconds: 5,
        cause: error,
      })
    : error;

/** Exit codes of a lab that was asked to end: by itself, SIGINT, SIGTERM. */
const cleanExits = new Set([0, 130, 143]);

/** How a lab ended that was not asked to stop. */
export const exitOf = (
  lab: LabState | null,
): {
  readonly failed: boolean;
  readonly code: 'lab_exited' | 'out_of_memory';
  readonly exitCode: number;
  readonly reason: Message;
} => {
  const exit = lab?.exit ?? null;
  if (lab === null) {
    return {
      failed: false,
      code: 'lab_exited',
      exitCode: 1,
      reason: text('servers.ended.removed'),
    };
  }
  const code = exit?.code ?? 1;
  // The killed process may have been one of its programs, while the server itself ended cleanly.
  if (exit?.outOfMemory === true && !cleanExits.has(code)) {
    return {
      failed: true,
      code: 'out_of_memory',
      exitCode: code,
      reason: text('servers.ended.outOfMemory'),
    };
  }
  return cleanExits.has(code)
    ? {
        failed: false,
        code: 'lab_exited',
        exitCode: code,
        reason: text('servers.ended.fromInside'),
      }
    : {
        failed: true,
        code: 'lab_exited',
        exitCode: code,
        reason: text('servers.ended.byItself', { code }),
      };
};

/** What happened, with the last lines of the lab's output that are not empty. */
export const withQuote = (what: Message, lines: readonly string[]): Message => {
  const said = lines.map(line => line.trim()).filter(line => line !== '');
  const last = said.slice(-3).join('\n');
  return last === '' ? what : text('servers.ended.saying', { what, said: last.slice(-600) });
};

/** For logs: what happened, without a stack for what can be expected. */
export const briefly = (error: unknown): string =>
  error instanceof EngineError ? `${error.kind}: ${error.message}` : messageOf(error);
