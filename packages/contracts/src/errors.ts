import { z } from 'zod';

/**
 * Every code an answer can carry, with its HTTP status.
 * The code is stable and for programs; the message is for users and may change.
 */
export const errorStatus = {
  bad_request: 400,
  host_not_allowed: 421,
  invalid_input: 422,
  name_invalid: 422,
  unauthenticated: 401,
  xsrf_failed: 403,
  forbidden: 403,
  not_found: 404,
  user_not_found: 404,
  server_not_found: 404,
  volume_not_found: 404,
  notification_not_found: 404,
  group_not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  server_running: 409,
  server_not_running: 409,
  server_pending: 409,
  extension_exhausted: 409,
  culler_disabled: 409,
  account_changing: 409,
  account_protected: 409,
  name_taken: 409,
  generation_not_found: 409,
  too_many_generations: 409,
  group_protected: 409,
  volume_shared: 409,
  accounts_elsewhere: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  rate_limited: 429,
  internal: 500,
  engine_unavailable: 503,
  hub_unavailable: 503,
  shutting_down: 503,
} as const;

/** A stable machine-readable error code. */
export type ErrorCode = keyof typeof errorStatus;

/** The body of every error answer. */
export const ErrorBody = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      details: z.unknown().optional(),
    }),
  })
  .meta({ id: 'Error' });
export type ErrorBody = z.infer<typeof ErrorBody>;
