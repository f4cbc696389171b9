import { errorStatus, type ErrorCode } from '@perijove/contracts';
import { redact } from './redact.js';

/**
 * A failure with a stable code, meant for whoever called.
 * Everything else that is thrown is our own fault and leaves as `internal`.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly status: number;
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly options: {
      readonly details?: unknown;
      readonly retryAfterSeconds?: number;
      readonly cause?: unknown;
    } = {},
  ) {
    super(redact(message), options.cause === undefined ? undefined : { cause: options.cause });
    this.status = errorStatus[code];
  }
}

/** The message of anything that was thrown, without credentials in it. */
export const messageOf = (error: unknown): string =>
  redact(error instanceof Error ? error.message : String(error));

/** Marks a branch that the types say cannot be reached. */
export const assertNever = (value: never): never => {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
};
