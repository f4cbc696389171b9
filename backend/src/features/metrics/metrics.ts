import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Gauges that are read on each scrape. */
export interface GaugeSources {
  /** How many servers there are of each status. */
  statuses(): Readonly<Record<string, number>>;
  /** Open connections of pages. */
  sockets(): number;
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

/**
 * What the platform counts about itself. Labels are few and fixed, and never name a user:
 * a series per user would tell who works when, and would grow without bound.
 *
 * The one place that knows the metrics library.
 */
export class Metrics {
  private readonly register = new Registry();
  private readonly registers = [this.register];
  private readings = silent;
  private readonly spawn = new Histogram({
    name: 'perijove_spawn_duration_seconds',
    help: 'Duration of server starts, from the request until the server answers, fails or is cancelled.',
    labelNames: ['outcome'],
    buckets: [...seconds.spawn],
    registers: this.registers,
  });
  private readonly phases = new Histogram({
    name: 'perijove_spawn_phase_duration_seconds',
    help: 'How long a start stayed in each of its phases, such as queued, pulling or waiting.',
    labelNames: ['phase'],
    buckets: [...seconds.spawn],
    registers: this.registers,
  });
  private readonly engine = new Histogram({
    name: 'perijove_engine_call_duration_seconds',
    help: 'Calls to the engine that runs the labs; outcome is ok or the kind of the failure.',
    labelNames: ['call', 'outcome'],
    buckets: [...seconds.call],
    registers: this.registers,
  });
  private readonly pass = new Histogram({
    name: 'perijove_sampler_pass_duration_seconds',
    help: 'Time to read CPU and memory of all labs.',
    labelNames: ['outcome'],
    buckets: [...seconds.pass],
    registers: this.registers,
  });
  private readonly lag = new Gauge({
    name: 'perijove_sampler_lag_seconds',
    help: 'How much later than its interval the last reading of all labs began.',
    registers: this.registers,
  });
  private readonly culls = new Counter({
    name: 'perijove_culls_total',
    help: 'Servers stopped because their session was over, by the rule that ended it.',
    labelNames: ['cause'],
    registers: this.registers,
  });
  private readonly sent = new Counter({
    name: 'perijove_notifications_sent_total',
    help: 'Notifications sent, whatever their audience.',
    registers: this.registers,
  });
  private readonly steps = new Counter({
    name: 'perijove_notification_deliveries_total',
    help: 'Recipients that a notification was created for, reached, was seen or dismissed by.',
    labelNames: ['state'],
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.register });
    const readings = () => this.readings;
    new Gauge({
      name: 'perijove_servers',
      help: 'Servers by status; offline counts users without a server.',
      labelNames: ['status'],
      registers: this.registers,
      collect() {
        this.reset();
        for (const [status, count] of Object.entries(readings().statuses()))
          this.set({ status }, count);
      },
    });
    new Gauge({
      name: 'perijove_sockets_open',
      help: 'Open connections of pages.',
      registers: this.registers,
      collect() {
        this.set(readings().sockets());
      },
    });
  }

  spawned(outcome: SpawnOutcome, taken: number): void {
    this.spawn.observe({ outcome }, taken);
  }

  /** How long a start stayed in one phase. */
  spawnPhase(phase: string, taken: number): void {
    this.phases.observe({ phase }, taken);
  }

  engineCalled(call: string, outcome: string, taken: number): void {
    this.engine.observe({ call, outcome }, taken);
  }

  sampled(ok: boolean, taken: number, lagSeconds: number): void {
    this.pass.observe({ outcome: ok ? 'ok' : 'failed' }, taken);
    this.lag.set(lagSeconds);
  }

  culled(cause: string): void {
    this.culls.inc({ cause });
  }

  notificationSent(): void {
    this.sent.inc();
  }

  deliveries(state: DeliveryStep, count: number): void {
    this.steps.inc({ state }, count);
  }

  /** Where to read the figures of the moment, once those parts exist. */
  connect(next: GaugeSources): void {
    this.readings = next;
  }

  /** Everything in Prometheus' text format. */
  text(): Promise<string> {
    return this.register.metrics();
  }
}
