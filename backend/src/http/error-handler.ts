import type { ErrorCode } from '@perijove/contracts';
import { text } from '../lib/text.js';
import type { ErrorRequestHandler, Response } from 'express';
import { EngineError, type EngineErrorKind } from '../engine/port.js';
import { renderDeep, render } from '../lib/catalog.js';
import { AppError } from '../lib/errors.js';
import type { LanguageOf } from '../lib/language.js';
import type { Logger } from '../lib/logger.js';
import { redact, redactDeep } from '../lib/redact.js';

const engineCodes: Readonly<Record<EngineErrorKind, ErrorCode>> = {
  not_found: 'not_found',
  conflict: 'conflict',
  invalid: 'bad_request',
  unavailable: 'engine_unavailable',
  timeout_unknown: 'engine_unavailable',
  quota: 'conflict',
  denied: 'engine_unavailable',
  no_gpu: 'conflict',
};

/** Failures of Express's own body parser, by their `type`. */
const parserError = (error: unknown): AppError | null => {
  if (!(error instanceof Error) || !('type' in error) || typeof error.type !== 'string')
    return null;
  switch (error.type) {
    case 'entity.too.large':
      return new AppError('payload_too_large', text('platform.requests.tooLarge'));
    case 'entity.parse.failed':
      return new AppError('bad_request', text('platform.requests.noJson'));
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new AppError('unsupported_media_type', text('platform.requests.wantsUtf8'));
    default:
      return new AppError('bad_request', text('platform.requests.unreadable'));
  }
};

/** Turns anything that was thrown into an error with a code. */
export const toAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  if (error instanceof EngineError) {
    return new AppError(engineCodes[error.kind], error.text, {
      cause: error,
      ...(engineCodes[error.kind] === 'engine_unavailable' ? { retryAfterSeconds: 10 } : {}),
    });
  }
  if (error instanceof URIError)
    return new AppError('bad_request', text('platform.requests.badAddress'));
  return (
    parserError(error) ??
    new AppError('internal', text('platform.requests.ourFault'), {
      cause: error,
    })
  );
};

/** Writes the one shape of error answers, in the language of its reader. */
export const sendError = (response: Response, error: AppError, language: string): void => {
  if (error.options.retryAfterSeconds !== undefined) {
    response.setHeader('Retry-After', String(Math.ceil(error.options.retryAfterSeconds)));
  }
  if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.status(error.status).json({
    error: {
      code: error.code,
      message: redact(render(error.text, language)),
      ...(error.options.details === undefined
        ? {}
        : { details: redactDeep(renderDeep(error.options.details, language)) }),
    },
  });
};

/** The one exit of all failures: expected ones without a stack, our own with it. */
export const errorHandler =
  (log: Logger, languageOf: LanguageOf): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const failure = toAppError(error);
    if (failure.status >= 500) {
      const cause = failure.options.cause ?? failure;
      const line = { code: failure.code, method: request.method, path: request.path };
      if (failure.code === 'internal') log.error({ ...line, err: cause }, 'request failed');
      else log.warn(line, failure.message);
    }
    if (response.headersSent) next(error);
    else sendError(response, failure, languageOf(request));
  };
