import { EngineError, type Engine } from '../../engine/port.js';
import type { Clock } from '../../lib/clock.js';
import type { Metrics } from './metrics.js';

const outcomeOf = (error: unknown): string => {
  if (error instanceof EngineError) return error.kind;
  return error instanceof Error && error.name === 'AbortError' ? 'cancelled' : 'error';
};

/** The same engine, with every call's duration and outcome counted. */
export const measureEngine = (
  engine: Engine,
  deps: { readonly clock: Clock; readonly metrics: Pick<Metrics, 'engineCalled'> },
): Engine => {
  const { clock, metrics } = deps;
  const timed = async <T>(call: keyof Engine, run: () => Promise<T>): Promise<T> => {
    const beganMs = clock.monotonicMs();
    const count = (outcome: string): void => {
      metrics.engineCalled(call, outcome, (clock.monotonicMs() - beganMs) / 1000);
    };
    try {
      const result = await run();
      count('ok');
      return result;
    } catch (error) {
      count(outcomeOf(error));
      throw error;
    }
  };
  return {
    caps: () => timed('caps', () => engine.caps()),
    ping: signal => timed('ping', () => engine.ping(signal)),
    list: () => timed('list', () => engine.list()),
    inspect: name => timed('inspect', () => engine.inspect(name)),
    ensureImage: (image, onProgress, signal) =>
      timed('ensureImage', () => engine.ensureImage(image, onProgress, signal)),
    inspectImage: image => timed('inspectImage', () => engine.inspectImage(image)),
    ensureVolume: (name, labels, image, options) =>
      timed('ensureVolume', () => engine.ensureVolume(name, labels, image, options)),
    ensureContentVolume: (prefix, directory, image) =>
      timed('ensureContentVolume', () => engine.ensureContentVolume(prefix, directory, image)),
    removeVolume: name => timed('removeVolume', () => engine.removeVolume(name)),
    volumeExists: name => timed('volumeExists', () => engine.volumeExists(name)),
    volumeUsage: (name, signal) => timed('volumeUsage', () => engine.volumeUsage(name, signal)),
    volumeUsages: (names, onUsage, signal) =>
      timed('volumeUsages', () => engine.volumeUsages(names, onUsage, signal)),
    create: spec => timed('create', () => engine.create(spec)),
    start: name => timed('start', () => engine.start(name)),
    stop: (name, graceMs) => timed('stop', () => engine.stop(name, graceMs)),
    remove: name => timed('remove', () => engine.remove(name)),
    watch: (onHint, signal) => {
      engine.watch(onHint, signal);
    },
    probeGpu: (image, signal) => timed('probeGpu', () => engine.probeGpu(image, signal)),
    sample: () => timed('sample', () => engine.sample()),
    programs: name => timed('programs', () => engine.programs(name)),
    logs: (name, tail) => timed('logs', () => engine.logs(name, tail)),
    close: () => engine.close(),
  };
};
