import type { SentView, ServerPhase } from '@perijove/contracts';
import type { ServerKey } from '../domain-events.js';
import { isStarting } from '../servers/phase.js';
import type { DeliveryStep, Metrics, SpawnOutcome } from './metrics.js';
import type { Deps } from '../deps.js';

/** Notifications whose last counts are remembered; older ones have long been read. */
const REMEMBERED = 1000;
const steps = ['delivered', 'seen', 'dismissed'] as const satisfies readonly DeliveryStep[];

const outcomeOf = (phase: ServerPhase | null): SpawnOutcome => {
  if (phase === 'running') return 'ok';
  return phase === 'failed' ? 'failed' : 'cancelled';
};

/** Counts what the features tell each other. The returned function ends it. */
export const collectEventMetrics = (
  deps: Deps<'bus' | 'clock'> & {
    readonly metrics: Metrics;
    /** The phase of a server's own row; null when there is none any more. */
    readonly phaseOf: (key: ServerKey) => ServerPhase | null;
  },
): (() => void) => {
  const { bus, clock, metrics, phaseOf } = deps;
  const starts = new Map<string, { beganMs: number; phase: ServerPhase; sinceMs: number }>();
  const counted = new Map<string, SentView['counts']>();

  const follow = (key: ServerKey): void => {
    const id = `${key.user}/${key.server}`;
    const phase = phaseOf(key);
    const nowMs = clock.monotonicMs();
    const known = starts.get(id);
    if (known !== undefined && known.phase !== phase) {
      metrics.spawnPhase(known.phase, (nowMs - known.sinceMs) / 1000);
    }
    if (phase !== null && isStarting(phase)) {
      if (known === undefined) starts.set(id, { beganMs: nowMs, phase, sinceMs: nowMs });
      else if (known.phase !== phase) starts.set(id, { ...known, phase, sinceMs: nowMs });
    } else if (known !== undefined) {
      starts.delete(id);
      metrics.spawned(outcomeOf(phase), (nowMs - known.beganMs) / 1000);
    }
  };

  const tally = ({ id, counts }: Pick<SentView, 'id' | 'counts'>): void => {
    const before = counted.get(id);
    counted.delete(id);
    counted.set(id, counts);
    const oldest = counted.keys().next();
    if (counted.size > REMEMBERED && !oldest.done) counted.delete(oldest.value);
    // One that we meet for the first time was counted before a restart.
    if (before === undefined) return;
    for (const step of steps) metrics.deliveries(step, Math.max(0, counts[step] - before[step]));
  };

  const unsubscribe = [
    bus.on('server.changed', follow),
    bus.on('server.culled', ({ cause }) => metrics.culled(cause)),
    bus.on('notifications.changed', ({ change, users }) => {
      if (change !== 'created') return;
      metrics.notificationSent();
      metrics.deliveries('created', users.length);
    }),
    bus.on('sent.changed', ({ sent }) => tally(sent)),
  ];
  return () => unsubscribe.forEach(end => end());
};
