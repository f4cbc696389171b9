import { z } from 'zod';
import type { LabState } from '../../port.js';
import { label } from '../labels.js';

const Labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform(labels => labels ?? {});

const Networks = z
  .record(z.string(), z.object({ IPAddress: z.string().nullish() }).nullish())
  .nullish();

/** What this code reads of a container; the same in API 1.41 to 1.52. */
export const InspectedContainer = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({
    Status: z.string(),
    Pid: z.number().nullish(),
    ExitCode: z.number(),
    OOMKilled: z.boolean().nullish(),
    StartedAt: z.string().nullish(),
  }),
  Config: z.object({ Image: z.string().nullish(), Labels }),
  NetworkSettings: z.object({ Networks }).nullish(),
});
export type InspectedContainer = z.infer<typeof InspectedContainer>;

/** One line of Docker's container list. */
export const ListedContainer = z.object({
  Id: z.string(),
  Names: z.array(z.string()).nullish(),
  State: z.string(),
  Status: z.string().nullish(),
  Labels,
  NetworkSettings: z.object({ Networks }).nullish(),
});
export type ListedContainer = z.infer<typeof ListedContainer>;

/** A container's status in the three words of the port. */
export const statusFrom = (status: string): LabState['status'] => {
  switch (status) {
    case 'created':
      return 'created';
    // A paused lab still holds its memory and its place; Docker never restarts one by itself.
    case 'running':
    case 'paused':
    case 'restarting':
      return 'running';
    default:
      return 'exited';
  }
};

/** The lab that an inspected container is, as seen from the network of the labs. */
export const labStateOf = (container: InspectedContainer, networkName: string): LabState => {
  const { State: state } = container;
  const labels = container.Config.Labels;
  const status = statusFrom(state.Status);
  const address = container.NetworkSettings?.Networks?.[networkName]?.IPAddress;
  // Docker says 0001-01-01 for a container that never ran.
  const started = Date.parse(state.StartedAt ?? '');
  return {
    id: container.Id,
    name: container.Name.replace(/^\//, ''),
    user: labels[label.user] ?? '',
    server: labels[label.server] ?? '',
    image: labels[label.image] ?? container.Config.Image ?? '',
    specHash: labels[label.spec] ?? '',
    status,
    url: status === 'running' && address ? `http://${address}:${labels[label.port] ?? 8888}` : null,
    startedAtMs: Number.isFinite(started) && started > 0 ? started : null,
    exit:
      status === 'exited' ? { code: state.ExitCode, outOfMemory: state.OOMKilled === true } : null,
  };
};
