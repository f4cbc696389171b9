import { messageOf } from '../../../lib/errors.js';
import { Text, text, type TextKey } from '../../../lib/text.js';
import type { Texts } from '../../../lib/text-keys.js';
import { EngineError, type EngineErrorKind } from '../../port.js';

/** A key of the texts, and what it is done to where the text names it. */
type Task = {
  [Key in TextKey]: Key extends `engine.doing.${infer What}`
    ? [Texts[Key]] extends [never]
      ? { readonly what: What; readonly of?: never }
      : { readonly what: What; readonly of: Texts[Key] extends 'count' ? number : string }
    : never;
}[TextKey];

/** What was being done, for the message of its failure. */
export type Attempt = Task & {
  /** Whether the call may have changed something before its answer was lost. */
  readonly effect: 'read' | 'write';
};

const taskOf = ({ what, of }: Attempt): Text =>
  new Text(`engine.doing.${what}`, typeof of === 'number' ? { count: of } : { name: of ?? '' });

/** The HTTP status that the daemon answered, or null when it did not answer. */
export const statusOf = (error: unknown): number | null => {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : null;
};

/** Docker passes on what a registry answered, whole pages of it. More than this helps nobody. */
const LONGEST_WORDS = 1000;

/** Words of others as one short line: they stand on pages, in logs and in the audit log. */
const shortened = (said: string): string =>
  said
    .slice(0, 4 * LONGEST_WORDS)
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_WORDS);

/** The daemon's own words, without dockerode's decoration. */
export const daemonMessage = (error: unknown): string => {
  const json = (error as { json?: unknown } | null)?.json;
  const said = (json as { message?: unknown } | null | undefined)?.message;
  if (typeof said === 'string' && said !== '') return shortened(said);
  return shortened(messageOf(error).replace(/^\(HTTP code \d+\) [^-]*- /, ''));
};

/** What Docker said of itself in a failure; nothing where it did not get to say anything. */
export const saidIn = (error: EngineError): string =>
  error.cause === undefined ? '' : daemonMessage(error.cause);

const away = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
  'ENOTSOCK',
]);
const dropped = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * Turns anything that dockerode throws into an `EngineError`.
 * A connection that was never made is `unavailable`. One that broke during a write is
 * `timeout_unknown`: the daemon may have carried it out.
 */
export const toEngineError = (error: unknown, attempt: Attempt): EngineError => {
  if (error instanceof EngineError) return error;
  const status = statusOf(error);
  if (status !== null) return answered(error, status, attempt);

  const code = codeOf(error);
  const name = error instanceof Error ? error.name : '';
  const because = { cause: error };
  if (away.has(code)) {
    return new EngineError('unavailable', text('engine.docker.doesNotAnswer'), because);
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new EngineError('denied', text('engine.docker.noAccess'), because);
  }
  if (dropped.has(code)) {
    return attempt.effect === 'read'
      ? new EngineError(
          'unavailable',
          text('engine.docker.wentAway', { task: taskOf(attempt) }),
          because,
        )
      : new EngineError(
          'timeout_unknown',
          text('engine.docker.wentAwayUnsure', { task: taskOf(attempt) }),
          because,
        );
  }
  if (
    name === 'AbortError' ||
    name === 'TimeoutError' ||
    code === 'ABORT_ERR' ||
    code === 'ETIMEDOUT'
  ) {
    return new EngineError(
      'timeout_unknown',
      text('engine.docker.tookTooLong', { task: taskOf(attempt) }),
      because,
    );
  }
  return new EngineError(
    'unavailable',
    text('engine.docker.couldNot', { task: taskOf(attempt), why: shortened(messageOf(error)) }),
    because,
  );
};

const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
};

const answered = (error: unknown, status: number, attempt: Attempt): EngineError => {
  const said = daemonMessage(error);
  const kind = kindOf(status, said);
  const because = { cause: error };
  if (kind === 'quota') {
    const short = memoryShort.test(said)
      ? text('engine.docker.noMemory', { task: taskOf(attempt) })
      : text('engine.docker.noSpace', { task: taskOf(attempt) });
    return new EngineError(kind, short, because);
  }
  const noImage =
    kind === 'not_found' && (attempt.what === 'downloadImage' || noSuchImage.test(said));
  return new EngineError(
    kind,
    text('engine.docker.couldNot', { task: taskOf(attempt), why: said }),
    {
      ...because,
      ...(noImage ? { about: 'image' } : {}),
    },
  );
};

const noSuchImage = /no such image|image not known/i;
const memoryShort = /cannot allocate memory|not enough memory/i;
const noGpu =
  /could not select device driver|nvidia-container-cli: |nvidia-container-runtime-hook|unresolvable CDI devices|discover GPU vendor/i;

/** The kind of a refusal, from the status and, where the status is vague, the words. */
export const kindOf = (status: number, said: string): EngineErrorKind => {
  if (/no space left on device|disk quota exceeded/i.test(said) || memoryShort.test(said)) {
    return 'quota';
  }
  // An address of the host that something else listens on. Nothing is broken, and nothing changed.
  if (/port is already allocated|address already in use/i.test(said)) return 'conflict';
  // Whatever the status: versions of Docker and of the toolkit differ in it.
  if (noGpu.test(said)) return 'no_gpu';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 401 || status === 403) return 'denied';
  if (status === 429 || status === 502 || status === 503 || status === 504) return 'unavailable';
  // Docker blames itself for much that the spec asked for.
  if (/executable file not found|unknown or invalid runtime/i.test(said)) {
    return 'invalid';
  }
  if (status >= 500) return 'unavailable';
  return 'invalid';
};
