import { z } from 'zod';
import type { ProgressEvent } from './servers.js';

/** What JupyterHub's spawner asks for. `env` is the result of `Spawner.get_env()`. */
export const SpawnRequest = z.strictObject({
  env: z.record(z.string(), z.string()),
  /** What runs; empty for the image's own command. */
  command: z.array(z.string()),
  /** What stands behind the command, the image's own as well. */
  args: z.array(z.string()).default([]),
  /** Image that the hub's configuration has chosen for this start; null for the platform's. */
  image: z.string().min(1).max(1000).nullable().default(null),
  /** Limits by the hub's configuration, in place of the platform's defaults; null leaves those. */
  limits: z
    .strictObject({
      cpuCores: z.number().positive().nullable().default(null),
      memoryBytes: z.number().int().positive().nullable().default(null),
    })
    .default({ cpuCores: null, memoryBytes: null }),
  options: z.record(z.string(), z.unknown()).default({}),
  groups: z.array(z.string()).default([]),
  // What JupyterHub keeps for us in the properties of those groups, whichever client wrote it.
  groupSettings: z.record(z.string(), z.unknown()).default({}),
  admin: z.boolean().default(false),
  // When the hub made the account: names come back after a deletion, dates do not.
  userCreated: z.string().nullable().default(null),
  /** What its owner calls a named server; null where JupyterHub keeps no such name. */
  displayName: z.string().max(255).nullable().default(null),
  port: z.number().int().min(1).max(65535).default(8888),
  startTimeoutSeconds: z.number().positive().default(300),
});
export type SpawnRequest = z.infer<typeof SpawnRequest>;

/** What a stop tells: who asked JupyterHub for it, unless we did. */
export const StopQuery = z.object({
  forever: z.literal('true').optional(),
  by: z.string().min(1).max(255).optional(),
  kind: z.enum(['user', 'service']).default('user'),
});
export type StopQuery = z.infer<typeof StopQuery>;

/** One NDJSON line of the answer to a start; `ready` or `failed` is the last. */
export type SpawnLine =
  | { progress: ProgressEvent }
  | { ready: { url: string } }
  | { failed: { code: string; message: string } };

/** What the spawner's poll learns. */
export type SpawnState =
  | { state: 'running'; url: string }
  | { state: 'starting' }
  | { state: 'stopped'; exitCode: number; message: string | null };
