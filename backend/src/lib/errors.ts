import { errorStatus, type ErrorCode } from '@perijove/contracts';
import { inEnglish } from './catalog.js';
import { redact } from './redact.js';
import type { Message } from './text.js';

/** An error that users read: `text` in their language, `message` in logs. */
export class TextError extends Error {
  constructor(
    readonly text: Message,
    options?: ErrorOptions,
  ) {
    super(redact(inEnglish(text)), options);
  }
}

/**
 * A failure with a stable code, meant for the caller.
 * Everything else that is thrown is our own fault and leaves as `internal`.
 */
export class AppError extends TextError {
  override readonly name = 'AppError';
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    text: Message,
    readonly options: {
      readonly details?: unknown;
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(text, options.cause === undefined ? undefined : { cause: options.cause });
    this.status = errorStatus[code];
  }
}

/** The message of anything that was thrown, without credentials in it. */
export const messageOf = (error: unknown): string =>
  redact(error instanceof Error ? error.message : String(error));

/** What anything that was thrown says to users, as a part of another text. */
export const textOf = (error: unknown): Message =>
  error instanceof TextError ? error.text : messageOf(error);

/** Marks a branch that the types say cannot be reached. */
export const assertNever = (value: never): never => {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
};
