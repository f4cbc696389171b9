import { z } from 'zod';
import type { HubApi } from '../outgoing/hub-api.js';
import { askLab } from '../outgoing/lab.js';
import type { Hub, LabActivity } from './port.js';

/** Nobody has so many kernels. An answer with more of them is not believed. */
const MOST = 1000;

/** Null for what is no time. Longer texts are none. */
const when = z
  .string()
  .max(64)
  .nullish()
  .transform(text => {
    const atMs = text ? Date.parse(text) : NaN;
    return Number.isFinite(atMs) ? atMs : null;
  });

const KernelsModel = z
  .array(z.object({ execution_state: z.string().max(64).optional(), last_activity: when }))
  .max(MOST);
const TerminalsModel = z.array(z.object({ last_activity: when })).max(MOST);
const StatusModel = z.object({ last_activity: when });
const TokenModel = z.object({ token: z.string().min(1) });

const latest = (times: readonly (number | null)[]): number | null =>
  times.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);

/**
 * Asks labs what their kernels and terminals did, and when they were asked for something. A lab's process sees the token that it is asked
 * with, so the hub mints one for this question: it belongs to the lab's user, opens this server
 * and nothing else, and ends by itself within a minute.
 * Whatever does not add up is null: nobody's work is ended on a guess.
 */
export const createLabActivity = (deps: {
  readonly api: Pick<HubApi, 'asService'>;
  /** Where the lab answers right now, below its prefix; null when it does not run. */
  readonly labUrlOf: (user: string, server: string) => Promise<string | null>;
}): Hub['labActivity'] => {
  const { api, labUrlOf } = deps;

  /** Null when the hub says that no such server runs, or was configured by an earlier Perijove. */
  const tokenFor = async (user: string, server: string): Promise<string | null> => {
    const names = server === '' ? [user] : [user, server];
    const path = `/perijove/lab-tokens/${names.map(encodeURIComponent).join('/')}`;
    const answer = await api.asService({ method: 'POST', path });
    return answer.ok ? TokenModel.parse(answer.json()).token : null;
  };

  const ask = async (user: string, server: string): Promise<LabActivity | null> => {
    const token = await tokenFor(user, server);
    if (token === null) return null;
    // Looked up last: an address that a lab has left may be another lab's a moment later.
    const base = await labUrlOf(user, server);
    if (base === null) return null;
    const question = (path: string): Promise<unknown> =>
      askLab(new URL(`${base}${path}?no_track_activity=1`), token);
    // One after the other: the lab asks the hub about the token once, not three times.
    const answered = await question('api/kernels');
    if (answered === null) return null;
    const kernels = KernelsModel.parse(answered);
    // Terminals can be switched off; then there is no such address.
    const terminals = TerminalsModel.parse((await question('api/terminals')) ?? []);
    const status = StatusModel.parse((await question('api/status')) ?? {});
    return {
      busy: kernels.some(kernel => kernel.execution_state === 'busy'),
      lastActivityMs: latest(
        [...kernels, ...terminals].map(({ last_activity: lastActivity }) => lastActivity),
      ),
      requestedAtMs: status.last_activity,
    };
  };

  return (user, server) => ask(user, server).catch(() => null);
};
