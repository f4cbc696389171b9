import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges that are read on each scrape. */
export interface GaugeSources {
  /** How many servers there are of each status. */
  statuses(): Readonly<Record<string, number>>;
  /** Open connections of pages. */
  sockets(): number;
}

/**
 * What the platform counts about itself. Labels are few and fixed, and never name a user:
 * a series per user would tell who works when, and would grow without bound.
 */
export interface Metrics {
  spawned(outcome: SpawnOutcome, seconds: number): void;
  /** How long a start stayed in one phase. */
  spawnPhase(phase: string, seconds: number): void;
  engineCalled(call: string, outcome: string, seconds: number): void;
  sampled(ok: boolean, seconds: number, lagSeconds: number): void;
  culled(cause: string): void;
  notificationSent(): void;
  deliveries(state: DeliveryStep, count: number): void;
  /** Where to read the figures of the moment, once those parts exist. */
  connect(readings: GaugeSources): void;
  /** Everything in Prometheus' text format. */
  text(): Promise<string>;
}

/** How a start ended. */
export type SpawnOutcome = 'ok' | 'failed' | 'cancelled';
/** How far a notification came with one user. */
export type DeliveryStep = 'created' | 'delivered' | 'seen' | 'dismissed';

const seconds = {
  spawn: [0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60, 120, 300],
  call: [0.001, 0.005, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120],
  pass: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
} as const;

const silent: GaugeSources = { statuses: () => ({}), sockets: () => 0 };

/** The one place that knows the metrics library. */
export const createMetrics = (): Metrics => {
  const register = new Registry();
  const registers = [register];
  let readings = silent;
  collectDefaultMetrics({ register });

  const spawn = new Histogram({
    name: 'perijove_spawn_duration_seconds',
    help: 'Duration of server starts, from the request until the server answers, fails or is cancelled.',
    labelNames: ['outcome'],
    buckets: [...seconds.spawn],
    registers,
  });
  const phases = new Histogram({
    name: 'perijove_spawn_phase_duration_seconds',
    help: 'How long a start stayed in each of its phases, such as queued, pulling or waiting.',
    labelNames: ['phase'],
    buckets: [...seconds.spawn],
    registers,
  });
  const engine = new Histogram({
    name: 'perijove_engine_call_duration_seconds',
    help: 'Calls to the engine that runs the labs; outcome is ok or the kind of the failure.',
    labelNames: ['call', 'outcome'],
    buckets: [...seconds.call],
    registers,
  });
  const pass = new Histogram({
    name: 'perijove_sampler_pass_duration_seconds',
    help: 'Time to read CPU and memory of all labs.',
    labelNames: ['outcome'],
    buckets: [...seconds.pass],
    registers,
  });
  const lag = new Gauge({
    name: 'perijove_sampler_lag_seconds',
    help: 'How much later than its interval the last reading of all labs began.',
    registers,
  });
  const culls = new Counter({
    name: 'perijove_culls_total',
    help: 'Servers stopped because their session was over, by the rule that ended it.',
    labelNames: ['cause'],
    registers,
  });
  const sent = new Counter({
    name: 'perijove_notifications_sent_total',
    help: 'Notifications sent, whatever their audience.',
    registers,
  });
  const steps = new Counter({
    name: 'perijove_notification_deliveries_total',
    help: 'Recipients that a notification was created for, reached, was seen or dismissed by.',
    labelNames: ['state'],
    registers,
  });
  new Gauge({
    name: 'perijove_servers',
    help: 'Servers by status; offline counts users without a server.',
    labelNames: ['status'],
    registers,
    collect() {
      this.reset();
      for (const [status, count] of Object.entries(readings.statuses()))
        this.set({ status }, count);
    },
  });
  new Gauge({
    name: 'perijove_sockets_open',
    help: 'Open connections of pages.',
    registers,
    collect() {
      this.set(readings.sockets());
    },
  });

  return {
    spawned: (outcome, taken) => spawn.observe({ outcome }, taken),
    spawnPhase: (phase, taken) => phases.observe({ phase }, taken),
    engineCalled: (call, outcome, taken) => engine.observe({ call, outcome }, taken),
    sampled: (ok, taken, lagSeconds) => {
      pass.observe({ outcome: ok ? 'ok' : 'failed' }, taken);
      lag.set(lagSeconds);
    },
    culled: cause => culls.inc({ cause }),
    notificationSent: () => sent.inc(),
    deliveries: (state, count) => steps.inc({ state }, count),
    connect: next => {
      readings = next;
    },
    text: () => register.metrics(),
  };
};
