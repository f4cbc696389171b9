import { EngineError, type Engine, type EngineErrorKind } from '../../../src/engine/port.js';

/** Calls of an engine that can be made to fail. */
export type FaultyCall = Exclude<keyof Engine, 'watch' | 'close'>;

/** How a call misbehaves. */
export type Fault =
  /** Fails without having done anything. */
  | { readonly kind: EngineErrorKind; readonly message?: string; readonly about?: 'image' }
  /** Does its work, then the answer is lost. */
  | { readonly dropAfterEffect: true }
  /** Answers only when `release` is called; with an abort signal it ends as `timeout_unknown`. */
  | { readonly hang: true };

/** A script of failures, each used once, in order. */
export interface Faults {
  next(call: FaultyCall, fault: Fault): void;
  /** As long as it is away every call fails as `unavailable`. */
  away(away: boolean): void;
  /** Lets the calls that hang go on. */
  release(): void;
  /** Faults that no call has met. A test that planned too many can tell. */
  readonly unused: number;
}

/** Wraps an engine's calls so that they meet their faults. */
export const createFaults = (): Faults & {
  meet<T>(call: FaultyCall, run: () => T | Promise<T>, signal?: AbortSignal): Promise<T>;
} => {
  const planned: { call: FaultyCall; fault: Fault }[] = [];
  const hanging = new Set<() => void>();
  let isAway = false;

  const hang = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      hanging.add(resolve);
      const abort = (): void =>
        reject(new EngineError('timeout_unknown', 'The engine did not answer in time.'));
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
    });

  return {
    next: (call, fault) => {
      planned.push({ call, fault });
    },
    away: away => {
      isAway = away;
    },
    release: () => {
      hanging.forEach(resume => resume());
      hanging.clear();
    },
    get unused() {
      return planned.length;
    },
    meet: async (call, run, signal) => {
      if (isAway) throw new EngineError('unavailable', 'The engine does not answer.');
      const at = planned.findIndex(plan => plan.call === call);
      const fault = at < 0 ? undefined : planned.splice(at, 1)[0]?.fault;
      if (fault === undefined) return run();
      if ('kind' in fault) {
        const { kind, message = `The test wanted ${kind} here.`, about } = fault;
        throw new EngineError(kind, message, about === undefined ? {} : { about });
      }
      if ('hang' in fault) {
        await hang(signal);
        return run();
      }
      await run();
      throw new EngineError('timeout_unknown', 'The answer was lost; it may have taken effect.');
    },
  };
};
